import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest'
import {makeClients} from '../../src/aws/clients.js'
import {readSnapshot} from '../../src/aws/read-snapshot.js'
import type {Config} from '../../src/documents/config.js'
import {snapshotSchema} from '../../src/documents/snapshot.js'
import {connect} from './connect.js'
import {cornerConfig, cornerShop} from './corner-shop.js'

const {capturedAt} = cornerShop
const stranger = {
  AutoScalingGroupName: 'somebody-else',
  MinSize: 1,
  MaxSize: 1,
  DesiredCapacity: 1,
  Instances: [{InstanceType: 'x1.32xlarge'}],
}

/** The shop among other things in the account, so that a reader that takes everything is found out. */
const crowded = {
  ...cornerShop,
  autoScalingGroups: [stranger, ...cornerShop.autoScalingGroups],
  services: [{...cornerShop.services[1], serviceName: 'gone', status: 'INACTIVE'}, ...cornerShop.services],
  dbInstances: [{DBInstanceIdentifier: 'somebody-else'}, ...cornerShop.dbInstances],
}

let fake: Awaited<ReturnType<typeof connect>>
beforeEach(async () => {
  fake = await connect({snapshot: crowded})
})
afterEach(() => fake.aws.close())

const read = (config: Config = cornerConfig) => readSnapshot({clients: fake.clients, config, capturedAt})
const withTier = (name: string, tier: Config['tiers'][string]): Config => ({...cornerConfig, tiers: {[name]: tier}})

test('what the config names, and what lies under it, comes back as AWS has it', async () => {
  expect(await read()).toEqual(cornerShop)
})

test('the snapshot is a document: it survives a file', async () => {
  const snapshot = await read()
  expect(snapshotSchema.parse(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot)
})

test('nothing is changed, and every page is followed', async () => {
  await read()
  expect(fake.aws.calls.filter((call) => call.isMutating)).toEqual([])
  const pages = fake.aws.calls.filter((call) => call.operation === 'DescribePolicies')
  // Three policies of the web group on pages of two, and the hosts' empty list.
  expect(pages.map((call) => call.input['NextToken'])).toEqual([undefined, 'page-2', undefined])
  fake.estate.pageSize = 1
  expect(await read()).toEqual(cornerShop)
})

test('a tier that the config does not have is not read', async () => {
  const snapshot = await read(withTier('database', {kind: 'rds', resource: 'corner-db'}))
  expect(snapshot.dbInstances).toEqual(cornerShop.dbInstances)
  expect(fake.aws.calls.map((call) => call.service)).toEqual([
    'sts',
    'elasticloadbalancing',
    'rds',
    'rds',
    'rds',
    'servicequotas',
    'servicequotas',
    'servicequotas',
  ])
})

test('a target group by the name in the config', async () => {
  const tier = {kind: 'ecs', resource: 'corner/search', targetGroup: 'corner-web'} as const
  expect((await read(withTier('search', tier))).targetGroups).toEqual([cornerShop.targetGroups[0]])
})

test('AWS_ENDPOINT_URL alone sends a run to another place, as the SDK has it', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', fake.aws.url)
  const clients = makeClients({region: 'us-east-1'})
  expect(await readSnapshot({clients, config: cornerConfig, capturedAt})).toEqual(cornerShop)
})

test('the wrong account is noticed before anything is read', async () => {
  const config = {...cornerConfig, aws: {...cornerConfig.aws, account: '999999999999'}}
  await expect(read(config)).rejects.toMatchObject({
    exitCode: 4,
    code: 'WRONG_ACCOUNT',
    message: expect.stringMatching(/account 123456789012 \(arn:aws:sts.*ecom-plan.yaml names 999999999999/),
  })
  expect(fake.aws.calls.map((call) => call.operation)).toEqual(['GetCallerIdentity'])
})

describe('a name that does not exist', () => {
  test.each([
    ['web', {kind: 'asg', resource: 'corner-wbe'}, 'did you mean corner-web?'],
    ['checkout', {kind: 'ecs', resource: 'corner/chekout'}, 'did you mean corner/checkout?'],
    ['search', {kind: 'ecs', resource: 'corner/gone'}, 'there is corner/checkout, corner/search'],
    ['db', {kind: 'rds', resource: 'corner-bd'}, 'did you mean corner-db?'],
    ['web', {kind: 'asg', resource: 'corner-web', targetGroup: 'corner-wb'}, 'did you mean corner-web?'],
  ] as const)('tier %s %j', async (name, tier, suggestion) => {
    await expect(read(withTier(name, tier))).rejects.toMatchObject({
      exitCode: 4,
      code: 'RESOURCE_NOT_FOUND',
      message: expect.stringMatching(new RegExp(`^tier ${name} names`)),
      suggestions: expect.arrayContaining([suggestion]),
    })
  })

  test('a cluster', async () => {
    await expect(read(withTier('search', {kind: 'ecs', resource: 'korner/search'}))).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      message: 'tier search names ECS service korner/search, which account 123456789012 does not have in us-east-1',
      suggestions: expect.arrayContaining([expect.stringContaining('no service in a cluster korner')]),
    })
  })

  test('the load balancer', async () => {
    await expect(read({...cornerConfig, loadBalancer: 'cornr', tiers: {}})).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      suggestions: expect.arrayContaining(['did you mean corner?']),
    })
  })
})
