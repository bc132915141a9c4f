import {join} from 'node:path'
import {nextRuns} from '../../core/apply/action-runs.js'
import {dayCostsOf} from '../../core/apply/day-costs.js'
import {applyStatuses, planStatus} from '../../core/apply/plan-status.js'
import {temporaryOf} from '../../core/apply/temporary-of.js'
import {type ScalingLists, tierStatus} from '../../core/apply/tier-status.js'
import {placesOf} from '../../core/inventory/place.js'
import {instantOf, isoOf} from '../../core/series/zone.js'
import type {Config} from '../../documents/config.js'
import type {Plan} from '../../documents/plan.js'
import type {Status, StatusRun, TierStatus} from '../../documents/status.js'
import {PlanError} from '../../errors.js'
import {fileExists} from '../../files/file-exists.js'
import type {AwsFlagValues} from '../aws-flags.js'
import {localTime} from '../local-time.js'
import {clientsAt} from '../places.js'
import {readCheckedConfig} from '../read-checked-config.js'
import {planPathOf} from '../walk-command.js'
import {openApplyStore} from './open-apply-store.js'
import {readCopies} from './read-copies.js'
import {readPlanFile} from './read-plan-file.js'
import {readReceipts} from './read-receipts.js'

const runMostCount = 10

/**
 * What scales each tier now and what AWS will make of it by its clock, beside what the store says of ours. Reads AWS,
 * the store and the plan that the config names; changes nothing.
 *
 * `at`: a later time, on the clock of the config's zone, for which the limits are wanted too. Throws TIER_UNKNOWN,
 * TIME_PAST, and what reading throws.
 */
export async function walkStatus({
  configPath,
  aws,
  tier,
  at,
  onProgress,
}: {
  configPath: string | undefined
  aws: AwsFlagValues
  tier: string | undefined
  at: string | undefined
  onProgress: (text: string) => void
}): Promise<Status> {
  const {config: whole, folder} = await readCheckedConfig(configPath, aws)
  const config = tier === undefined ? whole : onlyTier(whole, tier)
  const now = new Date().toISOString()
  const laterAt = at === undefined ? null : laterThan(localTime('at', at, config.timezone), now)
  const store = await openApplyStore({config: whole, folder})
  const receipts = await readReceipts(store)
  const plan = await planOf(whole, folder)
  onProgress('AWS: limits, policies and scheduled actions')
  const tiers = await readTiers(config, now, laterAt)
  const known = plan === null ? null : {planId: plan.plan.planId, dayCosts: dayCostsOf(plan.plan)}
  const isShown = (one: {tier: string}) => tier === undefined || one.tier === tier
  return {
    schema: 'ecom-plan.status/v1',
    at: now,
    laterAt,
    timezone: config.timezone,
    service: config.service,
    account: config.aws.account,
    region: config.aws.region,
    tiers,
    gone: goneOf(config, tiers),
    runs: runsAhead(tiers, now),
    store: store.place,
    applies: applyStatuses(receipts),
    plan: plan === null ? null : planStatus({...plan, receipts, at: now}),
    temporary: temporaryOf({receipts, at: now, known}).filter(isShown),
    copies: (await readCopies(whole, receipts)).filter(isShown),
  }
}

function onlyTier(config: Config, name: string): Config {
  const tier = config.tiers[name]
  if (tier !== undefined) return {...config, tiers: {[name]: tier}}
  throw new PlanError('usage', 'TIER_UNKNOWN', `--tier ${name}: the config has no tier of that name`, {
    suggestions: [`one of: ${Object.keys(config.tiers).join(', ')}`],
  })
}

function laterThan(at: string, now: string): string {
  if (instantOf(at) > instantOf(now)) return at
  throw new PlanError('usage', 'TIME_PAST', `--at ${at} has passed: what was in force then, AWS does not keep`, {
    suggestions: ['ecom-plan show --list', 'name a time that is to come'],
  })
}

async function readTiers(config: Config, now: string, laterAt: string | null): Promise<TierStatus[]> {
  const {readScalingState} = await import('../../aws/read-scaling-state.js')
  const {readCaller} = await import('../../aws/read-account.js')
  const found = new Map<string, TierStatus>()
  for (const {place, config: here} of placesOf(config)) {
    const clients = await clientsAt(place)
    await readCaller({clients, expected: place.account})
    const state: ScalingLists = await readScalingState({clients, config: here})
    for (const [name, tier] of Object.entries(here.tiers)) {
      const status = tierStatus({name, tier, state, now, laterAt})
      if (status !== null) found.set(name, status)
    }
  }
  return Object.keys(config.tiers).flatMap((name) => found.get(name) ?? [])
}

/** Groups and services alone: of a database it is not what scales it that is looked at. */
function goneOf(config: Config, tiers: readonly TierStatus[]): Status['gone'] {
  return Object.entries(config.tiers).flatMap(([tier, one]) => {
    const isScaled = one.kind === 'asg' || one.kind === 'ecs'
    return isScaled && tiers.every((status) => status.tier !== tier) ? [{tier, resource: one.resource}] : []
  })
}

function runsAhead(tiers: readonly TierStatus[], now: string): StatusRun[] {
  const options = {afterS: instantOf(now), mostCount: runMostCount}
  return tiers
    .filter(({areActionsSuspended}) => !areActionsSuspended)
    .flatMap(({tier, resource, actions}) => nextRuns(actions, options).map((run) => ({tier, resource, ...run})))
    .sort((a, b) => a.atS - b.atS)
    .slice(0, runMostCount)
    .map(({tier, resource, atS, action: {name, planId, limits}}) => ({
      at: isoOf(atS),
      tier,
      resource,
      action: name,
      planId,
      limits,
    }))
}

/** The plan that the config names, or plan.json beside it; null where there is no such file. */
async function planOf(config: Config, folder: string): Promise<{plan: Plan; path: string} | null> {
  const path = planPathOf(config, folder) ?? join(folder, 'plan.json')
  if (!(await fileExists(path))) return null
  return {plan: (await readPlanFile(path, undefined)).plan, path}
}
