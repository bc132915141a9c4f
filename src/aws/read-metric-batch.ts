import {setTimeout} from 'node:timers/promises'
import {
  CloudWatchClient,
  type MetricDataQuery,
  type MetricDataResult,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'
import {type MetricBatch, maxPointsPerCall, pointCount, type Slot} from './metric-batches.js'
import {ask} from './read-pages.js'

const service = 'cloudwatch'
const operation = 'GetMetricData'

/** What CloudWatch says InternalError of, it asks to be asked for again. */
const tryCount = 3
const pauseMs = 200

/**
 * Asks for one batch and hands each point to `place` with its index on the window's grid.
 *
 * Pages are followed to the end: a result that says PartialData goes on in the next. Start and end are on the grid
 * already, so CloudWatch has nothing to round. A metric without a point is answered as Complete too, so a reply that
 * leaves one out is no answer, and must not be taken for an hour without a request: the batch is asked for again.
 * Throws UNEXPECTED_REPLY when it stays so.
 */
export async function readMetricBatch(
  clients: AwsClients,
  batch: MetricBatch,
  place: (slot: Slot, index: number, value: number) => void,
): Promise<void> {
  for (let i = 1; ; i++) {
    const missing = await readOnce(clients, batch, place)
    if (missing === null) return
    if (i === tryCount) throw unexpected(missing)
    await setTimeout(i * pauseMs)
  }
}

/** Null when every metric of the batch was answered whole; else what was answered of the first that was not. */
async function readOnce(
  clients: AwsClients,
  batch: MetricBatch,
  place: (slot: Slot, index: number, value: number) => void,
): Promise<string | null> {
  const {window, slots, region} = batch
  const doing = {service, operation, resource: slots[0]?.metric.namespace}
  const pages = paginateGetMetricData(
    {client: clients.of(CloudWatchClient, region)},
    {
      MetricDataQueries: slots.map((slot, index) => queryOf(slot, index, window.periodS)),
      StartTime: new Date(window.fromAt),
      EndTime: new Date(window.toAt),
      ScanBy: 'TimestampAscending',
      MaxDatapoints: maxPointsPerCall,
    },
  )
  const said = new Map<Slot, string | undefined>()
  await ask(clients, doing, async () => {
    for await (const page of pages) {
      for (const result of page.MetricDataResults ?? []) said.set(placeResult(batch, result, place), result.StatusCode)
    }
  })
  const missing = slots.find((slot) => said.get(slot) !== 'Complete')
  return missing === undefined
    ? null
    : `${said.get(missing) ?? 'nothing'} for ${missing.metric.namespace} ${missing.metric.metricName}`
}

function queryOf({metric}: Slot, index: number, periodS: number): MetricDataQuery {
  return {
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.metricName,
        Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({Name, Value})),
      },
      Period: periodS,
      Stat: metric.stat,
    },
  }
}

function placeResult(
  {window, slots}: MetricBatch,
  result: MetricDataResult,
  place: (slot: Slot, index: number, value: number) => void,
): Slot {
  const slot = slots[Number(result.Id?.slice(1))]
  if (!slot) throw unexpected(`a result for ${result.Id}, which nobody asked for`)
  const startS = Date.parse(window.fromAt) / 1000
  for (const [i, at] of (result.Timestamps ?? []).entries()) {
    const value = result.Values?.[i]
    const index = (at.getTime() / 1000 - startS) / window.periodS
    if (value === undefined || !Number.isInteger(index) || index < 0 || index >= pointCount(window)) {
      throw unexpected(
        `a point of ${slot.metric.metricName} at ${at.toISOString()}, beside the grid that was asked for`,
      )
    }
    place(slot, index, value)
  }
  return slot
}

function unexpected(what: string): PlanError {
  return new PlanError('aws', 'UNEXPECTED_REPLY', `${service}:${operation} answered with ${what}`, {
    suggestions: ['run the same command again', 'check that no proxy and no AWS_ENDPOINT_URL stands in between'],
  })
}
