import type {CapacityEstimate} from '../../documents/capacity-model.js'
import type {LoadStep, LoadTest} from '../../documents/load-test.js'
import {counted, figure, percent, seconds} from '../figure.js'
import {fitUniversalScalability} from '../laws/fit-universal-scalability.js'
import {peakConcurrency, uslThroughput} from '../laws/universal-scalability.js'
import type {Finding} from './production-capacity.js'

export type Slo = {p95ResponseTimeS: number; errorRatio: number}

/** A fit has three coefficients; fewer steps are read as they were measured. */
const fewestFitSteps = 4

/**
 * What one unit carries, from a load test of rising steps: the largest throughput at which this and every lower step
 * met the SLO.
 *
 * The concurrency where the tail response time crosses the SLO is interpolated between the steps on either side, and
 * the throughput there is read off the Universal Scalability Law fitted to all steps, never beyond the law's own peak
 * nor above the highest throughput measured. Where no step broke the SLO the highest throughput is a lower bound, and
 * the evidence says so. The law is fitted to one tier at a time: a shared database under it couples them unseen.
 */
export function loadTestCapacity({test, slo, unit}: {test: LoadTest; slo: Slo; unit: 'instance' | 'task'}): Finding {
  const steps = [...test.steps].sort((a, b) => a.concurrencyCount - b.concurrencyCount)
  const firstBad = steps.findIndex((step) => !meets(step, slo))
  if (firstBad === 0) {
    return {missing: `the ${test.tool} test breaks the SLO at its lowest step (${describe(steps[0])})`}
  }
  const highest = Math.max(...steps.map((step) => step.throughputRps))
  const lastGood = steps.at(firstBad === -1 ? -1 : firstBad - 1)
  if (lastGood === undefined) return {missing: `the ${test.tool} test has no step`}
  const bad = firstBad === -1 ? undefined : steps[firstBad]
  const concurrencyCount = bad === undefined ? lastGood.concurrencyCount : crossing(lastGood, bad, slo)
  const throughputRps =
    bad === undefined ? highest : Math.min(highest, lawThroughput(steps, concurrencyCount) ?? lastGood.throughputRps)
  const limit =
    bad === undefined
      ? `no step broke the SLO up to ${figure(lastGood.concurrencyCount)} at once, so this is the least it carries`
      : `the SLO (${seconds(slo.p95ResponseTimeS)}, ${percent(slo.errorRatio, 1)} errors) breaks between ` +
        `${figure(lastGood.concurrencyCount)} and ${figure(bad.concurrencyCount)} at once`
  return {
    estimate: {
      origin: 'load-test',
      unitRps: throughputRps / test.unitCount,
      isExtrapolated: false,
      evidence:
        `load test (${test.tool}, ${counted(steps.length, 'step')} against ${counted(test.unitCount, unit)}): ` +
        `${figure(throughputRps)} req/s, ${figure(throughputRps / test.unitCount)} each; ${limit}`,
    } satisfies CapacityEstimate,
  }
}

function meets(step: LoadStep, slo: Slo): boolean {
  return step.tailResponseTimeS <= slo.p95ResponseTimeS && step.errorRatio <= slo.errorRatio
}

/** Concurrency at which the tail reaches the SLO; the good step's own where errors broke it, not time. */
function crossing(good: LoadStep, bad: LoadStep, slo: Slo): number {
  if (bad.tailResponseTimeS <= slo.p95ResponseTimeS) return good.concurrencyCount
  const share = (slo.p95ResponseTimeS - good.tailResponseTimeS) / (bad.tailResponseTimeS - good.tailResponseTimeS)
  return good.concurrencyCount + share * (bad.concurrencyCount - good.concurrencyCount)
}

function lawThroughput(steps: readonly LoadStep[], concurrencyCount: number): number | null {
  if (steps.length < fewestFitSteps) return null
  const fit = fitUniversalScalability(
    steps.map((step) => ({concurrencyCount: step.concurrencyCount, throughputRps: step.throughputRps})),
  )
  const peak = peakConcurrency(fit)
  return uslThroughput({...fit, concurrencyCount: Math.min(concurrencyCount, peak ?? Number.POSITIVE_INFINITY)})
}

function describe(step: LoadStep | undefined): string {
  if (step === undefined) return 'no step'
  return `${figure(step.concurrencyCount)} at once, ${seconds(step.tailResponseTimeS)}, ${percent(step.errorRatio, 1)} errors`
}
