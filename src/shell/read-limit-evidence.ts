import type {LimitEvidence} from '../core/forecast/find-censored.js'
import {pastSpans} from '../core/forecast/past-limits.js'
import type {PlannedEvent} from '../core/forecast/planned-event.js'
import {limitMetrics, limitQueries} from '../core/inventory/limit-metrics.js'
import type {Inventory} from '../documents/inventory.js'
import type {Metrics} from '../documents/metrics.js'
import type {MetricSeries} from '../documents/series.js'
import {readMetricsAt} from './places.js'
import {seriesOfQueries} from './read-archive-sources.js'
import type {Reading} from './read-sources.js'

/**
 * What was measured around the past occurrences of an event, to tell whether they ran into a limit: errors, rejected
 * connections, response time, units. Of a metrics file it is what that file holds of them. `metrics` are those that
 * calibration reads.
 */
export async function readLimitEvidence({
  reading,
  inventory,
  metrics,
  event,
  asOf,
}: {
  reading: Reading
  inventory: Inventory
  metrics: Metrics
  event: PlannedEvent
  asOf: string
}): Promise<LimitEvidence> {
  const {config, wireAsOf, onProgress} = reading
  const limits = limitMetrics({config, inventory})
  const evidence = {metrics, limits, sloP95ResponseTimeS: config.slo.p95ResponseTimeS}
  const queries = limitQueries({limits, spans: pastSpans(event), asOf})
  if (config.metrics.source === 'file' || queries.length === 0) return evidence
  const read = async (): Promise<MetricSeries[]> => {
    if (wireAsOf !== null) {
      onProgress('CloudWatch: past events')
      return readMetricsAt(config, queries)
    }
    // An occurrence at a time, for what lies between two of them is not wanted.
    const single = queries.flatMap((query) => query.windows.map((window) => ({...query, windows: [window]})))
    const found = await seriesOfQueries(reading, single)
    return queries.map(({metric, windows}, i) => {
      const first = queries.slice(0, i).reduce((count, query) => count + query.windows.length, 0)
      return {...metric, windows: found.slice(first, first + windows.length).flatMap((one) => one.windows)}
    })
  }
  return {...evidence, metrics: {...metrics, series: await read()}}
}
