import type {Window} from '../documents/series.js'
import {localRowsToUtc} from './local-rows.js'
import {isoTime, toRegularGrid} from './regular-grid.js'
import {placeWord, type Rows, rowFailure} from './traffic-rows.js'

/** What a value of the file says of its interval. */
export type TrafficUnit = 'count' | 'rps' | 'rpm'

/** What is read of a file of traffic, as the config has it. */
export type TrafficSource = {
  path: string
  timeColumn: string
  valueColumn: string
  unit: TrafficUnit
  timezone: string
  capturedAt?: string | undefined
}

/** A series of counts, the end of its last interval, and what a person should know of the file. */
export type TrafficRead = {window: Window; capturedAt: string; warnings: string[]}

/** Ten thousand million requests a second for a day: above it are time stamps, ids and broken exports. */
const mostRequests = 1e15

/**
 * Rows of a file as counts per interval on a regular grid. `isLocal`: their times are of the clock on the wall of the
 * source's zone. Throws DATA_EMPTY when no row has a value, CSV_INVALID for one that no shop has, and what the grid and the clock refuse.
 */
export function trafficWindow(source: TrafficSource, rows: Rows, isLocal: boolean): TrafficRead {
  const {path, timezone, unit} = source
  if (rows.values.every(Number.isNaN)) {
    throw rowFailure({
      file: rows.file,
      isEmpty: true,
      line: rows.lines[0],
      what: 'no row has a value',
      next: exportAgain,
    })
  }
  const beyond = rows.values.findIndex((value) => value > mostRequests)
  if (beyond >= 0) {
    const what = `${rows.values[beyond]} is more than any shop is asked for in one interval`
    throw rowFailure({file: rows.file, line: rows.lines[beyond], what, next: 'correct it, or name another column'})
  }
  const inUtc = isLocal ? {...rows, timesMs: localRowsToUtc({rows, timezone})} : rows
  const {window, endAt} = toRegularGrid({rows: inUtc, timezone})
  toCounts(window, unit)
  const warnings = [...orderWarnings(inUtc), ...gapWarnings(path, window)]
  return {window, capturedAt: source.capturedAt ?? endAt, warnings}
}

export const exportAgain = 'export the traffic again: a header, then one row an interval'

/** In place: a year of minutes is not held twice. */
function toCounts({values, periodS}: Window, unit: TrafficUnit): void {
  if (unit === 'count') return
  const factor = unit === 'rps' ? periodS : periodS / 60
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null
    if (value !== null) values[i] = value * factor
  }
}

function orderWarnings({file, timesMs, lines}: Rows): string[] {
  const index = timesMs.findIndex((ms, at) => at > 0 && ms < (timesMs[at - 1] ?? 0))
  if (index < 0) return []
  const where =
    file.kind === 'csv' ? `${file.path}:${lines[index]}` : `${file.path}: ${placeWord(file)} ${lines[index]}`
  return [`${where}: rows are not in time order; they were sorted`]
}

function gapWarnings(path: string, {values, startAt, periodS}: Window): string[] {
  const missing = values.reduce<number>((count, value) => count + (value === null ? 1 : 0), 0)
  if (missing === 0) return []
  const firstAt = isoTime(Date.parse(startAt) + values.indexOf(null) * periodS * 1000)
  return [`${path}: ${missing} of ${values.length} intervals are missing, the first at ${firstAt}`]
}
