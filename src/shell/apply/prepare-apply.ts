import type {ApplyFacts} from '../../core/apply/checks/apply-facts.js'
import {irreversibleSentence, readDowntime} from '../../core/apply/downtime.js'
import type {Config} from '../../documents/config.js'
import type {AwsPlace} from '../../documents/config-tier.js'
import type {Patch} from '../../documents/patch.js'
import type {Plan} from '../../documents/plan.js'
import {PlanError} from '../../errors.js'
import {optionalConfig} from '../optional-config.js'
import {planPathOf} from '../walk-command.js'
import {type Connection, connect} from './connect.js'
import {openApplyStore} from './open-apply-store.js'
import type {ApplySetting} from './read-facts.js'
import {readFresh} from './read-fresh.js'
import {readPermissions} from './read-permissions.js'
import {readPlanFile} from './read-plan-file.js'

/** The values of writeFlags as oclif parses them. */
export type WriteFlagValues = {
  config: string | undefined
  profile: string | undefined
  'endpoint-url': string | undefined
  ascii: boolean
  quiet: boolean
  'dry-run': boolean
  yes: boolean
  confirm: string | undefined
  'no-input': boolean
  'no-verify': boolean
  only: string[] | undefined
  'during-freeze': string | undefined
  'allow-downtime': string | undefined
  'accept-irreversible': string | undefined
  'skip-check': string[] | undefined
  'break-lock': number | undefined
}

export type ApplyFlagValues = WriteFlagValues & {
  'expect-sha256': string | undefined
  'max-age': number | undefined
  'against-run': string | undefined
  due: boolean
  'detailed-exitcode': boolean
  resume: string | undefined
}

export type Found = {config: Config; folder: string} | null

/** The config that was named or the nearest; null without one. Writes read no profile's settings but the flags'. */
export function configOf({config, profile, 'endpoint-url': endpointUrl}: WriteFlagValues): Promise<Found> {
  return optionalConfig(config, {profile, 'endpoint-url': endpointUrl})
}

/**
 * All that stays the same through `apply`: the plan, the config where there is one, who asks, and what was asked.
 * Makes the calls that tell who the caller is and what IAM would let it do; changes nothing.
 */
export async function prepareApply(path: string | undefined, flags: ApplyFlagValues): Promise<ApplySetting> {
  const found = await configOf(flags)
  const planPath = path ?? (found === null ? null : planPathOf(found.config, found.folder)) ?? 'plan.json'
  const {plan, sha256} = await readPlanFile(planPath, flags['expect-sha256'])
  refuseWhatIf(plan, planPath)
  const allowDowntime =
    flags['allow-downtime'] === undefined ? null : readDowntime(flags['allow-downtime'], plan.timezone)
  const hasAccepted = isSentence(flags['accept-irreversible'])
  const endpointUrl = flags['endpoint-url']
  const connection = await connect({place: mainPlace(plan, found, flags.profile), endpointUrl})
  return {
    plan,
    planPath,
    planSha256: sha256,
    found,
    connection,
    store: await openApplyStore(found),
    endpoint: await endpointOf(connection, plan.patches, endpointUrl),
    permissions: await readPermissions({connection, found, patches: plan.patches}),
    fresh: await readFresh({plan, planPath, named: flags['against-run'], found}),
    asked: {
      only: flags.only ?? [],
      hasAccepted,
      maxAgeS: flags['max-age'] ?? null,
      duringFreeze: flags['during-freeze'] ?? null,
      allowDowntime,
      skip: flags['skip-check'] ?? [],
    },
  }
}

/** Before AWS is asked anything: the plan's own resources may not even exist. */
export function refuseWhatIf(plan: Plan, path: string): void {
  if (plan.whatIf === undefined) return
  const said = plan.whatIf.join(', ')
  throw new PlanError('refused', 'WHAT_IF_NOT_A_PLAN', `${path} was made for an estate that is not there: ${said}`, {
    suggestions: ['make a plan without --set and --demand: ecom-plan forecast --out-plan plan.json'],
  })
}

/** Throws SENTENCE_WRONG for another sentence than the one that is asked for. */
function isSentence(text: string | undefined): boolean {
  if (text === undefined) return false
  if (text.trim() === irreversibleSentence) return true
  throw new PlanError(
    'usage',
    'SENTENCE_WRONG',
    `--accept-irreversible '${text}' is not the sentence that is asked for`,
    {
      suggestions: [`--accept-irreversible '${irreversibleSentence}'`],
    },
  )
}

/** The plan's account and Region; profile and role come from the config where it is of the same. */
export function mainPlace(
  {account, region}: Pick<Plan, 'account' | 'region'>,
  found: Found,
  profile: string | undefined,
): AwsPlace {
  const own = found?.config.aws
  const isSame = own !== undefined && own.account === account && own.region === region
  return {...(isSame ? own : {account, region}), ...(profile === undefined ? {} : {profile})}
}

/** Where the writes of patches would go, and why not. */
export async function endpointOf(
  connection: Connection,
  patches: readonly Patch[],
  named: string | undefined,
): Promise<ApplyFacts['endpoint']> {
  const {checkWriteEndpoints} = await import('../../aws/check-write-endpoints.js')
  try {
    for (const patch of patches) {
      await checkWriteEndpoints({clients: await connection.of(patch), services: [patch.request.service]})
    }
    return {named: named ?? null, problem: null}
  } catch (error) {
    if (!(error instanceof PlanError) || error.code !== 'ENDPOINT_NOT_AWS') throw error
    const {code, message, suggestions} = error
    return {named: named ?? null, problem: {code, message, suggestions}}
  }
}
