import type {PathPoint} from '../../documents/forecast.js'
import {roundTop, timeTicks} from '../axis.js'
import {axisNumber} from '../number.js'
import type {EventClock} from '../time.js'
import type {Screen} from './screen.js'

const rowCount = 12
/** `  12.5k ┤` */
const axisColumns = 9
const labelColumns = 6
/** Without a screen width the chart is not drawn; with one, more columns than this only stretch it. */
const mostColumns = 120

export type ChartSigns = {p50: string; p90: string; p99: string; capacity: string}

const blockSigns = {p50: '█', p90: '▒', p99: '░', capacity: '╌', tick: '┤', side: '│', corner: '└', floor: '─'}
const asciiSigns = {p50: '#', p90: '+', p99: '.', capacity: '-', tick: '+', side: '|', corner: '+', floor: '-'}

export function chartSigns({ascii}: {ascii: boolean}): ChartSigns {
  return ascii ? asciiSigns : blockSigns
}

/** Whether a line at `capacityRps` belongs on the chart: far above the traffic it would only press the traffic flat. */
export function isOnChart(capacityRps: number | null, path: readonly PathPoint[]): capacityRps is number {
  return capacityRps !== null && capacityRps <= 2 * Math.max(...path.map((point) => point.p99Rps))
}

/**
 * The forecast as a block chart: P50 filled, P90 and P99 in lighter blocks above it, today's capacity as a line, local
 * hours of the event's zone below. A column shows the busiest step that it covers, so no peak is thinned out.
 */
export function renderChart({
  screen,
  path,
  stepS,
  capacityRps,
  clock,
  width,
}: {
  screen: Screen
  path: readonly PathPoint[]
  stepS: number
  capacityRps: number | null
  clock: EventClock
  width: number
}): string[] {
  const first = path[0]
  const last = path.at(-1)
  if (first === undefined || last === undefined) return []
  const columnCount = Math.min(mostColumns, width - axisColumns)
  const fromMs = Date.parse(first.at)
  const toMs = Date.parse(last.at) + stepS * 1000
  const line = isOnChart(capacityRps, path) ? capacityRps : null
  const top = roundTop(Math.max(line ?? 0, ...path.map((point) => point.p99Rps)))
  const columns = Array.from({length: columnCount}, (_, i) => busiestOf(path, i / columnCount, (i + 1) / columnCount))
  const signs = screen.ascii ? asciiSigns : blockSigns
  const labels = rowLabels(top, line)
  const rows = Array.from({length: rowCount}, (_, i) => {
    const row = rowCount - 1 - i
    const label = labels.get(row) ?? ''
    const isLine = line !== null && row === rowOf(line, top)
    const body = columns.map((column) => signAt(column, ((row + 0.5) / rowCount) * top, isLine, signs)).join('')
    return `${axis(screen, label, label === '' ? signs.side : signs.tick)}${body}`.trimEnd()
  })
  const floor = axis(screen, '0', signs.corner) + screen.paint('dim', signs.floor.repeat(columnCount))
  return [...rows, floor, hourLabels({clock, fromMs, toMs, columnCount})]
}

function axis(screen: Screen, label: string, sign: string): string {
  return screen.paint('dim', `${label.padStart(labelColumns)} ${sign}`)
}

function busiestOf(path: readonly PathPoint[], from: number, to: number): PathPoint | undefined {
  const start = Math.floor(from * path.length + 1e-9)
  const end = Math.max(start + 1, Math.ceil(to * path.length - 1e-9))
  return path.slice(start, end).reduce((a, b) => (b.p99Rps > a.p99Rps ? b : a))
}

function signAt(column: PathPoint | undefined, heightRps: number, isLine: boolean, signs: typeof blockSigns): string {
  if (column !== undefined) {
    if (column.p50Rps >= heightRps) return signs.p50
    if (column.p90Rps >= heightRps) return signs.p90
    if (column.p99Rps >= heightRps) return signs.p99
  }
  return isLine ? signs.capacity : ' '
}

function rowOf(value: number, top: number): number {
  return Math.min(rowCount - 1, Math.floor((value / top) * rowCount))
}

/** The quarters of the axis, and the capacity, which wins over a quarter in the same or the next row. */
function rowLabels(top: number, capacityRps: number | null): Map<number, string> {
  const labels = new Map<number, string>()
  const capacityRow = capacityRps === null ? null : rowOf(capacityRps, top)
  for (const quarter of [1, 2, 3, 4]) {
    const row = (rowCount * quarter) / 4 - 1
    if (capacityRow === null || Math.abs(row - capacityRow) > 1) labels.set(row, axisNumber((top * quarter) / 4))
  }
  if (capacityRps !== null && capacityRow !== null) labels.set(capacityRow, axisNumber(capacityRps))
  return labels
}

function hourLabels({
  clock,
  fromMs,
  toMs,
  columnCount,
}: {
  clock: EventClock
  fromMs: number
  toMs: number
  columnCount: number
}): string {
  const line = Array<string>(axisColumns - 1 + columnCount).fill(' ')
  for (const tick of timeTicks({clock, fromMs, toMs, mostTicks: Math.floor(columnCount / 10)})) {
    const at = axisColumns - 1 + Math.round(((tick.atMs - fromMs) / (toMs - fromMs)) * columnCount)
    const start = Math.min(Math.max(0, at - Math.floor(tick.label.length / 2)), line.length - tick.label.length)
    for (const [i, letter] of [...tick.label].entries()) line[start + i] = letter
  }
  return line.join('').trimEnd()
}
