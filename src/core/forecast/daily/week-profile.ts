import {median} from 'simple-statistics'
import type {DailySettings} from './settings.js'

/** Weeks that the profile looks back. */
const weeksBack = 60
/** Turns a median absolute deviation into the standard deviation of a normal. */
const madToSpread = 1.4826

/** The log distance of each weekday from its week, by epoch day modulo 7, and the scatter of days around their weeks. */
export type WeekProfile = {at: (epochDay: number) => number; scatter: number}

/**
 * The weekly rhythm: what each weekday stands above the seven days around it, on the log scale, with latest weeks
 * counted more and wild days less (Huber's weights at 1.5 scatters). Its seven values sum to zero. Only days of
 * `isOrdinary` count. Without a week of ordinary days the profile is flat.
 *
 * @source https://doi.org/10.1214/aoms/1177703732 (Huber, Robust Estimation of a Location Parameter, 1964)
 */
export function weekProfile({
  logs,
  isOrdinary,
  firstDay,
  settings,
}: {
  logs: Float64Array
  isOrdinary: readonly boolean[]
  firstDay: number
  settings: DailySettings
}): WeekProfile {
  const weekday = (epochDay: number) => ((epochDay % 7) + 7) % 7
  const distances: {age: number; weekday: number; distance: number}[] = []
  for (let i = Math.max(0, logs.length - 7 * weeksBack); i < logs.length; i++) {
    const centre = isOrdinary[i] ? weekMean(logs, isOrdinary, i) : Number.NaN
    if (Number.isNaN(centre)) continue
    distances.push({age: logs.length - 1 - i, weekday: weekday(firstDay + i), distance: (logs[i] ?? 0) - centre})
  }
  if (distances.length === 0) return {at: () => 0, scatter: 1e-6}
  let profile = new Array<number>(7).fill(0)
  let scatter = spreadOf(distances.map(({distance}) => distance))
  for (let round = 0; round < 2; round++) {
    const limit = round === 0 ? Number.POSITIVE_INFINITY : 1.5 * scatter
    profile = centred(weightedMeans(distances, profile, limit, settings.weekHalfLifeWeeks * 7))
    scatter = spreadOf(distances.map((one) => one.distance - (profile[one.weekday] ?? 0)))
  }
  return {at: (epochDay) => profile[weekday(epochDay)] ?? 0, scatter}
}

function weekMean(logs: Float64Array, isOrdinary: readonly boolean[], middle: number): number {
  let sum = 0
  let count = 0
  for (let i = Math.max(0, middle - 3); i <= Math.min(logs.length - 1, middle + 3); i++) {
    if (!isOrdinary[i]) continue
    sum += logs[i] ?? 0
    count++
  }
  return count >= 5 ? sum / count : Number.NaN
}

function weightedMeans(
  distances: readonly {age: number; weekday: number; distance: number}[],
  profile: readonly number[],
  limit: number,
  halfLifeDays: number,
): number[] {
  const sums = new Array<number>(7).fill(0)
  const weights = new Array<number>(7).fill(1e-9)
  for (const {age, weekday, distance} of distances) {
    const off = Math.abs(distance - (profile[weekday] ?? 0))
    const weight = 0.5 ** (age / halfLifeDays) * Math.min(1, limit / Math.max(off, 1e-9))
    sums[weekday] = (sums[weekday] ?? 0) + weight * distance
    weights[weekday] = (weights[weekday] ?? 0) + weight
  }
  return sums.map((sum, i) => sum / (weights[i] ?? 1))
}

function centred(profile: readonly number[]): number[] {
  const mean = profile.reduce((sum, value) => sum + value, 0) / profile.length
  return profile.map((value) => value - mean)
}

function spreadOf(distances: readonly number[]): number {
  return madToSpread * median(distances.map(Math.abs)) + 1e-6
}
