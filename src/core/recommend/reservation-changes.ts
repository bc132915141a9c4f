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
      'for Linux instances that match it by type and zone; those of the group that run fill it first',
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

/** What is reserved beyond what runs anyway, from when it is last due until the window ends: at most. */
function costOf({type, peakCount, restingCount, startS}: Wanted, setting: Setting): Cost {
  const usd = knownPrice(`ec2.${type}.usdPerHour`, setting)
  const hours = (setting.windowEndS - startS + setting.judgement('reservationAheadS')) / 3600
  const more = Math.max(0, peakCount - restingCount)
  const text = `${figure(more)} more × ${figure(Math.round(hours))} h`
  if (usd === null) {
    return {windowUsd: null, monthUsd: null, because: `${text}; the price of ${type} is not known here`}
  }
  // What runs in a reservation is not billed twice, and the sizes have its price already.
  return {
    windowUsd: 0,
    monthUsd: null,
    because: `${text} × $${usd} = ${dollars(more * hours * usd)} at most where none of it runs; what runs is in the sizes' cost`,
  }
}
