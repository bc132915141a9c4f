import {isoOf, makeZone} from '../core/series/zone.js'
import {PlanError} from '../errors.js'

const local = /^(\d{4}-\d\d-\d\d)[ T](([01]\d|2[0-3]):[0-5]\d)$/
const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

/**
 * A time of the command line as UTC: `2026-11-27 20:15` on the wall clock of `timezone`, or an ISO time with its zone.
 * Throws TIME_INVALID for anything else, and for a day that the calendar does not have.
 */
export function localTime(flag: string, text: string, timezone: string): string {
  const [, date = '', time = ''] = local.exec(text) ?? []
  if (date !== '' && isDay(date)) return isoOf(makeZone(timezone).instantS(date, time))
  if (zoned.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)))
    return new Date(text).toISOString()
  throw new PlanError('usage', 'TIME_INVALID', `--${flag} ${text} is neither a local minute nor a time with its zone`, {
    suggestions: [`--${flag} '2026-11-27 20:15'   on the clock of ${timezone}`, `--${flag} 2026-11-28T01:15:00Z`],
  })
}

function isDay(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`)
  // Date.parse takes 31 November for 1 December.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date)
}
