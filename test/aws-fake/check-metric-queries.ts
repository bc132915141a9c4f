import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure} from './estate.js'

/**
 * Refuses what GetMetricData refuses. Metric maths and search are not emulated: a query must have a MetricStat.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
 */
export function checkMetricQueries(input: AwsObject): void {
  const queries = input['MetricDataQueries'] as AwsObject[]
  const [start, end] = [input['StartTime'], input['EndTime']] as Date[]
  if (!start || !end || start > end) refuse('The parameter EndTime must be greater than StartTime.')
  if (Number(start) === Number(end)) refuse('The parameter StartTime must not equal parameter EndTime.')
  const ids = new Set(queries.map((query) => query['Id']))
  if (ids.size < queries.length) refuse('The values for parameter id in MetricDataQueries are not unique.')
  for (const query of queries) checkQuery(query)
}

function checkQuery(query: AwsObject): void {
  const id = String(query['Id'])
  if (!/^[a-z][a-zA-Z0-9_]{0,254}$/.test(id))
    refuse(`The value ${id} for parameter Id is not matching the expected pattern.`)
  const stat = query['MetricStat'] as {Metric: AwsObject; Period: number; Stat: string} | undefined
  if (!stat) throw new FakeFailure('ValidationError', 'MetricStat is required: expressions are not emulated.')
  if (![1, 5, 10, 20, 30].includes(stat.Period) && (stat.Period < 60 || stat.Period % 60 !== 0)) {
    refuse(`Period must be 1, 5, 10, 20, 30 or a multiple of 60, and is ${stat.Period}.`)
  }
  if (!isStatistic(stat.Stat)) refuse(`The value ${stat.Stat} for parameter Stat is not a statistic.`)
  const dimensions = (stat.Metric['Dimensions'] ?? []) as unknown[]
  if (dimensions.length > 30) refuse('The collection Dimensions must not have a size greater than 30.')
}

/** @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
function isStatistic(stat: string): boolean {
  if (/^(SampleCount|Average|Sum|Minimum|Maximum|IQM)$/.test(stat)) return true
  const [, share] = /^(?:p|tm|wm|tc|ts)(\d{1,3}(?:\.\d{1,10})?)$/.exec(stat) ?? []
  return share !== undefined ? Number(share) <= 100 : /^(PR|TM|WM|TC|TS)\([^)]*:[^)]*\)$/.test(stat)
}

function refuse(message: string): void {
  throw new FakeFailure('ValidationError', message)
}
