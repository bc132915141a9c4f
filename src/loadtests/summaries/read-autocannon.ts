import type {LoadTestFlag} from '../../documents/load-test.js'
import {figureAt, figureOf, objectAt, parseJson, percentilesAt, utcOf} from '../json-values.js'
import {printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'

/**
 * One step from `autocannon --json`.
 *
 * Concurrency is connections times pipelining. Errors are answers outside 2xx plus `errors`, which already counts the
 * timeouts (autocannon's lib/run.js raises both for a timeout). Times are whole milliseconds; there is no 95th
 * percentile, the 97.5th is the next. With a rate given (`-R`), autocannon corrects Coordinated Omission; whether one
 * was given is not in the file.
 *
 * @source https://github.com/mcollina/autocannon (lib/run.js)
 */
export const readAutocannon: SummaryReader = ({text, file}) => {
  const root = parseJson({text, file})
  const figure = (...path: string[]) => figureAt({root, path, file})
  const answeredCount = figure('requests', 'total')
  const lostCount = figure('errors')
  const all = printedStep({
    file,
    concurrencyCount: figure('connections') * figure('pipelining'),
    requestCount: answeredCount + lostCount,
    errorCount: figure('non2xx') + lostCount,
    throughputRps: figure('requests', 'average'),
    meanResponseTimeS: figure('latency', 'average') / 1000,
    percentiles: percentilesAt({root: objectAt(root, 'latency'), keys: percentileKeys, perSecond: 1000}),
    durationS: figure('duration'),
  })
  return {
    tool: 'autocannon',
    format: 'autocannon JSON',
    toolVersion: null,
    loop: null,
    startedAt: utcOf(objectAt(root)['start']),
    flags: mismatchFlags(root),
    steps: [{all, endpoints: []}],
    part: 'step',
  }
}

const percentileKeys = {p50: 0.5, p75: 0.75, p90: 0.9, p97_5: 0.975, p99: 0.99, p99_9: 0.999}

/** Answers whose body is not the expected one are in no other count. */
function mismatchFlags(root: unknown): LoadTestFlag[] {
  const count = figureOf(objectAt(root)['mismatches']) ?? 0
  if (count === 0) return []
  const text = `${count} answers had another body than the one expected; they do not count as errors`
  return [{code: 'body-mismatches', severity: 'warning', text}]
}
