import type {StepReading} from './step-reading.js'
import {numberAt} from './unreadable.js'

/**
 * One step from what `autocannon --json` prints.
 *
 * autocannon prints no 95th percentile, so the 97.5th stands in, which is stricter. Concurrency is connections times
 * pipelining. Errors are answers outside 2xx plus `errors`, which already counts the timeouts (autocannon's
 * lib/run.js raises both for a timeout). Times are whole milliseconds in the file. Throws LOAD_TEST_UNREADABLE.
 */
export function readAutocannon({root, file, name}: {root: unknown; file: string; name: string}): StepReading {
  const number = (...path: string[]) => numberAt({root, path, file})
  const answeredCount = number('requests', 'total')
  const lostCount = number('errors')
  const requestCount = answeredCount + lostCount
  return {
    step: {
      concurrencyCount: number('connections') * number('pipelining'),
      throughputRps: number('requests', 'average'),
      requestCount,
      errorRatio: requestCount === 0 ? 0 : Math.min(1, (number('non2xx') + lostCount) / requestCount),
      meanResponseTimeS: number('latency', 'average') / 1000,
      tailResponseTimeS: number('latency', 'p97_5') / 1000,
      percentileRatio: 0.975,
      file: name,
    },
    startedAt: startOf(root),
    warnings: [],
  }
}

function startOf(root: unknown): string | null {
  const start = (root as {start?: unknown}).start
  return typeof start === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(start) ? start : null
}
