import type {SimulatedStart} from '../../documents/simulation-policy.js'
import {delayTable, drawFrom, type QuantileTable} from './quantile-table.js'
import type {Tick} from './tick.js'
import {type TimeGrid, tickAt} from './time-grid.js'

type Hosts = NonNullable<SimulatedStart['hosts']>

/** How often the capacity provider looks, and for how long it has to see too many hosts before it takes some away. */
const lookEveryS = 60
const looksBeforeIn = 15

/** The hosts of a capacity provider: tasks start only where one has room. */
export type HostFleet = {
  readonly spec: Hosts
  readonly grid: TimeGrid
  readonly boot: QuantileTable
  readonly lag: QuantileTable
  count: number
  orderedCount: number
  nextLookS: number
  blockedUntilS: number
  spareLooks: number
  readonly ready: Int32Array
}

export function hostFleet(spec: Hosts, grid: TimeGrid): HostFleet {
  return {
    spec,
    grid,
    boot: delayTable(spec.boot),
    lag: delayTable(spec.lag),
    count: 0,
    orderedCount: 0,
    nextLookS: 0,
    blockedUntilS: 0,
    spareLooks: 0,
    ready: new Int32Array(grid.count + 1),
  }
}

/** Hosts for the tasks that run at the window's start, at least those that the model says. */
export function resetHosts(hosts: HostFleet, taskCount: number): void {
  const {startCount, maxCount} = hosts.spec
  hosts.count = Math.min(maxCount, Math.max(startCount, neededHosts(hosts, taskCount)))
  hosts.orderedCount = 0
  hosts.nextLookS = 0
  hosts.blockedUntilS = 0
  hosts.spareLooks = 0
  hosts.ready.fill(0)
}

const neededHosts = ({spec}: HostFleet, taskCount: number) =>
  Math.ceil(taskCount / spec.tasksPerHostCount / spec.targetRatio - 1e-9)

/**
 * What this tick brings, and once a minute the provider's look: it orders what the tasks need, those that wait among
 * them, at most a step, then waits until the new hosts are warm. `taskCount` are all tasks that are wanted.
 */
export function advanceHosts(hosts: HostFleet, taskCount: number, index: number, {nowS}: Tick, uniform: () => number) {
  const ready = hosts.ready[index] as number
  if (ready > 0) {
    hosts.count += ready
    hosts.orderedCount -= ready
  }
  if (nowS < hosts.nextLookS) return
  hosts.nextLookS = nowS + lookEveryS
  const needed = Math.min(hosts.spec.maxCount, neededHosts(hosts, taskCount))
  const missing = Math.min(hosts.spec.mostStepCount, needed - hosts.count - hosts.orderedCount)
  if (missing > 0 && nowS >= hosts.blockedUntilS) order(hosts, missing, index, nowS, uniform)
  hosts.spareLooks = needed < hosts.count ? hosts.spareLooks + 1 : 0
  if (hosts.spareLooks >= looksBeforeIn) {
    hosts.count = Math.max(hosts.spec.startCount, needed)
    hosts.spareLooks = 0
  }
}

function order(hosts: HostFleet, count: number, index: number, nowS: number, uniform: () => number): void {
  const seenS = nowS + drawFrom(hosts.lag, uniform())
  hosts.orderedCount += count
  hosts.blockedUntilS = seenS + hosts.spec.warmupS
  for (let i = 0; i < count; i++) {
    const at = Math.max(index + 1, tickAt(hosts.grid, seenS + drawFrom(hosts.boot, uniform())))
    hosts.ready[at] = (hosts.ready[at] as number) + 1
  }
}

/** Tasks that the hosts have room for beside those that run. */
export const roomFor = (hosts: HostFleet, runningCount: number) =>
  Math.max(0, hosts.count * hosts.spec.tasksPerHostCount - runningCount)
