import type {LoadStep, LoadTestFlag} from '../../documents/load-test.js'
import {ResponseTimeHistogram} from '../../documents/response-time-histogram.js'
import {figureOf, type JsonObject, objectAt, utcOfMs} from '../json-values.js'
import {percentilesOf, printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'

/**
 * One step from `locust --json` or `--json-file`: the whole run, with a full histogram for each request, which merges.
 *
 * `--json` prints the list behind the lines of the log; what stands before it is passed over. Times are ms: whole below
 * 100, to two digits above (147 becomes 150), so that a percentile is off by up to 5 %; mean, least and greatest are
 * exact. The users are not in the file.
 *
 * @source https://github.com/locustio/locust (locust/stats.py, StatsEntry)
 */
export const readLocustJson: SummaryReader = ({text, file}) => {
  const {entries, log} = listIn({text, file})
  const startMs = leastOf(entries.map((entry) => entry.startMs))
  const endMs = -leastOf(entries.map((entry) => -entry.endMs))
  const durationS = (endMs - startMs) / 1000
  if (!(durationS > 0)) throw unreadable({file, what: 'tells no time in which requests were sent'})
  const endpoints = entries
    .slice(0, mostEndpoints)
    .map(({label, ...entry}) => ({label, step: stepOf({entries: [entry], durationS, file})}))
  return {
    tool: 'locust',
    format: 'Locust JSON',
    toolVersion: null,
    loop: 'closed',
    startedAt: utcOfMs(startMs),
    flags: [rounded, ...levelFlag(entries), ...(saturation.test(log) ? [saturated] : [])],
    steps: [{all: stepOf({entries, durationS, file}), endpoints}],
    part: 'step',
  }
}

const rounded: LoadTestFlag = {
  code: 'rounded-times',
  severity: 'info',
  text: 'Locust rounds response times above 100 ms to two digits: percentiles are off by up to 5 %',
}

const saturation = /CPU usage (was too high|above \d+%)/

const saturated: LoadTestFlag = {
  code: 'generator-saturated',
  severity: 'warning',
  text: 'Locust says that its CPU was too busy: response times hold waits of the generator, add workers',
}

type Entry = {
  requestCount: number
  failureCount: number
  sumMs: number
  leastMs: number
  greatestMs: number
  startMs: number
  endMs: number
  times: [number, number][]
  perSecond: [number, number][]
}

const mostTried = 20
const mostEndpoints = 10_000

const leastOf = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)

/** The list of requests, and the log before it: the first `[` at the start of a line that a JSON list can be read from. */
function listIn({text, file}: {text: string; file: string}): {entries: (Entry & {label: string})[]; log: string} {
  const end = text.lastIndexOf(']') + 1
  let tried = 0
  for (const {index} of text.matchAll(/^\[\s{0,200}\{/gm)) {
    if (tried++ === mostTried) break
    const list = parsed(text.slice(index, end))
    const entries = list.flatMap((value) => entryOf(objectAt(value)))
    if (entries.length > 0) return {entries, log: text.slice(0, Math.min(index, 1_000_000))}
  }
  throw unreadable({file, what: 'has no list of requests: it is cut off, or nothing was requested'})
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

function entryOf(value: JsonObject): (Entry & {label: string})[] {
  const figure = (key: string) => figureOf(value[key])
  const [requestCount, startS, endS] = [figure('num_requests'), figure('start_time'), figure('last_request_timestamp')]
  if (requestCount === null || requestCount === 0 || startS === null || endS === null) return []
  const [method, name] = [value['method'], value['name']].map((text) => (typeof text === 'string' ? text : ''))
  return [
    {
      label: `${method} ${name}`.trim(),
      requestCount,
      failureCount: figure('num_failures') ?? 0,
      sumMs: figure('total_response_time') ?? 0,
      leastMs: figure('min_response_time') ?? 0,
      greatestMs: figure('max_response_time') ?? 0,
      startMs: startS * 1000,
      endMs: endS * 1000,
      times: pairsOf(value['response_times']),
      perSecond: pairsOf(value['num_reqs_per_sec']),
    },
  ]
}

const pairsOf = (value: unknown): [number, number][] =>
  Object.entries(objectAt(value)).flatMap(([key, count]): [number, number][] => {
    const [at, times] = [figureOf(key), figureOf(count)]
    return at === null || times === null ? [] : [[at, Math.round(times)]]
  })

function stepOf({entries, durationS, file}: {entries: readonly Entry[]; durationS: number; file: string}): LoadStep {
  const histogram = histogramOf(entries)
  const sum = (key: 'requestCount' | 'failureCount') => entries.reduce((total, entry) => total + entry[key], 0)
  const requestCount = sum('requestCount')
  const step = printedStep({
    file,
    requestCount,
    errorCount: sum('failureCount'),
    throughputRps: requestCount / durationS,
    meanResponseTimeS: histogram.meanS(),
    percentiles: percentilesOf(histogram),
    durationS,
  })
  return {...step, histogram: histogram.count === 0 ? null : histogram.toDocument()}
}

/** Buckets from the rounded times, sum and bounds from the exact ones. */
function histogramOf(entries: readonly Entry[]): ResponseTimeHistogram {
  const histogram = new ResponseTimeHistogram()
  for (const {times, sumMs} of entries) {
    const before = histogram.sumUs
    for (const [timeMs, count] of times) if (count > 0) histogram.record(timeMs * 1000, count)
    histogram.sumUs = before + sumMs * 1000
  }
  histogram.minUs = leastOf(entries.map(({leastMs}) => leastMs)) * 1000
  histogram.maxUs = -leastOf(entries.map(({greatestMs}) => -greatestMs)) * 1000
  return histogram
}

/** Says so where the busiest ten seconds had half as many requests again as the quietest, its first and last left out. */
function levelFlag(entries: readonly Entry[]): LoadTestFlag[] {
  const pieces = new Map<number, number>()
  for (const {perSecond} of entries) {
    for (const [second, count] of perSecond)
      pieces.set(Math.floor(second / 10), (pieces.get(Math.floor(second / 10)) ?? 0) + count)
  }
  const rates = [...pieces]
    .sort(([a], [b]) => a - b)
    .slice(1, -1)
    .map(([, count]) => count / 10)
  const [least, most] = [leastOf(rates), -leastOf(rates.map((rate) => -rate))]
  if (rates.length < 2 || most <= least * 1.5) return []
  const text = `the load was not held: ${least.toFixed(0)} to ${most.toFixed(0)} requests a second in one step; Locust’s history CSV keeps levels apart`
  return [{code: 'load-not-held', severity: 'warning', text}]
}
