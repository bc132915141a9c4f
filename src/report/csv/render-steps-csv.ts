import type {HeldStep, LoadTest} from '../../documents/load-test.js'
import {csvCell} from './render-path.js'

const names = [
  'test_id',
  'endpoint',
  'concurrency',
  'offered_rps',
  'throughput_rps',
  'requests',
  'error_percent',
  'mean_ms',
  'p50_ms',
  'p90_ms',
  'p95_ms',
  'p99_ms',
  'is_steady',
  'start_s',
  'duration_s',
  'file',
] as const

/**
 * The steps of a load test as CSV (RFC 4180: CRLF, quotes doubled): a row a step in all, with no endpoint, then one a
 * step of each endpoint. What a tool does not print is empty.
 */
export function renderStepsCsv({id, steps, endpoints}: LoadTest): string {
  const rows = [
    ...steps.map((step) => rowOf(id, '', step)),
    ...endpoints.flatMap(({label, steps: own}) => own.map((step) => rowOf(id, label, step))),
  ]
  return [[...names], ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

function rowOf(id: string, endpoint: string, step: HeldStep): (string | number)[] {
  return [
    id,
    endpoint,
    step.concurrencyCount ?? '',
    step.offeredRps ?? '',
    step.throughputRps,
    step.requestCount,
    step.errorRatio * 100,
    step.meanResponseTimeS * 1000,
    ...[0.5, 0.9, 0.95, 0.99].map((ratio) => percentileMs(step, ratio)),
    String(step.isSteady),
    step.startS ?? '',
    step.durationS ?? '',
    step.file,
  ]
}

function percentileMs({percentiles}: HeldStep, ratio: number): number | string {
  const found = percentiles.find((percentile) => Math.abs(percentile.ratio - ratio) < 1e-9)
  return found === undefined ? '' : found.responseTimeS * 1000
}
