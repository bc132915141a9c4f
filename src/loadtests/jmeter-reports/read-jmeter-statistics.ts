import type {LoadStep, LoadTestFlag} from '../../documents/load-test.js'
import {figureAt, figureOf, type JsonObject, objectAt, parseJson, percentilesAt} from '../json-values.js'
import {printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'

/**
 * One step from the statistics.json of a JMeter dashboard, in ms.
 *
 * `Total` leaves out Transaction Controllers but counts the parts of samples (`home-0`, a redirect or an embedded
 * resource) beside the samples that contain them: parts are no endpoints here, and the double count is said. pct1 to 3
 * are the 90th, 95th and 99th percentile unless aggregate_rpt_pct1 to 3 say otherwise, which the file does not tell.
 *
 * @source https://github.com/apache/jmeter (report/processor/StatisticsSummaryConsumer.java, SamplingStatCalculator)
 */
export const readJmeterStatistics: SummaryReader = ({text, file}) => {
  const root = objectAt(parseJson({text, file}))
  const labels = Object.keys(root).filter((label) => label !== 'Total')
  const parts = labels.filter((label) => isPart(label, root))
  const endpoints = labels
    .filter((label) => !parts.includes(label))
    .map((label) => ({label, step: stepOf({figures: objectAt(root, label), file})}))
  const partCount = parts.reduce((sum, label) => sum + (figureOf(objectAt(root, label)['sampleCount']) ?? 0), 0)
  return {
    tool: 'jmeter',
    format: 'JMeter statistics.json',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags: [assumedPercentiles, ...partFlags(partCount)],
    steps: [{all: stepOf({figures: objectAt(root, 'Total'), file}), endpoints}],
    part: 'step',
  }
}

/** `home-0` is a part of `home`, `home-0-1` of `home-0`. */
const isPart = (label: string, root: JsonObject): boolean => {
  const parent = /^(.+)-\d+$/.exec(label)?.[1]
  return parent !== undefined && Object.hasOwn(root, parent)
}

const assumedPercentiles: LoadTestFlag = {
  code: 'assumed-percentiles',
  severity: 'info',
  text: 'pct1 to pct3 of JMeter are taken for the 90th, 95th and 99th percentile, which aggregate_rpt_pct may have changed',
}

function partFlags(partCount: number): LoadTestFlag[] {
  if (partCount === 0) return []
  const text = `${partCount.toLocaleString('en')} redirects and embedded resources count in the total beside the samples that contain them: import the JTL`
  return [{code: 'sub-results-counted', severity: 'warning', text}]
}

const percentileKeys = {medianResTime: 0.5, pct1ResTime: 0.9, pct2ResTime: 0.95, pct3ResTime: 0.99, maxResTime: 1}

function stepOf({figures, file}: {figures: JsonObject; file: string}): LoadStep {
  const figure = (key: string) => figureAt({root: figures, path: [key], file})
  const [requestCount, rps] = [figure('sampleCount'), figure('throughput')]
  return printedStep({
    file,
    requestCount,
    errorCount: figure('errorCount'),
    throughputRps: rps,
    meanResponseTimeS: figure('meanResTime') / 1000,
    percentiles: percentilesAt({root: figures, keys: percentileKeys, perSecond: 1000}),
    durationS: rps === 0 ? null : requestCount / rps,
  })
}
