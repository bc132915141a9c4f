import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest'
import {checkWriteEndpoints} from '../../src/aws/check-write-endpoints.js'
import {makeClients} from '../../src/aws/clients.js'
import {sendRequest} from '../../src/aws/send-request.js'
import {writeCommand} from '../../src/aws/write-commands.js'
import type {AwsRequest} from '../../src/documents/patch.js'
import type {FaultKind} from '../aws-fake/faults.js'
import {connect, stubCredentials} from './connect.js'
import {cornerShop} from './corner-shop.js'

const scheduled: AwsRequest = {
  service: 'autoscaling',
  operation: 'PutScheduledUpdateGroupAction',
  input: {
    AutoScalingGroupName: 'corner-web',
    ScheduledActionName: 'ecom-plan-bf26-1',
    StartTime: '2026-11-27T05:30:00.000Z',
    MinSize: 4,
  },
}
const target: AwsRequest = {
  service: 'application-autoscaling',
  operation: 'RegisterScalableTarget',
  input: {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/corner/checkout',
    ScalableDimension: 'ecs:service:DesiredCount',
    MaxCapacity: 40,
  },
}

let fake: Awaited<ReturnType<typeof connect>>
beforeEach(async () => {
  fake = await connect({now: '2026-11-20T12:00:00.000Z', snapshot: structuredClone(cornerShop), isWritable: true})
})
afterEach(async () => {
  await fake.aws.close()
  vi.unstubAllEnvs()
})

test('a change is made as it is written, its time as AWS wants it, and its answer has an id', async () => {
  const outcome = await sendRequest({clients: fake.clients, request: scheduled})
  expect(outcome).toEqual({result: 'accepted', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/)})
  expect(fake.aws.calls.map(({input}) => input)).toEqual([
    {...scheduled.input, StartTime: new Date('2026-11-27T05:30:00Z')},
  ])
})

/** What goes wrong on the wire, what it is called, and whether the change may have been made. */
const faults: [FaultKind, object, {result: string; code: string}][] = [
  ['throttle', {}, {result: 'throttled', code: 'THROTTLED'}],
  ['throttle', {status: 503}, {result: 'throttled', code: 'THROTTLED'}],
  ['error', {status: 429, code: 'SlowDown'}, {result: 'throttled', code: 'THROTTLED'}],
  ['5xx', {}, {result: 'server-error', code: 'InternalFailure'}],
  ['5xx', {status: 503, code: 'ServiceUnavailable'}, {result: 'server-error', code: 'ServiceUnavailable'}],
  [
    'error',
    {status: 500, code: 'ResourceContention'},
    {result: 'server-error', code: expect.stringMatching(/^ResourceContention/)},
  ],
  ['error', {}, {result: 'refused', code: expect.stringMatching(/^Validation(Error|Exception)$/)}],
  ['error', {code: 'LimitExceeded'}, {result: 'refused', code: expect.stringMatching(/^LimitExceeded/)}],
  ['denied', {}, {result: 'refused', code: 'ACCESS_DENIED'}],
  ['expired', {}, {result: 'refused', code: 'CREDENTIALS_EXPIRED'}],
  ['skew', {}, {result: 'refused', code: 'CLOCK_SKEWED'}],
  ['error', {status: 403, code: 'SignatureDoesNotMatch'}, {result: 'refused', code: 'CREDENTIALS_INVALID'}],
  ['error', {status: 404, code: 'ResourceNotFoundException'}, {result: 'refused', code: 'RESOURCE_NOT_FOUND'}],
  ['error', {status: 400, code: 'RequestTimeout'}, {result: 'unknown', code: 'RequestTimeout'}],
  ['html', {}, {result: 'unknown', code: 'UNREADABLE_REPLY'}],
  ['html', {status: 200}, {result: 'unknown', code: 'UNREADABLE_REPLY'}],
  ['html', {status: 403}, {result: 'unknown', code: 'UNREADABLE_REPLY'}],
  ['html', {status: 504}, {result: 'unknown', code: 'UNREADABLE_REPLY'}],
  ['reset', {}, {result: 'unknown', code: 'UNREACHABLE'}],
  ['hang', {}, {result: 'unknown', code: 'UNREACHABLE'}],
  ['stall', {}, {result: 'unknown', code: 'UNREACHABLE'}],
  ['truncate', {}, {result: 'unknown', code: 'UNREACHABLE'}],
  ['cut', {}, {result: 'unknown', code: 'UNREADABLE_REPLY'}],
  ['empty', {}, {result: 'unknown', code: 'UNREADABLE_REPLY'}],
]

describe.each([scheduled, target])('what becomes of $service', (request) => {
  test.each(faults)('struck by %s %j', async (kind, more, expected) => {
    fake.aws.faults.push({kind, ...more})
    const clients = fake.clientsWith({requestTimeoutMs: /hang|stall/.test(kind) ? 150 : 20_000, maxAttempts: 5})
    const outcome = await sendRequest({clients, request})
    expect(outcome).toMatchObject(expected)
    expect((outcome as {message: string}).message).toMatch(/\w/)
    // Once: each further attempt is the caller's to make and to record.
    expect(fake.aws.calls).toHaveLength(1)
  })
})

test('credentials that are not there refuse a change before it is sent', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined)
  const outcome = await sendRequest({clients: fake.clientsWith({}), request: scheduled})
  expect(outcome).toMatchObject({result: 'refused', code: 'CREDENTIALS_MISSING'})
  expect(fake.aws.calls).toEqual([])
})

test('what AWS repeats of a signature or a key is not passed on', async () => {
  const message =
    "Authorization header requires 'SignedHeaders'. Authorization=AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261120/us-east-1/autoscaling/aws4_request, Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024"
  fake.aws.faults.push({kind: 'error', code: 'SomethingElse', message})
  const {message: told} = (await sendRequest({clients: fake.clients, request: scheduled})) as {message: string}
  expect(told).toMatch(/Authorization header requires/)
  expect(told).not.toMatch(/AKIAIOSFODNN7EXAMPLE|fe5f80f7/)
})

describe('is refused here, and nothing is sent:', () => {
  test.each<[string, AwsRequest, string, RegExp]>([
    ['a member that AWS does not know', with_({MinimumSize: 3}), 'PATCH_INVALID', /MinimumSize: no such member/],
    ['a field that is not set', with_({MinSize: null}), 'PATCH_INVALID', /MinSize: expected a number/],
    ['a number that is none', with_({MinSize: Number.NaN}), 'PATCH_INVALID', /MinSize: expected a number/],
    ['a time that is none', with_({StartTime: 'soon'}), 'PATCH_INVALID', /expected an ISO time/],
    ['a desired size', with_({DesiredCapacity: 5}), 'PATCH_INVALID', /DesiredCapacity: never sent/],
    ['a maximum in a schedule', with_({MaxSize: 5}), 'PATCH_INVALID', /a maximum is never scheduled/],
    [
      'a desired count',
      {service: 'ecs', operation: 'UpdateService', input: {service: 'checkout', desiredCount: 3}},
      'PATCH_INVALID',
      /desiredCount: never sent/,
    ],
    ['SetDesiredCapacity', {...scheduled, operation: 'SetDesiredCapacity'}, 'PATCH_UNKNOWN', /never calls/],
    ['TerminateInstances', {...scheduled, service: 'ec2', operation: 'TerminateInstances'}, 'PATCH_UNKNOWN', /never/],
    ['a name that every object has', {...scheduled, operation: 'constructor'}, 'PATCH_UNKNOWN', /never calls/],
  ])('%s', async (_name, request, code, message) => {
    await expect(sendRequest({clients: fake.clients, request})).rejects.toMatchObject({
      code,
      exitCode: 6,
      message: expect.stringMatching(message),
    })
    expect(fake.aws.calls).toEqual([])
  })

  function with_(more: object): AwsRequest {
    return {...scheduled, input: {...scheduled.input, ...more}}
  }
})

describe('a host that is not AWS’s', () => {
  test.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_AUTO_SCALING'])(
    'that %s names is for reading only',
    async (name) => {
      vi.stubEnv(name, fake.aws.url)
      const clients = makeClients({region: 'us-east-1'})
      const refused = {code: 'ENDPOINT_NOT_AWS', exitCode: 6}
      await expect(sendRequest({clients, request: scheduled})).rejects.toMatchObject(refused)
      await expect(checkWriteEndpoints({clients, services: ['autoscaling']})).rejects.toMatchObject(refused)
      expect(fake.aws.calls).toEqual([])
      const {readAutoScalingGroups} = await import('../../src/aws/read-auto-scaling.js')
      expect(await readAutoScalingGroups(clients, ['corner-web'])).toHaveLength(1)
    },
  )

  test('that the command line names takes writes', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1')
    const clients = makeClients({region: 'us-east-1', endpointUrl: fake.aws.url})
    await checkWriteEndpoints({clients, services: ['autoscaling', 'ec2']})
    expect(fake.aws.calls).toEqual([])
    expect(await sendRequest({clients, request: scheduled})).toMatchObject({result: 'accepted'})
  })

  test.each([
    ['https://autoscaling.amazonaws.com.evil.example', true],
    ['https://evilamazonaws.com', true],
    ['http://autoscaling.us-east-1.amazonaws.com', true],
    ['https://vpce-0a1b.autoscaling.us-east-1.vpce.amazonaws.com', false],
    ['https://autoscaling.cn-north-1.amazonaws.com.cn', false],
    ['https://autoscaling.us-east-1.api.aws', false],
  ])('%s: %s', async (url, isForeign) => {
    stubCredentials()
    vi.stubEnv('AWS_ENDPOINT_URL', url)
    const check = checkWriteEndpoints({clients: makeClients({region: 'us-east-1'}), services: ['autoscaling']})
    if (isForeign) await expect(check).rejects.toMatchObject({code: 'ENDPOINT_NOT_AWS'})
    else await check
  })

  test('every service is AWS’s own where nothing is set', async () => {
    await checkWriteEndpoints({
      clients: makeClients({region: 'eu-central-1'}),
      services: [
        'autoscaling',
        'application-autoscaling',
        'ec2',
        'ecs',
        'elasticloadbalancing',
        'rds',
        'servicequotas',
      ],
    })
  })
})

test('no command of the SDK that moves a desired size can be sent', async () => {
  await expect(writeCommand({service: 'autoscaling', operation: 'SetDesiredCapacity'})).rejects.toMatchObject({
    code: 'PATCH_UNKNOWN',
  })
})
