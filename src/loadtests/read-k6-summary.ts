import type {StepReading} from './step-reading.js'
import {numberAt, unreadable} from './unreadable.js'

/**
 * One step from what `k6 run --summary-export` writes.
 *
 * Concurrency is the largest number of active users (`vus.max`; `vus_max` where a short test has none). k6 counts
 * failed requests as `passes` of http_req_failed, and its response times include failed requests. Times are
 * milliseconds in the file. Throws LOAD_TEST_UNREADABLE when a number is missing.
 */
export function readK6Summary({root, file, name}: {root: unknown; file: string; name: string}): StepReading {
  const metrics = (root as {metrics: Record<string, Record<string, number>>}).metrics
  const number = (...path: string[]) => numberAt({root: metrics, path, file})
  const users = metrics['vus'] === undefined ? 'vus_max' : 'vus'
  const concurrencyCount = number(users, 'max')
  const requestCount = number('http_reqs', 'count')
  const failedCount = number('http_req_failed', 'passes')
  const tail = tailPercentile({duration: metrics['http_req_duration'] ?? {}, file})
  const steadyCount = Math.max(1, number(users, 'min'))
  return {
    step: {
      concurrencyCount,
      throughputRps: number('http_reqs', 'rate'),
      requestCount,
      errorRatio: requestCount === 0 ? 0 : failedCount / requestCount,
      meanResponseTimeS: number('http_req_duration', 'avg') / 1000,
      tailResponseTimeS: number('http_req_duration', tail.key) / 1000,
      percentileRatio: tail.percentileRatio,
      file: name,
    },
    startedAt: null,
    warnings:
      steadyCount < concurrencyCount * 0.9
        ? [`${name}: the load was not held, users went from ${steadyCount} to ${concurrencyCount}`]
        : [],
  }
}

/** The 95th percentile, or the next higher one that `--summary-trend-stats` asked for. */
function tailPercentile({duration, file}: {duration: Record<string, number>; file: string}) {
  const percentiles = Object.keys(duration)
    .flatMap((key) => {
      const percent = /^p\((\d+(?:\.\d+)?)\)$/.exec(key)?.[1]
      return percent === undefined ? [] : [{key, percentileRatio: Number(percent) / 100}]
    })
    .filter(({percentileRatio}) => percentileRatio >= 0.95 && percentileRatio <= 1)
    .sort((a, b) => a.percentileRatio - b.percentileRatio)
  if (percentiles[0] !== undefined) return percentiles[0]
  throw unreadable({
    file,
    field: 'metrics.http_req_duration',
    what: 'has no 95th percentile of http_req_duration, nor a higher one',
    suggestions: ["k6 run --summary-trend-stats='avg,med,p(95),p(99)' --summary-export=step.json script.js"],
  })
}
