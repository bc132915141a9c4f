import type {Random} from '../../fixtures/generate/seeded.js'
import {startArrivals} from './arrivals.js'
import {countOf, type Duration, durationOf, exponential} from './draw.js'
import type {EventClock} from './event-clock.js'
import {type Station, station} from './station.js'
import {type TimesSeen, timesSeen} from './times-seen.js'

/** A tier of equal units behind a load balancer that deals its requests out in turn. */
export type ShopTier = {
  name: string
  unitCount: number
  /** Requests that one unit works on at once. */
  workerCount: number
  service: Duration
  /** Visits to the tier per request behind the CDN. */
  visitCount: number
  /** Share of each unit's workers that its own chores take. */
  choresRatio: number
  /** Calls to the database per visit, and the connections that each unit keeps for them; the worker does not wait. */
  calls: {perVisitCount: number; poolSize: number} | null
}

/** One database behind all tiers that call it. */
export type ShopDatabase = {
  cpuCount: number
  service: Duration
  choresRatio: number
  connectionCount: number
  /** Reads and writes per call, one after the other, on one disk that does so many a second. */
  ioPerCallCount: number
  diskIops: number
  diskVariation: number
  choresIops: number
}

/** Something that takes time, and says when it is over. */
type Step = (done: () => void) => void

/** Takes the steps one after the other. */
export function inTurn(steps: readonly Step[], done: () => void): void {
  let i = 0
  const next = () => {
    const step = steps[i]
    i += 1
    if (step === undefined) done()
    else step(next)
  }
  next()
}

/** The queues of a database, and a call that goes through them. */
export type DatabaseStations = {stations: {cpu: Station; disk: Station; connections: Station}; call: Step}

/** A database on a clock, with its chores under way. */
export function databaseStations(clock: EventClock, database: ShopDatabase, random: Random): DatabaseStations {
  const cpu = station(clock, database.cpuCount)
  const disk = station(clock, 1)
  const connections = station(clock, database.connectionCount)
  const io: Duration = {meanS: 1 / database.diskIops, squaredVariation: database.diskVariation}
  chores({
    clock,
    random,
    station: cpu,
    meanS: database.service.meanS,
    utilizationRatio: database.choresRatio,
    servers: database.cpuCount,
  })
  chores({
    clock,
    random,
    station: disk,
    meanS: io.meanS,
    utilizationRatio: database.choresIops / database.diskIops,
    servers: 1,
  })
  const call: Step = (done) =>
    connections.acquire(() =>
      cpu.serve(durationOf(random, database.service), () => {
        const ioCount = countOf(random, database.ioPerCallCount)
        const step: Step = (next) => disk.serve(durationOf(random, io), next)
        inTurn(new Array<Step>(ioCount).fill(step), () => {
          connections.release()
          done()
        })
      }),
    )
  return {stations: {cpu, disk, connections}, call}
}

/** The units of a tier, and a visit that goes through the next of them. */
export type TierStations = {name: string; visitCount: number; units: Station[]; seen: TimesSeen; visit: Step}

/** A tier on a clock, with its chores under way. */
export function tierStations({
  clock,
  tier,
  database,
  random,
}: {
  clock: EventClock
  tier: ShopTier
  database: DatabaseStations | null
  random: Random
}): TierStations {
  const units = Array.from({length: tier.unitCount}, () => ({
    workers: station(clock, tier.workerCount),
    pool: station(clock, tier.calls?.poolSize ?? Number.POSITIVE_INFINITY),
  }))
  for (const {workers} of units) {
    chores({
      clock,
      random,
      station: workers,
      meanS: tier.service.meanS,
      utilizationRatio: tier.choresRatio,
      servers: tier.workerCount,
    })
  }
  const seen = timesSeen(clock)
  let turn = 0
  const visit: Step = (done) => {
    const unit = units[turn % units.length]
    turn += 1
    const ended = seen.start()
    const leave = () => {
      ended()
      done()
    }
    // A tier without a unit never answers.
    if (unit === undefined) return
    unit.workers.serve(durationOf(random, tier.service), () => {
      const callCount = database === null ? 0 : countOf(random, tier.calls?.perVisitCount ?? 0)
      const step: Step = (next) =>
        unit.pool.acquire(() =>
          database?.call(() => {
            unit.pool.release()
            next()
          }),
        )
      inTurn(new Array<Step>(callCount).fill(step), leave)
    })
  }
  return {name: tier.name, visitCount: tier.visitCount, units: units.map(({workers}) => workers), seen, visit}
}

/** Work of the machine's own: Poisson, exponential, so much of its servers. */
function chores({
  clock,
  random,
  station: own,
  meanS,
  utilizationRatio,
  servers,
}: {
  clock: EventClock
  random: Random
  station: Station
  meanS: number
  utilizationRatio: number
  servers: number
}): void {
  if (!(utilizationRatio > 0 && meanS > 0)) return
  const meanRps = (utilizationRatio * servers) / meanS
  const arrive = () => own.serve(exponential(random, meanS), () => {})
  startArrivals({clock, random, arrivals: {meanRps, burst: null}, arrive})
}
