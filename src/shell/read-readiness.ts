import {catalog} from '../catalog/catalog.js'
import {draftAlarms} from '../core/readiness/draft-alarms.js'
import {factsOf} from '../core/readiness/facts-of.js'
import {readinessOf} from '../core/readiness/readiness-of.js'
import {makeCitations} from '../core/recommend/citations.js'
import type {AlarmDrafts} from '../documents/alarm-drafts.js'
import type {Attestation} from '../documents/attestation.js'
import type {Readiness} from '../documents/readiness.js'
import {PlanError} from '../errors.js'
import {openReportStore, readAttestations} from './attestation-store.js'
import type {Warning} from './base-command.js'
import type {Walked} from './walk.js'

/**
 * How ready the shop is, from a walk (made with `isWatched`) and from what people said, which is read from the report
 * store. Offline a folder is read and a bucket is not: what people said is then not known, and a warning says so.
 *
 * What was said after the newest reading counts too, unless `asOf` asks for a time of the past.
 *
 * Throws CHECK_UNKNOWN for a check of the config that there is none of, and what the store throws where it is a folder
 * that cannot be read.
 */
export async function readReadiness(
  walked: Pick<Walked, 'run' | 'config' | 'folder' | 'inventory' | 'snapshot' | 'loadTests' | 'receipts'>,
  {isOffline, asOf}: {isOffline: boolean; asOf?: string | undefined},
): Promise<{readiness: Readiness; warnings: Warning[]}> {
  const {run, config, inventory, snapshot, loadTests, receipts} = walked
  const isUnread = isOffline && config.applyStore.startsWith('s3://')
  const facts = factsOf({
    config,
    snapshot,
    inventory,
    receipts: isUnread ? null : receipts,
    timezone: run.plan.timezone,
    migrations: null,
  })
  const {attestations, warnings} = await attestationsOf(walked, isOffline)
  const {checks} = config.report
  const heardAt = asOf ?? [run.asOf, ...attestations.map(({at}) => at)].sort().at(-1) ?? run.asOf
  return {readiness: readinessOf({run, facts, attestations, loadTests, checks, at: run.asOf, heardAt}), warnings}
}

async function attestationsOf(
  {run, config, folder}: Pick<Walked, 'run' | 'config' | 'folder'>,
  isOffline: boolean,
): Promise<{attestations: Attestation[]; warnings: Warning[]}> {
  const {store} = config.report
  const none = (why: string) => ({
    attestations: [],
    warnings: [{code: 'CHECKLIST_NOT_READ', message: `${why}: what people said of the checks is not known here`}],
  })
  if (isOffline && store.startsWith('s3://')) return none(`${store} is not read offline`)
  try {
    const attestations = await readAttestations(await openReportStore({config, folder}), run.plan.eventId)
    return {attestations, warnings: []}
  } catch (error) {
    // A report without them is worse for the score, so nothing turns green by it.
    if (error instanceof PlanError && store.startsWith('s3://')) return none(error.message)
    throw error
  }
}

/** The alarms that tiers of a walk lack; all that they need where nobody read which there are, with a warning. */
export function missingAlarms({run, config, inventory, snapshot}: Walked): {drafts: AlarmDrafts; warnings: Warning[]} {
  const facts = factsOf({
    config,
    snapshot,
    inventory,
    receipts: null,
    timezone: run.plan.timezone,
    migrations: null,
  })
  const {judgement} = makeCitations({catalog, region: config.aws.region, given: config.judgements})
  const message =
    'the alarms of the account were not read, so all that tiers need are printed: ecom-plan pull reads them'
  return {
    drafts: draftAlarms({run, facts, judgement}),
    warnings: facts.alarms === null ? [{code: 'ALARMS_NOT_READ', message}] : [],
  }
}
