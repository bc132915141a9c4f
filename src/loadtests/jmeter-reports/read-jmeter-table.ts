import type {LoadStep} from '../../documents/load-test.js'
import {csvRows} from '../csv-rows.js'
import {printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'
import {layoutOf, localNumber, type TableLayout} from './table-layout.js'

/**
 * One step from what JMeter's Aggregate Report and Summary Report save as CSV, in ms.
 *
 * Headers are in the language of JMeter, so columns are found by their place (see `layoutOf`). The last row is the
 * total, under whatever name, if its samples are the sum of the rows before it. Throughput may be per second, minute or
 * hour; numbers may have a comma for the point.
 *
 * @source https://github.com/apache/jmeter (core/src/main/resources/org/apache/jmeter/resources/messages.properties,
 *   visualizers/StatVisualizer.java, SummaryReport.java)
 */
export const readJmeterTable: SummaryReader = ({text, file}) => {
  const rows = csvRows({text, file})
  const records = [...rows.records()]
  const layout = layoutOf({header: rows.header, first: records[0] ?? []})
  if (layout === null) throw unreadable({file, what: 'has not the columns of an Aggregate or Summary Report of JMeter'})
  const read = records.map((cells) => ({label: cells[0] ?? '', step: stepOf({cells, layout, file})}))
  const whole = read.flatMap(({label, step}) => (step === null ? [] : [{label, step}]))
  const total = whole.at(-1)
  const labels = whole.slice(0, -1)
  const sampleCount = labels.reduce((sum, {step}) => sum + step.requestCount, 0)
  if (total === undefined || (labels.length > 0 && sampleCount !== total.step.requestCount)) {
    throw unreadable({file, what: 'has no last row with the total of the rows before it'})
  }
  return {
    tool: 'jmeter',
    format: layout.percentiles.length > 0 ? 'JMeter Aggregate Report CSV' : 'JMeter Summary Report CSV',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags: rows.flags(read.length - whole.length),
    steps: [{all: total.step, endpoints: labels}],
    part: 'step',
  }
}

function stepOf({cells, layout, file}: {cells: string[]; layout: TableLayout; file: string}): LoadStep | null {
  const [requestCount, meanMs, maxMs] = [1, 2, layout.max].map((column) => localNumber(cells[column]))
  const errorRatio = ratioOf(cells[layout.error])
  const rps = rateOf(cells[layout.throughput])
  if (requestCount == null || meanMs == null || errorRatio === null || rps === null) return null
  const percentiles = [...layout.percentiles, {column: layout.max, ratio: 1}].flatMap(({column, ratio}) => {
    const timeMs = localNumber(cells[column])
    return timeMs === null ? [] : [{ratio, responseTimeS: timeMs / 1000}]
  })
  return printedStep({
    file,
    requestCount,
    errorCount: errorRatio * requestCount,
    throughputRps: rps,
    meanResponseTimeS: meanMs / 1000,
    percentiles: maxMs === null ? [] : percentiles,
    durationS: rps === 0 ? null : requestCount / rps,
  })
}

/** `0.39%`, or a ratio as old versions save it. */
function ratioOf(cell: string | undefined): number | null {
  const isPercent = cell?.includes('%') === true
  const value = localNumber(cell?.replace('%', ''))
  return value === null ? null : isPercent ? value / 100 : value
}

function rateOf(cell: string | undefined): number | null {
  const [, number, unit = 'sec'] = /^([^/]+?)(?:\/(sec|min|hour))?$/.exec(cell?.trim() ?? '') ?? []
  const value = localNumber(number)
  return value === null ? null : value / ({sec: 1, min: 60, hour: 3600}[unit] ?? 1)
}
