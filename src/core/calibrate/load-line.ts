import {median} from 'simple-statistics'
import {figure} from '../figure.js'
import {theilSen} from '../laws/theil-sen.js'

/** Some measure of a tier as a straight line of the request rate, with what it was fitted to. */
export type LoadLine = {
  slope: number
  intercept: number
  sampleCount: number
  /** The busiest interval measured, and what the measure was at most. */
  seenRps: number
  seenValue: number
  /** Spread of what was measured about the line, on a log scale, in the busier half; absent of a line that was not fitted. */
  residualRatio?: number
  /** In words: fitted, or lifted to a past peak. */
  origin: string
}

export type RatePoint = {rps: number; value: number}

/** Half a day of five-minute means. */
const fewestSamples = 144
/** A past peak this far above the line says that the line bends. */
const bendRatio = 1.1

/**
 * A robust line (Theil–Sen) of a measure against the request rate, checked against a past peak when one is known.
 *
 * Where the measure at that peak stood more than a tenth above the line, the slope is raised so that the line passes
 * through it: queues, cache misses and locks bend upward, and ordinary days do not show it. Returns null with fewer
 * than 144 samples. Never falls with load: a negative slope is read as flat.
 */
export function loadLine({
  points,
  pastPeak,
}: {
  points: readonly RatePoint[]
  pastPeak: RatePoint | null
}): LoadLine | null {
  if (points.length < fewestSamples) return null
  const fit = theilSen(points.map(({rps, value}) => ({x: rps, y: value})))
  const slope = Math.max(0, fit.slope)
  const intercept = fit.slope < 0 ? mean(points.map(({value}) => value)) : fit.intercept
  const line = {
    slope,
    intercept,
    sampleCount: points.length,
    seenRps: Math.max(...points.map(({rps}) => rps)),
    seenValue: Math.max(...points.map(({value}) => value)),
    residualRatio: spreadAbout({slope, intercept}, points),
    origin: `line over ${figure(points.length)} five-minute means`,
  }
  if (pastPeak === null) return line
  const predicted = valueAt(line, pastPeak.rps)
  const seen = {seenRps: Math.max(line.seenRps, pastPeak.rps), seenValue: Math.max(line.seenValue, pastPeak.value)}
  if (pastPeak.value <= predicted * bendRatio || pastPeak.rps <= 0) {
    return {...line, ...seen, origin: `${line.origin}, in keeping with the last peak of the event`}
  }
  return {
    ...line,
    ...seen,
    slope: (pastPeak.value - line.intercept) / pastPeak.rps,
    origin: `${line.origin}, raised to meet the last peak of the event (${figure(pastPeak.value)} at ${figure(pastPeak.rps)} req/s)`,
  }
}

/** The measure at a rate. */
export function valueAt(line: LoadLine, rps: number): number {
  return line.intercept + line.slope * rps
}

/** A normal's standard deviation over its median distance from the middle. */
const sigmaPerMedianDistance = 1.4826

/** Robust spread of measured over fitted on a log scale, where the tier was busier than in half of the intervals. */
function spreadAbout(line: {slope: number; intercept: number}, points: readonly RatePoint[]): number {
  const busier = median(points.map(({rps}) => rps))
  const distances = points.flatMap(({rps, value}) => {
    const fitted = line.intercept + line.slope * rps
    return rps >= busier && fitted > 0 && value > 0 ? [Math.abs(Math.log(value / fitted))] : []
  })
  return distances.length === 0 ? 0 : sigmaPerMedianDistance * median(distances)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
