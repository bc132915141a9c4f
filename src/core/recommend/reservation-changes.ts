import type {DraftPatch} from '../../documents/patch.js'
import type {Change, Cost} from '../../documents/plan.js'
import {knownPrice} from '../catalog/known-price.js'
import {dollars, figure} from '../figure.js'
import {instancePatch} from '../patch/reservation-patches.js'
import {isoOf} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'
import {type Known, type Wanted, wantedOf} from './capacity-reservations.js'

/**
 * The instances of the peak as reservations that apply makes: an immediate one in each zone of a group, from when it is
 * sent until the window ends. EC2 refuses one that it has no room for, which is better known then than at the peak.
 * Groups in another place than the plan's are left to a person.
 */
export function reservationChanges(known: Known): {changes: Change[]; patches: DraftPatch[]} {
  const {inventory, setting} = known
  const made = wantedOf(known)
    .filter(({region, zones}) => region === inventory.region && zones.length > 0)
    .map((wanted) => {
      const patches = wanted.zones.map((zone) =>
        instancePatch({
          tier: wanted.tier,
          resource: wanted.group,
          planId: setting.planId,
          instanceType: wanted.type,
          zone,
          instanceCount: Math.ceil(wanted.peakCount / wanted.zones.length),
          endAt: isoOf(setting.windowEndS),
        }),
      )
      return {change: changeOf(wanted, patches, setting), patches}
    })
  return {changes: made.map(({change}) => change), patches: made.flatMap(({patches}) => patches)}
}

function changeOf(wanted: Wanted, patches: readonly DraftPatch[], setting: Setting): Change {
  const {tier, group, type, zones, peakCount, startS} = wanted
  const leadTimeS = setting.judgement('reservationAheadS')
  return {
    id: `${tier}-reservation`,
    tier,
    resource: group,
    setting: 'capacity reservation',
    from: 'none',
    to: `${figure(peakCount)} × ${type} in ${figure(zones.length)} zones`,
    because: 'Without it EC2 does not promise that the instances of the peak are there.',
    evidence: [
      'for Linux instances without licences, since the estate does not tell the platform of a group; by type and zone, and those of the group that run fill it first',
      'counts towards the vCPU quota, used or not',
    ],
    after: null,
    cost: costOf(wanted, setting),
    leadTimeS,
    latestAt: isoOf(startS - leadTimeS),
    downtime: null,
    route: 'automatic',
    rejected: [],
    patchIds: patches.map(({id}) => id),
  }
}

/**
 * What is billed for instances that nobody runs: AWS bills a reservation from its start to its end at the on-demand rate,
 * used or not, and what the plan's minima run in it is in the price of the sizes already. Counted from when apply may
 * first send it. Units that the policy adds beyond the minima run in it too, so that it is an upper bound.
 *
 * @source https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-reservations-pricing-billing.html
 */
function costOf(wanted: Wanted, setting: Setting): Cost {
  const {type, peakCount, restingCount, startS, zones, scheduledHours} = wanted
  const usd = knownPrice(`ec2.${type}.usdPerHour`, setting)
  const sentS = Math.max(
    setting.asOfS,
    startS - setting.judgement('reservationAheadS') - setting.judgement('paidAheadS'),
  )
  const hours = (setting.windowEndS - sentS) / 3600
  const reservedCount = Math.ceil(peakCount / zones.length) * zones.length
  const more = Math.max(0, reservedCount - restingCount)
  const idleHours = Math.max(0, more * hours - (scheduledHours ?? 0))
  const text =
    `${figure(more)} more × ${figure(Math.round(hours))} h, billed used or not, less ` +
    `${figure(Math.round(scheduledHours ?? 0))} h that the scheduled minima run in it`
  if (usd === null) {
    return {windowUsd: null, monthUsd: null, because: `${text}; the price of ${type} is not known here`}
  }
  return {
    windowUsd: idleHours * usd,
    monthUsd: null,
    because: `${text} = ${figure(Math.round(idleHours))} idle instance-hours × $${usd} = ${dollars(idleHours * usd)} at most`,
  }
}
