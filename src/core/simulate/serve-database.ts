import type {SimulatedDatabase} from '../../documents/simulation-model.js'
import {seededUniform} from '../laws/seeded-uniform.js'
import {advanceBacklog, type Backlog, backlog, resetBacklog} from './backlog.js'
import {type BurstBucket, burstBucket, spend} from './burst-bucket.js'
import {delayTable, drawFrom, type QuantileTable} from './quantile-table.js'
import {fullRatio, type WaitTable, waitShare, waitTable} from './queue-tables.js'
import {momentOf, streamSeed} from './run-draw.js'
import {spellFactor} from './spell.js'
import type {Tick} from './tick.js'

/** One database while it runs. */
export type DatabaseRun = {
  readonly database: SimulatedDatabase
  readonly waits: WaitTable
  readonly takes: QuantileTable | null
  readonly volume: BurstBucket
  readonly isBurstable: boolean
  readonly line: Backlog
  /** Of this run: calls of one request that reaches it, the share of requests that do, load over the model's. */
  callsEach: number
  passRatio: number
  loadFactor: number
  failsAtS: number
  backAtS: number
  isAway: boolean
  /** Connections that its callers hold, those of them that it takes no call on, and calls that may come in this tick. */
  poolCount: number
  refusedRatio: number
  roomCallsPerS: number
  capacityRps: number
  cpuRatio: number
  diskRatio: number
  diskIops: number
  utilizationRatio: number
  lineWaitS: number
  /** One call's time, calls in a request now, and what one takes of CPU and disk now. */
  callS: number
  cpuS: number
  ioCount: number
  callsNow: number
  meanS: number
}

export function makeDatabaseRun(database: SimulatedDatabase): DatabaseRun {
  return {
    database,
    waits: waitTable(database.vcpuCount),
    takes: database.failover === null ? null : delayTable(database.failover.takes),
    volume: burstBucket({
      count: database.startCreditCount,
      mostCount: database.mostCreditCount,
      fillPerS: database.baselineIops,
      burstPerS: Math.max(database.baselineIops, database.burstIops),
    }),
    isBurstable: database.burstIops > database.baselineIops,
    line: backlog({timeoutS: database.timeoutS, patienceS: null}),
    callsEach: 1.5,
    passRatio: 0.5,
    loadFactor: 1.5,
    failsAtS: Number.POSITIVE_INFINITY,
    backAtS: Number.POSITIVE_INFINITY,
    isAway: false,
    poolCount: 0.5,
    refusedRatio: 0.5,
    roomCallsPerS: 0.5,
    capacityRps: 0.5,
    cpuRatio: 0.5,
    diskRatio: 0.5,
    diskIops: 0.5,
    utilizationRatio: 0.5,
    lineWaitS: 0.5,
    callS: 0.5,
    cpuS: 0.5,
    ioCount: 0.5,
    callsNow: 0.5,
    meanS: 0.5,
  }
}

/**
 * A database at rest. `callCount` are its calls per request of the chain in this run; `lostZoneAtS` is when a zone is
 * lost, which is its own as often as it is one of them.
 */
export function resetDatabase(
  run: DatabaseRun,
  asked: {seed: number; run: number; callCount: number; loadFactor: number; lostZoneAtS: number},
): void {
  const {database, line, volume} = run
  run.passRatio = Math.min(1, asked.callCount)
  run.callsEach = run.passRatio > 0 ? asked.callCount / run.passRatio : 0
  run.loadFactor = asked.loadFactor
  const uniform = seededUniform(streamSeed(asked.seed, asked.run, `failover ${database.name}`))
  const isOwnZone = uniform() * database.zoneCount < 1
  const ownS = momentOf(database.failover, {seed: asked.seed, run: asked.run, draw: 'failover'})
  run.failsAtS = run.takes === null ? Infinity : Math.min(ownS, isOwnZone ? asked.lostZoneAtS : Infinity)
  run.backAtS = run.takes === null ? Infinity : run.failsAtS + drawFrom(run.takes, uniform())
  volume.count = database.startCreditCount
  volume.emptiedAtS = Number.POSITIVE_INFINITY
  resetBacklog(line)
  run.poolCount = Number.POSITIVE_INFINITY
  run.refusedRatio = 0
  run.capacityRps = Number.POSITIVE_INFINITY
  run.utilizationRatio = 0
  run.lineWaitS = 0
  run.callS = 0
  run.meanS = 0
  run.cpuS = database.cpuPerCallS * asked.loadFactor
  run.ioCount = database.ioPerCallCount * asked.loadFactor
  run.callsNow = run.callsEach
  run.diskIops = database.baselineIops
}

/**
 * Sets what the callers' pools hold open together: above max_connections the rest is refused. Calls that may come in this
 * tick are what the pools leave beside those that wait, and what it will work off.
 */
export function openPools(run: DatabaseRun, {lengthS}: Tick): void {
  const most = run.database.maxConnectionCount
  run.refusedRatio = 0
  run.roomCallsPerS = Number.POSITIVE_INFINITY
  if (run.poolCount === Number.POSITIVE_INFINITY) return
  let usable = run.poolCount
  if (most !== null && most < usable) {
    run.refusedRatio = 1 - most / usable
    usable = most
  }
  const free = usable - run.line.count * run.callsEach
  run.roomCallsPerS = (free > 0 ? free / lengthS : 0) + run.capacityRps * run.callsEach
}

/**
 * One tick of a database: calls wait for a connection, a CPU and the disk; requests whose calls are done go on. CPU waits
 * by Erlang C; the disk is one line of fixed times, as fast as its IOPS, which is on the safe side of many.
 */
export function serveDatabase(run: DatabaseRun, tick: Tick): void {
  if (run.passRatio === 0) return
  const {line} = run
  const {lengthS} = tick
  const passRps = tick.flowRps * run.passRatio
  line.arrivalRps = passRps * (1 - run.refusedRatio)
  limit(run, tick)
  line.capacityRps = run.capacityRps
  advanceBacklog(line, tick)
  if (run.refusedRatio > 0) line.droppedCount += passRps * run.refusedRatio * lengthS
  const servedRps = line.servedCount / lengthS
  load(run, servedRps * run.callsNow)
  tick.flowRps += servedRps - passRps
  if (run.utilizationRatio > tick.mostBusyRatio) tick.mostBusyRatio = run.utilizationRatio
  // A minute of burst could empty it.
  if (run.isBurstable && run.volume.count < 60 * run.volume.burstPerS) tick.isSteady = false
  if (line.count > 0 || line.droppedCount > 0 || run.utilizationRatio > tick.calmRatio) {
    tick.isCalm = false
    tick.failedCount += line.droppedCount
  }
}

/** What CPUs and disk carry in this tick. */
function limit(run: DatabaseRun, tick: Tick): void {
  const {database, line, volume} = run
  const {nowS} = tick
  run.callsNow = run.callsEach * (database.more.length > 0 ? spellFactor(database.more, nowS) : 1)
  run.cpuS = database.cpuPerCallS * (database.slow.length > 0 ? spellFactor(database.slow, nowS) : 1) * run.loadFactor
  run.ioCount = database.ioPerCallCount * run.loadFactor
  if (nowS >= run.backAtS) run.ioCount *= coldFactor(run, nowS)
  run.isAway = nowS >= run.failsAtS && nowS < run.backAtS
  if (database.more.length + database.slow.length > 0 || nowS >= run.failsAtS) tick.isCalm = false
  let calls = run.cpuS > 0 ? (database.vcpuCount * (1 - database.idleCpuRatio)) / run.cpuS : Number.POSITIVE_INFINITY
  if (run.ioCount > 0) {
    const wanted = run.isAway ? 0 : Math.min(calls, (line.count / tick.lengthS + line.arrivalRps) * run.callsNow)
    volume.askedPerS = database.idleIops + wanted * run.ioCount
    if (run.isBurstable) spend(volume, tick)
    else volume.carriedPerS = Math.min(volume.askedPerS, volume.fillPerS)
    if (volume.carriedPerS < volume.askedPerS) {
      calls = Math.min(calls, Math.max(0, volume.carriedPerS - database.idleIops) / run.ioCount)
    }
  }
  run.capacityRps = run.isAway ? 0 : calls / run.callsNow
}

/** After a failover the cache is empty, and fills in a straight line. */
function coldFactor({database: {failover}, backAtS}: DatabaseRun, nowS: number): number {
  if (failover === null || nowS >= backAtS + failover.warmS) return 1
  return 1 + (failover.coldFactorRatio - 1) * (1 - (nowS - backAtS) / failover.warmS)
}

/** How busy CPUs and disk are with so many calls a second. */
function load(run: DatabaseRun, callRps: number): void {
  const {database, volume} = run
  run.cpuRatio = database.idleCpuRatio + (callRps * run.cpuS) / database.vcpuCount
  run.diskIops = volume.count > 0 ? volume.burstPerS : volume.fillPerS
  run.diskRatio = run.diskIops > 0 ? (database.idleIops + callRps * run.ioCount) / run.diskIops : 0
  run.utilizationRatio = run.cpuRatio > run.diskRatio ? run.cpuRatio : run.diskRatio
}

/** The time of all calls of a request, into the tick's. */
export function timeDatabase(run: DatabaseRun, tick: Tick): void {
  const {database, line, cpuS, ioCount, passRatio, callsNow, diskIops} = run
  const busy = run.cpuRatio < fullRatio ? run.cpuRatio : fullRatio
  const waiting = waitShare(run.waits, busy)
  const waitS = cpuS / (database.vcpuCount * (1 - busy))
  let callS = cpuS + waiting * waitS
  let variance = cpuS * cpuS + waiting * (2 - waiting) * waitS * waitS
  if (ioCount > 0) {
    const diskBusy = run.diskRatio < fullRatio ? run.diskRatio : fullRatio
    const eachS = database.ioTimeS + (diskIops > 0 ? diskBusy / (2 * (1 - diskBusy) * diskIops) : 0)
    callS += ioCount * eachS
    variance += ioCount * eachS * eachS
  }
  run.callS = callS
  run.lineWaitS = line.count > 0 ? Math.min(database.timeoutS, line.count / Math.max(1e-6, line.capacityRps)) : 0
  const eachRequestS = callsNow * callS
  run.meanS = passRatio * eachRequestS
  tick.meanS += run.meanS
  tick.variance += passRatio * callsNow * variance + passRatio * (1 - passRatio) * eachRequestS * eachRequestS
  tick.lineS += run.lineWaitS
}
