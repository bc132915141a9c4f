import {figureAt, figureOf, objectAt, parseJson, percentilesAt, utcOf} from '../json-values.js'
import {printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'

/**
 * One step from `vegeta report -type=json`, in nanoseconds.
 *
 * `rate` is what was sent a second; vegeta's `throughput` counts successes only, so throughput is answers by the time
 * until the last one (attack and wait). Requests without an answer have the code 0. Success is 200 to 399.
 *
 * @source https://github.com/tsenart/vegeta (lib/metrics.go)
 */
export const readVegetaReport: SummaryReader = ({text, file}) => {
  const root = parseJson({text, file})
  const figure = (...path: string[]) => figureAt({root, path, file})
  const requestCount = figure('requests')
  const lostCount = figureOf(objectAt(root, 'status_codes')['0']) ?? 0
  const durationS = (figure('duration') + (figureOf(objectAt(root)['wait']) ?? 0)) / 1e9
  const all = printedStep({
    file,
    offeredRps: figure('rate'),
    requestCount,
    errorCount: requestCount * Math.max(0, 1 - figure('success')),
    throughputRps: durationS === 0 ? 0 : Math.max(0, requestCount - lostCount) / durationS,
    meanResponseTimeS: figure('latencies', 'mean') / 1e9,
    percentiles: percentilesAt({root: objectAt(root, 'latencies'), keys: percentileKeys, perSecond: 1e9}),
    durationS,
  })
  return {
    tool: 'vegeta',
    format: 'Vegeta report JSON',
    toolVersion: null,
    loop: 'open',
    startedAt: utcOf(objectAt(root)['earliest']),
    flags: [],
    steps: [{all, endpoints: []}],
    part: 'step',
  }
}

const percentileKeys = {'50th': 0.5, '90th': 0.9, '95th': 0.95, '99th': 0.99, max: 1}
