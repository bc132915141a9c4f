import type {SimulatedTier} from '../../documents/simulation-model.js'
import {seededUniform} from '../laws/seeded-uniform.js'
import {warmPoolCount} from '../laws/warm-pool.js'
import type {Agenda} from './agenda.js'
import {type HostFleet, hostFleet, resetHosts} from './host-fleet.js'
import {delayTable, type QuantileTable} from './quantile-table.js'
import {streamSeed} from './run-draw.js'
import type {TimeGrid} from './time-grid.js'

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

/** Instances that its warm pool should hold. */
export const wantedPool = ({tier: {start}, desiredCount, maxCount}: Fleet) =>
  start.warmPool === null
    ? 0
    : warmPoolCount({
        desiredCount,
        maxCount,
        maxPreparedCount: start.warmPool.maxPreparedCount,
        minPoolCount: start.warmPool.minCount,
      })
