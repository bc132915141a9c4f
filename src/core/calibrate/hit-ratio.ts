import {median} from 'simple-statistics'
import type {Metrics} from '../../documents/metrics.js'
import type {Cdn} from '../../documents/run.js'
import type {MetricId} from '../../documents/series.js'
import {percent} from '../figure.js'
import {instantOf} from '../series/zone.js'
import {findWindow} from './aligned-samples.js'

/** Hours to either side of a past peak that count as its time. */
const aroundPeakHours = 3

/**
 * The share of edge requests that the CDN answers itself, for the event: what the config says, else the lower of the
 * median over the last days and the median around the last peak of the event, since a sale brings new pages.
 *
 * CacheHitRate is an AWS percent. Returns null when nothing is known. A purge or a miss storm is not in it: the
 * sensitivity `onePointRatio` (origin load that one point less of hit ratio adds) says what one would cost.
 */
export function hitRatio({
  given,
  metrics,
  cacheHitRate,
  lastPeakAt,
}: {
  given: number | undefined
  metrics: Metrics
  cacheHitRate: MetricId
  lastPeakAt: string | null
}): Cdn | null {
  if (given !== undefined) return sensitive(given, 'ecom-plan.yaml')
  const recent = medianOf(findWindow(metrics, cacheHitRate, 300)?.values ?? [])
  const past = lastPeakAt === null ? null : aroundPeak(metrics, cacheHitRate, lastPeakAt)
  if (recent === null && past === null) return null
  if (past !== null && (recent === null || past < recent)) {
    const now = recent === null ? '' : ` (${percent(recent, 1)} now)`
    return sensitive(past, `the last peak of the event${now}`)
  }
  return sensitive(recent ?? 0, 'the last days')
}

function aroundPeak(metrics: Metrics, cacheHitRate: MetricId, peakAt: string): number | null {
  const hourly = findWindow(metrics, cacheHitRate, 3600)
  if (hourly === null) return null
  const hour = Math.floor((instantOf(peakAt) - instantOf(hourly.startAt)) / 3600)
  if (hour < 0) return null
  return medianOf(hourly.values.slice(Math.max(0, hour - aroundPeakHours), hour + aroundPeakHours + 1))
}

function medianOf(percents: readonly (number | null)[]): number | null {
  const found = percents.filter((value) => value !== null)
  return found.length === 0 ? null : median(found) / 100
}

function sensitive(ratio: number, origin: string): Cdn {
  const missRatio = Math.max(1e-9, 1 - ratio)
  return {hitRatio: ratio, origin, onePointRatio: 0.01 / missRatio}
}
