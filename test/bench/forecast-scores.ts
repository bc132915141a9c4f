import {mean, median} from 'simple-statistics'
import type {DayForecast, DayQuantiles} from '../../src/core/forecast/daily/forecast-days.ts'
import {windowPeak} from '../../src/core/forecast/daily/window-peak.ts'
import type {ForecastCase} from './forecast-cases.ts'

/** How one method did on one case. */
export type Score = {
  series: string
  kind: ForecastCase['kind']
  label: string
  leadDays: number
  /** Mean pinball at .5, .9 and .99 over the actual: of the window's peak, or of the days of a rolling case. */
  relativePinball: number
  /** |P50 − actual| ÷ actual of the window's peak. */
  peakError: number
  /** log(actual ÷ P50). */
  logMiss: number
  misses90: number
  misses99: number
  /** What the misses are a share of. */
  judgedCount: number
  /** Mean absolute error over that of the seasonal naive inside the history; rolling cases only. */
  scaledError: number
}

export function scoreOf(asked: ForecastCase, days: readonly DayQuantiles[]): Score {
  return asked.kind === 'event' ? scorePeak(asked, days) : scoreDays(asked, days)
}

function scorePeak(asked: ForecastCase, days: readonly DayQuantiles[]): Score {
  const window = days.slice(asked.from)
  const actual = Math.max(...asked.actuals.map((value) => value ?? 0))
  const peak = peakOf(window)
  return {
    series: asked.series,
    kind: 'event',
    label: `${asked.event?.id} ${new Date((asked.event?.day ?? 0) * 86_400_000).toISOString().slice(0, 10)}`,
    leadDays: asked.leadDays,
    relativePinball: pinball(peak, actual) / actual,
    peakError: Math.abs(peak.p50 - actual) / actual,
    logMiss: Math.log(actual / Math.max(peak.p50, 1e-9)),
    misses90: actual > peak.p90 ? 1 : 0,
    misses99: actual > peak.p99 ? 1 : 0,
    judgedCount: 1,
    scaledError: Number.NaN,
  }
}

/**
 * The engine says itself what the highest day of a window will have; for a method that gives quantiles of days and no
 * more, the quantile of the peak is the highest of them.
 */
function peakOf(window: readonly (DayQuantiles | DayForecast)[]): DayQuantiles {
  const own = window.filter((day): day is DayForecast => 'logSpread' in day)
  if (own.length > 0) return windowPeak(own)
  const most = (of: (day: DayQuantiles) => number) => Math.max(...window.map(of))
  return {p50: most((day) => day.p50), p90: most((day) => day.p90), p99: most((day) => day.p99)}
}

function scoreDays(asked: ForecastCase, days: readonly DayQuantiles[]): Score {
  const judged = asked.actuals.flatMap((actual, k) => {
    const day = days[k]
    return actual === null || day === undefined ? [] : [{actual, day}]
  })
  const steps = asked.filled.slice(7).map((value, i) => Math.abs(value - (asked.filled[i] ?? 0)))
  const errors = judged.map(({actual, day}) => Math.abs(actual - day.p50))
  return {
    series: asked.series,
    kind: 'rolling',
    label: `day ${asked.values.length}`,
    leadDays: 0,
    relativePinball: mean(judged.map(({actual, day}) => pinball(day, actual))) / mean(judged.map(({actual}) => actual)),
    peakError: mean(judged.map(({actual, day}) => Math.abs(actual - day.p50) / actual)),
    logMiss: median(judged.map(({actual, day}) => Math.log(actual / Math.max(day.p50, 1e-9)))),
    misses90: judged.filter(({actual, day}) => actual > day.p90).length,
    misses99: judged.filter(({actual, day}) => actual > day.p99).length,
    judgedCount: judged.length,
    scaledError: mean(errors) / mean(steps),
  }
}

function pinball({p50, p90, p99}: DayQuantiles, actual: number): number {
  const loss = (share: number, forecast: number) =>
    actual >= forecast ? share * (actual - forecast) : (1 - share) * (forecast - actual)
  return (loss(0.5, p50) + loss(0.9, p90) + loss(0.99, p99)) / 3
}

/** Figures of many scores. */
export type Summary = {
  n: number
  relativePinball: number
  peakErrorMean: number
  peakErrorMedian: number
  logMissMedian: number
  missed90: number
  missed99: number
  scaledError: number
}

export function summaryOf(scores: readonly Score[]): Summary {
  const judged = scores.reduce((sum, {judgedCount}) => sum + judgedCount, 0)
  const total = (of: (score: Score) => number) => scores.reduce((sum, score) => sum + of(score), 0)
  return {
    n: scores.length,
    relativePinball: mean(scores.map((score) => score.relativePinball)),
    peakErrorMean: mean(scores.map((score) => score.peakError)),
    peakErrorMedian: median(scores.map((score) => score.peakError)),
    logMissMedian: median(scores.map((score) => score.logMiss)),
    missed90: total((score) => score.misses90) / judged,
    missed99: total((score) => score.misses99) / judged,
    scaledError: mean(scores.map((score) => score.scaledError)),
  }
}
