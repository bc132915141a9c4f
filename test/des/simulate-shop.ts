import {seeded} from '../../fixtures/generate/seeded.js'
import {type Arrivals, startArrivals} from './arrivals.js'
import {countOf} from './draw.js'
import {eventClock} from './event-clock.js'
import {databaseStations, inTurn, type ShopDatabase, type ShopTier, tierStations} from './shop-stations.js'
import type {StationMeasure} from './station.js'
import {p95Of, timesSeen} from './times-seen.js'

/** A shop, what comes to it, and how long it is watched. */
export type WatchedShop = {
  seed: string
  arrivals: Arrivals
  hitRatio: number
  tiers: readonly ShopTier[]
  database: ShopDatabase | null
  sloS: number
  warmUpS: number
  lengthS: number
  /** Length of what counts as a minute for the SLO. */
  minuteS: number
}

export type TierMeasure = {
  name: string
  utilizationRatio: number
  throughputRps: number
  /** From the visit's arrival at the unit to its end, calls included. */
  p95S: number
}

export type ShopMeasure = {
  edgeRps: number
  originRps: number
  completedRps: number
  /** Over all requests behind the CDN. */
  p95S: number
  /** Minutes watched, and those whose own 95th percentile is above the SLO. */
  minuteCount: number
  breachedMinuteCount: number
  tiers: TierMeasure[]
  cpu: StationMeasure | null
  disk: StationMeasure | null
  connections: StationMeasure | null
}

/**
 * Watches a shop request by request: arrivals at the edge, the CDN, units dealt out in turn, each with so many workers
 * and one line, their calls to the database over connections, its CPUs and its disk.
 *
 * Knows nothing of capacity models: only queues and clocks. Requests still under way at the end count with the time
 * they have had, so that a queue without end is seen.
 */
export function simulateShop(shop: WatchedShop): ShopMeasure {
  const clock = eventClock()
  const draws = (name: string) => seeded(`${shop.seed}/${name}`)
  const database = shop.database === null ? null : databaseStations(clock, shop.database, draws('database'))
  const tiers = shop.tiers.map((tier) => tierStations({clock, tier, database, random: draws(tier.name)}))
  const cdn = draws('cdn')
  const visitDraws = draws('visits')
  const requests = timesSeen(clock)
  let edgeCount = 0
  startArrivals({
    clock,
    random: draws('arrivals'),
    arrivals: shop.arrivals,
    arrive() {
      edgeCount += 1
      if (cdn.uniform() < shop.hitRatio) return
      const done = requests.start()
      const visits = tiers.flatMap((tier) =>
        Array.from({length: countOf(visitDraws, tier.visitCount)}, () => tier.visit),
      )
      inTurn(visits, done)
    },
  })
  clock.runUntil(shop.warmUpS)
  const all = [...tiers.flatMap(({units}) => units), ...(database === null ? [] : Object.values(database.stations))]
  for (const one of all) one.reset()
  for (const seen of [requests, ...tiers.map(({seen}) => seen)]) seen.reset()
  edgeCount = 0
  clock.runUntil(shop.warmUpS + shop.lengthS)
  const minutes = requests.byMinute(shop.minuteS)
  return {
    edgeRps: edgeCount / shop.lengthS,
    originRps: requests.startedCount() / shop.lengthS,
    completedRps: requests.endedCount() / shop.lengthS,
    p95S: p95Of(requests.times()),
    minuteCount: minutes.length,
    breachedMinuteCount: minutes.filter((times) => p95Of(times) > shop.sloS).length,
    tiers: tiers.map(({name, units, seen}) => ({
      name,
      utilizationRatio: units.reduce((sum, unit) => sum + unit.measure().utilizationRatio, 0) / units.length,
      throughputRps: seen.endedCount() / shop.lengthS,
      p95S: p95Of(seen.times()),
    })),
    cpu: database?.stations.cpu.measure() ?? null,
    disk: database?.stations.disk.measure() ?? null,
    connections: database?.stations.connections.measure() ?? null,
  }
}
