import type {DependencyConfig, MeasuredBy} from '../../documents/config-dependency.js'
import type {MetricId} from '../../documents/series.js'

/** Stands where CloudWatch has a namespace; `AWS/...` and the names of others cannot be it, for they hold no colon. */
const fileNamespace = 'file:csv'

/** What a dependency is measured by; null where the config names nothing. A file's series has the path for its name. */
export function dependencyMetrics({requests, utilization}: DependencyConfig): {
  requests: MetricId | null
  utilization: MetricId | null
} {
  return {
    requests: requests === undefined ? null : metricOf(requests, 'Sum'),
    utilization: utilization === undefined ? null : metricOf(utilization, 'Average'),
  }
}

function metricOf({metric, csv}: MeasuredBy, usualStat: string): MetricId | null {
  if (metric !== undefined) {
    const {namespace, metricName, dimensions, stat} = metric
    return {namespace, metricName, dimensions, stat: stat ?? usualStat}
  }
  if (csv === undefined) return null
  return {namespace: fileNamespace, metricName: csv.path, dimensions: {[csv.time]: csv.value}, stat: usualStat}
}

/** True of a series that a file holds, which CloudWatch is not to be asked for. */
export function isOfFile({namespace}: MetricId): boolean {
  return namespace === fileNamespace
}
