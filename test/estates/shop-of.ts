import {catalog} from '../../src/catalog/catalog.js'
import type {WatchedShop} from '../des/simulate-shop.js'
import type {DatabaseTruth, EstateTruth, TierTruth} from './estate-truth.js'
import {offersOf} from './volume-offers.js'

/** One call takes about so long of a processor; a visit makes as many as its work needs. */
const callS = 0.02
const mostCalls = 8
/** So many trips to the disk a call at most; the rest are made larger, which leaves its utilization as it is. */
const mostTrips = 3

/** How a visit to the tier in front of the database is cut into calls and trips to the disk. */
export function cutCalls(estate: EstateTruth): {
  perVisitCount: number
  cpuS: number
  tripCount: number
  ioPerTrip: number
} {
  const {cpuS, ioCount} = estate.database
  const visitCount = estate.tiers.at(-1)?.visitCount ?? 1
  const perVisitCount = Math.min(mostCalls, Math.max(1, Math.round(cpuS / visitCount / callS)))
  const ioPerCall = ioCount / visitCount / perVisitCount
  const ioPerTrip = Math.max(1, ioPerCall / mostTrips)
  return {perVisitCount, cpuS: cpuS / visitCount / perVisitCount, tripCount: ioPerCall / ioPerTrip, ioPerTrip}
}

/** IOPS that class and volume give together. */
export function diskIopsOf(database: DatabaseTruth): number {
  return Math.min(offersOf(database).iops, catalog.rdsClass(database.class)?.ebsBaselineIops ?? 0)
}

/** Connections that the default of the class allows: what the plan reckons with. */
export function connectionsOf(database: DatabaseTruth): number {
  const known = catalog.rdsClass(database.class)?.maxConnectionCount
  return Math.floor((known?.[database.engine] ?? 0) * (1 - catalog.judgements.mysqlMemoryReserveRatio.value))
}

/** An estate with so many units a tier, as a shop to be watched at a rate of requests where they are counted. */
export function shopOf({
  estate,
  unitCountOf,
  database,
  meanRps,
  sloS,
  eventBudget,
}: {
  estate: EstateTruth
  unitCountOf: (tier: TierTruth) => number
  /** Null where the database is none of the question. */
  database: (DatabaseTruth & {diskIops: number}) | null
  meanRps: number
  sloS: number
  /** About so many events are worth the time. */
  eventBudget: number
}): WatchedShop {
  const {perVisitCount, cpuS, tripCount, ioPerTrip} = cutCalls(estate)
  const originRps = meanRps * (1 - estate.hitRatio)
  const visits = estate.tiers.reduce((sum, {visitCount}) => sum + visitCount, 0)
  const calls = database === null ? 0 : (estate.tiers.at(-1)?.visitCount ?? 1) * perVisitCount * (1 + tripCount)
  const lengthS = Math.min(300, Math.max(8, eventBudget / (meanRps + originRps * (visits + calls))))
  return {
    seed: estate.name,
    arrivals: {meanRps, burst: estate.burst},
    hitRatio: estate.hitRatio,
    tiers: estate.tiers.map((tier) => ({
      name: tier.name,
      unitCount: unitCountOf(tier),
      workerCount: tier.cpuCount,
      service: tier.service,
      visitCount: tier.visitCount,
      choresRatio: tier.choresRatio,
      calls: tier.calls === null ? null : {perVisitCount, poolSize: tier.calls.poolSize},
    })),
    database:
      database === null
        ? null
        : {
            cpuCount: catalog.rdsClass(database.class)?.vcpuCount ?? 0,
            service: {meanS: cpuS, squaredVariation: 1},
            choresRatio: database.choresCpuCount / (catalog.rdsClass(database.class)?.vcpuCount ?? 1),
            connectionCount: connectionsOf(database),
            ioPerCallCount: tripCount,
            diskIops: database.diskIops / ioPerTrip,
            diskVariation: 1,
            choresIops: database.choresIops / ioPerTrip,
          },
    sloS,
    warmUpS: lengthS / 4,
    lengthS,
    minuteS: lengthS / 4,
  }
}
