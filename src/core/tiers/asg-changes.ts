import type {AutoScalingGroup} from '../../documents/inventory.js'
import type {Change, Cost, Rejection} from '../../documents/plan.js'
import {knownPrice} from '../catalog/known-price.js'
import {counted, dollars, figure, percent, span} from '../figure.js'
import {scheduledUnitHours, scheduleInWords, scheduleOf} from '../recommend/min-schedule.js'
import type {Fleet} from './fleet.js'
import type {Sizing} from './scaled-tier.js'
import {ratioAt, type Setting} from './tier-finding.js'
import {hasPool, poolGrowth} from './warm-start.js'

type Asked = {
  tier: string
  group: AutoScalingGroup
  fleet: Fleet
  sizing: Sizing
  setting: Setting
  route: Change['route']
  patchIds: string[]
}

/** The higher maximum of a group, with what it does to a warm pool and the types that were not taken instead. */
export function maxSizeChange({
  tier,
  group,
  fleet,
  sizing,
  setting,
  route,
  patchIds,
  rejected,
}: Asked & {
  rejected: Rejection[]
}): Change {
  const share = percent(ratioAt(sizing.limit.now, setting.target))
  const pool = hasPool(group)
    ? poolGrowth({group, maxCount: sizing.plannedMaxCount, usdPerHour: unitPrice(fleet, setting), setting})
    : {usd: 0, because: 'a higher maximum costs nothing until it is used'}
  return {
    id: `${tier}-max`,
    tier,
    resource: group.name,
    setting: 'max-size',
    from: figure(group.maxCount),
    to: figure(sizing.plannedMaxCount),
    because:
      `The ${setting.target.toUpperCase()} peak takes ${share} of what ${counted(group.maxCount, 'instance')} carry ` +
      `within the SLO; ${counted(sizing.need.unitCount, 'instance')} keep it within ${percent(setting.targetUtilizationRatio)} ` +
      `and hold ${setting.azLoss.quantile.toUpperCase()} with a zone lost.`,
    evidence: sizing.need.because,
    after: sizing.limit.after,
    cost: {windowUsd: pool.usd, monthUsd: null, because: pool.because},
    leadTimeS: 0,
    latestAt: new Date(setting.windowStartS * 1000).toISOString(),
    downtime: null,
    route,
    rejected,
    patchIds,
  }
}

/** The scheduled minima of a group, with what the lead of each is made of. */
export function minSizeChange({
  tier,
  group,
  fleet,
  sizing,
  setting,
  route,
  patchIds,
  leadS,
  evidence,
}: Asked & {
  leadS: number
  evidence: string[]
}): Change {
  return {
    id: `${tier}-min`,
    tier,
    resource: group.name,
    setting: `scheduled min ×${sizing.steps.length}`,
    from: figure(group.minCount),
    to: scheduleInWords(sizing.steps),
    because:
      `Instances need time to start, so the minimum is raised ${span(leadS)} before each rise of the forecast ` +
      'and goes back at the end; the policy stays in charge above it.',
    evidence,
    after: sizing.limit.after,
    cost: instanceCost({group, fleet, sizing, setting}),
    leadTimeS: leadS,
    latestAt: new Date((setting.windowStartS - leadS) * 1000).toISOString(),
    downtime: null,
    route,
    schedule: scheduleOf({
      steps: sizing.steps,
      unit: 'instance',
      restingCount: group.minCount,
      maxCount: sizing.plannedMaxCount,
    }),
    rejected: [],
    patchIds,
  }
}

/** The highest price of one unit of the group's size on demand; null where that of a type is not known. */
function unitPrice({types}: Fleet, setting: Setting): number | null {
  const prices = types.map(({type, weightCount}) => {
    const price = knownPrice(`ec2.${type.name}.usdPerHour`, setting)
    return price === null ? null : price / Math.max(1, weightCount)
  })
  const known = prices.filter((price) => price !== null)
  return known.length < prices.length ? null : Math.max(...known)
}

function instanceCost({group, fleet, sizing, setting}: Pick<Asked, 'group' | 'fleet' | 'sizing' | 'setting'>): Cost {
  const hours = scheduledUnitHours(sizing.steps, group.minCount)
  const price = unitPrice(fleet, setting)
  const hoursText = `${figure(Math.round(hours))} instance-hours above today's minimum of ${figure(group.minCount)}`
  const names = fleet.types.map(({type}) => type.name).join(' or ')
  if (price === null) {
    return {
      windowUsd: null,
      monthUsd: null,
      because: `${hoursText}; the price of ${names} in ${setting.region} is not known here`,
    }
  }
  const which = fleet.types.length > 1 ? ', the dearest type on demand' : ''
  return {
    windowUsd: hours * price,
    monthUsd: null,
    because: `${hoursText} × $${price}${which} = ${dollars(hours * price)} at most: the policy would have started some of them`,
  }
}
