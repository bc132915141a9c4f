import {figureAt, figureOf, objectAt, parseJson, percentilesAt} from '../json-values.js'
import {printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'

/**
 * One step from `oha --output-format json` (`-j` of old), in seconds. The connections are in no output.
 *
 * oha's `successRate` takes every HTTP answer for a success, 500 as well: errors are counted here, from the status
 * codes of 400 and above and the error distribution. Requests that the deadline cut short are in neither sum. The
 * percentiles and the mean are of the answers.
 *
 * @source https://github.com/hatoo/oha (schema.json, src/printer.rs)
 */
export const readOha: SummaryReader = ({text, file}) => {
  const root = parseJson({text, file})
  const summaryFigure = (key: string) => figureAt({root, path: ['summary', key], file})
  const codes = Object.entries(objectAt(root, 'statusCodeDistribution'))
  const answeredCount = sumOf(codes)
  const failedCount = sumOf(codes.filter(([code]) => Number(code) >= 400))
  const lostCount = sumOf(
    Object.entries(objectAt(root, 'errorDistribution')).filter(([text]) => !/aborted due to deadline/.test(text)),
  )
  const totalS = summaryFigure('total')
  const all = printedStep({
    file,
    requestCount: answeredCount + lostCount,
    errorCount: failedCount + lostCount,
    throughputRps: totalS === 0 ? 0 : answeredCount / totalS,
    meanResponseTimeS: answeredCount === 0 ? 0 : summaryFigure('average'),
    percentiles: percentilesAt({root: objectAt(root, 'latencyPercentiles'), keys: percentileKeys, perSecond: 1}),
    durationS: totalS,
  })
  const steps = [{all, endpoints: []}]
  return {
    tool: 'oha',
    format: 'oha JSON',
    toolVersion: null,
    loop: null,
    startedAt: null,
    flags: [],
    steps,
    part: 'step',
  }
}

const percentileKeys = {p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99, 'p99.9': 0.999, 'p99.99': 0.9999}

const sumOf = (counts: readonly (readonly [string, unknown])[]) =>
  counts.reduce((sum, [, count]) => sum + (figureOf(count) ?? 0), 0)
