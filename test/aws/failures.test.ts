import {afterAll, afterEach, beforeAll, describe, expect, test, vi} from 'vitest'
import type {AwsClients, ClientOptions} from '../../src/aws/clients.js'
import {explainFailure} from '../../src/aws/failures.js'
import {readAccount} from '../../src/aws/read-account.js'
import {readAutoScalingGroups} from '../../src/aws/read-auto-scaling.js'
import {readInstanceTypes} from '../../src/aws/read-ec2.js'
import {readTaskDefinitions} from '../../src/aws/read-ecs.js'
import {readMetrics} from '../../src/aws/read-metrics.js'
import {PlanError} from '../../src/errors.js'
import type {Fault} from '../aws-fake/faults.js'
import {connect, stubCredentials} from './connect.js'
import {cornerShop} from './corner-shop.js'

let fake: Awaited<ReturnType<typeof connect>>
beforeAll(async () => {
  fake = await connect()
})
afterEach(() => {
  fake.aws.faults.length = 0
  fake.aws.calls.length = 0
  stubCredentials()
})
afterAll(() => fake.aws.close())

const metric = {namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions: {}, stat: 'Average'}
const windows = [{periodS: 300, fromAt: '2026-11-20T10:00:00.000Z', toAt: '2026-11-20T11:00:00.000Z'}]
const task = String(cornerShop.taskDefinitions[0]?.['taskDefinitionArn'])

/** One call of each protocol that AWS speaks here. */
const calls: [string, string, (clients: AwsClients) => Promise<unknown>][] = [
  ['awsQuery', 'autoscaling:DescribeAutoScalingGroups', (clients) => readAutoScalingGroups(clients, ['corner-web'])],
  ['ec2Query', 'ec2:DescribeInstanceTypes', (clients) => readInstanceTypes(clients, ['c7g.xlarge'])],
  ['awsJson 1.1', 'ecs:DescribeTaskDefinition', (clients) => readTaskDefinitions(clients, [task])],
  ['awsJson 1.0', 'cloudwatch:GetMetricData', (clients) => readMetrics({clients, queries: [{metric, windows}]})],
]

async function failureOf(work: Promise<unknown>): Promise<PlanError> {
  const outcome = await work.then(
    () => 'no failure',
    (error: unknown) => error,
  )
  if (outcome instanceof PlanError) return outcome
  throw new Error(`expected a PlanError, got ${String(outcome)}`)
}

describe.each(calls)('%s', (_protocol, action, call) => {
  test.each<[string, Fault]>([
    ['throttled once', {kind: 'throttle', times: 1}],
    ['two 503s', {kind: '5xx', status: 503, times: 2}],
    ['a proxy page once', {kind: 'html', times: 1}],
    ['a reset connection once', {kind: 'reset', times: 1}],
    ['a reply that breaks off once', {kind: 'truncate', times: 1}],
    ['a reply that stands still once', {kind: 'stall', times: 1}],
    ['half a reply that looks whole once', {kind: 'cut', times: 1}],
    ['an empty reply twice', {kind: 'empty', times: 2}],
    ['a sign-in page that says 200 once', {kind: 'html', status: 200, times: 1}],
    ['a clock that the reply puts right', {kind: 'skew', times: 1}],
  ])('%s is tried again', async (_name, fault) => {
    const expected = await call(fake.clients)
    fake.aws.calls.length = 0
    fake.aws.faults.push({...fault})
    expect(await call(fake.clientsWith({requestTimeoutMs: 200}))).toEqual(expected)
    expect(fake.aws.calls).toHaveLength(1 + (fault.times ?? 0))
  })

  test.each<[string, Fault, Partial<ClientOptions>, number, RegExp]>([
    ['THROTTLED', {kind: 'throttle'}, {}, 3, /kept refusing ACTION/],
    ['AWS_UNAVAILABLE', {kind: '5xx', status: 503}, {}, 3, /answered ACTION with HTTP 503/],
    ['AWS_UNAVAILABLE', {kind: 'html'}, {}, 3, /answered ACTION with HTTP 502/],
    ['UNREACHABLE', {kind: 'reset'}, {}, 3, /did not answer/],
    ['UNREACHABLE', {kind: 'truncate'}, {}, 3, /did not answer/],
    ['UNREACHABLE', {kind: 'hang'}, {requestTimeoutMs: 40, maxAttempts: 2}, 2, /did not answer/],
    ['UNREACHABLE', {kind: 'stall'}, {requestTimeoutMs: 40, maxAttempts: 2}, 2, /did not answer/],
    ['UNREADABLE_REPLY', {kind: 'cut'}, {}, 3, /ACTION.*that is not AWS's \(HTTP 200\)/],
    ['UNREADABLE_REPLY', {kind: 'empty'}, {}, 3, /ACTION.*that is not AWS's \(HTTP 200\): an empty reply/],
    ['UNREADABLE_REPLY', {kind: 'html', status: 200}, {}, 3, /ACTION.*that is not AWS's \(HTTP 200\): a page of HTML/],
    // A proxy's refusal is none of IAM's.
    ['UNREADABLE_REPLY', {kind: 'html', status: 403}, {}, 1, /ACTION.*that is not AWS's \(HTTP 403\)/],
    ['CLOCK_SKEWED', {kind: 'skew'}, {}, 3, /clock is 2 h behind AWS's, so ACTION was refused/],
    ['ACCESS_DENIED', {kind: 'error', status: 403, code: 'AccessDeniedException'}, {}, 1, /may not call ACTION/],
    ['ACCESS_DENIED', {kind: 'error', status: 403, code: 'UnauthorizedOperation'}, {}, 1, /may not call ACTION/],
    ['CREDENTIALS_EXPIRED', {kind: 'error', status: 403, code: 'ExpiredToken'}, {}, 1, /expired before ACTION/],
    [
      'CREDENTIALS_EXPIRED',
      {kind: 'error', status: 400, code: 'ExpiredTokenException'},
      {},
      1,
      /expired before ACTION/,
    ],
    ['CREDENTIALS_INVALID', {kind: 'error', status: 403, code: 'SignatureDoesNotMatch'}, {}, 1, /not accept.*ACTION/],
    [
      'UNEXPECTED_REPLY',
      {kind: 'error', status: 400, code: 'ValidationError'},
      {},
      1,
      /ACTION.*Validation(Error|Exception) \(HTTP 400\)/,
    ],
  ])('%s for %j', async (code, fault, options, wireCount, sentence) => {
    fake.aws.faults.push({...fault})
    const failure = await failureOf(call(fake.clientsWith(options)))
    expect(failure).toMatchObject({kind: 'aws', exitCode: 4, code})
    expect(failure.message).toMatch(new RegExp(sentence.source.replace('ACTION', action)))
    expect(failure.message).not.toMatch(/[<\n]/)
    expect(failure.suggestions.length).toBeGreaterThan(0)
    expect(fake.aws.calls).toHaveLength(wireCount)
  })

  test('a failure that hits the second call only', async () => {
    fake.aws.faults.push({kind: 'error', code: 'AccessDenied', status: 403, skip: 1})
    await call(fake.clients)
    expect((await failureOf(call(fake.clients))).code).toBe('ACCESS_DENIED')
  })

  test('nobody listens', async () => {
    const clients = fake.clientsWith({endpointUrl: 'http://127.0.0.1:1'})
    expect(await failureOf(call(clients))).toMatchObject({code: 'UNREACHABLE', exitCode: 4})
  })
})

test('the action that is missing is named as IAM spells it', async () => {
  fake.aws.faults.push({kind: 'error', code: 'AccessDenied', status: 403})
  const failure = await failureOf(readAutoScalingGroups(fake.clients, ['corner-web']))
  expect(failure.message).toBe('these credentials may not call autoscaling:DescribeAutoScalingGroups on corner-web')
  expect(failure.suggestions).toEqual([
    "allow the action autoscaling:DescribeAutoScalingGroups in the role's IAM policy",
  ])
})

test('no credentials, and a profile that is not there', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined)
  const account = {expected: '123456789012'}
  const none = await failureOf(readAccount({clients: fake.clientsWith({}), ...account}))
  expect(none).toMatchObject({code: 'CREDENTIALS_MISSING', exitCode: 4})
  const unknown = await failureOf(readAccount({clients: fake.clientsWith({profile: 'shop-ro'}), ...account}))
  expect(unknown).toMatchObject({code: 'CREDENTIALS_MISSING', message: 'profile shop-ro gives no AWS credentials'})
  expect(unknown.suggestions[0]).toBe('aws configure list --profile shop-ro')
})

test('an expired SSO session names the command that renews it', () => {
  const error = Object.assign(
    new Error('The SSO session associated with this profile has expired. To refresh this …'),
    {
      name: 'CredentialsProviderError',
    },
  )
  expect(explainFailure(error, {service: 'sts', operation: 'GetCallerIdentity', profile: 'shop-ro'})).toMatchObject({
    code: 'SSO_EXPIRED',
    message: 'the SSO session of profile shop-ro has expired or is missing',
    suggestions: ['aws sso login --profile shop-ro'],
  })
})

test('a bug of our own is not passed off as a failure of AWS', () => {
  const bug = new TypeError('x is not a function')
  expect(explainFailure(bug, {service: 'rds', operation: 'DescribeDBInstances'})).toBe(bug)
})
