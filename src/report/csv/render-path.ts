import type {Forecast} from '../../documents/forecast.js'
import {eventClock, utcIso} from '../time.js'

const names = ['at_utc', 'at_local', 'p50_rps', 'p90_rps', 'p99_rps', 'last_time_rps'] as const

/**
 * The forecast path as CSV (RFC 4180: CRLF, quotes doubled): the busiest minute of each step in requests per second,
 * and the last occurrence's mean in the same step, empty where nothing was measured.
 *
 * Numbers have a decimal point and no thousands marks. A text that a spreadsheet would run as a formula is led by an
 * apostrophe.
 */
export function renderPathCsv(forecast: Forecast): string {
  const clock = eventClock(forecast.timezone)
  const rows = forecast.path.map((point, i) => [
    utcIso(point.at),
    clock.localIso(point.at),
    point.p50Rps,
    point.p90Rps,
    point.p99Rps,
    forecast.lastTimeRps[i] ?? null,
  ])
  return [names, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

/** One cell: hundredths for numbers, text made harmless for spreadsheets and quoted where it has to be. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(Math.round(value * 100) / 100)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
