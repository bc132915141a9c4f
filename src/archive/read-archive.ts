import type {ArchivePart} from '../documents/archive.js'
import type {BlobStore} from '../documents/blob-store.js'
import type {DenseSeries, MetricId, MetricSeries} from '../documents/series.js'
import {grouped} from './grouped.js'
import {metricFolder} from './partition.js'
import {partsToRead, type Span, spanOf} from './parts-to-read.js'
import {withParts} from './read-parts.js'
import {metricIdOf, seriesKey} from './series-key.js'
import {type GridRows, gatherRows, gridValues} from './series-rows.js'

/**
 * Series as the archive has them: for each resolution one window, coarsest first, from the first instant that was asked
 * or measured to the last; null where nothing was measured. Of two values for one instant the later pull's counts.
 *
 * `metrics` undefined means all; of those that the archive does not know none is returned. Instants lie in
 * `[fromAt, toAt)`, UTC times. Values beside the grid of the epoch come as a window of their own. With `account` and
 * `region`, only what was pulled from there; without them, series of the same name in two accounts are taken for one.
 * Only the files of the metrics and months wanted are read. Throws ARCHIVE_VERSION, ARCHIVE_DAMAGED, ARCHIVE_FOREIGN
 * and ARCHIVE_INCOMPLETE.
 */
export async function readArchive(asked: Asked): Promise<MetricSeries[]> {
  const series = await readDenseArchive(asked)
  return series.map(({windows, ...id}) => ({
    ...id,
    windows: windows.map(({values, ...grid}) => ({...grid, values: listOf(values)})),
  }))
}

type Asked = {
  store: BlobStore
  metrics?: MetricId[] | undefined
  fromAt?: string | undefined
  toAt?: string | undefined
  account?: string | undefined
  region?: string | undefined
}

/** As readArchive, with NaN for what was not measured: a third of the memory. */
export async function readDenseArchive({store, metrics, fromAt, toAt, account, region}: Asked): Promise<DenseSeries[]> {
  const span = spanOf({fromAt, toAt})
  const wanted = metrics === undefined ? null : new Set(metrics.map(seriesKey))
  const isWanted = (id: MetricId) => wanted?.has(seriesKey(id)) ?? true
  return withParts(store, async ({live}) => {
    const groups = grouped(partsToRead(live, {metrics, span, account, region}), metricFolder)
    const series: DenseSeries[] = []
    for (const parts of groups.values()) series.push(...(await readGroup({store, parts, isWanted, span})))
    return series.sort((a, b) => (seriesKey(a) < seriesKey(b) ? -1 : 1))
  })
}

async function readGroup({
  store,
  parts,
  isWanted,
  span,
}: {
  store: BlobStore
  parts: ArchivePart[]
  isWanted: (id: MetricId) => boolean
  span: Span
}): Promise<DenseSeries[]> {
  const grids = await gatherRows({store, parts, isWanted})
  const series = new Map<string, {id: MetricId; grids: GridRows[]}>()
  for (const grid of grids) {
    const key = seriesKey(grid.id)
    const known = series.get(key) ?? {id: grid.id, grids: []}
    series.set(key, known)
    known.grids.push(grid)
  }
  return [...series.values()].flatMap(({id, grids: own}) => {
    const windows = joinAccounts(own).flatMap((grid) => windowOf(grid, span))
    return windows.length === 0 ? [] : [{...metricIdOf(id), windows}]
  })
}

/** Grids of one series that two accounts have are read as one. */
function joinAccounts(grids: readonly GridRows[]): GridRows[] {
  const groups = grouped(grids, ({periodS, stretches}) => {
    const startMs = stretches[0]?.fromMs ?? 0
    return `${periodS} ${startMs % (periodS * 1000)}`
  })
  return [...groups.values()]
    .flatMap(([first, ...others]) => {
      if (first === undefined || others.length === 0) return first ?? []
      const all = [first, ...others]
      const runs = all.flatMap((grid) => grid.runs).sort((a, b) => a.pulledAtMs - b.pulledAtMs)
      const stretches = all.flatMap((grid) => grid.stretches).sort((a, b) => a.fromMs - b.fromMs)
      return {...first, runs, stretches}
    })
    .sort((a, b) => b.periodS - a.periodS)
}

function windowOf(grid: GridRows, span: Span): DenseSeries['windows'] {
  const {periodS, stretches} = grid
  const periodMs = periodS * 1000
  const first = stretches[0]?.fromMs ?? 0
  const last = Math.max(...stretches.map(({toMs}) => toMs))
  const fromMs = first + Math.max(0, Math.ceil((span.fromMs - first) / periodMs)) * periodMs
  const toMs = Math.min(last, span.toMs)
  if (!(toMs > fromMs)) return []
  const values = gridValues(grid, {fromMs, toMs})
  return [{periodS, startAt: new Date(fromMs).toISOString(), values}]
}

/** Without a gap the list holds plain doubles; with nulls in it, each number becomes an object three times the size. */
function listOf(values: Float64Array): (number | null)[] {
  return values.some(Number.isNaN)
    ? Array.from(values, (value) => (Number.isNaN(value) ? null : value))
    : Array.from(values)
}
