import type {Ec2Instance} from '../../catalog/ec2-instances.js'
import type {InstanceType} from '../../documents/inventory.js'
import type {Rejection} from '../../documents/plan.js'
import {knownPrice} from '../catalog/known-price.js'
import {counted, figure, percent} from '../figure.js'
import type {Setting} from './tier-finding.js'

/** Larger steps than this make a lost instance cost too much of the fleet. */
const mostGrowth = 4

type Candidate = {type: Ec2Instance; unitCount: number; usdPerHour: number}

/**
 * Other types for a group, with what they would cost at the peak: the next size of the same family, the cheapest that
 * carries as much, and the newest generation.
 *
 * Candidates have the same architecture, are current, do not live on credits, have at least as much memory a vCPU, and
 * one to four times the vCPUs. All stay rejected: what one of another type carries was never measured, and a change of
 * type needs a new launch template and an instance refresh. `sizeCount` are instances of today's type at the peak.
 */
export function otherTypes({
  today,
  sizeCount,
  zoneCount,
  setting,
}: {
  today: InstanceType
  sizeCount: number
  zoneCount: number
  setting: Setting
}): Rejection[] {
  const known = setting.catalog.ec2Instance(today.name)
  const usdPerHour = setting.catalog.price(`ec2.${today.name}.usdPerHour`, setting.region)?.value
  if (known === undefined || usdPerHour === undefined || sizeCount <= 0) return []
  const zones = Math.max(1, zoneCount)
  const speedRatio = setting.catalog.judgements.vcpuSpeedRatio.value
  const all = setting.catalog.ec2Instances().flatMap((type): Candidate[] => {
    const price = setting.catalog.price(`ec2.${type.name}.usdPerHour`, setting.region)?.value
    if (price === undefined || !isLike(type, known)) return []
    const vcpus = type.vcpuCount * speedRatio
    const unitCount = Math.ceil(Math.ceil((sizeCount * known.vcpuCount) / vcpus - 1e-9) / zones) * zones
    return [{type, unitCount, usdPerHour: unitCount * price}]
  })
  const todayUsd = sizeCount * usdPerHour
  const byCost = [...all].sort((a, b) => a.usdPerHour - b.usdPerHour || a.unitCount - b.unitCount)
  const larger = byCost.find(
    ({type}) => familyOf(type.name) === familyOf(today.name) && type.vcpuCount === 2 * known.vcpuCount,
  )
  const cheapest = byCost.find((candidate) => candidate.usdPerHour < todayUsd * 0.995)
  const newest = byCost.find(
    ({type}) => generationOf(type.name) > generationOf(today.name) && type.name.startsWith(today.name.charAt(0)),
  )
  const chosen = new Map([larger, cheapest, newest].flatMap((one) => (one === undefined ? [] : [[one.type.name, one]])))
  return [...chosen.values()].map((candidate) => rejectionOf({candidate, today, sizeCount, todayUsd, setting}))
}

function isLike(type: Ec2Instance, today: Ec2Instance): boolean {
  return (
    type.name !== today.name &&
    type.architecture === today.architecture &&
    type.isCurrent &&
    !type.isBurstable &&
    (!type.isFlex || today.isFlex) &&
    type.vcpuCount >= today.vcpuCount &&
    type.vcpuCount <= mostGrowth * today.vcpuCount &&
    generationOf(type.name) >= generationOf(today.name) &&
    type.memoryGib / type.vcpuCount >= (today.memoryGib / today.vcpuCount) * 0.99
  )
}

const familyOf = (name: string) => name.split('.')[0] ?? name
const generationOf = (name: string) => Number(/^[a-z]+(\d+)/.exec(name)?.[1] ?? 0)

function rejectionOf({
  candidate: {type, unitCount, usdPerHour},
  today,
  sizeCount,
  todayUsd,
  setting,
}: {
  candidate: Candidate
  today: InstanceType
  sizeCount: number
  todayUsd: number
  setting: Setting
}): Rejection {
  knownPrice(`ec2.${type.name}.usdPerHour`, setting)
  setting.judgement('vcpuSpeedRatio')
  const change = usdPerHour / todayUsd - 1
  const cost =
    Math.abs(change) < 0.005
      ? 'costs the same'
      : `costs ${percent(Math.abs(change))} ${change < 0 ? 'less' : 'more'} at the peak`
  const vcpuUsd = usdPerHour / (unitCount * type.vcpuCount)
  const fewer =
    unitCount < sizeCount
      ? `, and ${figure(unitCount)} instead of ${counted(sizeCount, 'instance')} hold ${percent(1 - unitCount / sizeCount)} fewer database connections`
      : ''
  return {
    candidate: `${figure(unitCount)} × ${type.name}`,
    because:
      `${cost} ($${vcpuUsd.toFixed(4)} a vCPU and hour against $${(todayUsd / (sizeCount * today.vcpuCount)).toFixed(4)})${fewer}; ` +
      'what one carries is not measured (one vCPU taken as fast as another, our judgement), and it needs a new launch ' +
      'template and an instance refresh',
  }
}
