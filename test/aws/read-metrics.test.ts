import fc from 'fast-check'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {readMetrics} from '../../src/aws/read-metrics.js'
import type {MetricQuery, MetricWindow} from '../../src/documents/metric-query.js'
import type {MetricId, MetricSeries, Window} from '../../src/documents/series.js'
import {connect} from './connect.js'
import '../seed.js'

const now = '2026-11-20T12:00:00.000Z'
const dayS = 86_400

let fake: Awaited<ReturnType<typeof connect>>
beforeEach(async () => {
  fake = await connect({now})
})
afterEach(() => fake.aws.close())

const ago = (seconds: number) => new Date(Date.parse(now) - seconds * 1000).toISOString()
const metric = (name: string, stat = 'Average'): MetricId => ({
  namespace: 'AWS/RDS',
  metricName: name,
  dimensions: {DBInstanceIdentifier: 'corner-db'},
  stat,
})
const stored = (id: MetricId, ...windows: Window[]): MetricSeries => ({...id, windows})
const read = (queries: MetricQuery[]) => readMetrics({clients: fake.clients, queries})

/** A stretch that ends now, and a query of exactly that stretch. */
const stretch = (periodS: number, values: (number | null)[]): Window => ({
  periodS,
  startAt: ago(periodS * values.length),
  values,
})
const windowOf = ({periodS, startAt, values}: Window): MetricWindow => ({
  periodS,
  fromAt: startAt,
  toAt: new Date(Date.parse(startAt) + periodS * values.length * 1000).toISOString(),
})

test('points land on the grid, gaps are null at both ends and in the middle, a true zero stays zero', async () => {
  const window = stretch(300, [null, 4, 0, null, 7.25, null])
  const id = metric('ReadIOPS')
  fake.estate.series.push(stored(id, window))
  expect(await read([{metric: id, windows: [windowOf(window)]}])).toEqual([stored(id, window)])
})

test('what nobody measured is all gaps', async () => {
  const windows = [{periodS: 3600, fromAt: ago(4 * 3600), toAt: now}]
  expect(await read([{metric: metric('Nothing'), windows}])).toEqual([
    stored(metric('Nothing'), {periodS: 3600, startAt: ago(4 * 3600), values: [null, null, null, null]}),
  ])
})

test('what was stored is what is read, whatever the gaps, the pages and the number of series', async () => {
  const values = fc.array(fc.option(fc.double({noNaN: true, min: 0, max: 1e9}), {nil: null}), {
    minLength: 1,
    maxLength: 40,
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(values, {minLength: 1, maxLength: 6}),
      fc.integer({min: 1, max: 30}),
      async (all, page) => {
        fake.estate.pagePoints = page
        fake.estate.series = all.map((given, index) => stored(metric(`M${index}`), stretch(60, given)))
        const queries = fake.estate.series.map(({windows, ...id}) => ({metric: id, windows: windows.map(windowOf)}))
        expect(await read(queries)).toEqual(fake.estate.series)
      },
    ),
    {numRuns: 25},
  )
})

test('pages are followed after PartialData', async () => {
  const long = stretch(
    60,
    Array.from({length: 250}, (_, index) => index),
  )
  fake.estate.pagePoints = 100
  const ids = [metric('A'), metric('B')]
  fake.estate.series = ids.map((id) => stored(id, long))
  expect(await read(ids.map((id) => ({metric: id, windows: [windowOf(long)]})))).toEqual(fake.estate.series)
  expect(fake.aws.calls).toHaveLength(5)
})

test.each([1, 2])('a metric that CloudWatch had an error with %i times is asked for again', async (times) => {
  const window = stretch(300, [1, 2, 3])
  const id = metric('ReadIOPS')
  fake.estate.series.push(stored(id, window))
  fake.aws.faults.push({kind: 'internal-error', times})
  expect(await read([{metric: id, windows: [windowOf(window)]}])).toEqual([stored(id, window)])
  expect(fake.aws.calls).toHaveLength(1 + times)
})

test('an error that stays is no gap', async () => {
  fake.aws.faults.push({kind: 'internal-error'})
  const windows = [{periodS: 3600, fromAt: ago(3600), toAt: now}]
  await expect(read([{metric: metric('ReadIOPS'), windows}])).rejects.toMatchObject({
    code: 'UNEXPECTED_REPLY',
    message: 'cloudwatch:GetMetricData answered with InternalError for AWS/RDS ReadIOPS',
  })
})

test('a reply that leaves out a metric is no gap', async () => {
  fake.aws.faults.push({kind: 'hollow'})
  const windows = [{periodS: 3600, fromAt: ago(3600), toAt: now}]
  await expect(read([{metric: metric('ReadIOPS'), windows}])).rejects.toMatchObject({
    code: 'UNEXPECTED_REPLY',
    message: 'cloudwatch:GetMetricData answered with nothing for AWS/RDS ReadIOPS',
  })
})

test('several windows of one metric keep their order', async () => {
  const coarse = stretch(3600, [1, 2, 3])
  const fine = stretch(60, [5, null, 7])
  const id = metric('CPUUtilization')
  fake.estate.series.push(stored(id, coarse, fine))
  expect(await read([{metric: id, windows: [windowOf(coarse), windowOf(fine)]}])).toEqual([stored(id, coarse, fine)])
})

describe('the limits of a call', () => {
  test('never more than 500 metrics', async () => {
    const window = {periodS: 3600, fromAt: ago(3600), toAt: now}
    const queries = Array.from({length: 1201}, (_, index) => ({metric: metric(`M${index}`), windows: [window]}))
    expect(await read(queries)).toHaveLength(1201)
    expect(fake.aws.calls.map((call) => (call.input['MetricDataQueries'] as unknown[]).length).sort()).toEqual([
      201, 500, 500,
    ])
  })

  test('never more than 100,800 points, asked for oldest first', async () => {
    const window = {periodS: 300, fromAt: ago(15 * dayS), toAt: now}
    const queries = Array.from({length: 30}, (_, index) => ({metric: metric(`M${index}`), windows: [window]}))
    const seen: number[] = []
    await readMetrics({
      clients: fake.clients,
      queries,
      onProgress: ({doneCount, totalCount}) => seen.push(doneCount / totalCount),
    })
    // 4,320 points each: 23 fit.
    expect(fake.aws.calls.map((call) => (call.input['MetricDataQueries'] as unknown[]).length).sort()).toEqual([23, 7])
    expect(fake.aws.calls[0]?.input).toMatchObject({MaxDatapoints: 100_800, ScanBy: 'TimestampAscending'})
    expect(seen).toEqual([0.5, 1])
  })
})

test('CloudFront is asked in us-east-1, wherever the shop runs', async () => {
  const id = {namespace: 'AWS/CloudFront', metricName: 'Requests', dimensions: {DistributionId: 'E2'}, stat: 'Sum'}
  const windows = [{periodS: 3600, fromAt: ago(3600), toAt: now}]
  const clients = fake.clientsWith({region: 'eu-central-1'})
  await readMetrics({
    clients,
    queries: [
      {metric: id, windows},
      {metric: metric('A'), windows},
    ],
  })
  expect(fake.aws.calls.map((call) => call.region).sort()).toEqual(['eu-central-1', 'us-east-1'])
})

test('one failure ends the read', async () => {
  fake.aws.faults.push({kind: 'error', code: 'AccessDenied', status: 403, skip: 1})
  const queries = [1, 2, 3].map((hours) => ({
    metric: metric('A'),
    windows: [{periodS: 3600, fromAt: ago(hours * 3600), toAt: now}],
  }))
  await expect(read(queries)).rejects.toMatchObject({code: 'ACCESS_DENIED', kind: 'aws'})
})

describe('the fake keeps what CloudWatch keeps', () => {
  const at = (fromS: number, periodS: number): MetricWindow => ({
    periodS,
    fromAt: ago(fromS),
    toAt: ago(fromS - 7200),
  })
  const answersTo = async (window: MetricWindow, stat = 'Sum') => {
    const id = metric('Requests', stat)
    const count = 7200 / 60
    fake.estate.series = [
      stored(id, {periodS: 60, startAt: window.fromAt, values: Array.from({length: count}, (_, index) => index)}),
    ]
    const [series] = await read([{metric: id, windows: [window]}])
    return series?.windows[0]?.values ?? []
  }

  test.each([
    [60, 15],
    [300, 63],
    [3600, 455],
  ])('%i s for %i days and no longer', async (periodS, days) => {
    expect((await answersTo(at(days * dayS, periodS)))[0]).not.toBeNull()
    expect(new Set(await answersTo(at(days * dayS + 3600, periodS)))).toEqual(new Set([null]))
  })

  test.each([
    ['Sum', [1770, 5370]],
    ['Maximum', [59, 119]],
    ['Average', [29.5, 89.5]],
    ['p95', [null, null]],
  ])('minutes add up to hours: %s', async (stat, hours) => {
    expect(await answersTo(at(dayS, 3600), stat)).toEqual(hours)
  })
})
