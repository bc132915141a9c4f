import {bootUnits} from './fleet.js'
import type {Fleet} from './fleet-state.js'
import {advanceHosts, roomFor} from './host-fleet.js'
import type {Tick} from './tick.js'

/** Tasks that Fargate may start now, in the account and Region. */
export type LaunchBucket = {count: number; burstCount: number; perS: number; filledAtS: number}

export function refillLaunches(bucket: LaunchBucket, nowS: number): void {
  bucket.count = Math.min(bucket.burstCount, bucket.count + bucket.perS * (nowS - bucket.filledAtS))
  bucket.filledAtS = nowS
}

/**
 * Starts tasks that wait, as many as the scheduler's rate, Fargate's tokens or the hosts' room allow. Hosts are asked
 * for first: without one a task stays where it is.
 */
export function launchTasks(fleet: Fleet, bucket: LaunchBucket | null, index: number, tick: Tick): void {
  const {hosts} = fleet
  if (hosts !== null) {
    const wanted = fleet.inServiceCount + fleet.startedCount + fleet.waitingCount
    advanceHosts(hosts, wanted, index, tick, fleet.uniform)
  }
  if (fleet.waitingCount === 0) fleet.launchAllowance = 0
  else launchWaiting(fleet, bucket, tick)
}

function launchWaiting(fleet: Fleet, bucket: LaunchBucket | null, {nowS, lengthS}: Tick): void {
  const {hosts} = fleet
  const {kind, launchPerS} = fleet.tier.start
  let most = fleet.waitingCount
  if (launchPerS !== null) {
    fleet.launchAllowance += launchPerS * lengthS
    most = Math.min(most, Math.floor(fleet.launchAllowance + 1e-9))
  }
  if (kind === 'fargate' && bucket !== null) most = Math.min(most, Math.floor(bucket.count + 1e-9))
  if (hosts !== null) most = Math.min(most, roomFor(hosts, fleet.inServiceCount + fleet.startedCount))
  if (most <= 0) return
  fleet.waitingCount -= most
  fleet.launchAllowance -= launchPerS === null ? 0 : most
  if (kind === 'fargate' && bucket !== null) bucket.count -= most
  bootUnits(fleet, most, nowS, fleet.boot)
}
