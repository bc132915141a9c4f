import {afterEach, beforeEach, expect, test} from 'vitest'
import {readLive} from '../../src/aws/read-live.js'
import type {Patch} from '../../src/documents/patch.js'
import {connect} from './connect.js'

let fake: Awaited<ReturnType<typeof connect>>
beforeEach(async () => {
  fake = await connect()
})
afterEach(() => fake.aws.close())

function patch(
  id: string,
  [service, operation]: [Patch['request']['service'], string],
  input: Record<string, unknown>,
  before: Record<string, unknown>,
): Patch {
  const request = {service, operation, input}
  const undo = {impossible: 'not under test'}
  const due = {ends: 'restore', wave: 'limits', notBeforeAt: null, notAfterAt: null} as const
  const words = {id, tier: 'web', resource: `resource of ${id}`, summary: ''}
  return {...words, route: 'automatic', request, before, after: before, undo, ...due}
}

const group = (before: Record<string, unknown>, name = 'corner-web') =>
  patch('group', ['autoscaling', 'UpdateAutoScalingGroup'], {AutoScalingGroupName: name, MaxSize: 80}, before)

const groupAction = (name: string, before: unknown) =>
  patch(
    `action-${name}`,
    ['autoscaling', 'PutScheduledUpdateGroupAction'],
    {AutoScalingGroupName: 'corner-web', ScheduledActionName: name, MinSize: 40},
    {ScheduledAction: before},
  )

const service = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/corner/checkout',
  ScalableDimension: 'ecs:service:DesiredCount',
}
const target = (ResourceId: string) =>
  patch(
    'target',
    ['application-autoscaling', 'RegisterScalableTarget'],
    {...service, ResourceId},
    {
      MinCapacity: 1,
      MaxCapacity: 2,
    },
  )

const serviceAction = (name: string, before: unknown) =>
  patch(
    `service-${name}`,
    ['application-autoscaling', 'PutScheduledAction'],
    {...service, ScheduledActionName: name},
    {ScheduledAction: before},
  )

const database = (before: Record<string, unknown>, id = 'corner-db') =>
  patch('database', ['rds', 'ModifyDBInstance'], {DBInstanceIdentifier: id, Iops: 24000}, before)

const read = (...patches: Patch[]) => readLive({clients: fake.clients, patches})

test('the live values of exactly the fields that before names', async () => {
  expect(await read(group({MinSize: 1, MaxSize: 1, DefaultInstanceWarmup: 0, Context: ''}))).toEqual({
    group: {MinSize: 3, MaxSize: 12, DefaultInstanceWarmup: 120, Context: null},
  })
  expect(await read(target('service/corner/checkout'))).toEqual({target: {MinCapacity: 4, MaxCapacity: 24}})
  const storage = {Iops: 1, StorageThroughput: 1, AllocatedStorage: 1, StorageType: 'io2', DBInstanceClass: 'x'}
  expect(await read(database(storage))).toEqual({
    database: {
      Iops: 12000,
      StorageThroughput: 500,
      AllocatedStorage: 500,
      StorageType: 'gp3',
      DBInstanceClass: 'db.r6g.2xlarge',
    },
  })
})

test('a scheduled action that nobody made is null, and so are the limits of a service that is not registered', async () => {
  expect(await read(groupAction('ecom-plan-bf26-up', null), serviceAction('ecom-plan-bf26-up', null))).toEqual({
    'action-ecom-plan-bf26-up': {ScheduledAction: null},
    'service-ecom-plan-bf26-up': {ScheduledAction: null},
  })
  expect(await read(target('service/corner/blog'))).toEqual({target: {MinCapacity: null, MaxCapacity: null}})
})

test('a scheduled action that somebody made in the meantime is shown whole', async () => {
  expect(await read(groupAction('launch', null), serviceAction('launch', null))).toEqual({
    'action-launch': {
      ScheduledAction: {StartTime: '2026-11-27T04:30:00.000Z', MinSize: 9, MaxSize: 12, DesiredCapacity: 9},
    },
    'service-launch': {
      ScheduledAction: {
        Schedule: 'at(2026-11-26T23:30:00)',
        Timezone: 'America/New_York',
        ScalableTargetAction: {MinCapacity: 12, MaxCapacity: 24},
      },
    },
  })
})

test('of a scheduled action that was there, the fields that before lists and all that it does beside', async () => {
  const before = {Recurrence: '0 1 * * *', MinSize: 4, MaxSize: 20}
  expect(await read(groupAction('evening', before))).toEqual({
    'action-evening': {
      ScheduledAction: {Recurrence: '30 18 * * *', TimeZone: 'America/New_York', MinSize: 5, MaxSize: null},
    },
  })
})

test('each resource is read once, and nothing is changed', async () => {
  const patches = [group({MinSize: 3}), groupAction('evening', null), groupAction('launch', null), database({Iops: 1})]
  await read(...patches, {...group({MaxSize: 3}), id: 'again'})
  expect(fake.aws.calls.map((call) => call.operation)).toEqual([
    'DescribeAutoScalingGroups',
    'DescribeScheduledActions',
    'DescribeDBInstances',
  ])
  expect(fake.aws.calls.some((call) => call.isMutating)).toBe(false)
})

test.each([group({MinSize: 3}, 'gone'), database({Iops: 1}, 'gone')])('a resource that is gone: $id', async (gone) => {
  await expect(read(gone)).rejects.toMatchObject({
    code: 'RESOURCE_NOT_FOUND',
    exitCode: 4,
    message: `patch ${gone.id} changes resource of ${gone.id}, which no longer exists`,
  })
})

test('a call that cannot be compared is refused before it is asked about', async () => {
  await expect(read(patch('x', ['rds', 'DeleteDBCluster'], {}, {}))).rejects.toMatchObject({
    code: 'PATCH_UNKNOWN',
    exitCode: 6,
  })
  expect(fake.aws.calls).toEqual([])
})
