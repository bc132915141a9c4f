import type {Attestation} from '../documents/attestation.js'
import {attestationSchema} from '../documents/attestation.js'
import type {BlobStore} from '../documents/blob-store.js'
import type {Config} from '../documents/config.js'
import {parseDocument} from '../documents/parse.js'
import {PlanError} from '../errors.js'

/** The store of reports and of what people said, that the config names. */
export async function openReportStore({config, folder}: {config: Config; folder: string}): Promise<BlobStore> {
  const {openStore} = await import('../store/open-store.js')
  const {aws, report} = config
  const readAccess = async () => (await import('../aws/clients.js')).accessOf(aws)
  return openStore({place: report.store, folder, region: aws.region, profile: aws.profile, readAccess})
}

const prefixOf = (eventId: string) => `attestations/${eventId}/`

/** All that was said of the checks of an event, the earliest first. Throws DOCUMENT_INVALID for a damaged one. */
export async function readAttestations(store: BlobStore, eventId: string): Promise<Attestation[]> {
  const found: {name: string; said: Attestation}[] = []
  for (const name of await store.list(prefixOf(eventId))) {
    const bytes = await store.read(name)
    if (bytes === null) continue
    found.push({name, said: parseDocument({schema: attestationSchema, value: jsonOf(bytes, name), name})})
  }
  // Of two words at one instant the later one has the longer name.
  const byTime = (a: (typeof found)[number], b: (typeof found)[number]) =>
    a.said.at === b.said.at ? a.name.length - b.name.length : a.said.at < b.said.at ? -1 : 1
  return found.sort(byTime).map(({said}) => said)
}

function jsonOf(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new PlanError('data', 'DOCUMENT_INVALID', `${name} is no JSON`, {
      suggestions: [`see what happened to ${name}, or delete it: the check is open again then`],
      place: {file: name},
      cause,
    })
  }
}

/** Two words within one second of one check: more of them than this is a fault. */
const mostTries = 100

/**
 * Keeps what a person said as a blob of its own: nothing is ever written over, and the latest of a check counts. Returns
 * its name in the store. Throws what the store throws, and ATTESTATION_NOT_KEPT where no free name was found.
 */
export async function keepAttestation(store: BlobStore, attestation: Attestation): Promise<string> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(attestation)}\n`)
  const stamp = attestation.at.replace(/[:.]/g, '-')
  for (let i = 1; i <= mostTries; i++) {
    const name = `${prefixOf(attestation.eventId)}${stamp}-${attestation.checkId}${i === 1 ? '' : `-${i}`}.json`
    if (await store.putIfAbsent(name, bytes)) return name
  }
  throw new PlanError(
    'output',
    'ATTESTATION_NOT_KEPT',
    `${store.place} has ${mostTries} words of this second already`,
    {
      suggestions: ['try again in a second'],
    },
  )
}
