import type {MetricId} from '../documents/series.js'
import {dimensionText} from './dimension-text.js'

/** One text for each series, whatever the order of its dimensions; sorts by namespace, metric, dimensions, statistic. */
export function seriesKey({namespace, metricName, dimensions, stat}: MetricId): string {
  return JSON.stringify([namespace, metricName, dimensionText(dimensions), stat])
}

/** A series' identity and nothing else of what carries it. */
export function metricIdOf({namespace, metricName, dimensions, stat}: MetricId): MetricId {
  return {namespace, metricName, dimensions, stat}
}
