import type {Catalog} from '../../catalog/catalog.js'
import type {Config} from '../../documents/config.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {AutoScalingGroup, Database, EcsService, Inventory} from '../../documents/inventory.js'
import {PlanError} from '../../errors.js'
import {findAutoScalingGroup, findDatabase, findEcsService} from '../inventory/find-resource.js'
import {inventoryFor} from '../inventory/place.js'
import {checkDatabaseClass, checkInstanceType, checkTaskSize} from './assumed-names.js'
import {type Assumption, estateFieldOf} from './assumption.js'
import type {MeasuredOn} from './measured-on.js'

/** The estate as it is assumed to be, and what was measured on the one that is. */
export type AssumedEstate = {
  inventory: Inventory
  /** By tier. */
  measuredOn: ReadonlyMap<string, MeasuredOn>
}

/**
 * Puts assumptions about the estate into a copy of it: `web.max=72`, `orders-db.class=db.r6g.4xlarge`.
 *
 * A minimum above the maximum raises it. A group of an assumed type has that type alone, and counts instances. Throws
 * SET_INVALID for a value that the field does not take, and for a type, class or size that nothing is known of.
 */
export function assumeEstate({
  inventory,
  config,
  catalog,
  assumptions,
}: {
  inventory: Inventory
  config: Config
  catalog: Catalog
  assumptions: readonly Assumption[]
}): AssumedEstate {
  const about = assumptions.flatMap((assumption) => {
    const place = estateFieldOf(assumption, config.tiers)
    const tier = place === null ? undefined : config.tiers[place.tier]
    return place === null || tier === undefined ? [] : [{name: place.tier, tier, field: place.field, assumption}]
  })
  const measuredOn = new Map(
    about
      .filter(({field}) => ['instanceType', 'class', 'cpu'].includes(field))
      .flatMap(({name, tier}) => {
        const isUnitAssumed = assumptions.some(({key}) => key === `${name}.unitRps`)
        const measured = measuredOnOf({name, tier, inventory, isUnitAssumed})
        return measured === null ? [] : [[name, measured] as const]
      }),
  )
  const assumed = about.reduce((estate, one) => assume({...one, estate, catalog}), inventory)
  for (const {name, tier, field} of about) {
    if (tier.kind === 'ecs' && ['cpu', 'memory'].includes(field)) {
      checkTaskSize(name, findEcsService({tierName: name, tier, inventory: assumed}), catalog)
    }
  }
  return {inventory: assumed, measuredOn}
}

type Assumed = {
  estate: Inventory
  name: string
  tier: TierConfig
  field: string
  assumption: Assumption
  catalog: Catalog
}

function assume({estate, name, tier, field, assumption, catalog}: Assumed): Inventory {
  const here = {tierName: name, inventory: estate}
  if (tier.kind === 'asg') {
    const group = findAutoScalingGroup({...here, tier})
    if (field === 'instanceType') {
      checkInstanceType(assumption, {catalog, inventory: inventoryFor({tierName: name, tier, inventory: estate})})
    }
    const next = assumedGroup(group, field, assumption)
    return everywhere(estate, (place) => ({...place, autoScalingGroups: swap(place.autoScalingGroups, group, next)}))
  }
  if (tier.kind === 'ecs') {
    const service = findEcsService({...here, tier})
    const next = assumedService(service, field, assumption)
    return everywhere(estate, (place) => ({...place, ecsServices: swap(place.ecsServices, service, next)}))
  }
  if (tier.kind !== 'rds') return estate
  const database = findDatabase({...here, tier})
  const next = assumedDatabase(database, field, assumption)
  if (field === 'class') checkDatabaseClass(assumption, next.class, catalog)
  return everywhere(estate, (place) => ({...place, databases: swap(place.databases, database, next)}))
}

const swap = <T>(list: T[], old: T, next: T) => list.map((one) => (one === old ? next : one))

type OnePlace = NonNullable<Inventory['elsewhere']>[number]

/** The estate with a change made in every place that it spans. */
function everywhere(estate: Inventory, change: <P extends OnePlace>(place: P) => P): Inventory {
  const {elsewhere} = estate
  const changed = change(estate)
  return elsewhere === undefined ? changed : {...changed, elsewhere: elsewhere.map((place) => change(place))}
}

function assumedGroup(group: AutoScalingGroup, field: string, assumption: Assumption): AutoScalingGroup {
  if (field === 'instanceType') {
    const runningCount = group.types.reduce((sum, type) => sum + type.runningCount, 0)
    const name = assumption.value
    return {...group, instanceType: name, types: [{name, weightCount: null, runningCount}]}
  }
  const count = countOf(assumption, field === 'max' ? 1 : 0)
  if (field === 'max') return {...group, maxCount: count, minCount: Math.min(group.minCount, count)}
  return {...group, minCount: count, maxCount: Math.max(group.maxCount, count)}
}

function assumedService(service: EcsService, field: string, assumption: Assumption): EcsService {
  if (field === 'cpu') return {...service, cpuUnitCount: aboveZero(assumption) * 1024}
  if (field === 'memory') return {...service, memoryMib: countOf(assumption, 1)}
  const count = countOf(assumption, field === 'max' ? 1 : 0)
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
  const amount = countOf(assumption, 1)
  const {storageType} = database
  if (field !== 'storage' && (storageType === 'gp2' || (field === 'throughput' && storageType !== 'gp3'))) {
    throw notOfVolume(assumption, database)
  }
  if (field === 'iops') return {...database, provisionedIops: amount}
  if (field === 'throughput') return {...database, provisionedMibPerS: amount}
  return {...database, allocatedGib: amount}
}

function measuredOnOf({
  name,
  tier,
  inventory,
  isUnitAssumed,
}: {
  name: string
  tier: TierConfig
  inventory: Inventory
  isUnitAssumed: boolean
}): MeasuredOn | null {
  const asked = {tierName: name, inventory}
  if (tier.kind === 'asg') return {kind: 'asg', types: findAutoScalingGroup({...asked, tier}).types, isUnitAssumed}
  if (tier.kind === 'ecs') {
    return {kind: 'ecs', cpuUnitCount: findEcsService({...asked, tier}).cpuUnitCount, isUnitAssumed}
  }
  return tier.kind === 'rds' ? {kind: 'rds', class: findDatabase({...asked, tier}).class} : null
}

function countOf(assumption: Assumption, least: 0 | 1): number {
  const count = numberOf(assumption)
  if (Number.isInteger(count) && count >= least) return count
  throw invalid(assumption, `a whole number of at least ${least}`)
}

function aboveZero(assumption: Assumption): number {
  const number = numberOf(assumption)
  if (number > 0) return number
  throw invalid(assumption, 'a number above zero')
}

function numberOf(assumption: Assumption): number {
  const number = Number(assumption.value.replaceAll(/[,_]/g, ''))
  if (Number.isFinite(number) && number >= 0) return number
  throw invalid(assumption, 'a number that is not negative')
}

function notOfVolume({key, value}: Assumption, {id, storageType}: Database): PlanError {
  const [tier] = key.split('.')
  const decides = storageType === 'gp2' ? 'storage' : 'iops'
  const message = `--set ${key}=${value}: ${id} is on ${storageType}, whose ${decides} decides that`
  return new PlanError('usage', 'SET_INVALID', message, {suggestions: [`--set ${tier}.${decides}=1000`]})
}

function invalid({key, value}: Assumption, expected: string): PlanError {
  return new PlanError('usage', 'SET_INVALID', `--set ${key}=${value}: expected ${expected}`, {
    suggestions: [`--set ${key}=${expected === 'true or false' ? 'true' : '2'}`],
  })
}
