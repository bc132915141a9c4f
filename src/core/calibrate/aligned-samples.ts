import type {Metrics} from '../../documents/metrics.js'
import type {MetricId, MetricSeries, Window} from '../../documents/series.js'
import {instantOf} from '../series/zone.js'

/** One interval with a value for each metric asked for, in the order asked. */
export type Sample = {atS: number; values: number[]}

/** The window of one metric at one resolution; null when it was not read. */
export function findWindow(metrics: Metrics, id: MetricId, periodS: number): Window | null {
  const series = seriesIn(metrics).get(keyOf(id))
  return series?.windows.find((window) => window.periodS === periodS) ?? null
}

/** Every window of one metric at one resolution. */
export function findWindows(metrics: Metrics, id: MetricId, periodS: number): Window[] {
  return (seriesIn(metrics).get(keyOf(id))?.windows ?? []).filter((window) => window.periodS === periodS)
}

/** All of one metric; null when it was not read. */
export function findSeries(metrics: Metrics, id: MetricId): MetricSeries | null {
  return seriesIn(metrics).get(keyOf(id)) ?? null
}

/** A document does not change, so its series are looked up by name once: an estate of hundreds of tiers has thousands. */
const indices = new WeakMap<Metrics, Map<string, MetricSeries>>()

function seriesIn(metrics: Metrics): Map<string, MetricSeries> {
  const known = indices.get(metrics)
  if (known !== undefined) return known
  // The first of a name counts.
  const index = new Map([...metrics.series].reverse().map((series) => [keyOf(series), series]))
  indices.set(metrics, index)
  return index
}

/** Intervals in which every one of the metrics was measured. Nothing is filled in. */
export function alignedSamples({
  metrics,
  ids,
  periodS,
}: {
  metrics: Metrics
  ids: readonly MetricId[]
  periodS: number
}): Sample[] {
  const windows = ids.map((id) => findWindow(metrics, id, periodS))
  const [first, ...others] = windows
  if (!first || others.some((window) => window === null)) return []
  const startS = instantOf(first.startAt)
  const steps = windows.map((window) => (startS - instantOf(window?.startAt ?? first.startAt)) / periodS)
  const samples: Sample[] = []
  for (let i = 0; i < first.values.length; i++) {
    const values = windows.map((window, k) => window?.values[i + (steps[k] ?? 0)] ?? null)
    if (values.every((value) => value !== null)) samples.push({atS: startS + i * periodS, values})
  }
  return samples
}

function keyOf({namespace, metricName, dimensions, stat, place = ''}: MetricId): string {
  const named = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`)
  return [place, namespace, metricName, stat, ...named.sort()].join('|')
}
