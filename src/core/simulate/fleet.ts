import type {SimulatedTier} from '../../documents/simulation-model.js'
import {seededUniform} from '../laws/seeded-uniform.js'
import {warmPoolCount} from '../laws/warm-pool.js'
import type {Agenda} from './agenda.js'
import {type HostFleet, hostFleet, resetHosts} from './host-fleet.js'
import {delayTable, drawFrom, type QuantileTable} from './quantile-table.js'
import {streamSeed} from './run-draw.js'
import type {Tick} from './tick.js'
import {type TimeGrid, tickAt} from './time-grid.js'

/** The units of a tier: how many are wanted, start, serve, and are paid for. Changes that lie ahead are noted by tick. */
export type Fleet = {
  readonly tier: SimulatedTier
  readonly grid: TimeGrid
  readonly agenda: Agenda
  readonly boot: QuantileTable
  readonly register: QuantileTable
  readonly poolBoot: QuantileTable | null
  readonly hosts: HostFleet | null
  uniform: () => number
  minCount: number
  maxCount: number
  desiredCount: number
  inServiceCount: number
  /** Of those in service, the ones that metrics count. */
  warmCount: number
  /** Wait to be launched, and were launched but do not serve yet. */
  waitingCount: number
  startedCount: number
  /** What units in their slow start do not carry yet, in units, and how fast that shrinks. */
  rampingCount: number
  rampPerS: number
  paidCount: number
  /** Lost, and still sent requests, until when. */
  deadCount: number
  /** Infinity while none is. */
  deadUntilS: number
  poolCount: number
  poolStartedCount: number
  launchAllowance: number
  removedAtS: number
  removedCount: number
  lostAtS: number
  mostCount: number
  readonly ready: Int32Array
  readonly warm: Int32Array
  readonly leave: Int32Array
  readonly rampEnd: Int32Array
  readonly pooled: Int32Array
  readonly dead: Int32Array
}

export function makeFleet(tier: SimulatedTier, grid: TimeGrid, agenda: Agenda): Fleet {
  const ring = () => new Int32Array(grid.count + 1)
  const {boot, register, warmPool, hosts} = tier.start
  return {
    tier,
    grid,
    agenda,
    boot: delayTable(boot),
    register: delayTable(register),
    poolBoot: warmPool === null ? null : delayTable(warmPool.boot),
    hosts: hosts === null ? null : hostFleet(hosts, grid),
    uniform: () => 0,
    minCount: 0,
    maxCount: 0,
    desiredCount: 0,
    inServiceCount: 0,
    warmCount: 0,
    waitingCount: 0,
    startedCount: 0,
    rampingCount: 0.5,
    rampPerS: 0.5,
    paidCount: 0,
    deadCount: 0,
    deadUntilS: Number.POSITIVE_INFINITY,
    poolCount: 0,
    poolStartedCount: 0,
    launchAllowance: 0.5,
    removedAtS: Number.NEGATIVE_INFINITY,
    removedCount: 0,
    lostAtS: Number.POSITIVE_INFINITY,
    mostCount: 0,
    ready: ring(),
    warm: ring(),
    leave: ring(),
    rampEnd: ring(),
    pooled: ring(),
    dead: ring(),
  }
}

/** A fleet as it rests: all units in service, warm, and none on the way. */
export function resetFleet(fleet: Fleet, startCount: number, seed: number, run: number): void {
  const {tier} = fleet
  fleet.uniform = seededUniform(streamSeed(seed, run, `units ${tier.name}`))
  fleet.minCount = tier.scaling.minCount
  fleet.maxCount = tier.scaling.maxCount
  fleet.desiredCount = startCount
  fleet.inServiceCount = startCount
  fleet.warmCount = startCount
  fleet.waitingCount = 0
  fleet.startedCount = 0
  fleet.rampingCount = 0
  fleet.rampPerS = 0
  fleet.paidCount = startCount
  fleet.deadCount = 0
  fleet.deadUntilS = Number.POSITIVE_INFINITY
  fleet.poolCount = wantedPool(fleet)
  fleet.poolStartedCount = 0
  fleet.launchAllowance = 0
  fleet.removedAtS = Number.NEGATIVE_INFINITY
  fleet.removedCount = 0
  fleet.lostAtS = Number.POSITIVE_INFINITY
  fleet.mostCount = startCount
  for (const ring of [fleet.ready, fleet.warm, fleet.leave, fleet.rampEnd, fleet.pooled, fleet.dead]) ring.fill(0)
  if (fleet.hosts !== null) resetHosts(fleet.hosts, startCount)
}

const heldCount = (fleet: Fleet) =>
  fleet.inServiceCount + fleet.startedCount + fleet.waitingCount + (fleet.deadUntilS === Number.POSITIVE_INFINITY ? 0 : fleet.deadCount)

/** Units that were asked for and do not serve yet. */
export const pendingCount = (fleet: Fleet) => fleet.startedCount + fleet.waitingCount

/** Wants so many units: starts what is missing; takes out at once what serves and is too many. */
export function setDesired(fleet: Fleet, count: number, nowS: number): void {
  fleet.desiredCount = count
  const missing = count - heldCount(fleet)
  if (missing > 0) startUnits(fleet, missing, nowS)
  else if (missing < 0) {
    fleet.waitingCount -= Math.min(fleet.waitingCount, -missing)
    if (fleet.inServiceCount > count) takeOut(fleet, fleet.inServiceCount - count, nowS)
  }
  if (fleet.poolBoot !== null) refillPool(fleet, nowS)
}

function takeOut(fleet: Fleet, count: number, nowS: number): void {
  fleet.inServiceCount -= count
  fleet.warmCount = Math.min(fleet.warmCount, fleet.inServiceCount)
  fleet.removedAtS = nowS
  fleet.removedCount = count
  note(fleet, fleet.leave, nowS + fleet.tier.start.deregisterS, count)
}

function note(fleet: Fleet, ring: Int32Array, atS: number, count: number): void {
  const index = tickAt(fleet.grid, atS)
  ring[index] = (ring[index] as number) + count
  fleet.agenda.isEventful[index] = 1
}

/** Asks for units. Tasks wait for their scheduler; instances boot at once, those of the warm pool first. */
function startUnits(fleet: Fleet, count: number, nowS: number): void {
  if (fleet.tier.start.kind !== 'instance') {
    fleet.waitingCount += count
    fleet.agenda.isLaunching = true
    return
  }
  const pooled = fleet.poolBoot === null ? 0 : Math.min(count, fleet.poolCount)
  if (fleet.poolBoot !== null && pooled > 0) {
    fleet.poolCount -= pooled
    bootUnits(fleet, pooled, nowS, fleet.poolBoot)
  }
  bootUnits(fleet, count - pooled, nowS, fleet.boot)
}

/** Launches units: each has a start time of its own, and may fail and be tried again. */
export function bootUnits(fleet: Fleet, count: number, nowS: number, boot: QuantileTable): void {
  const {failureRatio, retryS} = fleet.tier.start
  fleet.startedCount += count
  fleet.paidCount += count
  for (let i = 0; i < count; i++) {
    let takesS = drawFrom(boot, fleet.uniform()) + drawFrom(fleet.register, fleet.uniform())
    if (failureRatio > 0) for (let tries = 0; tries < 20 && fleet.uniform() < failureRatio; tries++) takesS += retryS
    note(fleet, fleet.ready, nowS + takesS, 1)
  }
}

const wantedPool = ({tier: {start}, desiredCount, maxCount}: Fleet) =>
  start.warmPool === null
    ? 0
    : warmPoolCount({
        desiredCount,
        maxCount,
        maxPreparedCount: start.warmPool.maxPreparedCount,
        minPoolCount: start.warmPool.minCount,
      })

function refillPool(fleet: Fleet, nowS: number): void {
  const missing = wantedPool(fleet) - fleet.poolCount - fleet.poolStartedCount
  for (let i = 0; i < missing; i++) note(fleet, fleet.pooled, nowS + drawFrom(fleet.boot, fleet.uniform()), 1)
  fleet.poolStartedCount += Math.max(0, missing)
}

/** What this tick brings: units that begin to serve, are warm, have grown into their share, or are gone. */
export function advanceFleet(fleet: Fleet, index: number, tick: Tick): void {
  const ready = fleet.ready[index] as number
  if (ready > 0) takeIn(fleet, ready, tick.nowS)
  const warm = fleet.warm[index] as number
  if (warm > 0) fleet.warmCount = Math.min(fleet.inServiceCount, fleet.warmCount + warm)
  fleet.paidCount -= fleet.leave[index] as number
  if (fleet.poolBoot !== null) takePooled(fleet, index)
  if ((fleet.dead[index] as number) > 0) replaceDead(fleet, tick.nowS)
}

function takePooled(fleet: Fleet, index: number): void {
  const pooled = fleet.pooled[index] as number
  fleet.poolCount += pooled
  fleet.poolStartedCount -= pooled
}

/** Units in their slow start take a share that grows in a straight line. */
export function growRamp(fleet: Fleet, index: number, {lengthS}: Tick): void {
  fleet.rampingCount = Math.max(0, fleet.rampingCount - fleet.rampPerS * lengthS)
  fleet.rampPerS -= (fleet.rampEnd[index] as number) / fleet.tier.start.slowStartS
  if (fleet.rampPerS < 1e-9) fleet.rampPerS = fleet.rampingCount = 0
}

function takeIn(fleet: Fleet, ready: number, nowS: number): void {
  const {slowStartS} = fleet.tier.start
  const {warmupS} = fleet.tier.scaling
  // Those that are no longer wanted are ended as they arrive.
  const kept = Math.max(0, Math.min(ready, fleet.desiredCount - fleet.inServiceCount))
  fleet.startedCount -= ready
  fleet.paidCount -= ready - kept
  fleet.inServiceCount += kept
  if (fleet.inServiceCount > fleet.mostCount) fleet.mostCount = fleet.inServiceCount
  if (warmupS > 0) note(fleet, fleet.warm, nowS + warmupS, kept)
  else fleet.warmCount = Math.min(fleet.inServiceCount, fleet.warmCount + kept)
  if (slowStartS > 0) {
    fleet.rampingCount += kept
    fleet.rampPerS += kept / slowStartS
    note(fleet, fleet.rampEnd, nowS + slowStartS, kept)
  }
}

/** Loses units at once; they are sent requests until checks have failed, and are replaced then. */
export function loseUnits(fleet: Fleet, count: number, nowS: number): void {
  const lost = Math.min(count, fleet.inServiceCount)
  if (lost <= 0) return
  fleet.inServiceCount -= lost
  fleet.warmCount = Math.min(fleet.warmCount, fleet.inServiceCount)
  fleet.paidCount -= lost
  fleet.deadCount += lost
  fleet.deadUntilS = nowS + fleet.tier.unhealthyS
  note(fleet, fleet.dead, fleet.deadUntilS, 1)
  fleet.lostAtS = nowS
}

function replaceDead(fleet: Fleet, nowS: number): void {
  fleet.deadCount = 0
  fleet.deadUntilS = Number.POSITIVE_INFINITY
  const missing = fleet.desiredCount - heldCount(fleet)
  if (missing > 0) startUnits(fleet, missing, nowS)
}
