import type {MetricQuery, MetricWindow} from '../documents/metric-query.js'
import type {MetricId} from '../documents/series.js'

/** One window of one query, by its place among them. */
export type Slot = {queryIndex: number; windowIndex: number; metric: MetricId}

/** Windows that one GetMetricData call can answer: same Region, same stretch, same resolution. */
export type MetricBatch = {region: string; window: MetricWindow; slots: Slot[]}

/** @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const maxQueriesPerCall = 500
export const maxPointsPerCall = 100_800

/** CloudFront reports to this Region alone, wherever the shop runs. */
const cloudFrontRegion = 'us-east-1'

/** How many points a window has when nothing is missing. */
export function pointCount({periodS, fromAt, toAt}: MetricWindow): number {
  return Math.max(0, Math.round((Date.parse(toAt) - Date.parse(fromAt)) / 1000 / periodS))
}

/** The fewest calls that stay within both limits, so that a call as a rule needs one page only. */
export function metricBatches(queries: readonly MetricQuery[], region: string): MetricBatch[] {
  const groups = new Map<string, MetricBatch>()
  for (const [queryIndex, {metric, windows}] of queries.entries()) {
    for (const [windowIndex, window] of windows.entries()) {
      const where = metric.namespace === 'AWS/CloudFront' ? cloudFrontRegion : region
      const key = [where, window.periodS, window.fromAt, window.toAt].join(' ')
      const group = groups.get(key) ?? {region: where, window, slots: []}
      groups.set(key, group)
      group.slots.push({queryIndex, windowIndex, metric})
    }
  }
  return [...groups.values()].flatMap(split)
}

function split(group: MetricBatch): MetricBatch[] {
  const fits = Math.floor(maxPointsPerCall / Math.max(1, pointCount(group.window)))
  const size = Math.min(maxQueriesPerCall, Math.max(1, fits))
  return Array.from({length: Math.ceil(group.slots.length / size)}, (_, index) => ({
    ...group,
    slots: group.slots.slice(index * size, (index + 1) * size),
  }))
}
