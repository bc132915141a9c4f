import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest'
import {publishTopic} from '../../src/aws/publish-topic.js'
import {putReadinessMetrics} from '../../src/aws/put-readiness-metrics.js'
import {readParameter, readSecretValue} from '../../src/aws/read-secrets.js'
import {readinessMetrics} from '../../src/core/notify/readiness-metrics.js'
import {toldReport} from '../report/notify/told-report.js'
import {connect} from './connect.js'

const topic = 'arn:aws:sns:eu-west-1:123456789012:peak'
const report = toldReport()
const mail = {topic, subject: 'NOT READY', text: 'body', attributes: {verdict: 'not-ready'}}
let fake: Awaited<ReturnType<typeof connect>>
const pauses: number[] = []
const pause = async (ms: number) => pauses.push(ms)

beforeEach(async () => {
  pauses.length = 0
  fake = await connect({
    now: report.at,
    isWritable: true,
    topics: [topic],
    parameters: {'/shop/slack': 'https://hooks.example/p'},
    secrets: {'shop/slack': '{"url":"https://hooks.example/s"}'},
  })
})
afterEach(async () => {
  await fake.aws.close()
  vi.unstubAllEnvs()
})

test('a topic is told in its own Region, with what subscriptions filter by', async () => {
  await publishTopic(fake.clients, mail)
  expect(fake.aws.calls).toMatchObject([
    {
      service: 'sns',
      operation: 'Publish',
      region: 'eu-west-1',
      isMutating: true,
      input: {
        TopicArn: topic,
        Subject: 'NOT READY',
        Message: 'body',
        MessageAttributes: {verdict: {StringValue: 'not-ready'}},
      },
    },
  ])
})

test('metrics: each for its event, and the score for the service alone', async () => {
  await putReadinessMetrics(fake.clients, readinessMetrics(report))
  const [call] = fake.aws.calls
  expect(call).toMatchObject({service: 'monitoring', operation: 'PutMetricData', input: {Namespace: 'EcomPlan'}})
  const data = call?.input['MetricData'] as {
    MetricName: string
    Value: number
    Timestamp: Date
    Dimensions: {Name: string; Value: string}[]
  }[]
  expect(
    data.map(({MetricName, Value, Dimensions}) => [
      MetricName,
      Value,
      ...Dimensions.map(({Name, Value}) => `${Name}=${Value}`),
    ]),
  ).toEqual([
    ['ReadinessScore', 58, 'Service=shop-prod', 'Event=black-friday-2026'],
    ['ReadinessScore', 58, 'Service=shop-prod'],
    ['PeakP90Rps', report.run.forecast.peak.p90Rps, 'Service=shop-prod', 'Event=black-friday-2026'],
    ['ShortfallMinutes', 755, 'Service=shop-prod', 'Event=black-friday-2026'],
  ])
  expect(new Set(data.map(({Timestamp}) => Timestamp.toISOString()))).toEqual(new Set([report.at]))
})

test('secrets are read and decrypted', async () => {
  expect(await readParameter(fake.clients, '/shop/slack')).toBe('https://hooks.example/p')
  expect(await readSecretValue(fake.clients, 'shop/slack')).toBe('{"url":"https://hooks.example/s"}')
  expect(fake.aws.calls.map(({operation, isMutating}) => [operation, isMutating])).toEqual([
    ['GetParameter', false],
    ['GetSecretValue', false],
  ])
  await expect(readParameter(fake.clients, '/none')).rejects.toMatchObject({code: 'RESOURCE_NOT_FOUND', exitCode: 4})
  await expect(readSecretValue(fake.clients, 'none')).rejects.toMatchObject({code: 'RESOURCE_NOT_FOUND'})
})

describe('writes', () => {
  const writes = [
    ['sns:Publish', () => publishTopic(fake.clients, mail, pause)],
    ['cloudwatch:PutMetricData', () => putReadinessMetrics(fake.clients, readinessMetrics(report), pause)],
  ] as const

  test.each(writes)('%s is made again where AWS was busy, three times in all', async (_, write) => {
    fake.aws.faults.push({kind: '5xx', times: 1}, {kind: 'throttle', times: 1})
    await write()
    expect(fake.aws.calls).toHaveLength(3)
    expect(pauses).toEqual([1000, 2000])
    fake.aws.faults.push({kind: '5xx', times: 3})
    await expect(write()).rejects.toMatchObject({code: 'AWS_UNAVAILABLE'})
  })

  test.each(writes)('%s that is denied is asked for once', async (name, write) => {
    fake.estate.allowed = []
    await expect(write()).rejects.toMatchObject({code: 'ACCESS_DENIED', message: expect.stringContaining(name)})
    expect(fake.aws.calls).toHaveLength(1)
  })

  test.each(writes)('%s goes to no host that a variable names', async (_, write) => {
    const {aws, clientsWith} = fake
    vi.stubEnv('AWS_ENDPOINT_URL', aws.url)
    fake.clients = clientsWith({endpointUrl: undefined})
    await expect(write()).rejects.toMatchObject({code: 'ENDPOINT_NOT_AWS'})
    expect(aws.calls).toEqual([])
  })
})
