import type {Change, Cost} from '../../documents/plan.js'
import type {LcuLoad} from '../calibrate/lcu-load.js'
import {knownPrice} from '../catalog/known-price.js'
import {dollars, figure, span} from '../figure.js'
import {instantOf, isoOf} from '../series/zone.js'
import type {Rise} from './steepest-rise.js'
import type {Setting} from './tier-finding.js'

/** What is reserved, over what time, and what would be needed, which may be more than one load balancer can have. */
export type LcuReservation = {lcuCount: number; neededCount: number; fromS: number; untilS: number}

/** The Application Load Balancer that is asked for more. */
export type Balancer = {tier: string; name: string; arn: string}

/**
 * The LCUs that hold a load balancer through rises that it does not follow by itself, from before the first until it
 * has followed the last. Null without such a rise.
 *
 * `rises` are rates where demand is counted, and `lcuPerRps` LCUs for each of those. One reservation over the whole
 * time, since it can be lowered twice a day only; never above what one load balancer can have.
 */
export function reservationFor({
  rises,
  lcuPerRps,
  setting,
}: {
  rises: readonly Rise[]
  lcuPerRps: number
  setting: Setting
}): LcuReservation | null {
  if (rises.length === 0) return null
  const {albLeastReservedLcuCount: least, albReservedLcuCount: most} = setting.catalog.serviceLimits
  const needed = Math.max(...rises.map(({toRps}) => toRps * setting.designFactor * lcuPerRps))
  const moments = rises.map(({at}) => instantOf(at))
  const neededCount = Math.max(least.value, Math.ceil(needed))
  return {
    lcuCount: Math.min(most.value, neededCount),
    neededCount,
    fromS: Math.min(...moments),
    untilS: Math.max(...moments) + setting.judgement('lcuReservationHoldS'),
  }
}

/** The reservation as a change, with its command, its price and its last safe moment. */
export function reservationChange({
  balancer,
  reservation,
  steepest,
  load,
  setting,
}: {
  balancer: Balancer
  reservation: LcuReservation
  steepest: Rise
  load: LcuLoad
  setting: Setting
}): Change {
  const leadTimeS = setting.judgement('lcuReservationLeadTimeS')
  const [binding] = load.dimensions
  const command = `aws elbv2 modify-capacity-reservation --load-balancer-arn ${balancer.arn}`
  const units = figure(reservation.lcuCount)
  return {
    id: `${balancer.tier}-lcu`,
    tier: balancer.tier,
    resource: balancer.name,
    setting: 'LCU reservation',
    from: 'none',
    to: `${units} LCU`,
    because:
      `At ${steepest.at.slice(0, 16)}Z traffic grows ${figure(steepest.ratio)} × within ` +
      `${span(setting.catalog.serviceLimits.albDoublingS.value)}, and a load balancer that scales by itself follows a doubling; ` +
      `${units} LCU carry what comes then.`,
    evidence: [
      ...(binding === undefined ? [] : [`${binding.name} bind: ${binding.evidence}`]),
      `by hand from ${isoOf(reservation.fromS - leadTimeS).slice(0, 16)}Z: ${command} --minimum-load-balancer-capacity CapacityUnits=${reservation.lcuCount}`,
      `after ${isoOf(reservation.untilS).slice(0, 16)}Z: ${command} --reset-capacity-reservation`,
      'AWS advises to take it from PeakLCUs of a load test, where that metric is there',
    ],
    after: null,
    cost: costOf({reservation, leadTimeS, setting}),
    leadTimeS,
    latestAt: isoOf(reservation.fromS - leadTimeS),
    downtime: null,
    route: 'automatic',
    rejected: [],
    patchIds: [`${balancer.tier}-lcu`],
  }
}

function costOf({
  reservation: {lcuCount, fromS, untilS},
  leadTimeS,
  setting,
}: {
  reservation: LcuReservation
  leadTimeS: number
  setting: Setting
}): Cost {
  const hours = Math.ceil((untilS - fromS + leadTimeS) / 3600)
  const price = knownPrice('prices.albReservedLcuUsdPerHour', setting)
  const text = `${figure(lcuCount)} LCU × ${figure(hours)} h`
  if (price === null) {
    const because = `${text}; the price of a reserved LCU in ${setting.region} is not known here`
    return {windowUsd: null, monthUsd: null, because}
  }
  const windowUsd = lcuCount * hours * price
  return {
    windowUsd,
    monthUsd: null,
    because: `${text} × $${price} = ${dollars(windowUsd)}, charged until it is reset; LCUs in use are billed as ever`,
  }
}
