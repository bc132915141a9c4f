import type {LoadStep} from '../../documents/load-test.js'
import type {HistogramDocument} from '../../documents/response-time-histogram.js'
import {ResponseTimeHistogram} from '../../documents/response-time-histogram.js'
import {figureAt, figureOf, type JsonObject, listAt, objectAt, parseJson, percentilesAt, utcOf} from '../json-values.js'
import {printedStep} from '../printed-step.js'
import type {PrintedStep, SummaryReader} from '../reading.js'
import {latencyLayout, layoutId} from './latency-layout.js'

/**
 * One step from the result.json of a task of AWS Distributed Load Testing (schema dlt.result.v1). The tasks of a test
 * are load generators that ran at once: their users and counts add up, and their histograms merge.
 *
 * Times are ms, those of the histogram microseconds within 0.5 %. `concurrency` is the most virtual users of the task.
 * vCPUs and memory are those of the load generator, not of the system under test, and are not read.
 *
 * @source https://github.com/aws-solutions/distributed-load-testing-on-aws (source/common/src/schemas/result.ts)
 */
export const readDltResult: SummaryReader = ({text, file}) => {
  const root = objectAt(parseJson({text, file}))
  const durationS = figureAt({root, path: ['testDurationSeconds'], file})
  const statistics = objectAt(root, 'statistics')
  const isKnownLayout = statistics['histogramLayout'] === layoutId
  const histogramOf = histogramReader(isKnownLayout)
  const states = new Map(
    listAt(statistics, 'labels').map((state) => [String(objectAt(state)['label']), objectAt(state)]),
  )
  const run = {durationS, file}
  const endpoints = listAt(root, 'labels').map((value): PrintedStep['endpoints'][number] => {
    const label = String(objectAt(value)['label'] ?? '')
    return {label, step: stepOf({figures: objectAt(value), histogram: histogramOf(states.get(label) ?? {}), ...run})}
  })
  const all = stepOf({
    figures: objectAt(root, 'summary'),
    histogram: histogramOf(objectAt(statistics, 'summary')),
    ...run,
  })
  return {
    tool: 'aws-dlt',
    format: 'AWS DLT result v1',
    toolVersion: null,
    loop: null,
    startedAt: utcOf(root['startTime']),
    flags: isKnownLayout ? [] : [unknownLayout],
    steps: [{all, endpoints}],
    part: 'generator',
  }
}

const unknownLayout = {
  code: 'percentiles-not-mergeable',
  severity: 'warning' as const,
  text: 'the histogram of this result is in a layout that is not known here: percentiles of several tasks do not merge',
}

const percentileKeys = {p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p99_9: 0.999}

function stepOf({figures, histogram, durationS, file}: StepInput): LoadStep {
  const figure = (key: string) => figureAt({root: figures, path: [key], file})
  const requestCount = figure('totalRequestCount')
  const step = printedStep({
    file,
    concurrencyCount: figureOf(figures['concurrency']),
    requestCount,
    errorCount: figure('failureCount'),
    throughputRps: durationS === 0 ? 0 : requestCount / durationS,
    meanResponseTimeS: figure('averageResponseTimeMilliseconds') / 1000,
    percentiles: percentilesAt({root: figures, keys: percentileKeys, perSecond: 1000}),
    durationS,
  })
  return {...step, histogram}
}

type StepInput = {figures: JsonObject; histogram: HistogramDocument | null; durationS: number; file: string}

/** Reads the histogram of a state, with its exact mean and bounds; null where there is none. */
function histogramReader(isKnownLayout: boolean): (state: JsonObject) => HistogramDocument | null {
  const layout = isKnownLayout ? latencyLayout() : new Float64Array(0)
  return (state) => {
    const latency = objectAt(state, 'latency')
    const histogram = new ResponseTimeHistogram()
    for (const {timeUs, count} of countsOf({stored: objectAt(latency, 'histogram'), layout})) {
      histogram.record(timeUs, count)
    }
    if (layout.length === 0 || histogram.count === 0) return null
    correct(histogram, latency)
    return histogram.toDocument()
  }
}

function countsOf({stored, layout}: {stored: JsonObject; layout: Float64Array}): {timeUs: number; count: number}[] {
  const bins = listAt(stored, 'bins').map((bin) => {
    const [bucket, count] = Array.isArray(bin) ? bin.map(figureOf) : []
    return {timeUs: layout[bucket ?? -1] ?? 0, count: Math.round(count ?? 0)}
  })
  const zero = {timeUs: 0, count: Math.round(figureOf(stored['zeroCount']) ?? 0)}
  return [zero, ...bins].filter(({timeUs, count}, index) => count > 0 && (index === 0 || timeUs > 0))
}

function correct(histogram: ResponseTimeHistogram, latency: JsonObject): void {
  const [meanUs, minUs, maxUs] = [figureOf(latency['meanUs']), figureOf(latency['minUs']), figureOf(latency['maxUs'])]
  if (meanUs !== null) histogram.sumUs = meanUs * histogram.count
  if (minUs !== null) histogram.minUs = minUs
  if (maxUs !== null) histogram.maxUs = maxUs
}
