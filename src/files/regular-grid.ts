import type {Window} from '../documents/series.js'
import {placeWord, type RowFile, type Rows, rowFailure} from './traffic-rows.js'

/** A grid may be this long with few rows on it; a longer one needs a row for every twenty points. */
const longestSparseGrid = 1_000_000

/**
 * Puts rows on a regular grid whose period is the most common step between their times; what is missing is null.
 *
 * Rows may come in any order. Throws CSV_INVALID or PARQUET_INVALID, with the lines, for a time that is there twice, a row between two
 * points of the grid, or a grid so long that one stray time must be behind it.
 */
export function toRegularGrid({rows, timezone}: {rows: Rows; timezone: string}) {
  const {file, timesMs, values, lines} = rows
  const count = timesMs.length
  const order = inTimeOrder(timesMs)
  const time = (rank: number) => timesMs[order === null ? rank : (order[rank] ?? 0)] ?? 0
  const line = (rank: number) => lines[order === null ? rank : (order[rank] ?? 0)] ?? 0
  const steps = new Map<number, number>()
  for (let rank = 1; rank < count; rank++) {
    const step = time(rank) - time(rank - 1)
    if (step === 0) throw repeated({file, lines: [line(rank - 1), line(rank)], ms: time(rank)})
    steps.set(step, (steps.get(step) ?? 0) + 1)
  }
  const periodMs = mostCommon(steps)
  if (periodMs === undefined || periodMs % 1000 !== 0) {
    const what =
      periodMs === undefined ? 'one row does not tell how long its interval is' : 'rows are not whole seconds apart'
    throw rowFailure({file, line: line(0), what, next: 'export counts per minute or per hour'})
  }
  checkGrid({rows, periodMs, timezone})
  const startMs = time(0)
  const length = (time(count - 1) - startMs) / periodMs + 1
  if (length > longestSparseGrid && length > count * 20) {
    const what = `from ${isoTime(startMs)} to ${isoTime(time(count - 1))} is ${length} intervals of ${periodMs / 1000} s`
    throw rowFailure({file, line: line(0), what, next: 'remove the times that stray, or export coarser intervals'})
  }
  const grid: (number | null)[] = new Array(length).fill(null)
  for (let index = 0; index < count; index++) {
    const value = values[index] ?? Number.NaN
    if (!Number.isNaN(value)) grid[((timesMs[index] ?? 0) - startMs) / periodMs] = value
  }
  const window: Window = {periodS: periodMs / 1000, startAt: isoTime(startMs), values: grid}
  return {window, endAt: isoTime(startMs + length * periodMs)}
}

/** ISO 8601 in UTC; milliseconds only where there are some. */
export const isoTime = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z')

/** Indices of the rows in the order of their times; null when they are in it already. */
function inTimeOrder(timesMs: Float64Array): Int32Array | null {
  if (timesMs.every((ms, index) => index === 0 || ms > (timesMs[index - 1] ?? 0))) return null
  const order = Int32Array.from(timesMs, (_, index) => index)
  return order.sort((a, b) => (timesMs[a] ?? 0) - (timesMs[b] ?? 0) || a - b)
}

function repeated({file, lines, ms}: {file: RowFile; lines: [number, number]; ms: number}) {
  const place = placeWord(file)
  return rowFailure({
    file,
    line: lines[1],
    what: `${isoTime(ms)} is there twice, first on ${place} ${lines[0]}`,
    next: `add the two up, or remove ${place} ${lines[1]}`,
  })
}

/** The key with the highest count; the smallest of equals. */
function mostCommon(counts: ReadonlyMap<number, number>): number | undefined {
  const ranked = [...counts].sort(([a, countA], [b, countB]) => countB - countA || a - b)
  return ranked[0]?.[0]
}

/** The grid passes through most rows, so that a stray first row does not put all the others off it. */
function checkGrid({rows, periodMs, timezone}: {rows: Rows; periodMs: number; timezone: string}): void {
  const firstPhase = (rows.timesMs[0] ?? 0) % periodMs
  if (rows.timesMs.every((ms) => ms % periodMs === firstPhase)) return
  const phases = new Map<number, number>()
  for (const ms of rows.timesMs) phases.set(ms % periodMs, (phases.get(ms % periodMs) ?? 0) + 1)
  const phase = mostCommon(phases)
  const index = rows.timesMs.findIndex((ms) => ms % periodMs !== phase)
  if (index < 0) return
  const isLong = periodMs > 3_600_000
  throw rowFailure({
    file: rows.file,
    line: rows.lines[index] ?? 0,
    what: `${isoTime(rows.timesMs[index] ?? 0)} lies between two intervals: most rows are ${periodMs / 1000} s apart`,
    next: isLong
      ? `export hourly counts: days of ${timezone} may have 23 or 25 hours`
      : `correct the time, or remove the ${placeWord(rows.file)}`,
  })
}
