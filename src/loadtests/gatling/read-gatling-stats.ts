import type {LoadStep, LoadTestFlag} from '../../documents/load-test.js'
import {figureOf, type JsonObject, objectAt, parseJson} from '../json-values.js'
import {printedStep} from '../printed-step.js'
import type {PrintedStep, SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'

/**
 * One step from js/stats.json or js/global_stats.json, which Gatling wrote up to 3.13. Numbers are texts in old ones.
 *
 * Requests inside groups are endpoints; the groups are not, for their times are sums over requests. Percentiles 1 to 4
 * are the 50th, 75th, 95th and 99th unless gatling.conf says otherwise, which the file does not tell. Times are ms.
 *
 * @source https://github.com/gatling/gatling (gatling-charts, GlobalStatsJsonTemplate.scala, StatsJsonTemplate.scala)
 */
export const readGatlingStats: SummaryReader = ({text, file}) => {
  const root = objectAt(parseJson({text, file}))
  const isTree = root['stats'] !== undefined
  const all = stepOf({stats: isTree ? objectAt(root, 'stats') : root, file})
  if (all === null) throw unreadable({file, what: 'has no numberOfRequests and meanResponseTime'})
  const endpoints: PrintedStep['endpoints'] = []
  if (isTree) collect({group: root, path: [], file, endpoints})
  return {
    tool: 'gatling',
    format: isTree ? 'Gatling stats.json' : 'Gatling global_stats.json',
    toolVersion: null,
    loop: null,
    startedAt: null,
    flags: [assumedPercentiles],
    steps: [{all, endpoints}],
    part: 'step',
  }
}

const assumedPercentiles: LoadTestFlag = {
  code: 'assumed-percentiles',
  severity: 'info',
  text: 'percentiles 1 to 4 of Gatling are taken for the 50th, 75th, 95th and 99th, which gatling.conf may have changed',
}

const deepest = 50
const mostEndpoints = 10_000

function collect({
  group,
  path,
  file,
  endpoints,
}: {
  group: JsonObject
  path: string[]
  file: string
  endpoints: PrintedStep['endpoints']
}): void {
  if (path.length > deepest) return
  for (const child of Object.values(objectAt(group, 'contents'))) {
    const node = objectAt(child)
    const name = [...path, String(node['name'] ?? '')]
    if (node['type'] === 'GROUP') collect({group: node, path: name, file, endpoints})
    else {
      const step = stepOf({stats: objectAt(node, 'stats'), file})
      if (step !== null && endpoints.length < mostEndpoints) endpoints.push({label: name.join(' / '), step})
    }
  }
}

function stepOf({stats, file}: {stats: JsonObject; file: string}): LoadStep | null {
  const total = (key: string) => figureOf(objectAt(stats, key)['total'])
  const [requestCount, meanMs, rps] = [
    total('numberOfRequests'),
    total('meanResponseTime'),
    total('meanNumberOfRequestsPerSecond'),
  ]
  if (requestCount === null || meanMs === null || rps === null) return null
  return printedStep({
    file,
    requestCount,
    errorCount: figureOf(objectAt(stats, 'numberOfRequests')['ko']) ?? 0,
    throughputRps: rps,
    meanResponseTimeS: meanMs / 1000,
    percentiles: [0.5, 0.75, 0.95, 0.99].flatMap((ratio, index) => {
      const timeMs = total(`percentiles${index + 1}`)
      return timeMs === null ? [] : [{ratio, responseTimeS: timeMs / 1000}]
    }),
    durationS: rps === 0 ? null : requestCount / rps,
  })
}
