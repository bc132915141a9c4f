import type {ArchivePart} from '../documents/archive.js'
import type {BlobStore} from '../documents/blob-store.js'
import type {MetricId} from '../documents/series.js'
import {atOnce} from './at-once.js'
import {mergeStretches, phaseOf, type Stretch} from './merge-coverage.js'
import type {PartRows} from './part-rows.js'
import {readPart} from './read-part.js'
import {seriesKey} from './series-key.js'

/** Rows of one pull on one grid, ascending. */
export type Run = {pulledAtMs: number; atMs: Float64Array; values: Float64Array}

/** Everything of one series at one resolution and on one grid: what was asked, and what each pull found, oldest first. */
export type GridRows = {
  account: string
  region: string
  id: MetricId
  periodS: number
  stretches: Stretch[]
  runs: Run[]
  /** Its share of the bytes of the files that it lies in, by rows. */
  byteCount: number
}

/** Files read at once; each is some megabytes. */
const fileCount = 4

/**
 * The rows of the parts given, gathered by account, region, series, resolution and grid, sorted by these, coarse
 * resolutions first. `isWanted` picks series. Throws what readPart throws.
 */
export async function gatherRows({
  store,
  parts,
  isWanted,
}: {
  store: BlobStore
  parts: readonly ArchivePart[]
  isWanted: (id: MetricId) => boolean
}): Promise<GridRows[]> {
  const grids = new Map<string, GridRows>()
  const gridOf = (part: ArchivePart, id: MetricId, {periodS, atMs}: {periodS: number; atMs: number}): GridRows => {
    const {account, region} = part
    const key = JSON.stringify([account, region, seriesKey(id), periodS, phaseOf(atMs, periodS * 1000)])
    const grid = grids.get(key) ?? {account, region, id, periodS, stretches: [], runs: [], byteCount: 0}
    grids.set(key, grid)
    return grid
  }
  const contents = await atOnce(parts, {
    count: fileCount,
    work: async (part) => ({part, rows: part.rowCount === 0 ? null : await readPart(store, part)}),
  })
  for (const {part, rows} of contents) {
    for (const {namespace, metricName, dimensions, stat, periodS, fromAt, toAt} of part.coverage) {
      const id = {namespace, metricName, dimensions, stat}
      if (!isWanted(id)) continue
      const fromMs = Date.parse(fromAt)
      gridOf(part, id, {periodS, atMs: fromMs}).stretches.push({fromMs, toMs: Date.parse(toAt)})
    }
    if (rows !== null) addRuns(part, rows, {isWanted, gridOf})
  }
  return [...grids.values()].map((grid) => ({...grid, stretches: mergeStretches(grid.stretches)})).sort(byIdentity)
}

type Adding = {
  isWanted: (id: MetricId) => boolean
  gridOf: (part: ArchivePart, id: MetricId, grid: {periodS: number; atMs: number}) => GridRows
}

function addRuns(part: ArchivePart, rows: PartRows, {isWanted, gridOf}: Adding): void {
  const ids = rows.series.map(({stat, dimensions}) => {
    const {namespace, metricName} = rows
    return {namespace, metricName, dimensions, stat}
  })
  let row = 0
  for (const {seriesIndex, periodS, pulledAtMs, firstAtMs, rowCount, lastAtMs} of rows.runs) {
    const from = row
    row += rowCount
    const id = ids[seriesIndex]
    if (id === undefined || !isWanted(id)) continue
    const grid = gridOf(part, id, {periodS, atMs: firstAtMs})
    grid.stretches.push({fromMs: firstAtMs, toMs: lastAtMs + periodS * 1000})
    grid.byteCount += (part.byteCount * rowCount) / part.rowCount
    // Copies, so that one series kept does not keep the whole file in memory.
    const run = {pulledAtMs, atMs: rows.atMs.slice(from, row), values: rows.values.slice(from, row)}
    insert(grid.runs, run)
  }
}

/** Runs stay sorted by when they were pulled; of equal ones, in the order in which their files came. */
function insert(runs: Run[], run: Run): void {
  let i = runs.length
  while (i > 0 && (runs[i - 1]?.pulledAtMs ?? 0) > run.pulledAtMs) i--
  runs.splice(i, 0, run)
}

/** By account, region and series, coarse resolutions first. */
function byIdentity(a: GridRows, b: GridRows): number {
  const keys = [a, b].map((grid) => JSON.stringify([grid.account, grid.region, seriesKey(grid.id)]))
  if (keys[0] !== keys[1]) return (keys[0] ?? '') < (keys[1] ?? '') ? -1 : 1
  return b.periodS - a.periodS || (a.stretches[0]?.fromMs ?? 0) - (b.stretches[0]?.fromMs ?? 0)
}

/** What lies at the instants of `[fromMs, toMs)`, NaN where nothing was measured; of two values the later pull's. */
export function gridValues({periodS, runs}: GridRows, {fromMs, toMs}: Stretch): Float64Array {
  const periodMs = periodS * 1000
  const grid = new Float64Array(Math.max(0, Math.ceil((toMs - fromMs) / periodMs))).fill(Number.NaN)
  for (const {atMs, values} of runs) {
    for (let i = 0; i < atMs.length; i++) {
      const step = ((atMs[i] ?? 0) - fromMs) / periodMs
      if (step >= 0 && step < grid.length) grid[step] = values[i] ?? Number.NaN
    }
  }
  return grid
}
