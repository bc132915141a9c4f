import {type Fleet, wantedPool} from './fleet-state.js'
import {drawFrom, type QuantileTable} from './quantile-table.js'
import type {Tick} from './tick.js'
import {tickAt} from './time-grid.js'

const heldCount = (fleet: Fleet) =>
  fleet.inServiceCount +
  fleet.startedCount +
  fleet.waitingCount +
  (fleet.deadUntilS === Number.POSITIVE_INFINITY ? 0 : fleet.deadCount)

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
  fleet.agenda.isChanged = true
  fleet.inServiceCount -= count
  fleet.warmCount = Math.min(fleet.warmCount, fleet.inServiceCount)
  fleet.removedAtS = nowS
  fleet.removedCount = count
  const {deregisterS} = fleet.tier.start
  if (deregisterS > 0) note(fleet, fleet.leave, nowS + deregisterS, count)
  else fleet.paidCount -= count
}

function note(fleet: Fleet, ring: Int32Array, atS: number, count: number): void {
  const index = Math.max(tickAt(fleet.grid, atS), fleet.agenda.index + 1)
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
  fleet.agenda.isChanged = true
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
  fleet.agenda.isChanged = true
  fleet.inServiceCount -= lost
  fleet.warmCount = Math.min(fleet.warmCount, fleet.inServiceCount)
  fleet.paidCount -= lost
  fleet.deadCount += lost
  fleet.deadUntilS = nowS + fleet.tier.unhealthyS
  note(fleet, fleet.dead, fleet.deadUntilS, 1)
  fleet.lostAtS = nowS
}

function replaceDead(fleet: Fleet, nowS: number): void {
  fleet.agenda.isChanged = true
  fleet.deadCount = 0
  fleet.deadUntilS = Number.POSITIVE_INFINITY
  const missing = fleet.desiredCount - heldCount(fleet)
  if (missing > 0) startUnits(fleet, missing, nowS)
}
