import type {LoadRecord} from '../../documents/load-record.js'
import type {LoadStep} from '../../documents/load-test.js'
import {ResponseTimeHistogram} from '../../documents/response-time-histogram.js'
import type {StepSpan} from './cut-steps.js'
import type {StepWithEndpoints} from './step-with-endpoints.js'

/** The percentiles that a step names besides its histogram. */
const namedRatios = [0.5, 0.9, 0.95, 0.99, 0.999]

/** The step of a span of time, in all and for each of the labels asked for that has a request in it. */
export function stepOfSpan({
  record,
  span,
  labels,
  file,
  keepsHistograms,
}: {
  record: LoadRecord
  span: StepSpan
  labels: ReadonlySet<number>
  file: string
  keepsHistograms: boolean
}): StepWithEndpoints {
  const {fromS, toS} = span
  const place = {
    startS: Math.round(Math.max(0, fromS - record.firstS) * 1000) / 1000,
    durationS: Math.max(1e-3, Math.min(toS, record.lastS) - Math.max(fromS, record.firstS)),
    file,
  }
  const total = new ResponseTimeHistogram()
  const own = new ResponseTimeHistogram()
  const endpoints: StepWithEndpoints['endpoints'] = []
  let errorCount = 0
  for (const [label, name] of record.labels.entries()) {
    own.clear()
    const failedCount = record.addAnswers({label, fromS, toS, sum: own})
    if (own.count === 0) continue
    total.merge(own)
    errorCount += failedCount
    if (!labels.has(label)) continue
    const step = stepOf({answers: own, errorCount: failedCount, place, keepsHistograms})
    endpoints.push({label: name, step})
  }
  const failures = new ResponseTimeHistogram()
  record.addFailures({fromS, toS, sum: failures})
  const {concurrencyCount, offeredRps} = span
  const all: LoadStep = {
    ...stepOf({answers: total, errorCount, place, keepsHistograms: true}),
    concurrencyCount,
    offeredRps,
    failureHistogram: failures.count === 0 ? null : failures.toDocument(),
  }
  return {all, endpoints}
}

function stepOf({
  answers,
  errorCount,
  place,
  keepsHistograms,
}: {
  answers: ResponseTimeHistogram
  errorCount: number
  place: {startS: number; durationS: number; file: string}
  keepsHistograms: boolean
}): LoadStep {
  return {
    concurrencyCount: null,
    offeredRps: null,
    throughputRps: answers.count / place.durationS,
    requestCount: answers.count,
    errorRatio: answers.count === 0 ? 0 : Math.min(1, errorCount / answers.count),
    meanResponseTimeS: answers.meanS(),
    percentiles: namedRatios.flatMap((ratio) => {
      const responseTimeS = answers.quantileS(ratio)
      return responseTimeS === null ? [] : [{ratio, responseTimeS}]
    }),
    histogram: keepsHistograms ? answers.toDocument() : null,
    failureHistogram: null,
    isExact: true,
    ...place,
  }
}
