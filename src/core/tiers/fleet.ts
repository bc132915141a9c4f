import type {AutoScalingGroup, InstanceType} from '../../documents/inventory.js'
import {counted, figure, percent} from '../figure.js'
import type {Setting} from './tier-finding.js'

/** One type of a group: `weightCount` is what one instance of it counts in the group's sizes, 1 where nothing is said. */
export type FleetType = {type: InstanceType; weightCount: number; runningCount: number}

/** Of what a group is made. The first type is the one that the group prefers. */
export type Fleet = {types: readonly [FleetType, ...FleetType[]]; distribution: AutoScalingGroup['distribution']}

/** The types of a group with what is known of each; the name of the first that nothing is known of is `missing`. */
export function fleetOf(
  group: Pick<AutoScalingGroup, 'types' | 'distribution'>,
  typeOf: (name: string) => InstanceType | null,
): Fleet | {missing: string | null} {
  const types: FleetType[] = []
  for (const {name, weightCount, runningCount} of group.types) {
    const type = typeOf(name)
    if (type === null) return {missing: name}
    types.push({type, weightCount: weightCount ?? 1, runningCount})
  }
  const [first, ...others] = types
  return first === undefined ? {missing: null} : {types: [first, ...others], distribution: group.distribution}
}

/**
 * What one unit of the group's size carries, as a share of what one instance was measured to carry.
 *
 * A capacity is measured over the mix that runs, so it belongs to the mean vCPUs of the running instances (of the
 * preferred type where none runs). AWS chooses the types of an event, so the weakest counts: the fewest vCPUs for one
 * unit of size. That is safe for every mix and may be high by as much as the types differ. 1 for a group of one type.
 */
export function unitShareRatio(fleet: Fleet): number {
  return leastVcpuPerUnit(fleet) / measuredVcpus(fleet)
}

/** Mean vCPUs of the instances that a capacity was measured on. */
export function measuredVcpus({types}: Fleet): number {
  const running = types.reduce((sum, {runningCount}) => sum + runningCount, 0)
  if (running === 0) return types[0].type.vcpuCount
  return types.reduce((sum, {type, runningCount}) => sum + type.vcpuCount * runningCount, 0) / running
}

const vcpuPerUnit = ({type, weightCount}: FleetType) => type.vcpuCount / Math.max(1, weightCount)

function leastVcpuPerUnit({types}: Fleet): number {
  return Math.min(...types.map(vcpuPerUnit))
}

/** Most instances and most on-demand vCPUs that a size of the group may come to, whatever types AWS chooses. */
export function mostOf(fleet: Fleet, sizeCount: number): {instanceCount: number; onDemandVcpuCount: number} {
  const lightest = Math.min(...fleet.types.map(({weightCount}) => Math.max(1, weightCount)))
  return {
    instanceCount: Math.ceil(sizeCount / lightest),
    onDemandVcpuCount: (sizeCount - spotCount(fleet, sizeCount)) * Math.max(...fleet.types.map(vcpuPerUnit)),
  }
}

/** How much of a size would be Spot: what is above the on-demand base and its share. */
export function spotCount({distribution}: Fleet, sizeCount: number): number {
  if (distribution === null) return 0
  const aboveBase = Math.max(0, sizeCount - distribution.onDemandBaseCount)
  // AWS rounds in favour of on-demand instances.
  return Math.floor(aboveBase * (1 - distribution.onDemandRatio) + 1e-9)
}

/** `c7g.xlarge`, or `c7g.xlarge + 2 types`: a unit in a table cell. */
export function fleetText({types}: Fleet): string {
  const others = types.length - 1
  return `${types[0].type.name}${others === 0 ? '' : ` + ${counted(others, 'type')}`}`
}

/** Why a unit carries what it does; nothing for a group of one type that counts instances. */
export function fleetInWords(fleet: Fleet, unitRps: number): string[] {
  const {types} = fleet
  const isWeighted = types.some(({weightCount}) => weightCount > 1)
  if (types.length === 1 && !isWeighted) return []
  const share = unitShareRatio(fleet)
  const names = types
    .map(({type, weightCount}) => `${type.name} ${figure(type.vcpuCount)} vCPU${isWeighted ? ` ÷ ${weightCount}` : ''}`)
    .join(', ')
  return [
    `mixed types (${names}): the fewest vCPUs a unit count, ${figure(leastVcpuPerUnit(fleet))} against ` +
      `${figure(measuredVcpus(fleet))} of the instances measured, so one unit carries ${percent(share)} of one: ` +
      `${figure(unitRps * share)} req/s (one vCPU taken as fast as another, our judgement)`,
    ...(isWeighted ? ['the group counts weights, not instances: so do its minimum, its maximum and this plan'] : []),
  ]
}

/**
 * Instances above a size at its maximum that AWS may start for a while to spread the group over its zones: 10 %, or one.
 * None in a single zone, or where AZRebalance is suspended.
 */
export function overMaxCount(
  {isRebalanced, zones}: AutoScalingGroup,
  maxCount: number,
  setting: Pick<Setting, 'catalog' | 'cite'>,
): number {
  if (!isRebalanced || zones.length < 2 || maxCount === 0) return 0
  setting.cite('scalingLimits.asgRebalanceOverRatio')
  return Math.max(1, Math.floor(maxCount * setting.catalog.scalingLimits.asgRebalanceOverRatio.value + 1e-9))
}
