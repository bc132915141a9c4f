import type {CapacityEstimate} from '../../documents/capacity-model.js'
import type {HeldStep, TierLoadTest} from '../../documents/load-test.js'
import {counted, figure, percent, seconds} from '../figure.js'
import {fitUniversalScalability} from '../laws/fit-universal-scalability.js'
import {peakConcurrency, uslThroughput} from '../laws/universal-scalability.js'
import {concurrencyOf, responseTimeAt} from '../loadtests/step-figures.js'
import type {Finding} from './production-capacity.js'

export type Slo = {p95ResponseTimeS: number; errorRatio: number}

/** A fit has three coefficients; fewer steps are read as they were measured. */
const fewestFitSteps = 4

type Point = {concurrencyCount: number; throughputRps: number; tailResponseTimeS: number; errorRatio: number}

/**
 * What one unit carries, from a load test of rising steps: the largest throughput at which this and every lower step
 * met the SLO.
 *
 * The concurrency where the tail response time crosses the SLO is interpolated between the steps on either side, and
 * the throughput there is read off the Universal Scalability Law fitted to all steps, never beyond the law's own peak
 * nor above the highest throughput measured. Where no step broke the SLO the highest throughput is a lower bound, and
 * the evidence says so. Steps that did not hold their load are left out. The law is fitted to one tier at a time: a
 * shared database under it couples them unseen.
 */
export function loadTestCapacity({
  test,
  slo,
  unit,
}: {
  test: TierLoadTest
  slo: Slo
  unit: 'instance' | 'task'
}): Finding {
  const steady = test.steps.filter(({isSteady}) => isSteady)
  if (steady.length === 0) return {missing: `the ${test.tool} test held its load in no step`}
  const points = steady.flatMap(pointOf).sort((a, b) => a.concurrencyCount - b.concurrencyCount)
  if (points.length < steady.length) {
    return {missing: `the ${test.tool} test has no 95th percentile, nor a higher one, to hold against the SLO`}
  }
  const firstBad = points.findIndex((point) => !meets(point, slo))
  if (firstBad === 0) {
    return {missing: `the ${test.tool} test breaks the SLO at its lowest step (${describe(points[0])})`}
  }
  const highest = Math.max(...points.map((point) => point.throughputRps))
  const lastGood = points.at(firstBad === -1 ? -1 : firstBad - 1)
  if (lastGood === undefined) return {missing: `the ${test.tool} test has no step`}
  const bad = firstBad === -1 ? undefined : points[firstBad]
  const concurrencyCount = bad === undefined ? lastGood.concurrencyCount : crossing(lastGood, bad, slo)
  const throughputRps =
    bad === undefined ? highest : Math.min(highest, lawThroughput(points, concurrencyCount) ?? lastGood.throughputRps)
  const limit =
    bad === undefined
      ? `no step broke the SLO up to ${figure(lastGood.concurrencyCount)} at once, so this is the least it carries`
      : `the SLO (${seconds(slo.p95ResponseTimeS)}, ${percent(slo.errorRatio, 1)} errors) breaks between ` +
        `${figure(lastGood.concurrencyCount)} and ${figure(bad.concurrencyCount)} at once`
  const stored = test.origin === 'store' ? `, stored as ${test.id}` : ''
  return {
    estimate: {
      origin: 'load-test',
      unitRps: throughputRps / test.unitCount,
      isExtrapolated: false,
      evidence:
        `load test (${test.tool}, ${counted(points.length, 'step')} against ${counted(test.unitCount, unit)}${stored}): ` +
        `${figure(throughputRps)} req/s, ${figure(throughputRps / test.unitCount)} each; ${limit}`,
    } satisfies CapacityEstimate,
  }
}

/** The step with its tail; none where the tool prints no percentile of 95 or more. */
function pointOf(step: HeldStep): Point[] {
  const tail = responseTimeAt(step, 0.95)
  if (tail === null) return []
  const {throughputRps, errorRatio} = step
  return [{concurrencyCount: concurrencyOf(step), throughputRps, errorRatio, tailResponseTimeS: tail.responseTimeS}]
}

function meets(point: Point, slo: Slo): boolean {
  return point.tailResponseTimeS <= slo.p95ResponseTimeS && point.errorRatio <= slo.errorRatio
}

/** Concurrency at which the tail reaches the SLO; the good step's own where errors broke it, not time. */
function crossing(good: Point, bad: Point, slo: Slo): number {
  if (bad.tailResponseTimeS <= slo.p95ResponseTimeS) return good.concurrencyCount
  const share = (slo.p95ResponseTimeS - good.tailResponseTimeS) / (bad.tailResponseTimeS - good.tailResponseTimeS)
  return good.concurrencyCount + share * (bad.concurrencyCount - good.concurrencyCount)
}

function lawThroughput(points: readonly Point[], concurrencyCount: number): number | null {
  if (points.length < fewestFitSteps) return null
  const fit = fitUniversalScalability(
    points.map((point) => ({concurrencyCount: point.concurrencyCount, throughputRps: point.throughputRps})),
  )
  const peak = peakConcurrency(fit)
  return uslThroughput({...fit, concurrencyCount: Math.min(concurrencyCount, peak ?? Number.POSITIVE_INFINITY)})
}

function describe(point: Point | undefined): string {
  if (point === undefined) return 'no step'
  return `${figure(point.concurrencyCount)} at once, ${seconds(point.tailResponseTimeS)}, ${percent(point.errorRatio, 1)} errors`
}
