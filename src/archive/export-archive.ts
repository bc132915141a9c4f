import type {BlobStore} from '../documents/blob-store.js'
import type {MetricId} from '../documents/series.js'
import {dimensionText} from './dimension-text.js'
import {grouped} from './grouped.js'
import {readArchive} from './read-archive.js'

/** The columns of the export, in the spelling of the Parquet files. */
const header = 'metric_namespace,metric_name,stat,dimensions,period_s,measured_at,value'

/**
 * Measured values of chosen series as lines of CSV with a header, without line ends: each instant once, a gap no line.
 * One series after the other, coarse resolutions first; those of one metric are in memory at a time. Instants in `[fromAt, toAt)`.
 * Throws what readArchive throws.
 */
export async function* exportArchive({
  store,
  metrics,
  fromAt,
  toAt,
}: {
  store: BlobStore
  metrics: readonly MetricId[]
  fromAt?: string | undefined
  toAt?: string | undefined
}): AsyncGenerator<string> {
  yield header
  for (const group of grouped(metrics, ({namespace, metricName}) => `${namespace} ${metricName}`).values()) {
    for (const series of await readArchive({store, metrics: group, fromAt, toAt})) {
      const lead = [series.namespace, series.metricName, series.stat, dimensionText(series.dimensions)]
        .map(field)
        .join()
      for (const {periodS, startAt, values} of series.windows) {
        const startMs = Date.parse(startAt)
        for (const [i, value] of values.entries()) {
          if (value !== null)
            yield `${lead},${periodS},${new Date(startMs + i * periodS * 1000).toISOString()},${value}`
        }
      }
    }
  }
}

/** A text as a CSV field. A cell that begins as a formula does gets a quote in front, for spreadsheets run it. */
function field(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
