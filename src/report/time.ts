const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
/** Each locale knows the abbreviations of its own zones only. */
const zoneLocales = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-NZ', 'en-ZA'] as const

/** A point in time on the wall clock of the event's zone. */
export type LocalTime = {year: number; month: number; day: number; weekday: string; hour: number; minute: number}

/** Times of one zone in words. `at` is an ISO 8601 string or milliseconds of the epoch. */
export type EventClock = {
  local: (at: string | number) => LocalTime
  /** `EST`, or `UTC-3` where English has no abbreviation. */
  zone: (at: string | number) => string
  /** `Fri 27 Nov 20:15` */
  short: (at: string | number) => string
  /** `Fri 27 Nov 20:15 EST` */
  stamp: (at: string | number) => string
  /** `Fri 27 Nov 2026 20:15 EST`: for times that may lie in another year. */
  dated: (at: string | number) => string
  /** `Thu 26 Nov 18:00 → Sat 28 Nov 02:00 EST`; both zones where summer time ends or begins in between. */
  range: (from: string | number, to: string | number) => string
  /** `2026-11-27T20:15:00-05:00` */
  localIso: (at: string | number) => string
}

const two = (value: number) => String(value).padStart(2, '0')
const millisecondsOf = (at: string | number) => (typeof at === 'number' ? at : Date.parse(at))

/** `2026-11-28T01:15:00Z`: the same instant in UTC, without milliseconds that are zero. */
export function utcIso(at: string | number): string {
  return new Date(millisecondsOf(at)).toISOString().replace('.000Z', 'Z')
}

/** `27 Nov 2026` from a calendar date. */
export function dateInWords(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`
}

/**
 * The wall clock of an IANA zone, whatever zone the machine is in.
 *
 * Only numbers are taken from Intl, and the words are put together here, so that releases of ICU do not change a byte.
 * Throws RangeError for a zone that Intl does not know.
 */
export function eventClock(timezone: string): EventClock {
  const numbers = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const names = zoneLocales.map(
    (locale) => new Intl.DateTimeFormat(locale, {timeZone: timezone, timeZoneName: 'short'}),
  )

  const fields = (at: string | number) => {
    const parts = numbers.formatToParts(new Date(millisecondsOf(at)))
    const field = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0)
    return {
      year: field('year'),
      month: field('month'),
      day: field('day'),
      hour: field('hour'),
      minute: field('minute'),
      second: field('second'),
    }
  }
  const local = (at: string | number): LocalTime => {
    const {year, month, day, hour, minute} = fields(at)
    const weekday = weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? ''
    return {year, month, day, weekday, hour, minute}
  }
  const zone = (at: string | number) => {
    const moment = new Date(millisecondsOf(at))
    const found = names.map(
      (name) => name.formatToParts(moment).find((part) => part.type === 'timeZoneName')?.value ?? '',
    )
    return found.find((name) => !/^GMT[+-]/.test(name)) ?? (found[0] ?? '').replace('GMT', 'UTC')
  }
  const short = (at: string | number) => {
    const {weekday, day, month, hour, minute} = local(at)
    return `${weekday} ${day} ${months[month - 1]} ${two(hour)}:${two(minute)}`
  }
  const stamp = (at: string | number) => `${short(at)} ${zone(at)}`
  const dated = (at: string | number) => {
    const {weekday, day, month, year, hour, minute} = local(at)
    return `${weekday} ${day} ${months[month - 1]} ${year} ${two(hour)}:${two(minute)} ${zone(at)}`
  }
  const range = (from: string | number, to: string | number) =>
    zone(from) === zone(to) ? `${short(from)} → ${stamp(to)}` : `${stamp(from)} → ${stamp(to)}`
  const localIso = (at: string | number) => {
    const {year, month, day, hour, minute, second} = fields(at)
    const wallMs = Date.UTC(year, month - 1, day, hour, minute, second)
    const offset = Math.round((wallMs - Math.floor(millisecondsOf(at) / 1000) * 1000) / 60_000)
    const sign = offset < 0 ? '-' : '+'
    const zoneText = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
    return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${zoneText}`
  }
  return {local, zone, short, stamp, dated, range, localIso}
}
