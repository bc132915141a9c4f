import type {DoctorFacts, Failure, Known} from '../core/doctor/facts.js'
import type {Config} from '../documents/config.js'
import type {IamPurpose} from '../documents/iam-policy.js'
import type {AwsFlagValues} from './aws-flags.js'
import {accessProblem, needsAws, tryPermissions, tryWrites} from './doctor-access.js'
import {
  type DataAsked,
  readArchiveFacts,
  readDemand,
  readLoadTestFacts,
  readResources,
  readTierMetrics,
} from './doctor-data.js'
import {after, known} from './known.js'
import {readCheckedConfig} from './read-checked-config.js'

export type DoctorOptions = {
  configPath: string | undefined
  /** The one command that is looked at; undefined for forecast, report and, where anything is pulled, pull. */
  purpose: IamPurpose | undefined
  /** What the command line says of AWS. */
  aws: AwsFlagValues
  /** What now is taken to be; undefined for the clock, or with `isOffline` for the newest document. */
  at: string | undefined
  isOffline: boolean
  version: string
  onProgress: (text: string) => void
}

/**
 * Finds out everything that doctor judges, each thing only when what it needs is there. Changes nothing: reads of the
 * estate, the cheapest call of each read that the commands need, a few series, and the manifests of the archive.
 */
export async function readDoctorFacts(options: DoctorOptions): Promise<DoctorFacts> {
  const {isOffline, onProgress} = options
  const read = await known(() => readCheckedConfig(options.configPath, options.aws))
  const tool = {version: options.version, nodeVersion: process.versions.node}
  const now = options.at ?? new Date().toISOString()
  if (!('value' in read))
    return withoutConfig({tool, at: now, isOffline, purposes: [options.purpose ?? 'forecast'], read})
  const {config, path, folder, warnings} = read.value
  const purposes = purposesOf(config, options.purpose)
  const access = await readAccess({config, folder, purposes, at: now, isOffline, onProgress})
  onProgress('resources')
  const asked: DataAsked = {config, folder, at: now, clients: access.clients, why: access.why}
  const resources = await after({value: asked}, '', readResources)
  const at = options.at === undefined && isOffline && 'value' in resources ? resources.value.snapshot.capturedAt : now
  const dated = {...asked, at}
  onProgress('demand and metrics')
  const facts = {
    at,
    isOffline,
    purposes,
    tool,
    config: {value: {config, path, warnings}},
    ...access.facts,
    resources,
    demand: await after({value: dated}, '', (value) => readDemand(value, resources, isOffline)),
    tierMetrics: await after(resources, access.why || 'needs the resources of the config', ({inventory}) =>
      readTierMetrics(dated, inventory),
    ),
    archive: await after({value: dated}, '', (value) => readArchiveFacts(value, resources)),
    loadTests: await readLoadTestFacts(config, folder),
  }
  return facts
}

function purposesOf(config: Config, purpose: IamPurpose | undefined): IamPurpose[] {
  if (purpose !== undefined) return [purpose]
  return needsAws(config, ['forecast']) ? ['forecast', 'report', 'pull'] : ['forecast', 'report']
}

type AccessFacts = Pick<DoctorFacts, 'caller' | 'clock' | 'environmentRegion' | 'permissions' | 'writes'>
type AccessAsked = {
  config: Config
  folder: string
  purposes: IamPurpose[]
  at: string
  isOffline: boolean
  onProgress: (text: string) => void
}

/** Who asks and what they may do. `clients` is null when nothing more can be asked, and `why` says why. */
async function readAccess(asked: AccessAsked): Promise<{facts: AccessFacts} & Pick<DataAsked, 'clients' | 'why'>> {
  const {config, purposes, onProgress} = asked
  if (asked.isOffline) return noAccess('--offline asks AWS for nothing')
  if (!needsAws(config, purposes)) return noAccess('the config reads files alone')
  onProgress('credentials')
  const {makeClients} = await import('../aws/clients.js')
  const {readIdentity} = await import('../aws/read-identity.js')
  const {resolveRegion} = await import('../aws/resolve-region.js')
  const clients = makeClients({...config.aws, maxAttempts: 3})
  const identity = await known(() => readIdentity(clients))
  const environment = await known(() => resolveRegion(config.aws.profile))
  const caller: DoctorFacts['caller'] =
    'value' in identity ? {value: {...identity.value, endsInS: endsInS(identity.value.expiresAt)}} : identity
  const clock = clockOf(identity)
  const problem = accessProblem({caller, clock, config})
  const facts = {caller, clock, environmentRegion: 'value' in environment ? environment.value : null}
  if (problem !== null) {
    const skipped = {skipped: problem}
    return {facts: {...facts, permissions: skipped, writes: skipped}, clients: null, why: problem}
  }
  onProgress('permissions')
  const own = {...asked, clients}
  const permissions = await known(() => tryPermissions(own))
  const writes = await after(caller, '', ({arn}) => tryWrites(own, arn))
  return {facts: {...facts, permissions, writes}, clients, why: ''}
}

function noAccess(why: string): {facts: AccessFacts; clients: null; why: string} {
  const skipped = {skipped: why}
  return {
    facts: {caller: skipped, clock: skipped, environmentRegion: null, permissions: skipped, writes: skipped},
    clients: null,
    why,
  }
}

/** A refusal for the clock's sake tells of the clock and nothing of the credentials. */
function clockOf(identity: Known<{clockOffsetMs: number}>): DoctorFacts['clock'] {
  if ('value' in identity) return {value: {offsetS: Math.round(identity.value.clockOffsetMs / 1000)}}
  if ('skipped' in identity) return identity
  return identity.failure.code === 'CLOCK_SKEWED' ? identity : {skipped: 'AWS told no time'}
}

const endsInS = (expiresAt: string | null) =>
  expiresAt === null ? null : Math.round((Date.parse(expiresAt) - Date.now()) / 1000)

function withoutConfig({
  read,
  ...rest
}: Pick<DoctorFacts, 'tool' | 'at' | 'isOffline' | 'purposes'> & {
  read: Exclude<Known<unknown>, {value: unknown}>
}): DoctorFacts {
  const skipped = {skipped: 'no valid config'}
  return {
    ...rest,
    ...noAccess(skipped.skipped).facts,
    config: 'failure' in read ? {failure: withInit(read.failure)} : read,
    resources: skipped,
    demand: skipped,
    tierMetrics: skipped,
    archive: skipped,
    loadTests: [],
  }
}

function withInit(failure: Failure): Failure {
  const next = failure.code === 'CONFIG_MISSING' ? 'ecom-plan init' : 'ecom-plan config validate'
  return {...failure, suggestions: [next, ...failure.suggestions]}
}
