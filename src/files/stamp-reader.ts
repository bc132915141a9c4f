/** A time as written: milliseconds of the epoch, or of the local clock read as if it were UTC. */
export type Stamp = {ms: number; isLocal: boolean}

const minuteMs = 60_000

/**
 * Makes a reader of ISO 8601 times (`2026-11-27T05:00:00Z`, `2026-11-27 00:00`, `2026-11-27T00:00:00-05:00`), of dates
 * alone, and of seconds or milliseconds of the epoch. It returns undefined for what is none of them, and for a day or
 * hour that no calendar has.
 *
 * Digits are read one by one and the last day is remembered: half a million rows through Date.parse and regular
 * expressions take seconds.
 */
export function stampReader(): (text: string) => Stamp | undefined {
  let day = {text: '-', ms: undefined as number | undefined}
  return (text) => {
    if (text.length < 10 || text.charCodeAt(4) !== dash) return parseEpoch(text)
    if (!text.startsWith(day.text)) day = {text: text.slice(0, 10), ms: parseDay(text)}
    return day.ms === undefined ? undefined : onDay(day.ms, text)
  }
}

function onDay(dayMs: number, text: string): Stamp | undefined {
  if (text.length === 10) return {ms: dayMs, isLocal: true}
  const separator = text.charCodeAt(10)
  if (separator !== capitalT && separator !== space) return undefined
  const clock = parseClock(text)
  if (clock === undefined) return undefined
  const zoneMs = parseZone(text.slice(clock.end))
  if (zoneMs === undefined) return undefined
  return zoneMs === 'local' ? {ms: dayMs + clock.ms, isLocal: true} : {ms: dayMs + clock.ms - zoneMs, isLocal: false}
}

const dash = 45
const colon = 58
const dot = 46
const space = 32
const capitalT = 84
const zero = 48

/** The number that so many digits write, or -1. */
function digits(text: string, at: number, count: number): number {
  let number = 0
  for (let index = at; index < at + count; index++) {
    const digit = text.charCodeAt(index) - zero
    if (!(digit >= 0 && digit <= 9)) return -1
    number = number * 10 + digit
  }
  return number
}

function parseDay(text: string): number | undefined {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  if (year < 1970 || text.charCodeAt(7) !== dash || month < 1 || day < 1) return undefined
  return month <= 12 && day <= lastDay(year, month) ? Date.UTC(year, month - 1, day) : undefined
}

function lastDay(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function parseClock(text: string): {ms: number; end: number} | undefined {
  const hour = digits(text, 11, 2)
  const minute = digits(text, 14, 2)
  const isTime = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && text.charCodeAt(13) === colon
  if (!isTime) return undefined
  const ms = (hour * 60 + minute) * minuteMs
  if (text.charCodeAt(16) !== colon) return {ms, end: 16}
  const second = digits(text, 17, 2)
  if (second < 0 || second > 59) return undefined
  if (text.charCodeAt(19) !== dot) return {ms: ms + second * 1000, end: 19}
  const fraction = /^\.\d{1,9}/.exec(text.slice(19))?.[0]
  if (fraction === undefined) return undefined
  return {ms: ms + second * 1000 + Math.floor(Number(fraction) * 1000), end: 19 + fraction.length}
}

function parseZone(zone: string): number | 'local' | undefined {
  if (zone === '') return 'local'
  if (zone === 'Z' || zone === 'z' || zone === ' UTC') return 0
  const [, sign, hours = '0', minutes = '0'] = /^ ?([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs
}

function parseEpoch(text: string): Stamp | undefined {
  const isSeconds = text.length === 9 || text.length === 10
  const isMilliseconds = text.length === 12 || text.length === 13
  const number = isSeconds || isMilliseconds ? digits(text, 0, text.length) : -1
  return number < 0 ? undefined : {ms: isSeconds ? number * 1000 : number, isLocal: false}
}
