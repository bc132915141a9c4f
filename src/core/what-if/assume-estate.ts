import type {Config} from '../../documents/config.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {AutoScalingGroup, Database, EcsService, Inventory} from '../../documents/inventory.js'
import {PlanError} from '../../errors.js'
import {findAutoScalingGroup, findDatabase, findEcsService} from '../inventory/find-resource.js'
import {type Assumption, estateFieldOf} from './assumption.js'

/** The estate as it is assumed to be, and what was measured on the one that is. */
export type AssumedEstate = {
  inventory: Inventory
  /** Instance types and classes that the tiers' measurements were made on, where another is assumed. */
  measuredOn: ReadonlyMap<string, string>
}

/**
 * Puts assumptions about the estate into a copy of it: `web.max=72`, `orders-db.class=db.r6g.4xlarge`.
 *
 * A minimum above the maximum raises it. Throws SET_INVALID for a value that the field does not take. A type or class
 * that the catalogue does not know is found out where it is sized.
 */
export function assumeEstate({
  inventory,
  config,
  assumptions,
}: {
  inventory: Inventory
  config: Config
  assumptions: readonly Assumption[]
}): AssumedEstate {
  const measuredOn = new Map<string, string>()
  const assumed = assumptions.reduce((estate, assumption) => {
    const place = estateFieldOf(assumption, config.tiers)
    const tier = place === null ? undefined : config.tiers[place.tier]
    if (place === null || tier === undefined) return estate
    const before = measuredTypeOf({name: place.tier, tier, inventory: estate})
    if (['instanceType', 'class'].includes(place.field) && before !== null && !measuredOn.has(place.tier)) {
      measuredOn.set(place.tier, before)
    }
    return assume({estate, name: place.tier, tier, field: place.field, assumption})
  }, inventory)
  return {inventory: assumed, measuredOn}
}

type Assumed = {estate: Inventory; name: string; tier: TierConfig; field: string; assumption: Assumption}

function assume({estate, name, tier, field, assumption}: Assumed): Inventory {
  const here = {tierName: name, inventory: estate}
  const swap = <T>(list: T[], old: T, next: T) => list.map((one) => (one === old ? next : one))
  if (tier.kind === 'asg') {
    const group = findAutoScalingGroup({...here, tier})
    return {...estate, autoScalingGroups: swap(estate.autoScalingGroups, group, assumedGroup(group, field, assumption))}
  }
  if (tier.kind === 'ecs') {
    const service = findEcsService({...here, tier})
    return {...estate, ecsServices: swap(estate.ecsServices, service, assumedService(service, field, assumption))}
  }
  if (tier.kind !== 'rds') return estate
  const database = findDatabase({...here, tier})
  return {...estate, databases: swap(estate.databases, database, assumedDatabase(database, field, assumption))}
}

function assumedGroup(group: AutoScalingGroup, field: string, assumption: Assumption): AutoScalingGroup {
  if (field === 'instanceType') return {...group, instanceType: assumption.value}
  const count = countOf(assumption)
  if (field === 'max') return {...group, maxCount: count, minCount: Math.min(group.minCount, count)}
  return {...group, minCount: count, maxCount: Math.max(group.maxCount, count)}
}

function assumedService(service: EcsService, field: string, assumption: Assumption): EcsService {
  if (field === 'cpu') return {...service, cpuUnitCount: numberOf(assumption) * 1024}
  if (field === 'memory') return {...service, memoryMib: numberOf(assumption)}
  const count = countOf(assumption)
  const {minCount, maxCount} = service
  if (field === 'max') return {...service, maxCount: count, minCount: Math.min(minCount ?? 0, count)}
  return {...service, minCount: count, maxCount: Math.max(maxCount ?? 0, count)}
}

function assumedDatabase(database: Database, field: string, assumption: Assumption): Database {
  const {value} = assumption
  if (field === 'class') return {...database, class: value.startsWith('db.') ? value : `db.${value}`}
  if (field === 'multiAz') {
    if (value !== 'true' && value !== 'false') throw invalid(assumption, 'true or false')
    return {...database, isMultiAz: value === 'true'}
  }
  const amount = countOf(assumption)
  if (field === 'iops') return {...database, provisionedIops: amount}
  if (field === 'throughput') return {...database, provisionedMibPerS: amount}
  return {...database, allocatedGib: amount}
}

function measuredTypeOf({
  name,
  tier,
  inventory,
}: {
  name: string
  tier: TierConfig
  inventory: Inventory
}): string | null {
  if (tier.kind === 'asg') return findAutoScalingGroup({tierName: name, tier, inventory}).instanceType
  return tier.kind === 'rds' ? findDatabase({tierName: name, tier, inventory}).class : null
}

function countOf(assumption: Assumption): number {
  const count = numberOf(assumption)
  if (Number.isInteger(count)) return count
  throw invalid(assumption, 'a whole number')
}

function numberOf(assumption: Assumption): number {
  const number = Number(assumption.value.replaceAll(/[,_]/g, ''))
  if (Number.isFinite(number) && number >= 0) return number
  throw invalid(assumption, 'a number')
}

function invalid({key, value}: Assumption, expected: string): PlanError {
  return new PlanError('usage', 'SET_INVALID', `--set ${key}=${value}: expected ${expected}`, {
    suggestions: [`--set ${key}=${expected === 'true or false' ? 'true' : '72'}`],
  })
}
