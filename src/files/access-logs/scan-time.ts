/**
 * Seconds of the epoch of `2026-11-27T05:00:00.123456Z` at `at` in a line, the fraction cut off; NaN when there is no
 * such UTC time. Any character may stand where the T is: CloudFront has a tab there.
 */
export function scanUtcS(line: string, at: number): number {
  const year = scanTwo(line, at) * 100 + scanTwo(line, at + 2)
  const month = scanTwo(line, at + 5)
  const day = scanTwo(line, at + 8)
  if (line.charCodeAt(at + 4) !== dash || line.charCodeAt(at + 7) !== dash) return Number.NaN
  return daysS({year, month, day}) + scanClockS(line, at + 11)
}

const dash = 45
const colon = 58

/** Seconds since midnight of `05:00:00` at `at`; NaN when there is no such time of day. */
export function scanClockS(line: string, at: number): number {
  const hour = scanTwo(line, at)
  const minute = scanTwo(line, at + 3)
  const second = scanTwo(line, at + 6)
  const isClock = line.charCodeAt(at + 2) === colon && line.charCodeAt(at + 5) === colon
  return isClock && hour < 24 && minute < 60 && second < 60 ? hour * 3600 + minute * 60 + second : Number.NaN
}

/** A number of two digits at `at`; NaN when there is none. */
export function scanTwo(line: string, at: number): number {
  const tens = line.charCodeAt(at) - 48
  const ones = line.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Seconds of the epoch at midnight UTC; NaN for a date that does not exist, and outside 1990 to 2100. */
export function daysS({year, month, day}: {year: number; month: number; day: number}): number {
  if (!(year >= 1990 && year <= 2100 && day >= 1 && day <= (monthDays[month - 1] ?? 0))) return Number.NaN
  const ms = Date.UTC(year, month - 1, day)
  // 29 February of a common year would roll over
  return day === 29 && month === 2 && new Date(ms).getUTCMonth() !== 1 ? Number.NaN : ms / 1000
}
