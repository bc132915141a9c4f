import fc from 'fast-check'
import {catalog} from '../../src/catalog/catalog.js'
import {cpuLimitRatio, type DatabaseTruth, type EstateTruth, type TierTruth, unitRpsOf} from './estate-truth.js'
import {cutCalls, diskIopsOf} from './shop-of.js'
import {offersOf} from './volume-offers.js'

/** Busiest minute over the busiest hour, where no minutes are kept: what the planner takes it for. */
const minuteRatio = 1.3

const share = (min: number, max: number) =>
  fc.integer({min: 0, max: 1000}).map((thousandths) => min + ((max - min) * thousandths) / 1000)

const machines = [
  {instanceType: 'm7g.large', cpuCount: 2, memoryGib: 8},
  {instanceType: 'c7g.xlarge', cpuCount: 4, memoryGib: 8},
  {instanceType: 'c7g.2xlarge', cpuCount: 8, memoryGib: 16},
]

const tierDraw = fc.record({
  kind: fc.constantFrom('asg' as const, 'ecs' as const),
  machine: fc.constantFrom(...machines),
  /** Units that the median peak fills to their limit. */
  neededCount: share(0.4, 14),
  /** Today's maximum over that. */
  roomRatio: share(0.3, 2.2),
  squaredVariation: fc.constantFrom(0, 0.5, 1, 2),
  choresRatio: share(0, 0.1),
  visitCount: fc.oneof(fc.constant(1), share(0.15, 2.5)),
  zoneCount: fc.constantFrom(1, 2, 3, 3),
  isGiven: fc.boolean(),
  poolSize: fc.integer({min: 4, max: 40}),
})

const smallClasses = catalog
  .rdsClasses()
  .filter(({isBurstable, vcpuCount, price}) => !isBurstable && vcpuCount <= 16 && price.mysql && price.postgres)
  .filter(({isMysqlSupported, isPostgresSupported, isMariadbSupported}) =>
    [isMysqlSupported, isPostgresSupported, isMariadbSupported].every(Boolean),
  )
  .map(({name}) => name)

const databaseDraw = fc.record({
  class: fc.constantFrom(...smallClasses),
  engine: fc.constantFrom('mysql' as const, 'postgres' as const, 'mariadb' as const),
  isMultiAz: fc.boolean(),
  storageType: fc.constantFrom('gp3' as const, 'gp3' as const, 'io1' as const, 'io2' as const, 'gp2' as const),
  allocatedGib: fc.integer({min: 100, max: 2000}),
  iopsPerGib: fc.integer({min: 3, max: 40}),
  /** What the median peak takes of today's processors and of today's disk. */
  cpuShare: share(0.05, 2.5),
  diskShare: share(0.02, 2),
  choresShare: share(0, 0.1),
  ioKib: fc.constantFrom(8, 16, 32, 64),
  usedMemoryRatio: share(0.4, 0.86),
})

const estateDraw = fc.record({
  name: fc.nat({max: 1e9}).map((seed) => `estate-${seed}`),
  hasCdn: fc.boolean(),
  hitRatio: share(0.2, 0.8),
  /** Requests a second behind the CDN at the median peak. */
  originPeakRps: share(30, 200),
  upliftRatio: share(1.5, 4),
  target: fc.constantFrom('p50' as const, 'p90' as const, 'p90' as const, 'p99' as const),
  targetUtilizationRatio: fc.constantFrom(0.7, 0.8, 0.8, 0.9),
  azLossCount: fc.constantFrom(0 as const, 1 as const, 1 as const),
  burst: fc.option(fc.record({heightRatio: share(0.02, 0.12), meanS: share(0.2, 2)})),
  tiers: fc.array(tierDraw, {minLength: 1, maxLength: 3}),
  database: databaseDraw,
})

/** A small random estate of which everything is known. */
export const randomEstate: fc.Arbitrary<EstateTruth> = estateDraw.map((draw) => {
  const {name, hasCdn, upliftRatio, target, targetUtilizationRatio, azLossCount, burst, originPeakRps} = draw
  const hitRatio = hasCdn ? draw.hitRatio : 0
  const tiers = draw.tiers.map((tier, i) => tierOf(tier, {i, peakRps: originPeakRps, upliftRatio}))
  const estate = {
    name,
    hasCdn,
    hitRatio,
    eveningRps: originPeakRps / (1 - hitRatio) / upliftRatio / minuteRatio,
    upliftRatio,
    target,
    targetUtilizationRatio,
    azLossCount,
    burst,
    tiers,
    database: databaseOf(draw.database, originPeakRps),
  }
  const [spareCount = 0] = draw.tiers.map(({poolSize}) => poolSize)
  return {...estate, tiers: tiers.map((tier, i) => (i === tiers.length - 1 ? calling(estate, tier, spareCount) : tier))}
})

/** The last tier calls the database, over a pool that is never what binds: that, only a load test would show. */
function calling(estate: EstateTruth, tier: TierTruth, spareCount: number): TierTruth {
  const {perVisitCount, cpuS, tripCount, ioPerTrip} = cutCalls(estate)
  const callS = 2.3 * cpuS + (6.7 * tripCount * ioPerTrip) / diskIopsOf(estate.database)
  const heldCount = unitRpsOf(tier) * perVisitCount * callS
  const poolSize = Math.ceil(1.5 * heldCount + 4 * Math.sqrt(heldCount)) + spareCount
  return {...tier, calls: {poolSize}}
}

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never

function tierOf(
  draw: Drawn<typeof tierDraw>,
  {i, peakRps, upliftRatio}: {i: number; peakRps: number; upliftRatio: number},
): TierTruth {
  const {kind, machine, neededCount, roomRatio, squaredVariation, choresRatio, visitCount, isGiven} = draw
  const unitRps = (peakRps * visitCount) / neededCount
  // The subnets of a service are not read, and three zones are assumed.
  const zoneCount = kind === 'ecs' ? 3 : draw.zoneCount
  // Today's units carry ordinary evenings.
  const maxCount = Math.max(1, Math.round(neededCount * roomRatio), Math.ceil((neededCount / upliftRatio) * 1.1))
  return {
    name: ['web', 'cart', 'orders'][i] ?? 'more',
    kind,
    ...machine,
    service: {meanS: ((cpuLimitRatio - choresRatio) * machine.cpuCount) / unitRps, squaredVariation},
    choresRatio,
    visitCount,
    zoneCount,
    minCount: Math.max(1, Math.round(maxCount * 0.3)),
    maxCount,
    isGiven,
    calls: null,
  }
}

function databaseOf(draw: Drawn<typeof databaseDraw>, peakRps: number): DatabaseTruth {
  const {engine, isMultiAz, storageType, allocatedGib, iopsPerGib, cpuShare, diskShare, choresShare, ioKib} = draw
  const isSet = storageType === 'io1' || storageType === 'io2' || (storageType === 'gp3' && allocatedGib >= 400)
  const iops = Math.min(40_000, Math.max(storageType === 'gp3' ? 12_000 : 1000, allocatedGib * iopsPerGib))
  const volume = {
    engine,
    storageType,
    allocatedGib,
    provisionedIops: isSet ? iops : null,
    provisionedMibPerS: isSet && storageType === 'gp3' ? Math.max(500, Math.ceil(iops / 64)) : null,
  }
  const cpuCount = catalog.rdsClass(draw.class)?.vcpuCount ?? 2
  const diskIops = offersOf(volume).iops
  return {
    class: draw.class,
    isMultiAz,
    ...volume,
    cpuS: (Math.max(0.02, cpuShare - choresShare) * cpuCount) / peakRps,
    choresCpuCount: choresShare * cpuCount,
    ioCount: (Math.max(0.01, diskShare - choresShare) * diskIops) / peakRps,
    choresIops: choresShare * diskIops,
    ioKib,
    usedMemoryRatio: draw.usedMemoryRatio,
  }
}
