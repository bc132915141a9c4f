import {parseDuration} from '../parse-duration.js'
import {printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'

/**
 * One step from what `vegeta report` prints. The names in brackets say what each line holds, for old releases print
 * fewer figures; where they print no throughput, answers by duration stand for it.
 *
 * @source https://github.com/tsenart/vegeta (lib/reporters.go)
 */
export const readVegetaText: SummaryReader = ({text, file}) => {
  const requests = lineOf(text, 'Requests')
  const latencies = lineOf(text, 'Latencies')
  const durations = lineOf(text, 'Duration')
  const time = (line: Map<string, string>, name: string) => parseDuration(line.get(name) ?? '')
  const requestCount = Number(requests.get('total'))
  const [durationS, meanS] = [time(durations, 'total'), time(latencies, 'mean')]
  const success = /^Success +\[ratio\] +([\d.]+)%/m.exec(text)?.[1]
  if (!(requestCount >= 0) || durationS === null || meanS === null || success === undefined) {
    throw unreadable({file, what: 'is cut off: Requests, Duration, Latencies and Success are not all there'})
  }
  const lostCount = Number(/^Status Codes .*?(?:\s|\])0:(\d+)/m.exec(text)?.[1] ?? 0)
  const all = printedStep({
    file,
    offeredRps: requests.has('rate') ? Number(requests.get('rate')) : null,
    requestCount,
    errorCount: requestCount * Math.max(0, 1 - Number(success) / 100),
    throughputRps: durationS === 0 ? 0 : Math.max(0, requestCount - lostCount) / durationS,
    meanResponseTimeS: meanS,
    percentiles: [...latencies].flatMap(([name]) => {
      const ratio = name === 'max' ? 1 : Number(name) / 100
      const responseTimeS = time(latencies, name)
      return ratio > 0 && responseTimeS !== null ? [{ratio, responseTimeS}] : []
    }),
    durationS,
  })
  return {
    tool: 'vegeta',
    format: 'Vegeta report text',
    toolVersion: null,
    loop: 'open',
    startedAt: null,
    flags: [],
    steps: [{all, endpoints: []}],
    part: 'step',
  }
}

/** `Latencies  [mean, 50, 95]  1ms, 2ms, 3ms` as names to texts. */
function lineOf(text: string, head: string): Map<string, string> {
  const [, names = '', values = ''] = new RegExp(`^${head} +\\[([^\\]\n]*)\\] +(.*)$`, 'm').exec(text) ?? []
  const cells = values.split(',').map((cell) => cell.trim())
  return new Map(names.split(',').map((name, index) => [name.trim(), cells[index] ?? '']))
}
