import type {ScalabilityFinding} from '../../documents/load-limit.js'
import {PlanError} from '../../errors.js'
import {counted, figure, percent} from '../figure.js'
import {fitUniversalScalability, type ScalabilityFit} from '../laws/fit-universal-scalability.js'
import {powerKnee} from '../laws/power-knee.js'
import {highestThroughput, peakConcurrency, uslThroughput} from '../laws/universal-scalability.js'
import {drawScalability, type Interval, type ScalabilityDraws} from './draw-scalability.js'

/** A level, as the law sees it: concurrency, or instances, or tasks. */
type Level = {concurrencyCount: number; throughputRps: number; requestCount: number}

const fewestLevels = 4
const advisedLevels = 6
const drawCount = 1000
/** So many requests say what a step carries to a tenth; a step with fewer counts for less. */
const enoughRequests = 100

/**
 * The Universal Scalability Law over the levels of a test, with the intervals that a bootstrap gives it; and what a
 * reader must be warned of. Levels count alike, whatever their requests (a step of few requests counts for less):
 * what keeps a step off the law is the system's mood, not the error of counting.
 *
 * `finding` is null with fewer than four levels of concurrency or no throughput, and `warnings` says so. `random`
 * gives uniform numbers in [0, 1); without it there are no intervals.
 */
export function findScalability({levels, random}: {levels: readonly Level[]; random: (() => number) | null}): {
  finding: ScalabilityFinding | null
  warnings: string[]
} {
  const levelCount = new Set(levels.map((level) => level.concurrencyCount)).size
  if (levelCount < fewestLevels) return {finding: null, warnings: [tooFew(levelCount)]}
  const points = levels.map(({concurrencyCount, throughputRps, requestCount}) => ({
    concurrencyCount,
    throughputRps,
    weight: Math.min(1, requestCount / enoughRequests),
  }))
  const fit = fitOrReason(points)
  if (typeof fit === 'string') return {finding: null, warnings: [fit]}
  const draws = random === null ? null : drawScalability({points, fit, random, drawCount})
  const finding = findingOf({levels, levelCount, fit, draws})
  return {finding, warnings: warningsOf(finding, levels)}
}

function tooFew(levelCount: number): string {
  return (
    `${counted(levelCount, 'level')} of load ${levelCount === 1 ? 'is' : 'are'} too few for the Universal Scalability Law, ` +
    `which needs ${fewestLevels} and is better with ${advisedLevels}: the limit is read off the steps alone`
  )
}

function fitOrReason(points: Parameters<typeof fitUniversalScalability>[0]): ScalabilityFit | string {
  try {
    const fit = fitUniversalScalability(points)
    // Far below one in flight the law's divisor can pass 0.
    return fit.singleUnitRps > 0 ? fit : 'the levels of load follow no Universal Scalability Law'
  } catch (error) {
    if (error instanceof PlanError) return error.message
    throw error
  }
}

function findingOf({
  levels,
  levelCount,
  fit,
  draws,
}: {
  levels: readonly Level[]
  levelCount: number
  fit: ScalabilityFit
  draws: ScalabilityDraws | null
}): ScalabilityFinding {
  const highestRps = highestThroughput(fit)
  const peakConcurrencyCount = peakConcurrency(fit)
  const highestLevel = Math.max(...levels.map((level) => level.concurrencyCount))
  const isExtrapolated = peakConcurrencyCount === null || peakConcurrencyCount > highestLevel
  // Beyond the test the highest is at least what the test measured.
  const leastRps = isExtrapolated ? Math.max(...levels.map((level) => level.throughputRps)) : 0
  return {
    levelCount,
    shape: peakConcurrencyCount !== null ? 'peak' : highestRps === null ? 'linear' : 'asymptote',
    highestRps,
    highest:
      highestRps === null || draws === null
        ? null
        : {
            lowRps: Math.min(highestRps, Math.max(leastRps, draws.highestRps.low)),
            highRps: finite(draws.highestRps.high),
          },
    peakConcurrencyCount,
    peakConcurrency:
      peakConcurrencyCount === null || draws === null
        ? null
        : {lowCount: draws.peakConcurrencyCount.low, highCount: finite(draws.peakConcurrencyCount.high)},
    isExtrapolated,
    knee: kneeOf(fit, highestLevel),
    contentionRatio: fit.contention,
    contention: draws === null ? null : ratios(draws.contention),
    coherencyRatio: fit.coherency,
    coherency: draws === null ? null : ratios(draws.coherency),
    singleUnitRps: fit.singleUnitRps,
    spreadRps: fit.spreadRps,
    drawCount: draws === null ? 0 : drawCount,
  }
}

const finite = (value: number) => (Number.isFinite(value) ? value : null)
const ratios = ({low, high}: Interval) => ({lowRatio: low, highRatio: high})

function kneeOf(fit: ScalabilityFit, highestLevel: number): ScalabilityFinding['knee'] {
  const concurrencyCount = powerKnee(fit)
  if (concurrencyCount === null || concurrencyCount > highestLevel) return null
  const throughputRps = uslThroughput({...fit, concurrencyCount})
  return {concurrencyCount, throughputRps, responseTimeS: concurrencyCount / throughputRps}
}

/** Half of the way to its peak a law says little about the peak. */
const farRatio = 0.5

function warningsOf(finding: ScalabilityFinding, levels: readonly Level[]): string[] {
  const highestLevel = Math.max(...levels.map((level) => level.concurrencyCount))
  const measuredRps = Math.max(...levels.map((level) => level.throughputRps))
  const {levelCount, shape, peakConcurrencyCount, highestRps} = finding
  const warnings: string[] = []
  if (levelCount < advisedLevels) {
    warnings.push(`${levelCount} levels of load are few: six or more make the law's peak worth quoting`)
  }
  if (shape === 'linear') {
    warnings.push(
      `not saturated: throughput grew with concurrency up to ${figure(measuredRps)} req/s, and no limit was seen`,
    )
  }
  if (shape === 'asymptote' && highestRps !== null) {
    warnings.push(
      `no peak was seen: throughput nears ${figure(highestRps)} req/s, an extrapolation beyond the ${figure(measuredRps)} req/s measured`,
    )
  }
  if (peakConcurrencyCount !== null && peakConcurrencyCount > highestLevel && highestRps !== null) {
    const isFar = highestLevel < farRatio * peakConcurrencyCount
    warnings.push(
      `the peak of ${figure(highestRps)} req/s at ${figure(peakConcurrencyCount)} in flight is extrapolated: the test ended at ` +
        `${figure(measuredRps)} req/s with ${figure(highestLevel)} in flight${isFar ? `, ${percent(highestLevel / peakConcurrencyCount)} of the way, which is too little to plan with` : ''}`,
    )
  }
  return warnings
}
