import type {Coverage} from '../documents/archive.js'
import type {DenseSeries, MetricId, MetricSeries} from '../documents/series.js'
import {gapsOf, type PartRows, type PartRun, type PartSeries} from './part-rows.js'
import {monthOf, nextMonthMs} from './partition.js'
import {metricIdOf, seriesKey} from './series-key.js'

type Window = (MetricSeries | DenseSeries)['windows'][number]

/** Values `[from, to)` of a window, all of one month. */
type Slice = {series: MetricId; window: Window; startMs: number; from: number; to: number; rowCount: number}
type Partition = {month: string; namespace: string; metricName: string; slices: Slice[]; coverage: Coverage[]}

/** What becomes one file, made when it is asked for: only one has to be in memory at a time. */
export type PartDraft = {month: string; rowCount: number; coverage: Coverage[]; makeRows: () => PartRows}

/** A part is cut at this many rows, some 5 MB on disk and 16 MB while it is written. */
const defaultMostRows = 1_000_000

/**
 * Series and what was asked, split by metric and month. Each list is one partition's parts in the order in which they
 * must be written: what was asked stands in the last, so that no cut leaves a stretch marked as read whose rows are not
 * there.
 */
export function draftParts({
  account,
  region,
  pulledAt,
  series,
  coverage,
  mostRows = defaultMostRows,
}: {
  account: string
  region: string
  pulledAt: string
  series: readonly (MetricSeries | DenseSeries)[]
  coverage: readonly Coverage[]
  mostRows?: number
}): PartDraft[][] {
  const partitions = new Map<string, Partition>()
  const partitionOf = ({namespace, metricName}: {namespace: string; metricName: string}, month: string) => {
    const key = JSON.stringify([namespace, metricName, month])
    const partition = partitions.get(key) ?? {month, namespace, metricName, slices: [], coverage: []}
    partitions.set(key, partition)
    return partition
  }
  for (const one of series) {
    for (const slice of one.windows.flatMap((window) => slicesOf(one, window))) {
      partitionOf(one, monthOf(slice.startMs + slice.from * slice.window.periodS * 1000)).slices.push(slice)
    }
  }
  for (const entry of coverage.flatMap(byMonth)) {
    partitionOf(entry, monthOf(Date.parse(entry.fromAt))).coverage.push(entry)
  }
  return [...partitions.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, partition]) => draftsOf(partition, {account, region, pulledAtMs: Date.parse(pulledAt), mostRows}))
}

function slicesOf(series: MetricId, window: Window): Slice[] {
  const slices: Slice[] = []
  const startMs = Date.parse(window.startAt)
  const periodMs = window.periodS * 1000
  for (let from = 0; from < window.values.length; ) {
    const endMs = nextMonthMs(startMs + from * periodMs)
    const to = Math.min(window.values.length, Math.ceil((endMs - startMs) / periodMs))
    let rowCount = 0
    for (let i = from; i < to; i++) if (isMeasured(window.values[i])) rowCount++
    if (rowCount > 0) slices.push({series, window, startMs, from, to, rowCount})
    from = to
  }
  return slices
}

/** A stretch cut at the first step of each month, so that every piece stays on its grid. */
function byMonth(entry: Coverage): Coverage[] {
  const pieces: Coverage[] = []
  const endMs = Date.parse(entry.toAt)
  const periodMs = entry.periodS * 1000
  for (let fromMs = Date.parse(entry.fromAt); fromMs < endMs; ) {
    const stepCount = Math.ceil((nextMonthMs(fromMs) - fromMs) / periodMs)
    const toMs = Math.min(endMs, fromMs + stepCount * periodMs)
    pieces.push({
      ...metricIdOf(entry),
      periodS: entry.periodS,
      fromAt: new Date(fromMs).toISOString(),
      toAt: new Date(toMs).toISOString(),
    })
    fromMs = toMs
  }
  return pieces
}

type Shared = {account: string; region: string; pulledAtMs: number; mostRows: number}

function draftsOf(partition: Partition, shared: Shared): PartDraft[] {
  const {month} = partition
  const keyed = partition.slices.map((slice) => ({slice, key: seriesKey(slice.series)}))
  keyed.sort((a, b) => compare(a.key, b.key) || b.slice.window.periodS - a.slice.window.periodS)
  const files = packed(
    keyed.map(({slice}) => slice),
    shared.mostRows,
  )
  return files.map((slices, i) => ({
    month,
    rowCount: rowsIn(slices),
    coverage: i === files.length - 1 ? partition.coverage : [],
    makeRows: () => rowsOf({partition, slices, shared}),
  }))
}

/** At least one file: what was asked in vain has to be kept as well. */
function packed(slices: readonly Slice[], mostRows: number): Slice[][] {
  const files: Slice[][] = [[]]
  for (const slice of slices) {
    const last = files.at(-1) ?? []
    if (last.length > 0 && rowsIn(last) + slice.rowCount > mostRows) files.push([slice])
    else last.push(slice)
  }
  return files
}

function rowsOf({partition, slices, shared}: {partition: Partition; slices: Slice[]; shared: Shared}): PartRows {
  const rowCount = rowsIn(slices)
  const atMs = new Float64Array(rowCount)
  const values = new Float64Array(rowCount)
  const series = new Map<string, {index: number; series: PartSeries}>()
  const runs: PartRun[] = []
  let row = 0
  for (const slice of slices) {
    const {stat, dimensions} = slice.series
    const key = seriesKey(slice.series)
    const known = series.get(key) ?? {index: series.size, series: {stat, dimensions}}
    series.set(key, known)
    const firstRow = row
    row = fill({slice, atMs, values, row})
    runs.push({
      seriesIndex: known.index,
      periodS: slice.window.periodS,
      pulledAtMs: shared.pulledAtMs,
      firstAtMs: atMs[firstRow] ?? 0,
      lastAtMs: atMs[row - 1] ?? 0,
      rowCount: slice.rowCount,
      gaps: gapsOf(atMs.subarray(firstRow, row), slice.window.periodS),
    })
  }
  const {account, region} = shared
  const {namespace, metricName} = partition
  return {
    account,
    region,
    namespace,
    metricName,
    series: [...series.values()].map((one) => one.series),
    runs,
    atMs,
    values,
  }
}

type Filling = {slice: Slice; atMs: Float64Array; values: Float64Array; row: number}

/** The measured values of a slice as rows; returns the row after the last. */
function fill({slice: {window, startMs, from, to}, atMs, values, row}: Filling): number {
  let next = row
  for (let i = from; i < to; i++) {
    const value = window.values[i]
    if (!isMeasured(value)) continue
    atMs[next] = startMs + i * window.periodS * 1000
    values[next] = value
    next++
  }
  return next
}

const isMeasured = (value: number | null | undefined): value is number =>
  value !== null && value !== undefined && !Number.isNaN(value)
const rowsIn = (slices: readonly Slice[]) => slices.reduce((sum, slice) => sum + slice.rowCount, 0)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
