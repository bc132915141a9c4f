import {median} from 'simple-statistics'
import type {Metrics} from '../../documents/metrics.js'
import type {Driver} from '../../documents/plan.js'
import type {MetricId} from '../../documents/series.js'
import {percent} from '../figure.js'
import type {Judge} from '../forecast/uplift.js'
import {logSpread} from '../laws/log-spread.js'
import {instantOf} from '../series/zone.js'
import {findWindow} from './aligned-samples.js'

/** Hours to either side of a past peak that count as its time. */
const aroundPeakHours = 3

/** The hit ratio planned with, and how far the share of misses may lie from it, on the log scale. */
export type HitRatio = {
  hitRatio: number
  origin: string
  /** Origin load that one point less of hit ratio adds, as a share of the origin load. */
  onePointRatio: number
  missLogSpreadRatio: number
  missBecause: string
}

type Asked = {
  given: number | undefined
  metrics: Metrics
  cacheHitRate: MetricId
  /** Peaks of past occurrences, the last one last. */
  pastPeaksAt: readonly string[]
  judgement: Judge
}

/**
 * The share of edge requests that the CDN answers itself, for the event: what the config says, else the lower of the
 * median over the last days and the median around the last peak of the event, since a sale brings new pages.
 *
 * The spread of the misses is that of single intervals about their median, together with how far past peaks lay from
 * each other; before two of those are known, our judgement. CacheHitRate is an AWS percent. Returns null when nothing
 * is known. A purge or a miss storm is not in it: see `missStorm`; the sensitivity `onePointRatio` says what one point
 * would cost.
 */
export function hitRatio({given, metrics, cacheHitRate, pastPeaksAt, judgement}: Asked): HitRatio | null {
  const detail = ratiosOf(findWindow(metrics, cacheHitRate, 300)?.values ?? [])
  const peaks = pastPeaksAt.flatMap((peakAt) => aroundPeak(metrics, cacheHitRate, peakAt) ?? [])
  const ours = judgement('missSpreadRatio')
  if (given !== undefined) {
    const missBecause = `the misses may be ${percent(ours)} off (our judgement)`
    return sensitive({hitRatio: given, origin: 'ecom-plan.yaml', missLogSpreadRatio: ours, missBecause})
  }
  const recent = detail.length === 0 ? null : median(detail)
  const past = peaks.at(-1) ?? null
  if (recent === null && past === null) return null
  const spread = missSpread({detail, recent, peaks, ours})
  if (past !== null && (recent === null || past < recent)) {
    const now = recent === null ? '' : ` (${percent(recent, 1)} now)`
    return sensitive({hitRatio: past, origin: `the last peak of the event${now}`, ...spread})
  }
  return sensitive({hitRatio: recent ?? 0, origin: 'the last days', ...spread})
}

/** What makes every load behind the CDN uncertain together. */
export function cdnDriver({
  missLogSpreadRatio,
  missBecause,
}: Pick<HitRatio, 'missLogSpreadRatio' | 'missBecause'>): Driver {
  return {id: 'cdn', label: "the CDN's hit ratio", logSpreadRatio: missLogSpreadRatio, because: missBecause}
}

function missSpread({
  detail,
  recent,
  peaks,
  ours,
}: {
  detail: readonly number[]
  recent: number | null
  peaks: readonly number[]
  ours: number
}): {missLogSpreadRatio: number; missBecause: string} {
  const missesOf = (hits: readonly number[]) => hits.map((hit) => 1 - hit).filter((miss) => miss > 0)
  const single =
    recent === null || recent >= 1 ? 0 : logSpread({values: missesOf(detail), centre: Math.max(1e-9, 1 - recent)})
  const logs = missesOf(peaks).map(Math.log)
  const mean = logs.reduce((sum, log) => sum + log, 0) / Math.max(1, logs.length)
  // Our judgement counts as the spread of one peak, so that two that happen to agree do not look certain.
  const events = Math.sqrt(
    (ours ** 2 + logs.reduce((sum, log) => sum + (log - mean) ** 2, 0)) / Math.max(1, logs.length),
  )
  const from = logs.length > 1 ? `${logs.length} past peaks, and our judgement as one more` : 'our judgement'
  const singleWords = recent === null ? '' : `single intervals let through ${percent(single, 1)} more or less; `
  return {
    missLogSpreadRatio: Math.hypot(single, events),
    missBecause: `${singleWords}from one event to the next the misses may be ${percent(events)} off (${from})`,
  }
}

function aroundPeak(metrics: Metrics, cacheHitRate: MetricId, peakAt: string): number | null {
  const hourly = findWindow(metrics, cacheHitRate, 3600)
  if (hourly === null) return null
  const hour = Math.floor((instantOf(peakAt) - instantOf(hourly.startAt)) / 3600)
  if (hour < 0) return null
  const found = ratiosOf(hourly.values.slice(Math.max(0, hour - aroundPeakHours), hour + aroundPeakHours + 1))
  return found.length === 0 ? null : median(found)
}

function ratiosOf(percents: readonly (number | null)[]): number[] {
  return percents.flatMap((value) => (value === null ? [] : [value / 100]))
}

function sensitive(found: Omit<HitRatio, 'onePointRatio'>): HitRatio {
  return {...found, onePointRatio: 0.01 / Math.max(1e-9, 1 - found.hitRatio)}
}
