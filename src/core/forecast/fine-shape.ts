import type {Traffic} from '../../documents/traffic.js'
import {instantOf, type Zone} from '../series/zone.js'
import type {EventWindow, PastEvent} from './event-bank.js'
import {type Launch, launchShares} from './launch-shares.js'

/** Steps of the fine path. */
export const fineStepS = 300
const stepsPerHour = 3600 / fineStepS

/**
 * The window in steps of five minutes, as shares of the event's peak hour. `isSeen` says for each hour whether past
 * minutes or a launch tell what happens inside it; the others run straight from hour to hour.
 */
export type FineShape = {shares: number[]; isSeen: boolean[]}

/**
 * Lays five-minute steps into the hours of a shape.
 *
 * Where a past occurrence was measured in five minutes or finer, the steps follow it, as a mean by weight. Else a
 * launch rises within the hour, from what was there to what makes the hour's mean; else the steps run straight between
 * the middles of the hours. `hourShares` start on the window's first hour, and `launches` are seconds after it.
 */
export function fineShape({
  hourShares,
  launches,
  rampS,
  events,
  weights,
  window,
  traffic,
  zone,
}: {
  hourShares: readonly number[]
  launches: readonly number[]
  rampS: number
  events: readonly PastEvent[]
  weights: readonly number[]
  window: EventWindow
  traffic: Traffic
  zone: Zone
}): FineShape {
  const past = events.map((event) => ({
    peakHourRps: event.peakHourRps,
    steps: measuredSteps({
      traffic,
      fromS: zone.instantS(event.date, '00:00') + window.startS,
      count: hourShares.length * stepsPerHour,
    }),
  }))
  const shape: FineShape = {shares: [], isSeen: []}
  const launchIn = (hour: number) =>
    launches
      .map((launchS): Launch => ({offsetS: launchS - hour * 3600, rampS}))
      .find(({offsetS}) => offsetS >= 0 && offsetS < 3600)
  hourShares.forEach((_, hour) => {
    const launch = launchIn(hour)
    const seen =
      pastHour({past, weights, hour}) ??
      (launch === undefined ? null : launchShares({hourShares, hour, launch, stepS: fineStepS}))
    shape.isSeen.push(seen !== null)
    shape.shares.push(...(seen ?? straightHour(hourShares, hour, launchIn(hour + 1) !== undefined)))
  })
  return shape
}

/** One hour as past occurrences had it, each scaled to its own peak; null where none was measured finely throughout. */
function pastHour({
  past,
  weights,
  hour,
}: {
  past: readonly {peakHourRps: number; steps: Float64Array}[]
  weights: readonly number[]
  hour: number
}): number[] | null {
  const sums = new Array<number>(stepsPerHour).fill(0)
  let total = 0
  past.forEach(({peakHourRps, steps}, i) => {
    const hourSteps = steps.subarray(hour * stepsPerHour, (hour + 1) * stepsPerHour)
    if (hourSteps.some((rate) => Number.isNaN(rate))) return
    const weight = weights[i] ?? 0
    total += weight
    hourSteps.forEach((rate, k) => {
      sums[k] = (sums[k] ?? 0) + (weight * rate) / peakHourRps
    })
  })
  return total > 0 ? sums.map((sum) => sum / total) : null
}

/** Mean rates of five-minute steps from `fromS` on; NaN where a step was not measured throughout. */
function measuredSteps({traffic, fromS, count}: {traffic: Traffic; fromS: number; count: number}): Float64Array {
  const steps = new Float64Array(count).fill(Number.NaN)
  const fine = traffic.windows
    .filter(({periodS}) => periodS <= fineStepS && fineStepS % periodS === 0)
    .sort((a, b) => b.periodS - a.periodS)
  for (const {periodS, startAt, values} of fine) {
    const perStep = fineStepS / periodS
    for (let step = 0; step < count; step++) {
      const first = (fromS + step * fineStepS - instantOf(startAt)) / periodS
      if (first < 0 || first + perStep > values.length || !Number.isInteger(first)) continue
      const measured = values.slice(first, first + perStep)
      if (measured.some((value) => value === null)) continue
      steps[step] = measured.reduce((sum: number, value) => sum + (value ?? 0), 0) / fineStepS
    }
  }
  return steps
}

/** Steps on the straight lines between the middles of this hour and its neighbours; flat before a launch. */
function straightHour(hourShares: readonly number[], hour: number, isLaunchNext: boolean): number[] {
  const own = hourShares[hour] ?? 0
  const before = hourShares[hour - 1] ?? own
  const after = isLaunchNext ? own : (hourShares[hour + 1] ?? own)
  return Array.from({length: stepsPerHour}, (_, step) => {
    const fromMiddle = (step + 0.5) / stepsPerHour - 0.5
    return own + ((fromMiddle < 0 ? before : after) - own) * Math.abs(fromMiddle)
  })
}
