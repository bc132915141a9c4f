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

/**
 * Asks for one batch and hands each point to `place` with its index on the window's grid.
 *
 * Pages are followed to the end: a result that says PartialData goes on in the next. Start and end are on the grid
 * already, so CloudWatch has nothing to round.
 */
export async function readMetricBatch(
  clients: AwsClients,
  batch: MetricBatch,
  place: (slot: Slot, index: number, value: number) => void,
): Promise<void> {
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
  await ask(clients, doing, async () => {
    for await (const page of pages) {
      for (const result of page.MetricDataResults ?? []) placeResult(batch, result, place)
    }
  })
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
): void {
  const slot = slots[Number(result.Id?.slice(1))]
  if (!slot) throw unexpected(`a result for ${result.Id}, which nobody asked for`)
  if (result.StatusCode === 'Forbidden' || result.StatusCode === 'InternalError') {
    throw unexpected(`${result.StatusCode} for ${slot.metric.namespace} ${slot.metric.metricName}`)
  }
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
}

function unexpected(what: string): PlanError {
  return new PlanError('aws', 'UNEXPECTED_REPLY', `${service}:${operation} answered with ${what}`, {
    suggestions: ['run the same command again', 'check that no proxy and no AWS_ENDPOINT_URL stands in between'],
  })
}
