import {localClock} from './local-clock.js'
import {type RowFile, type Rows, rowFailure} from './traffic-rows.js'

/**
 * Turns times of a local clock into instants, row for row.
 *
 * In the hour that the clock repeats in autumn, a row belongs to the second pass when the first would not lie after
 * the row before it; a file that runs backwards in time is read from its end. Throws CSV_INVALID or PARQUET_INVALID for a time that the
 * clock skips, and for a repeated hour in a file that is in no order, where nothing tells the passes apart.
 */
export function localRowsToUtc({rows, timezone}: {rows: Rows; timezone: string}): Float64Array {
  const {file, timesMs: wallMs, lines} = rows
  const instantsOf = localClock(timezone)
  const order = Int32Array.from(wallMs, (_, index) => index)
  if (isBackwards(wallMs)) order.reverse()
  const utcMs = new Float64Array(wallMs.length)
  let previous = Number.NEGATIVE_INFINITY
  let repeatedLine: number | undefined
  for (const index of order) {
    const line = lines[index] ?? 0
    const [first, second] = instantsOf(wallMs[index] ?? 0)
    if (first === undefined) throw skipped({file, line, wallMs: wallMs[index] ?? 0, timezone})
    if (second !== undefined) repeatedLine ??= line
    previous = first <= previous ? (second ?? first) : first
    utcMs[index] = previous
  }
  if (repeatedLine !== undefined && !isRising(order, utcMs)) throw unordered({file, line: repeatedLine, timezone})
  return utcMs
}

const isBackwards = (wallMs: Float64Array) => (wallMs[0] ?? 0) > (wallMs.at(-1) ?? 0)

const isRising = (order: Int32Array, utcMs: Float64Array) =>
  order.every((index, rank) => rank === 0 || (utcMs[index] ?? 0) >= (utcMs[order[rank - 1] ?? 0] ?? 0))

function unordered({file, line, timezone}: {file: RowFile; line: number; timezone: string}) {
  return rowFailure({
    file,
    line,
    what: `${timezone} has this hour twice, and the rows are in no order that tells which one is meant`,
    next: 'sort the rows by time, or export times in UTC',
  })
}

function skipped({file, line, wallMs, timezone}: {file: RowFile; line: number; wallMs: number; timezone: string}) {
  const shown = new Date(wallMs).toISOString().slice(0, 16)
  return rowFailure({
    file,
    line,
    what: `${shown} does not exist in ${timezone}: the clock goes forward there`,
    next: 'set timezone of this source in ecom-plan.yaml to the zone the file is in, such as UTC',
  })
}
