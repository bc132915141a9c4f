import {ApplicationAutoScalingClient, DescribeScalableTargetsCommand} from '@aws-sdk/client-application-auto-scaling'
import {AutoScalingClient, DescribeAutoScalingGroupsCommand} from '@aws-sdk/client-auto-scaling'
import {CloudWatchClient, GetMetricDataCommand, type MetricDataQuery} from '@aws-sdk/client-cloudwatch'
import {DescribeInstancesCommand, EC2Client} from '@aws-sdk/client-ec2'
import {DescribeServicesCommand, ECSClient} from '@aws-sdk/client-ecs'
import {DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client} from '@aws-sdk/client-elastic-load-balancing-v2'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {connect} from '../aws/connect.js'
import {type Bound, bounds, checkBounds} from './bounds.js'
import {FakeFailure} from './estate.js'
import {makeBuckets} from './limit.js'
import {findOperation} from './operations.js'
import {services} from './services.js'

/** What AWS refuses, and moto as a rule does not. Each bound's source stands beside it in bounds.ts. */
const now = '2026-11-20T12:00:00.000Z'
let fake: Awaited<ReturnType<typeof connect>>
beforeEach(async () => {
  fake = await connect({now})
})
afterEach(() => fake.aws.close())

const many = (count: number) => Array.from({length: count}, (_, i) => `name-${i}`)

describe('every bound', () => {
  /** An input with that member of that size, and nothing else. */
  function inputOf({service, operation, member}: Bound, size: number) {
    if (member === 'Filters') return {Filters: [{Name: 'group-id', Values: many(size)}]}
    const isList = /s$/i.test(member) && !/^Max|^max|^PageSize/.test(member)
    expect(findOperation(services[service]?.sdk ?? {}, operation), `${service} ${operation}`).not.toBeNull()
    return {[member]: isList ? many(size) : size}
  }
  const check = (bound: Bound, size: number) => () => checkBounds({...bound, input: inputOf(bound, size)})

  test.each(bounds)('$service $operation $member: $least to $most', (bound) => {
    expect(check(bound, bound.most)).not.toThrow()
    expect(check(bound, Math.max(1, bound.least))).not.toThrow()
    expect(check(bound, bound.most + 1)).toThrow(FakeFailure)
    if (bound.least > 0) expect(check(bound, bound.least - 1)).toThrow(FakeFailure)
  })
})

describe('over the wire, as the SDK sees it', () => {
  const send = {
    groups: (count: number, MaxRecords?: number) =>
      fake.clients
        .of(AutoScalingClient)
        .send(new DescribeAutoScalingGroupsCommand({AutoScalingGroupNames: many(count), MaxRecords})),
    services: (count: number) =>
      fake.clients.of(ECSClient).send(new DescribeServicesCommand({cluster: 'corner', services: many(count)})),
    targets: (count: number) =>
      fake.clients
        .of(ApplicationAutoScalingClient)
        .send(new DescribeScalableTargetsCommand({ServiceNamespace: 'ecs', ResourceIds: many(count)})),
    balancers: (count: number) =>
      fake.clients
        .of(ElasticLoadBalancingV2Client)
        .send(new DescribeLoadBalancersCommand({LoadBalancerArns: many(count)})),
    instances: () =>
      fake.clients.of(EC2Client).send(new DescribeInstancesCommand({InstanceIds: ['i-1'], MaxResults: 5})),
  }

  test.each<[string, () => Promise<unknown>, string]>([
    ['51 groups where 50 fit', () => send.groups(51), 'ValidationError'],
    ['101 groups', () => send.groups(101, 100), 'ValidationError'],
    ['11 services', () => send.services(11), 'InvalidParameterException'],
    ['no service', () => send.services(0), 'InvalidParameterException'],
    ['51 scalable targets', () => send.targets(51), 'ValidationException'],
    ['21 load balancers', () => send.balancers(21), 'ValidationError'],
    ['ids and a page size together', () => send.instances(), 'InvalidParameterCombination'],
  ])('%s are refused', async (_name, call, code) => {
    await expect(call()).rejects.toMatchObject({name: code, $metadata: {httpStatusCode: 400}})
  })

  test('and as many as fit are answered', async () => {
    await expect(send.groups(50)).resolves.toMatchObject({AutoScalingGroups: []})
    await expect(send.groups(100, 100)).resolves.toMatchObject({AutoScalingGroups: []})
    await expect(send.services(10)).resolves.toMatchObject({services: []})
    await expect(send.targets(50)).resolves.toMatchObject({ScalableTargets: []})
  })

  test('another Region has nothing of the shop', async () => {
    const elsewhere = fake.clientsWith({region: 'eu-west-1'})
    const all = new DescribeAutoScalingGroupsCommand({})
    expect((await fake.clients.of(AutoScalingClient).send(all)).AutoScalingGroups).not.toHaveLength(0)
    expect((await elsewhere.of(AutoScalingClient).send(all)).AutoScalingGroups).toEqual([])
    const service = new DescribeServicesCommand({cluster: 'corner', services: ['checkout']})
    await expect(elsewhere.of(ECSClient).send(service)).rejects.toMatchObject({name: 'ClusterNotFoundException'})
  })

  test('a page is no larger than was asked for', async () => {
    fake.estate.pageSize = 100
    fake.estate.snapshot = {
      ...fake.estate.snapshot,
      autoScalingGroups: many(60).map((AutoScalingGroupName) => ({AutoScalingGroupName})),
    }
    const page = async (MaxRecords?: number) => {
      const reply = await fake.clients.of(AutoScalingClient).send(new DescribeAutoScalingGroupsCommand({MaxRecords}))
      return {count: reply.AutoScalingGroups?.length, isLast: reply.NextToken === undefined}
    }
    expect([await page(), await page(7), await page(100)]).toEqual([
      {count: 50, isLast: false},
      {count: 7, isLast: false},
      {count: 60, isLast: true},
    ])
  })
})

describe('GetMetricData', () => {
  const requests = {Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCount'}
  const query = (given: Partial<MetricDataQuery['MetricStat']> = {}, Id = 'm0'): MetricDataQuery => ({
    Id,
    MetricStat: {Metric: requests, Period: 60, Stat: 'Sum', ...given},
  })
  const ask = (
    MetricDataQueries: MetricDataQuery[],
    {start = '2026-11-20T10:00:00Z', end = '2026-11-20T11:00:00Z', NextToken = undefined as string | undefined} = {},
  ) =>
    fake.clients.of(CloudWatchClient).send(
      new GetMetricDataCommand({
        MetricDataQueries,
        StartTime: new Date(start),
        EndTime: new Date(end),
        ScanBy: 'TimestampAscending',
        NextToken,
      }),
    )

  test.each<[string, () => Promise<unknown>, RegExp]>([
    ['a period of no whole minutes', () => ask([query({Period: 90})]), /Period must be/],
    ['a statistic that is none', () => ask([query({Stat: 'Median'})]), /not a statistic/],
    ['a percentile above 100', () => ask([query({Stat: 'p101'})]), /not a statistic/],
    ['an id that starts with a capital', () => ask([query({}, 'M0')]), /expected pattern/],
    ['one id twice', () => ask([query(), query()]), /not unique/],
    ['an end that is the start', () => ask([query()], {end: '2026-11-20T10:00:00Z'}), /must not equal/],
    ['a token that is none', () => ask([query()], {NextToken: 'tomorrow'}), /not valid/],
  ])('refuses %s', async (_name, call, says) => {
    await expect(call()).rejects.toThrow(says)
  })

  test.each(['Average', 'p95', 'p99.9', 'tm90', 'PR(:100)', 'TM(10%:90%)', 'IQM'])('takes %s', async (Stat) => {
    await expect(ask([query({Stat})])).resolves.toMatchObject({MetricDataResults: [{StatusCode: 'Complete'}]})
  })

  const measured = (startAt: string, count: number) => {
    const id = {namespace: requests.Namespace, metricName: requests.MetricName, dimensions: {}, stat: 'Sum'}
    fake.estate.series = [{...id, windows: [{periodS: 60, startAt, values: Array.from({length: count}, () => 1)}]}]
  }

  test('a start within a step is rounded down to the grid, and the end is left out', async () => {
    measured('2026-11-20T10:00:00.000Z', 120)
    const at = async (Period: number, start: string, end: string) =>
      (await ask([query({Period})], {start, end})).MetricDataResults?.[0]?.Timestamps?.map((time) => time.toISOString())
    expect(await at(60, '2026-11-20T10:32:34Z', '2026-11-20T10:34:00Z')).toEqual([
      '2026-11-20T10:32:00.000Z',
      '2026-11-20T10:33:00.000Z',
    ])
    expect((await at(300, '2026-11-20T10:32:34Z', '2026-11-20T10:41:00Z'))?.[0]).toBe('2026-11-20T10:30:00.000Z')
  })

  test.each([
    ['minutes after 15 days', 60, 15],
    ['five minutes after 63 days', 300, 63],
    ['hours after 455 days', 3600, 455],
  ])('answers %s with nothing, and before that with what there is', async (_name, Period, days) => {
    const startMs = Date.parse(now) - days * 86_400_000
    const iso = (ms: number) => new Date(ms).toISOString()
    measured(iso(startMs - 3_600_000), 240)
    const count = async (fromMs: number) => {
      const reply = await ask([query({Period})], {start: iso(fromMs), end: iso(fromMs + 2 * 3_600_000)})
      return reply.MetricDataResults?.[0]?.Values?.length
    }
    expect(await count(startMs)).toBeGreaterThan(0)
    expect(await count(startMs - 3_600_000)).toBe(0)
  })

  test('CloudFront reports to us-east-1 alone, and the rest to the Region of the shop', async () => {
    const id = {namespace: 'AWS/CloudFront', metricName: 'Requests', dimensions: {}, stat: 'Sum'}
    fake.estate.series = [{...id, windows: [{periodS: 60, startAt: '2026-11-20T10:00:00.000Z', values: [1, 2]}]}]
    fake.estate.snapshot = {...fake.estate.snapshot, region: 'eu-west-1'}
    const cdn = query({Metric: {Namespace: 'AWS/CloudFront', MetricName: 'Requests'}})
    const valuesIn = async (region: string) => {
      const window = {StartTime: new Date('2026-11-20T10:00:00Z'), EndTime: new Date('2026-11-20T11:00:00Z')}
      const call = new GetMetricDataCommand({MetricDataQueries: [cdn], ...window})
      return (await fake.clientsWith({region}).of(CloudWatchClient).send(call)).MetricDataResults?.[0]?.Values
    }
    expect(await valuesIn('us-east-1')).toEqual([2, 1])
    expect(await valuesIn('eu-west-1')).toEqual([])
  })
})

describe('throttling', () => {
  test('a burst passes, then as many a second as the limit says, whatever comes in between', () => {
    let nowMs = 0
    const mayPass = makeBuckets(
      () => ({ecs: {perSecond: 10, burst: 3}}),
      () => nowMs,
    )
    const passedAt = (ms: number, count: number) => {
      nowMs = ms
      return Array.from({length: count}, () => mayPass('ecs')).filter(Boolean).length
    }
    expect([passedAt(0, 5), passedAt(50, 5), passedAt(100, 5), passedAt(10_000, 9)]).toEqual([3, 0, 1, 3])
    expect(mayPass('rds')).toBe(true)
  })

  test('counted in calls it needs no clock, and one bucket may be for all services', () => {
    const mayPass = makeBuckets(() => ({'*': {perSecond: 10, burst: 1, msPerCall: 25}}))
    const passed = ['ecs', 'rds', 'ecs', 'rds', 'ecs', 'rds', 'ecs', 'rds', 'ecs'].map(mayPass)
    expect(passed).toEqual([true, false, false, false, true, false, false, false, true])
  })

  test.each([
    ['autoscaling', 'Throttling', 400],
    ['ec2', 'RequestLimitExceeded', 503],
    ['ecs', 'ThrottlingException', 400],
  ])('%s says %s', async (service, name, httpStatusCode) => {
    fake.estate.limits = {[service]: {perSecond: 1, burst: 0, msPerCall: 1}}
    const calls = {
      autoscaling: () => fake.clients.of(AutoScalingClient).send(new DescribeAutoScalingGroupsCommand({})),
      ec2: () => fake.clients.of(EC2Client).send(new DescribeInstancesCommand({})),
      ecs: () => fake.clients.of(ECSClient).send(new DescribeServicesCommand({cluster: 'c', services: ['s']})),
    }
    const call = calls[service as keyof typeof calls]
    await expect(call()).rejects.toMatchObject({name, $metadata: {httpStatusCode, attempts: 3}})
  })
})
