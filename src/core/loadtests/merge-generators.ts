import type {LoadStep, Percentile} from '../../documents/load-test.js'
import {ResponseTimeHistogram} from '../../documents/response-time-histogram.js'
import type {StepWithEndpoints} from './step-with-endpoints.js'

/**
 * One step of what several generators printed of the same load: counts, rates and users add up.
 *
 * Histograms are added. Where there is none, percentiles cannot be: the greatest of each stands as an upper bound, and
 * the mean of them, which is off by tens of percent, is never taken.
 */
export function mergeGenerators(parts: readonly StepWithEndpoints[]): StepWithEndpoints {
  const labels = [...new Set(parts.flatMap(({endpoints}) => endpoints.map(({label}) => label)))]
  return {
    all: mergeSteps(parts.map(({all}) => all)),
    endpoints: labels.map((label) => ({
      label,
      step: mergeSteps(
        parts.flatMap(({endpoints}) => endpoints.filter((endpoint) => endpoint.label === label).map(({step}) => step)),
      ),
    })),
  }
}

function mergeSteps(steps: readonly LoadStep[]): LoadStep {
  const [first] = steps
  if (first === undefined) throw new RangeError('there is no step to merge')
  const requestCount = sum(steps, (step) => step.requestCount)
  const weighted = (of: (step: LoadStep) => number) =>
    requestCount === 0 ? 0 : sum(steps, (step) => of(step) * step.requestCount) / requestCount
  return {
    concurrencyCount: sumOrNull(steps.map((step) => step.concurrencyCount)),
    offeredRps: sumOrNull(steps.map((step) => step.offeredRps)),
    throughputRps: sum(steps, (step) => step.throughputRps),
    requestCount,
    errorRatio: Math.min(
      1,
      weighted((step) => step.errorRatio),
    ),
    meanResponseTimeS: weighted((step) => step.meanResponseTimeS),
    percentiles: steps.length === 1 ? first.percentiles : boundPercentiles(steps),
    histogram: mergeHistograms(steps.map((step) => step.histogram)),
    failureHistogram: null,
    startS: first.startS,
    durationS: steps.reduce<number | null>(
      (most, {durationS}) => (durationS === null ? most : Math.max(most ?? 0, durationS)),
      null,
    ),
    file: first.file,
    isExact: steps.every((step) => step.isExact),
  }
}

function boundPercentiles(steps: readonly LoadStep[]): Percentile[] {
  const [first, ...others] = steps
  return (first?.percentiles ?? []).flatMap(({ratio, responseTimeS}) => {
    const times = others.map((step) => step.percentiles.find((percentile) => percentile.ratio === ratio)?.responseTimeS)
    if (times.some((time) => time === undefined)) return []
    return [{ratio, responseTimeS: Math.max(responseTimeS, ...(times as number[]))}]
  })
}

function mergeHistograms(documents: readonly LoadStep['histogram'][]): LoadStep['histogram'] {
  const merged = new ResponseTimeHistogram()
  for (const document of documents) {
    if (document === null) return null
    merged.merge(ResponseTimeHistogram.fromDocument(document))
  }
  return merged.toDocument()
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}

function sumOrNull(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((total, value) => (total === null || value === null ? null : total + value), 0)
}
