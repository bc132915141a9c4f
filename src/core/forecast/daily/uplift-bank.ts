import {median} from 'simple-statistics'
import type {DayLabel} from './label-days.js'
import type {OrdinaryDays} from './ordinary-days.js'
import type {DailySettings} from './settings.js'

/** One measured day of an event: its index, and its log uplift with the weekday's share taken out. */
type MeasuredUplift = {i: number; uplift: number}

/** What is known of one offset of an event at an origin. */
type Uplift = {
  /** Log uplift over the level of that day. */
  overLevel: number
  /** Log uplift over the level known `leadDays` before the day; null when no occurrence had one. */
  overKnownLevel: number | null
  spread: number
  freedomCount: number
  occurrenceCount: number
}

export type UpliftBank = {
  /** Share of the week profile that this series' event days keep. */
  weekdayRatio: number
  /** Log level known at an origin: the mean of the three weeks before it. */
  knownLevelAt: (origin: number) => number
  /** Null when the offset was not measured before `origin`. */
  upliftOf: (key: string, origin: number, leadDays: number) => Uplift | null
}

/**
 * The bank of uplifts, by event and day offset. Each measured event day stands above its ordinary neighbours (half the
 * smooth level, half the median of the same weekday five weeks either way) by its log uplift; occurrences are averaged
 * with recency, and shrunk toward no uplift as far as they are noise beside the uplifts of the series, but never by more
 * than `shrinkLimit` spreads: Black Friday is the largest of its series because it is, not by chance. The spread is a
 * posterior: a prior that grows with the uplift, updated by the scatter of the occurrences and widened by 1 + 1/n for the
 * one to come, so that its quantiles are Student-t.
 *
 * The second uplift is over the level that was known the same number of days before. It carries the growth from then to
 * the event, and it is what a planner with last year's sheet would use; how much it counts is for hindcasts to say.
 *
 * @source https://doi.org/10.1080/01621459.1972.10481215 (Efron and Morris, Limiting the Risk of Bayes and Empirical Bayes
 * Estimators, 1972: limited translation)
 * @source Gelman et al., Bayesian Data Analysis (3rd ed., 2013), §3.2 (normal mean with unknown variance: Student-t)
 */
export function upliftBank({
  days,
  labels,
  settings,
}: {
  days: OrdinaryDays
  labels: readonly (DayLabel | null)[]
  settings: DailySettings
}): UpliftBank {
  const raw = rawUplifts(days, labels)
  const weekdayRatio = keptWeekday(raw, days, settings)
  const lifted = (i: number, level: number) =>
    (days.logs[i] ?? Number.NaN) + (1 - weekdayRatio) * days.weekAt(i) - level
  const measured = new Map(
    [...raw].map(([key, found]) => [key, found.map(({i, level}) => ({i, uplift: lifted(i, level)}))]),
  )
  const all = [...measured.values()].flat()
  const meanSquare = all.reduce((sum, {uplift}) => sum + uplift ** 2, 1e-6) / Math.max(1, all.length)
  const knownLevelAt = (origin: number) => {
    const near = days.meanOf(origin - 21, origin)
    return Number.isNaN(near) ? days.meanOf(origin - 56, origin) : near
  }
  return {
    weekdayRatio,
    knownLevelAt,
    upliftOf: (key, origin, leadDays) => {
      const known = (measured.get(key) ?? []).filter(({i}) => i < origin)
      if (known.length === 0) return null
      const overKnown = known.map(({i}) => ({
        i,
        uplift: i - leadDays < 20 ? Number.NaN : lifted(i, knownLevelAt(i - leadDays)),
      }))
      const seen = overKnown.filter(({uplift}) => !Number.isNaN(uplift))
      return {
        ...posterior(known, days.scatter, meanSquare, settings),
        overKnownLevel: seen.length === 0 ? null : recentMean(seen, settings.recencyRatio).mean,
      }
    },
  }
}

type Raw = {i: number; level: number}

function rawUplifts(days: OrdinaryDays, labels: readonly (DayLabel | null)[]): Map<string, Raw[]> {
  const found = new Map<string, Raw[]>()
  for (let i = 0; i < days.dayCount; i++) {
    const key = labels[i]?.key
    if (key === undefined) continue
    const level = levelAround(days, i)
    if (Number.isNaN(level) || Number.isNaN(days.logs[i] ?? Number.NaN)) continue
    const held = found.get(key)
    if (held === undefined) found.set(key, [{i, level}])
    else held.push({i, level})
  }
  return found
}

/** A pair of occurrences that differ by more than this (log) says nothing of weekdays. */
const mostApart = 0.5

/**
 * The share of the weekday's rhythm that event days keep: ridge regression of how far two successive occurrences of an
 * offset stand apart on how far their weekdays do, over all events of the series.
 */
function keptWeekday(raw: ReadonlyMap<string, readonly Raw[]>, days: OrdinaryDays, settings: DailySettings): number {
  let squares = 0
  let products = 0
  for (const found of raw.values()) {
    for (let k = 1; k < found.length; k++) {
      const [before, after] = [found[k - 1], found[k]]
      if (before === undefined || after === undefined) continue
      const weekdays = days.weekAt(after.i) - days.weekAt(before.i)
      const flat = (days.logs[after.i] ?? 0) - after.level - ((days.logs[before.i] ?? 0) - before.level)
      const apart = flat + weekdays
      squares += weekdays ** 2
      products += weekdays * Math.max(-mostApart, Math.min(mostApart, apart))
    }
  }
  const pull = settings.weekdayStrength * settings.weekdaySpread ** 2
  return Math.max(0, Math.min(1, (products + pull * settings.weekdayRatio) / (squares + pull)))
}

function levelAround(days: OrdinaryDays, i: number): number {
  const smooth = days.smoothAt(i)
  const sameWeekday: number[] = []
  for (let week = -5; week <= 5; week++) {
    const at = i + 7 * week
    if (days.isOrdinary[at]) sameWeekday.push(days.logs[at] ?? smooth)
  }
  return sameWeekday.length >= 3 ? (median(sameWeekday) + smooth) / 2 : smooth
}

function posterior(
  known: readonly MeasuredUplift[],
  dayScatter: number,
  meanSquare: number,
  settings: DailySettings,
): Omit<Uplift, 'overKnownLevel'> {
  const {mean, effectiveCount} = recentMean(known, settings.recencyRatio)
  const prior = Math.hypot(
    settings.upliftSpread + settings.upliftSpreadPerUplift * Math.abs(mean),
    settings.upliftSpreadPerScatter * dayScatter,
  )
  const most = settings.shrinkLimit * prior
  const pull = mean - (mean * meanSquare) / (meanSquare + (settings.shrinkRatio * prior ** 2) / effectiveCount)
  const overLevel = mean - Math.max(-most, Math.min(most, pull))
  const scatter = known.reduce((sum, {uplift}) => sum + (uplift - overLevel) ** 2, 0)
  const freedom = settings.upliftFreedomCount + known.length - 1
  const variance = (settings.upliftFreedomCount * prior ** 2 + scatter) / freedom
  return {
    overLevel,
    spread: Math.sqrt(variance * (1 + 1 / effectiveCount)),
    freedomCount: freedom,
    occurrenceCount: known.length,
  }
}

function recentMean(known: readonly MeasuredUplift[], recencyRatio: number): {mean: number; effectiveCount: number} {
  let sum = 0
  let weights = 0
  let squares = 0
  known.forEach(({uplift}, k) => {
    const weight = recencyRatio ** (known.length - 1 - k)
    sum += weight * uplift
    weights += weight
    squares += weight * weight
  })
  return {mean: sum / weights, effectiveCount: weights ** 2 / squares}
}
