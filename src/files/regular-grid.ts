import type {Window} from '../documents/series.js'
import {csvFailure} from './csv-failure.js'

/** Rows of a file: when, what was counted (null for an empty cell), and the line it came from. */
export type Rows = {timesMs: number[]; values: (number | null)[]; lines: number[]}

/** A grid may be this long with few rows on it; a longer one needs a row for every twenty points. */
const longestSparseGrid = 1_000_000

/**
 * Puts rows on a regular grid whose period is the most common step between their times; what is missing is null.
 *
 * Rows may come in any order. Throws CSV_INVALID, with the lines, for a time that is there twice, a row between two
 * points of the grid, or a grid so long that one stray time must be behind it.
 */
export function toRegularGrid({path, rows, timezone}: {path: string; rows: Rows; timezone: string}) {
  const {timesMs, values, lines} = rows
  const order = inTimeOrder(timesMs)
  const time = (rank: number) => timesMs[order[rank] ?? 0] ?? 0
  const line = (rank: number) => lines[order[rank] ?? 0] ?? 0
  const steps = new Map<number, number>()
  for (let rank = 1; rank < order.length; rank++) {
    const step = time(rank) - time(rank - 1)
    if (step === 0) throw repeated({path, lines: [line(rank - 1), line(rank)], ms: time(rank)})
    steps.set(step, (steps.get(step) ?? 0) + 1)
  }
  const periodMs = mostCommon(steps)
  if (periodMs === undefined || periodMs % 1000 !== 0) {
    const what =
      periodMs === undefined ? 'one row does not tell how long its interval is' : 'rows are not whole seconds apart'
    throw csvFailure({path, line: line(0), what, next: 'export counts per minute or per hour'})
  }
  checkGrid({path, rows, periodMs, timezone})
  const startMs = time(0)
  const length = (time(order.length - 1) - startMs) / periodMs + 1
  if (length > longestSparseGrid && length > order.length * 20) {
    const what = `from ${isoTime(startMs)} to ${isoTime(time(order.length - 1))} is ${length} intervals of ${periodMs / 1000} s`
    throw csvFailure({path, line: line(0), what, next: 'remove the times that stray, or export coarser intervals'})
  }
  const grid: (number | null)[] = new Array(length).fill(null)
  for (const index of order) grid[((timesMs[index] ?? 0) - startMs) / periodMs] = values[index] ?? null
  const window: Window = {periodS: periodMs / 1000, startAt: isoTime(startMs), values: grid}
  return {window, endAt: isoTime(startMs + length * periodMs)}
}

/** ISO 8601 in UTC; milliseconds only where there are some. */
export const isoTime = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z')

function inTimeOrder(timesMs: readonly number[]): number[] {
  const order = timesMs.map((_, index) => index)
  const isSorted = timesMs.every((ms, index) => index === 0 || ms > (timesMs[index - 1] ?? 0))
  return isSorted ? order : order.sort((a, b) => (timesMs[a] ?? 0) - (timesMs[b] ?? 0) || a - b)
}

function repeated({path, lines, ms}: {path: string; lines: [number, number]; ms: number}) {
  return csvFailure({
    path,
    line: lines[1],
    what: `${isoTime(ms)} is there twice, first on line ${lines[0]}`,
    next: `add the two up, or remove line ${lines[1]}`,
  })
}

/** The key with the highest count; the smallest of equals. */
function mostCommon(counts: ReadonlyMap<number, number>): number | undefined {
  const ranked = [...counts].sort(([a, countA], [b, countB]) => countB - countA || a - b)
  return ranked[0]?.[0]
}

/** The grid passes through most rows, so that a stray first row does not put all the others off it. */
function checkGrid({
  path,
  rows,
  periodMs,
  timezone,
}: {
  path: string
  rows: Rows
  periodMs: number
  timezone: string
}): void {
  const firstPhase = (rows.timesMs[0] ?? 0) % periodMs
  if (rows.timesMs.every((ms) => ms % periodMs === firstPhase)) return
  const phases = new Map<number, number>()
  for (const ms of rows.timesMs) phases.set(ms % periodMs, (phases.get(ms % periodMs) ?? 0) + 1)
  const phase = mostCommon(phases)
  const index = rows.timesMs.findIndex((ms) => ms % periodMs !== phase)
  if (index < 0) return
  const isLong = periodMs > 3_600_000
  throw csvFailure({
    path,
    line: rows.lines[index] ?? 0,
    what: `${isoTime(rows.timesMs[index] ?? 0)} lies between two intervals: most rows are ${periodMs / 1000} s apart`,
    next: isLong
      ? `export hourly counts: days of ${timezone} may have 23 or 25 hours`
      : `correct the time, or remove the line`,
  })
}
