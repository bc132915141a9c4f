import type {PathPoint} from '../../documents/forecast.js'
import type {Inventory} from '../../documents/inventory.js'
import type {Blocker, Limit} from '../../documents/plan.js'
import type {QuantileName} from '../../documents/units.js'
import type {LcuLoad} from '../calibrate/lcu-load.js'
import {figure, percent, span} from '../figure.js'
import {scaleRates} from '../forecast/quantile-rates.js'
import {lcuPatch} from '../patch/reservation-patches.js'
import {type Balancer, type LcuReservation, reservationChange, reservationFor} from './lcu-reservation.js'
import {quotaInForce, quotaRequest} from './quota-in-force.js'
import {type Floor, type Rise, risesOf, shareOfRise, steepestOf} from './steepest-rise.js'
import {at, nothingFound, type Setting, type TierFinding} from './tier-finding.js'

/**
 * Assesses an Application Load Balancer. It has no limit of requests that AWS publishes and none is made up here: what
 * it has is a pace at which it grows, and so the row of the table is how fast the event's traffic rises against a
 * doubling in five minutes. Beyond that a reservation of LCUs is recommended, sized by the dimension that binds, with
 * the quota that a new account lacks.
 *
 * `path` is the forecast in steps of five minutes; null where the window is too long for one, and then nothing is
 * said. The row is tight at worst: AWS advises a reservation there and does not say that requests are lost.
 */
export function assessLoadBalancer({
  balancer,
  load,
  path,
  inventory,
  setting,
}: {
  balancer: Balancer
  load: LcuLoad
  path: readonly PathPoint[] | null
  inventory: Pick<Inventory, 'quotas'>
  setting: Setting
}): TierFinding {
  if (path === null) return nothingFound
  const lcuPerRps = load.dimensions[0] === undefined ? null : load.dimensions[0].lcuPerRps * setting.originRatio
  const floor = lcuPerRps === null ? null : {lcuPerRps, lcuCount: leastOf(setting)}
  const rises = risesOf(path, setting.target)
  const steepest = steepestOf(rises, floor)
  if (steepest === null) return nothingFound
  setting.cite('serviceLimits.albDoublingS')
  const tooSteep = rises.filter((rise) => shareOfRise(rise, floor) > 1)
  const reservation = lcuPerRps === null ? null : reservationFor({rises: tooSteep, lcuPerRps, setting})
  const after = floor === null || reservation === null ? floor : {...floor, lcuCount: reservation.lcuCount}
  const limit = limitOf({balancer, load, path, steepest, floor, after, setting})
  if (reservation === null) {
    return {...nothingFound, limits: [limit], blockers: tooSteep.length > 0 ? [unknownBlocker(balancer, steepest)] : []}
  }
  for (const key of lcuFacts) setting.cite(`serviceLimits.${key}`)
  return {
    ...nothingFound,
    limits: [limit],
    changes: [reservationChange({balancer, reservation, steepest, load, setting})],
    patches: [lcuPatch({tier: balancer.tier, balancer, lcuCount: reservation.lcuCount})],
    blockers: [
      ...mostBlocker({balancer, reservation, setting}),
      ...quotaBlocker({balancer, reservation, inventory, setting}),
    ],
  }
}

const lcuFacts = [
  'albLeastReservedLcuCount',
  'lcuNewConnectionsPerS',
  'lcuActiveConnectionCount',
  'lcuGibPerHour',
  'lcuRuleEvaluationsPerS',
  'lcuFreeRuleCount',
] as const

function limitOf({
  balancer,
  load,
  path,
  steepest,
  floor,
  after,
  setting,
}: {
  balancer: Balancer
  load: LcuLoad
  path: readonly PathPoint[]
  steepest: Rise
  floor: Floor
  after: Floor
  setting: Setting
}): Limit {
  const shareAt = (quantile: QuantileName, has: Floor) => {
    const most = steepestOf(risesOf(path, quantile), has)
    return most === null ? 0 : shareOfRise(most, has)
  }
  const shares = (has: Floor) => ({
    p50Ratio: shareAt('p50', has),
    p90Ratio: shareAt('p90', has),
    p99Ratio: shareAt('p99', has),
  })
  const share = shareOfRise(steepest, floor)
  const today = 'doubles in 5 min'
  return {
    tier: balancer.tier,
    kind: 'alb',
    resource: balancer.name,
    measure: 'growth',
    today,
    planned: after === floor || after === null ? today : `${figure(after.lcuCount)} LCU reserved`,
    now: shares(floor),
    after: shares(after),
    shortS: 0,
    afterShortS: 0,
    verdict: share > 1 ? 'tight' : 'ok',
    breaksAtRps: null,
    plannedBreaksAtRps: null,
    drivers: [],
    derivation: [
      `the steepest five minutes at ${setting.target.toUpperCase()}, to ${steepest.at.slice(0, 16)}Z: ` +
        `${figure(steepest.fromRps * setting.originRatio)} → ${figure(steepest.toRps * setting.originRatio)} req/s at the load ` +
        `balancer, ${figure(steepest.ratio)} ×`,
      `it follows a doubling within ${span(setting.catalog.serviceLimits.albDoublingS.value)} by itself, and what stays below the ` +
        `${figure(leastOf(setting))} LCU that AWS reserves at least needs no reservation: ${percent(share)} of that`,
      ...lcuWords(load, setting),
      'AWS publishes no limit of requests for an Application Load Balancer',
    ],
  }
}

const leastOf = ({catalog}: Setting) => catalog.serviceLimits.albLeastReservedLcuCount.value

/** Needed LCUs at the peak, the dimension that binds, and what was not measured. */
function lcuWords(load: LcuLoad, setting: Setting): string[] {
  const [binding] = load.dimensions
  const missing = load.missing.length === 0 ? [] : [`not measured: ${load.missing.join(', ')}`]
  if (binding === undefined) {
    return ['how many LCUs that takes is not known: the metrics of the load balancer were not read', ...missing]
  }
  const peak = scaleRates(setting.peak, setting.originRatio)
  const lcu = scaleRates(peak, binding.lcuPerRps)
  const {billedLcuPerRps: billed} = load
  return [
    `LCUs at the peak: P50 ${figure(lcu.p50Rps)}, P90 ${figure(lcu.p90Rps)}, P99 ${figure(lcu.p99Rps)}; ${binding.name} bind`,
    ...load.dimensions.map(
      ({name, lcuPerRps, evidence}) =>
        `${name}: ${figure(at(peak, setting.target) * lcuPerRps)} LCU at ${setting.target.toUpperCase()} (${evidence})`,
    ),
    ...(billed === null
      ? []
      : [`ConsumedLCUs, as billed, point to ${figure(at(peak, setting.target) * billed)} LCU at the same rate`]),
    ...missing,
  ]
}

function unknownBlocker({tier, name}: Balancer, steepest: Rise): Blocker {
  return {
    severity: 'warn',
    code: 'LCU_UNKNOWN',
    message:
      `${tier}: traffic grows ${figure(steepest.ratio)} × within five minutes at ${steepest.at.slice(0, 16)}Z, and how many LCUs ` +
      `to reserve on ${name} is not known: its connections, bytes and rules were not measured.`,
    next: 'ecom-plan pull, or read metrics live: metrics: {source: aws}',
  }
}

function mostBlocker({
  balancer,
  reservation: {lcuCount, neededCount},
  setting,
}: {
  balancer: Balancer
  reservation: LcuReservation
  setting: Setting
}): Blocker[] {
  if (neededCount <= lcuCount) return []
  setting.cite('serviceLimits.albReservedLcuCount')
  return [
    {
      severity: 'block',
      code: 'QUOTA',
      message:
        `${balancer.tier}: the steepest rise leads to ${figure(neededCount)} LCU, and one load balancer can reserve ` +
        `${figure(lcuCount)}.`,
      next: 'spread the traffic over a second load balancer, or ask AWS for more reserved LCUs on one',
    },
  ]
}

function quotaBlocker({
  balancer,
  reservation,
  inventory,
  setting,
}: {
  balancer: Balancer
  reservation: LcuReservation
  inventory: Pick<Inventory, 'quotas'>
  setting: Setting
}): Blocker[] {
  const {reservedLcuCount: quota} = setting.catalog.quotas
  const inForce = quotaInForce(inventory, quota)
  if (!inForce.isRead) setting.cite('quotas.reservedLcuCount')
  if (reservation.lcuCount <= inForce.limitCount) return []
  const leadS = setting.judgement('quotaLeadTimeS')
  return [
    {
      severity: 'block',
      code: 'QUOTA',
      message:
        `The quota ${quota.quotaCode} (reserved LCUs in the Region) is ${figure(inForce.limitCount)} (${inForce.words}), and ` +
        `${balancer.tier} needs ${figure(reservation.lcuCount)} on ${balancer.name}; allow ${span(leadS)} (our judgement).`,
      next: quotaRequest(quota, Math.ceil(reservation.lcuCount / 100) * 100, setting.region),
    },
  ]
}
