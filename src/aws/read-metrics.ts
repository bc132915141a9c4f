import type {MetricQuery} from '../documents/metric-query.js'
import type {DenseSeries, MetricSeries} from '../documents/series.js'
import type {AwsClients} from './clients.js'
import {type MetricBatch, metricBatches, pointCount} from './metric-batches.js'

/** Calls in flight at once: CloudWatch throttles an account, not a client. */
const concurrencyCount = 4

/**
 * What CloudWatch measured, each window on its own regular grid.
 *
 * A point that CloudWatch does not have is null, never 0: a load balancer without requests and a metric that is not
 * collected look alike. Windows keep the order of the query. `onProgress` hears of every call that is done. Throws
 * what `explainFailure` makes of a failure, and UNEXPECTED_REPLY for points beside the grid.
 */
export async function readMetrics(asked: Asked): Promise<MetricSeries[]> {
  const series = await readDenseMetrics(asked)
  return series.map(({windows, ...metric}) => ({
    ...metric,
    windows: windows.map(({values, ...grid}) => ({
      ...grid,
      values: Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
    })),
  }))
}

type Asked = {
  clients: AwsClients
  queries: readonly MetricQuery[]
  onProgress?: (progress: {doneCount: number; totalCount: number}) => void
}

/** As readMetrics, with NaN for what CloudWatch does not have. */
export async function readDenseMetrics({clients, queries, onProgress = () => {}}: Asked): Promise<DenseSeries[]> {
  const {readMetricBatch} = await import('./read-metric-batch.js')
  const series = queries.map(({metric, windows}) => ({
    ...metric,
    windows: windows.map((window) => ({
      periodS: window.periodS,
      startAt: window.fromAt,
      values: new Float64Array(pointCount(window)).fill(Number.NaN),
    })),
  }))
  const batches = metricBatches(queries, clients.region)
  let doneCount = 0
  await eachAtOnce(batches, async (batch) => {
    await readMetricBatch(clients, batch, (slot, index, value) => {
      const values = series[slot.queryIndex]?.windows[slot.windowIndex]?.values
      if (values) values[index] = value
    })
    doneCount += 1
    onProgress({doneCount, totalCount: batches.length})
  })
  return series
}

/** Works through the batches, a few at a time; the first failure ends it. */
async function eachAtOnce(batches: MetricBatch[], work: (batch: MetricBatch) => Promise<void>): Promise<void> {
  const queue = batches.values()
  let isFailed = false
  const worker = async () => {
    for (const batch of queue) {
      if (isFailed) return
      await work(batch)
    }
  }
  const workers = Array.from({length: concurrencyCount}, () =>
    worker().catch((error: unknown) => {
      isFailed = true
      throw error
    }),
  )
  await Promise.all(workers)
}
