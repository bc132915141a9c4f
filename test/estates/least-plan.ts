import {catalog} from '../../src/catalog/catalog.js'
import type {RdsClass} from '../../src/catalog/rds-classes.js'
import {isAccepted, offersOf, type Volume} from './volume-offers.js'

/** What the search knows of a tier. */
export type KnownTier = {
  name: string
  visitCount: number
  unitRps: number
  zoneCount: number
  minCount: number
  maxCount: number
  unitUsdPerHour: number
  /** Connections that each unit keeps. */
  poolSize: number
}

export type KnownDatabase = Volume & {
  class: RdsClass
  isMultiAz: boolean
  /** Load at a rate behind the CDN; the processors and the memory as shares of today's class. */
  cpuRatioAt: (rps: number) => number
  iopsAt: (rps: number) => number
  mibPerSAt: (rps: number) => number
  connectionsAt: (rps: number) => number
  usedMemoryRatioAt: (rps: number) => number
}

/** What a plan is held to. All rates are behind the CDN. */
export type Demanded = {
  targetRps: number
  /** What has to be held with a zone lost; null where that is not asked. */
  lostRps: number | null
  utilizationRatio: number
  /** Tier -> what its demand at the target is multiplied by, where a risk target asks for more than the quantile. */
  factors: ReadonlyMap<string, number>
  /** Whether units that are added stand in equal numbers in every zone. */
  isEven: boolean
}

const factorOf = ({factors}: Demanded, name: string) => factors.get(name) ?? 1
const limit = (
  name:
    | 'databaseCpuLimitRatio'
    | 'databaseMemoryLimitRatio'
    | 'connectionLimitRatio'
    | 'iopsLimitRatio'
    | 'throughputLimitRatio'
    | 'mysqlMemoryReserveRatio',
) => catalog.judgements[name].value

/** Whether so many units are enough: the target within the utilization, and what is left when the fullest zone goes. */
function isEnough(count: number, tier: KnownTier, demanded: Demanded): boolean {
  const {targetRps, lostRps, utilizationRatio, isEven} = demanded
  if (isEven && count !== tier.maxCount && count % tier.zoneCount !== 0) return false
  const steadyRps = targetRps * factorOf(demanded, tier.name) * tier.visitCount
  if (steadyRps > count * tier.unitRps * utilizationRatio * (1 + 1e-9)) return false
  if (lostRps === null || tier.zoneCount < 2) return count >= 1
  const leftCount = count - Math.ceil(count / tier.zoneCount)
  return lostRps * tier.visitCount <= leftCount * tier.unitRps * (1 + 1e-9)
}

/** The fewest units that are enough, by trying one after the other; never fewer than `fromCount`. */
export function fewestUnits(tier: KnownTier, demanded: Demanded, fromCount: number): number {
  for (let count = fromCount; count < 10_000; count += 1) if (isEnough(count, tier, demanded)) return count
  throw new Error(`${tier.name} needs more than 10,000 units`)
}

/** Whether a disk of that many IOPS carries so many: a share of it, and at most one waiting for each thousand. */
function carriesIops(offered: number, iops: number): boolean {
  const rho = iops / offered
  return rho <= limit('iopsLimitRatio') && rho ** 2 / (1 - rho) <= offered / 1000
}

/** Whether a class carries the load at the target, its own side of the disk included. */
function classCarries(candidate: RdsClass, database: KnownDatabase, demanded: Demanded, pooledCount: number): boolean {
  const rps = demanded.targetRps * factorOf(demanded, 'db')
  const cpuCount = database.cpuRatioAt(rps) * database.class.vcpuCount
  const most = Math.floor(candidate.maxConnectionCount[engineOf(database)] * (1 - limit('mysqlMemoryReserveRatio')))
  return (
    cpuCount <= candidate.vcpuCount * limit('databaseCpuLimitRatio') &&
    // The engine's caches grow with the class.
    database.usedMemoryRatioAt(rps) <= limit('databaseMemoryLimitRatio') &&
    Math.max(pooledCount, database.connectionsAt(rps)) <= most * limit('connectionLimitRatio') &&
    carriesIops(candidate.ebsBaselineIops, database.iopsAt(rps)) &&
    database.mibPerSAt(rps) <= candidate.ebsBaselineMibPerS * limit('throughputLimitRatio')
  )
}

function volumeCarries(volume: Volume, database: KnownDatabase, demanded: Demanded): boolean {
  const rps = demanded.targetRps * factorOf(demanded, 'db')
  const {iops, mibPerS} = offersOf(volume)
  return carriesIops(iops, database.iopsAt(rps)) && database.mibPerSAt(rps) <= mibPerS * limit('throughputLimitRatio')
}

function engineOf({engine}: Volume): 'mysql' | 'mariadb' | 'postgres' {
  return engine === 'postgres' || engine === 'mariadb' ? engine : 'mysql'
}

/** Price an hour of a class with its zones, null where it is not known. */
export function classUsdPerHour(candidate: RdsClass, database: KnownDatabase): number | null {
  const price = catalog.price(`rds.${candidate.name}.${engineOf(database)}UsdPerHour`, 'us-east-1')
  return price === undefined ? null : price.value * (database.isMultiAz ? 2 : 1)
}

/** Price a month of a volume with its zones. */
export function volumeUsdPerMonth(volume: Volume, isMultiAz: boolean): number {
  const price = (name: string) => catalog.price(`prices.${volume.storageType}${name}`, 'us-east-1')?.value ?? 0
  const {iops, mibPerS} = offersOf(volume)
  const isGp3 = volume.storageType === 'gp3'
  const paidIops = volume.storageType === 'gp2' ? 0 : Math.max(0, iops - (isGp3 ? 12_000 : 0))
  const paidMibPerS = isGp3 ? Math.max(0, mibPerS - 500) : 0
  const oneZone =
    volume.allocatedGib * price('GibUsdPerMonth') +
    paidIops * price('IopsUsdPerMonth') +
    paidMibPerS * price('MibPerSUsdPerMonth')
  return oneZone * (isMultiAz ? 2 : 1)
}

/** Classes of the engine that a plan may name: no T classes, and not less memory than today's. */
function classesFor(database: KnownDatabase): RdsClass[] {
  const isSupported = (candidate: RdsClass) =>
    ({
      mysql: candidate.isMysqlSupported,
      mariadb: candidate.isMariadbSupported,
      postgres: candidate.isPostgresSupported,
    })[engineOf(database)]
  return catalog
    .rdsClasses()
    .filter((candidate) => isSupported(candidate) && !candidate.isBurstable)
    .filter((candidate) => candidate.memoryGib >= database.class.memoryGib)
}

/** Every volume that today's could become: sizes in steps of a twentieth, IOPS by 100 and then by 500, MiB/s by 50. */
function* volumesFrom(volume: Volume): Generator<Volume> {
  const {allocatedGib: fromGib, storageType} = volume
  const sizes = [fromGib, Math.ceil(fromGib * 1.1 - 1e-9), 400]
  for (let gib = fromGib * 1.1; gib <= 65_536; gib *= 1.05) sizes.push(Math.ceil(gib))
  // A larger gp3 volume gives nothing that the least of 400 GiB does not, and gp2 may become one.
  for (const allocatedGib of storageType.startsWith('gp') ? sizes.slice(0, 3) : sizes) {
    const plain = {...volume, allocatedGib, provisionedIops: null, provisionedMibPerS: null}
    yield plain
    if (storageType === 'gp2') yield* gp3Settings({...plain, storageType: 'gp3'})
    if (storageType === 'gp3') yield* gp3Settings(plain)
    else if (storageType !== 'gp2') yield* provisioned(plain)
  }
}

function* provisioned(volume: Volume): Generator<Volume> {
  for (let provisionedIops = 1000; provisionedIops <= 256_000; provisionedIops += 100)
    yield {...volume, provisionedIops}
}

function* gp3Settings(volume: Volume): Generator<Volume> {
  yield volume
  for (let provisionedIops = 12_000; provisionedIops <= 64_000; provisionedIops += 100) {
    const mostMibPerS = Math.min(4000, provisionedIops / 4)
    for (let provisionedMibPerS = 500; provisionedMibPerS <= mostMibPerS; provisionedMibPerS += 50)
      yield {...volume, provisionedIops, provisionedMibPerS}
  }
}

/**
 * The cheapest class and volume that carry the load, by going through all of them; null where none do. What carries
 * today stays as it is. Class and volume are searched apart: the disk is the smaller of the two, so both have to carry
 * it, whatever the other is.
 */
export function leastDatabase(
  database: KnownDatabase,
  demanded: Demanded,
  pooledCount: number,
): {class: RdsClass | null; volume: Volume | null} {
  const priced = classesFor(database).flatMap((candidate) => {
    const usdPerHour = classUsdPerHour(candidate, database)
    return usdPerHour === null || !classCarries(candidate, database, demanded, pooledCount)
      ? []
      : [{candidate, usdPerHour}]
  })
  const cheapest = priced.sort((a, b) => a.usdPerHour - b.usdPerHour)[0]?.candidate ?? null
  return {
    class: classCarries(database.class, database, demanded, pooledCount) ? database.class : cheapest,
    volume: leastVolume(database, demanded),
  }
}

function leastVolume(database: KnownDatabase, demanded: Demanded): Volume | null {
  const today = orderOf(database)
  if (volumeCarries(today, database, demanded)) return today
  return volumesByPrice(database).find((volume) => volumeCarries(volume, database, demanded)) ?? null
}

function orderOf({engine, storageType, allocatedGib, provisionedIops, provisionedMibPerS}: Volume): Volume {
  return {engine, storageType, allocatedGib, provisionedIops, provisionedMibPerS}
}

/** One database is asked for many sizes. */
let last: {key: string; volumes: readonly Volume[]} = {key: '', volumes: []}

/** Everything that RDS would take and that takes nothing away inside a window, the cheapest first. */
function volumesByPrice(database: KnownDatabase): readonly Volume[] {
  const today = orderOf(database)
  const key = JSON.stringify([today, database.isMultiAz])
  if (last.key === key) return last.volumes
  const had = offersOf(today)
  // Of a small gp2 volume 3 MiB/s are taken away with the type.
  const keptMibPerS = today.storageType === 'gp2' && had.mibPerS <= 128 ? Math.min(125, had.mibPerS) : had.mibPerS
  const isLess = ({iops, mibPerS}: typeof had) => iops < had.iops || mibPerS < keptMibPerS
  const priced: {volume: Volume; usd: number}[] = []
  for (const volume of volumesFrom(today)) {
    if (!isAccepted(volume, today.allocatedGib) || isLess(offersOf(volume))) continue
    priced.push({volume, usd: volumeUsdPerMonth(volume, database.isMultiAz)})
  }
  last = {key, volumes: priced.sort((a, b) => a.usd - b.usd).map(({volume}) => volume)}
  return last.volumes
}
