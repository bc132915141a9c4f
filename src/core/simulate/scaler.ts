import type {SimulatedPolicy, SimulatedSchedule, StepPolicy} from '../../documents/simulation-policy.js'
import {seededUniform} from '../laws/seeded-uniform.js'
import {targetTrackingCount} from '../laws/target-tracking.js'
import {type Alarm, foretell, makeAlarm, readDue, resetAlarm, saysIn, saysOut} from './alarm.js'
import {pendingCount, setDesired} from './fleet.js'
import type {Fleet} from './fleet-state.js'
import {delayTable, drawFrom, type QuantileTable} from './quantile-table.js'
import {streamSeed} from './run-draw.js'
import type {Tick} from './tick.js'

type Predictive = Extract<SimulatedPolicy, {kind: 'predictive'}>

/** What scales one tier: its alarms, its schedule as late as this run has it, and its forecast floor. */
export type Scaler = {
  readonly fleet: Fleet
  readonly alarms: readonly Alarm[]
  readonly predictive: readonly Predictive[]
  readonly schedules: readonly SimulatedSchedule[]
  readonly lateness: QuantileTable
  /** When each scheduled action runs, in their order. */
  readonly runsAtS: Float64Array
  /** When the clock or an alarm has something for it again. */
  newsAtS: number
  nextSchedule: number
  nextScheduleS: number
  floorCount: number
  nextFloorS: number
  outBlockedUntilS: number
  inBlockedUntilS: number
  lastStepCount: number
  isDeploying: boolean
}

export function makeScaler(fleet: Fleet): Scaler {
  const {scaling} = fleet.tier
  const schedules = [...scaling.schedules].sort((a, b) => a.atS - b.atS)
  return {
    fleet,
    alarms: scaling.policies.filter((policy) => policy.kind !== 'predictive').map(makeAlarm),
    predictive: scaling.policies.filter((policy) => policy.kind === 'predictive'),
    schedules,
    lateness: delayTable(scaling.scheduleLateness),
    runsAtS: new Float64Array(schedules.length),
    newsAtS: 0.5,
    nextSchedule: 0,
    nextScheduleS: Number.POSITIVE_INFINITY,
    floorCount: 0,
    nextFloorS: Number.POSITIVE_INFINITY,
    outBlockedUntilS: Number.NEGATIVE_INFINITY,
    inBlockedUntilS: Number.NEGATIVE_INFINITY,
    lastStepCount: 0,
    isDeploying: false,
  }
}

/** A scaler at rest. Actions keep their order, however late the first of them is. */
export function resetScaler(scaler: Scaler, seed: number, run: number): void {
  const {tier} = scaler.fleet
  const uniform = seededUniform(streamSeed(seed, run, `schedule ${tier.name}`))
  let atS = Number.NEGATIVE_INFINITY
  scaler.schedules.forEach((action, i) => {
    atS = Math.max(atS, action.atS + drawFrom(scaler.lateness, uniform()))
    scaler.runsAtS[i] = atS
  })
  scaler.newsAtS = 0
  scaler.nextSchedule = 0
  scaler.nextScheduleS = scaler.runsAtS[0] ?? Number.POSITIVE_INFINITY
  scaler.floorCount = 0
  scaler.nextFloorS = scaler.predictive.length > 0 ? 0 : Number.POSITIVE_INFINITY
  scaler.outBlockedUntilS = Number.NEGATIVE_INFINITY
  scaler.inBlockedUntilS = Number.NEGATIVE_INFINITY
  scaler.lastStepCount = 0
  scaler.isDeploying = false
  for (const alarm of scaler.alarms) resetAlarm(alarm, seed, run, tier.name)
}

/** What the clock and the alarms ask for by now. */
export function advanceScaler(scaler: Scaler, {nowS, dueS}: Tick): void {
  if (dueS >= scaler.nextScheduleS) runSchedules(scaler, nowS, dueS)
  if (dueS >= scaler.nextFloorS) raiseFloor(scaler, nowS)
  const {alarms} = scaler
  let isNews = false
  for (const alarm of alarms) if (readDue(alarm, nowS, dueS)) isNews = true
  if (isNews) decide(scaler, nowS)
  let nextS = Math.min(scaler.nextScheduleS, scaler.nextFloorS)
  for (const {dueAtS} of alarms) nextS = Math.min(nextS, dueAtS)
  scaler.newsAtS = nextS
}

/**
 * Reads datapoints ahead of their time where they can change nothing, so that no tick has to be made for them: the only
 * alarm of the tier neither asks for more than there may be nor for fewer than there must be. What counts in a row is the
 * same, and what does change something is still read when it is due.
 */
export function readAhead({alarms, fleet}: Scaler): void {
  const [alarm] = alarms
  if (alarm === undefined || alarms.length > 1) return
  const {isOut, isIn} = foretell(alarm)
  if ((isOut && fleet.desiredCount < fleet.maxCount) || (isIn && fleet.desiredCount > fleet.minCount)) return
  while (alarm.head < alarm.tail) readDue(alarm, alarm.dueAtS, alarm.dueAtS)
}

function runSchedules(scaler: Scaler, nowS: number, dueS: number): void {
  const {fleet, schedules, runsAtS} = scaler
  while (scaler.nextSchedule < schedules.length && (runsAtS[scaler.nextSchedule] as number) <= dueS) {
    const action = schedules[scaler.nextSchedule] as SimulatedSchedule
    fleet.minCount = action.minCount ?? fleet.minCount
    fleet.maxCount = action.maxCount ?? fleet.maxCount
    const wished = action.desiredCount ?? fleet.desiredCount
    const within = Math.min(fleet.maxCount, Math.max(fleet.minCount, wished))
    if (within !== fleet.desiredCount) setDesired(fleet, within, nowS)
    scaler.nextSchedule++
  }
  scaler.nextScheduleS = scaler.nextSchedule < schedules.length ? (runsAtS[scaler.nextSchedule] as number) : Infinity
}

/** Predictive scaling looks at its forecast each minute, raises to it and never lowers. */
function raiseFloor(scaler: Scaler, nowS: number): void {
  scaler.nextFloorS = nowS + 60
  let floor = 0
  for (const {floor: points} of scaler.predictive) {
    const now = points.findLast(({atS}) => atS <= nowS)
    if (now !== undefined) floor = Math.max(floor, now.unitCount)
  }
  scaler.floorCount = floor
  const {fleet} = scaler
  const wanted = Math.min(fleet.maxCount, floor)
  if (wanted > fleet.desiredCount) setDesired(fleet, wanted, nowS)
}

/** Out if any policy wants it, to the most that one wants; in only if all that could agree, to the most of those. */
function decide(scaler: Scaler, nowS: number): void {
  const {fleet, alarms} = scaler
  let isOut = false
  let wanted = 0
  for (const alarm of alarms) {
    if (!saysOut(alarm)) continue
    isOut = true
    wanted = Math.max(wanted, wantedOut(scaler, alarm, nowS))
  }
  if (isOut) {
    const within = Math.min(fleet.maxCount, wanted)
    if (within > fleet.desiredCount) scaleOut(scaler, within, nowS)
    return
  }
  const fewest = wantedIn(scaler, nowS)
  if (fewest < fleet.desiredCount) {
    setDesired(fleet, fewest, nowS)
    scaler.inBlockedUntilS = nowS + fleet.tier.scaling.inCooldownS
  }
}

function scaleOut(scaler: Scaler, count: number, nowS: number): void {
  setDesired(scaler.fleet, count, nowS)
  scaler.outBlockedUntilS = nowS + scaler.fleet.tier.scaling.outCooldownS
  scaler.inBlockedUntilS = Math.max(Number.NEGATIVE_INFINITY, scaler.outBlockedUntilS)
}

function wantedOut(scaler: Scaler, {policy, value, unitCount}: Alarm, nowS: number): number {
  if (policy.kind === 'target-tracking') {
    return targetTrackingCount({unitCount, metricValue: value, targetValue: policy.targetRatio})
  }
  const {fleet} = scaler
  const more = stepCount(policy, value, fleet.desiredCount)
  if (policy.adjustment === 'exact') return more
  // A cool-down lets only a larger step through.
  if (nowS < scaler.outBlockedUntilS && more <= scaler.lastStepCount) return 0
  scaler.lastStepCount = more
  // Those that still warm up count as part of this step.
  return Math.max(fleet.desiredCount, fleet.warmCount + more)
}

/** Units that a step policy adds, or takes away (below 0), or wants (exact), at this value of its metric. */
function stepCount(policy: StepPolicy, value: number, desiredCount: number): number {
  const breach = Math.abs(value - policy.thresholdRatio)
  let byCount = 0
  for (const step of policy.steps) if (breach >= step.fromRatio) byCount = step.byCount
  if (policy.adjustment !== 'percent') return byCount
  const size = Math.max(policy.leastCount, Math.floor(Math.abs(byCount) * desiredCount))
  return byCount < 0 ? -size : size
}

/** What the fleet may shrink to; its own size where it may not. */
function wantedIn(scaler: Scaler, nowS: number): number {
  const {fleet, alarms} = scaler
  if (isHeld(scaler, nowS)) return fleet.desiredCount
  let most = -1
  for (const alarm of alarms) {
    if (alarm.inBelowRatio === Number.NEGATIVE_INFINITY) continue
    if (saysIn(alarm)) most = Math.max(most, countIn(alarm, fleet.desiredCount))
    // Of several that track a target all have to agree.
    else if (alarm.policy.kind === 'target-tracking') return fleet.desiredCount
  }
  if (most < 0) return fleet.desiredCount
  return Math.min(fleet.desiredCount, Math.max(most, fleet.minCount, Math.min(fleet.maxCount, scaler.floorCount)))
}

/** No unit is taken out while some start, warm up or are replaced, during a deployment, or within the cool-down. */
function isHeld({fleet, isDeploying, inBlockedUntilS}: Scaler, nowS: number): boolean {
  const isSettling = pendingCount(fleet) > 0 || fleet.warmCount < fleet.inServiceCount || fleet.deadCount > 0
  return isDeploying || nowS < inBlockedUntilS || isSettling
}

function countIn({policy, value, unitCount}: Alarm, desiredCount: number): number {
  if (policy.kind === 'target-tracking') {
    return targetTrackingCount({unitCount, metricValue: value, targetValue: policy.targetRatio})
  }
  const by = stepCount(policy, value, desiredCount)
  return policy.adjustment === 'exact' ? by : desiredCount + by
}
