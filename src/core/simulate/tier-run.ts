import type {SimulatedTier, SimulationModel} from '../../documents/simulation-model.js'
import type {Agenda} from './agenda.js'
import {type Backlog, backlog, resetBacklog} from './backlog.js'
import {type BurstBucket, burstBucket} from './burst-bucket.js'
import {type Fleet, makeFleet, resetFleet} from './fleet-state.js'
import {type WaitTable, waitTable} from './queue-tables.js'
import {makeScaler, resetScaler, type Scaler} from './scaler.js'
import type {TimeGrid} from './time-grid.js'

/** One tier while it runs: fixed figures, its units and what scales them, its line, and what the last tick showed. */
export type TierRun = {
  readonly tier: SimulatedTier
  readonly fleet: Fleet
  readonly scaler: Scaler
  readonly waits: WaitTable
  readonly line: Backlog
  readonly credits: BurstBucket | null
  /** Share of the requests that pass it, and visits of one that does. */
  readonly passRatio: number
  readonly visitsEach: number
  /** Of the last tick: requests that came; what of capacity was used; what could be carried; the wait in line. */
  arrivalRps: number
  capacityRps: number
  utilizationRatio: number
  lineWaitS: number
  meanS: number
  /** Of this run: load over what the model says, by its drivers; requests per second that one unit carries. */
  loadFactor: number
  unitRps: number
  sharedRps: number
  /** What the databases behind it take of it in this tick. */
  roomRps: number
  /** Those behind it take less than its own units carry; said of ticks that are not calm. */
  isHeld: boolean
  /** What calls to others add to how long a request is held, as of the last tick. */
  callS: number
  /** Units that carry in this tick. */
  unitCount: number
  /** Sums over time since the window's start: what metrics are made of, and what is paid for. */
  utilizationSum: number
  requestSum: number
  unitSeconds: number
}

export function makeTierRun(tier: SimulatedTier, grid: TimeGrid, agenda: Agenda): TierRun {
  const fleet = makeFleet(tier, grid, agenda)
  const passRatio = Math.min(1, tier.visitCount)
  return {
    tier,
    fleet,
    scaler: makeScaler(fleet),
    waits: waitTable(tier.workerCount),
    line: backlog(tier),
    credits:
      tier.credits === null
        ? null
        : burstBucket({
            count: tier.credits.startCount,
            mostCount: tier.credits.mostCount,
            fillPerS: (tier.credits.vcpuCount * tier.credits.baselineCpuRatio) / 60,
            burstPerS: tier.credits.vcpuCount / 60,
          }),
    passRatio,
    visitsEach: passRatio > 0 ? tier.visitCount / passRatio : 0,
    arrivalRps: 0.5,
    capacityRps: 0.5,
    utilizationRatio: 0.5,
    lineWaitS: 0.5,
    meanS: 0.5,
    loadFactor: 1.5,
    unitRps: 0.5,
    sharedRps: 0.5,
    roomRps: Number.POSITIVE_INFINITY,
    isHeld: false,
    callS: 0.5,
    unitCount: 0.5,
    utilizationSum: 0.5,
    requestSum: 0.5,
    unitSeconds: 0.5,
  }
}

/**
 * A tier as it rests at the window's start: the units that its policies would have settled on for the rate there,
 * within its limits, all of them in service.
 */
export function resetTier(
  run: TierRun,
  model: SimulationModel,
  runIndex: number,
  loadFactor: number,
  startRps: number,
) {
  const {tier, fleet} = run
  run.loadFactor = loadFactor
  run.unitRps = run.visitsEach > 0 ? tier.unitFullRps / (run.visitsEach * loadFactor) : Number.POSITIVE_INFINITY
  run.sharedRps =
    tier.sharedRps === null || run.visitsEach === 0
      ? Number.POSITIVE_INFINITY
      : tier.sharedRps / (run.visitsEach * loadFactor)
  const count = tier.scaling.startCount ?? settledCount(run, startRps * run.passRatio)
  resetFleet(fleet, Math.min(tier.scaling.maxCount, Math.max(tier.scaling.minCount, count)), model.seed, runIndex)
  resetScaler(run.scaler, model.seed, runIndex)
  if (run.credits !== null) {
    run.credits.count = tier.credits?.startCount ?? 0
    run.credits.emptiedAtS = Number.POSITIVE_INFINITY
  }
  resetBacklog(run.line)
  run.roomRps = Number.POSITIVE_INFINITY
  run.arrivalRps = 0
  run.capacityRps = 0
  run.utilizationRatio = 0
  run.lineWaitS = 0
  run.meanS = 0
  run.isHeld = false
  run.callS = 0
  run.unitCount = 0
  run.utilizationSum = 0
  run.requestSum = 0
  run.unitSeconds = 0
}

function settledCount({tier, unitRps}: TierRun, rps: number): number {
  let most = 0
  for (const policy of tier.scaling.policies) {
    if (policy.kind === 'predictive') continue
    const level = policy.kind === 'target-tracking' ? policy.targetRatio : policy.thresholdRatio
    if (policy.kind === 'step' && policy.direction === 'in') continue
    most = Math.max(most, Math.ceil(rps / (unitRps * level) - 1e-9))
  }
  return most
}
