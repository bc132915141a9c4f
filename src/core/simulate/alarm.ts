import type {SimulatedPolicy} from '../../documents/simulation-policy.js'
import {seededUniform} from '../laws/seeded-uniform.js'
import {delayTable, drawFrom, type QuantileTable} from './quantile-table.js'
import {streamSeed} from './run-draw.js'

type AlarmPolicy = Exclude<SimulatedPolicy, {kind: 'predictive'}>

/** One policy's metric and its two alarms: what was measured when, what has reached them, and what they say. */
export type Alarm = {
  readonly policy: AlarmPolicy
  readonly periodS: number
  readonly isRequests: boolean
  readonly outAboveRatio: number
  readonly inBelowRatio: number
  readonly lagTable: QuantileTable
  lagS: number
  /** The metric's sum over time at the start of the running period, and when that was. */
  openedSum: number
  openedAtS: number
  closesAtS: number
  dueAtS: number
  /** Datapoints on their way from the end of their period to the alarm, in a ring. */
  head: number
  tail: number
  readonly ringMask: number
  readonly values: Float64Array
  readonly units: Float64Array
  readonly dueS: Float64Array
  outRun: number
  inRun: number
  /** The last datapoint that reached it, and the units that were counted then. */
  value: number
  unitCount: number
  /** When it first said so, of this breach; Infinity while it does not. */
  outSinceS: number
  inSinceS: number
}

export function makeAlarm(policy: AlarmPolicy): Alarm {
  const isOut = policy.kind === 'target-tracking' || policy.direction === 'out'
  const isIn = policy.kind === 'target-tracking' ? !policy.isScaleInOff : policy.direction === 'in'
  const level = policy.kind === 'target-tracking' ? policy.targetRatio : policy.thresholdRatio
  const below = policy.kind === 'target-tracking' ? level * policy.inBelowRatio : level
  const lagTable = delayTable(policy.alarm.lag)
  const mostOnTheWay = Math.ceil((lagTable.at(-1) ?? 0) / policy.alarm.periodS) + 2
  const ringSize = 2 ** Math.ceil(Math.log2(mostOnTheWay))
  return {
    policy,
    periodS: policy.alarm.periodS,
    isRequests: policy.metric === 'requests',
    outAboveRatio: isOut ? level : Number.POSITIVE_INFINITY,
    inBelowRatio: isIn ? below : Number.NEGATIVE_INFINITY,
    lagTable,
    lagS: 0.5,
    openedSum: 0.5,
    openedAtS: 0.5,
    closesAtS: 0.5,
    dueAtS: Number.POSITIVE_INFINITY,
    head: 0,
    tail: 0,
    ringMask: ringSize - 1,
    values: new Float64Array(ringSize),
    units: new Float64Array(ringSize),
    dueS: new Float64Array(ringSize),
    outRun: 0,
    inRun: 0,
    value: 0.5,
    unitCount: 0,
    outSinceS: Number.POSITIVE_INFINITY,
    inSinceS: Number.POSITIVE_INFINITY,
  }
}

/** An alarm at rest. How long its datapoints take is drawn once a run: a pipeline is slow or quick for hours. */
export function resetAlarm(alarm: Alarm, seed: number, run: number, tier: string): void {
  const uniform = seededUniform(streamSeed(seed, run, `lag ${tier} ${alarm.policy.name}`))
  alarm.lagS = drawFrom(alarm.lagTable, uniform())
  alarm.openedSum = 0
  alarm.openedAtS = 0
  alarm.closesAtS = alarm.periodS
  alarm.dueAtS = Number.POSITIVE_INFINITY
  alarm.head = 0
  alarm.tail = 0
  alarm.outRun = 0
  alarm.inRun = 0
  alarm.value = 0
  alarm.unitCount = 0
  alarm.outSinceS = Number.POSITIVE_INFINITY
  alarm.inSinceS = Number.POSITIVE_INFINITY
}

/**
 * At the end of its period the datapoint sets out: the mean of what was summed over time since the last one, `sum` by
 * now. Periods are those of the clock.
 */
export function closePeriod(alarm: Alarm, sum: number, unitCount: number, nowS: number): void {
  const at = alarm.tail & alarm.ringMask
  alarm.values[at] = (sum - alarm.openedSum) / (nowS - alarm.openedAtS)
  alarm.units[at] = unitCount
  alarm.dueS[at] = nowS + alarm.lagS
  if (alarm.tail === alarm.head) alarm.dueAtS = nowS + alarm.lagS
  alarm.tail++
  alarm.openedSum = sum
  alarm.openedAtS = nowS
  alarm.closesAtS += alarm.periodS
}

/** Takes the next datapoint that has arrived. True when there was one: what the alarms say may have changed. */
export function readDue(alarm: Alarm, nowS: number, dueS: number): boolean {
  if (dueS < alarm.dueAtS) return false
  const at = alarm.head & alarm.ringMask
  alarm.head++
  alarm.dueAtS =
    alarm.head === alarm.tail ? Number.POSITIVE_INFINITY : (alarm.dueS[alarm.head & alarm.ringMask] as number)
  alarm.value = alarm.values[at] as number
  alarm.unitCount = alarm.units[at] as number
  const {outDatapointCount, inDatapointCount} = alarm.policy.alarm
  alarm.outRun = alarm.value > alarm.outAboveRatio ? alarm.outRun + 1 : 0
  alarm.inRun = alarm.value < alarm.inBelowRatio ? alarm.inRun + 1 : 0
  alarm.outSinceS = alarm.outRun >= outDatapointCount ? Math.min(alarm.outSinceS, nowS) : Number.POSITIVE_INFINITY
  alarm.inSinceS = alarm.inRun >= inDatapointCount ? Math.min(alarm.inSinceS, nowS) : Number.POSITIVE_INFINITY
  return true
}

/** Whether the alarm would say out, or in, with any of the datapoints that are on their way to it. */
export function foretell(alarm: Alarm): {isOut: boolean; isIn: boolean} {
  const {outDatapointCount, inDatapointCount} = alarm.policy.alarm
  let {outRun, inRun} = alarm
  let isOut = false
  let isIn = false
  for (let at = alarm.head; at < alarm.tail; at++) {
    const value = alarm.values[at & alarm.ringMask] as number
    outRun = value > alarm.outAboveRatio ? outRun + 1 : 0
    inRun = value < alarm.inBelowRatio ? inRun + 1 : 0
    if (outRun >= outDatapointCount) isOut = true
    if (inRun >= inDatapointCount) isIn = true
  }
  return {isOut, isIn}
}

export const saysOut = (alarm: Alarm) => alarm.outSinceS < Number.POSITIVE_INFINITY
export const saysIn = (alarm: Alarm) => alarm.inSinceS < Number.POSITIVE_INFINITY
