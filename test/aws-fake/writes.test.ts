import {
  ApplicationAutoScalingClient,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling'
import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeScheduledActionsCommand,
  PutScheduledUpdateGroupActionCommand,
  SetDesiredCapacityCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling'
import {DescribeDBInstancesCommand, ModifyDBInstanceCommand, RDSClient} from '@aws-sdk/client-rds'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {connect} from '../aws/connect.js'
import {cornerShop} from '../aws/corner-shop.js'

/** What AWS refuses of a change, or makes of it, and moto does not. */
const now = '2026-11-20T12:00:00.000Z'
let fake: Awaited<ReturnType<typeof connect>>
beforeEach(async () => {
  fake = await connect({now, snapshot: structuredClone(cornerShop), isWritable: true})
})
afterEach(() => fake.aws.close())

const AutoScalingGroupName = 'corner-web'
const groups = () => fake.clients.of(AutoScalingClient)
const schedule = (given: object) =>
  groups().send(
    new PutScheduledUpdateGroupActionCommand({
      AutoScalingGroupName,
      ScheduledActionName: 'up',
      StartTime: new Date('2026-12-05T04:30:00Z'),
      MinSize: 5,
      ...given,
    }),
  )
const groupNow = async () => {
  const named = new DescribeAutoScalingGroupsCommand({AutoScalingGroupNames: [AutoScalingGroupName]})
  return (await groups().send(named)).AutoScalingGroups?.[0]
}

describe('a scheduled action of a group', () => {
  test('is kept, and put again under its name it is replaced', async () => {
    await schedule({})
    await schedule({MinSize: 6})
    const named = {AutoScalingGroupName, ScheduledActionNames: ['up']}
    const reply = await groups().send(new DescribeScheduledActionsCommand(named))
    expect(reply.ScheduledUpdateGroupActions).toMatchObject([{MinSize: 6, StartTime: new Date('2026-12-05T04:30:00Z')}])
  })

  test.each<[string, object, string, RegExp]>([
    ['a start in the past', {StartTime: new Date('2026-11-20T11:59:00Z')}, 'ValidationError', /in the past/],
    ['an end before the start', {EndTime: new Date('2026-11-26T00:00:00Z')}, 'ValidationError', /end time/],
    ['a minimum above the maximum', {MinSize: 9, MaxSize: 8}, 'ValidationError', /greater than or equal/],
    ['nothing to set', {MinSize: undefined}, 'ValidationError', /At least one/],
    ['a group that is not there', {AutoScalingGroupName: 'nowhere'}, 'ValidationError', /not found/],
  ])('with %s is refused', async (_name, given, name, says) => {
    await expect(schedule(given)).rejects.toMatchObject({name, message: expect.stringMatching(says)})
  })

  test('at the time of another is refused', async () => {
    await schedule({})
    await expect(schedule({ScheduledActionName: 'other'})).rejects.toMatchObject({name: 'AlreadyExistsFault'})
  })
})

describe('a group', () => {
  test('of which the maximum is lowered below its size is cut to it at once', async () => {
    const size = Number((await groupNow())?.DesiredCapacity)
    await groups().send(new UpdateAutoScalingGroupCommand({AutoScalingGroupName, MinSize: 0, MaxSize: size - 1}))
    expect(await groupNow()).toMatchObject({MaxSize: size - 1, DesiredCapacity: size - 1})
  })

  test('takes no size above its maximum', async () => {
    const beyond = Number((await groupNow())?.MaxSize) + 1
    const call = new SetDesiredCapacityCommand({AutoScalingGroupName, DesiredCapacity: beyond})
    await expect(groups().send(call)).rejects.toMatchObject({name: 'ValidationError'})
  })
})

describe('a scheduled action of a service', () => {
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/corner/checkout',
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const
  const put = (given: object) =>
    fake.clients.of(ApplicationAutoScalingClient).send(
      new PutScheduledActionCommand({
        ...target,
        ScheduledActionName: 'up',
        Schedule: 'at(2026-11-27T04:30:00)',
        ScalableTargetAction: {MinCapacity: 10},
        ...given,
      }),
    )

  test.each(['at(2026-11-27T04:30:00)', 'cron(30 4 27 11 ? 2026)', 'rate(2 hours)'])('takes %s', async (Schedule) => {
    await put({Schedule})
    expect(fake.estate.snapshot.scheduledActions).toContainEqual(expect.objectContaining({Schedule}))
  })

  test.each<[string, object, string]>([
    ['a time in the past', {Schedule: 'at(2026-11-20T11:59:00)'}, 'ValidationException'],
    ['a time that is none', {Schedule: 'yesterday'}, 'ValidationException'],
    ['a cron of five fields', {Schedule: 'cron(30 4 27 11 ?)'}, 'ValidationException'],
    ['a minimum above the maximum', {ScalableTargetAction: {MinCapacity: 9, MaxCapacity: 8}}, 'ValidationException'],
    ['a service that is not registered', {ResourceId: 'service/corner/nowhere'}, 'ObjectNotFoundException'],
  ])('with %s is refused', async (_name, given, name) => {
    await expect(put(given)).rejects.toMatchObject({name})
  })

  test('is over limits that must not cross', async () => {
    const call = new RegisterScalableTargetCommand({...target, MinCapacity: 9, MaxCapacity: 8})
    await expect(fake.clients.of(ApplicationAutoScalingClient).send(call)).rejects.toMatchObject({
      name: 'ValidationException',
    })
  })
})

describe('a database', () => {
  const DBInstanceIdentifier = 'corner-db'
  const modify = (given: object) =>
    fake.clients.of(RDSClient).send(new ModifyDBInstanceCommand({DBInstanceIdentifier, ...given}))
  const databaseNow = async () =>
    (await fake.clients.of(RDSClient).send(new DescribeDBInstancesCommand({DBInstanceIdentifier}))).DBInstances?.[0]

  test('keeps what is not applied at once as pending, and applies all of it with what is', async () => {
    const before = await databaseNow()
    await modify({DBInstanceClass: 'db.r6g.8xlarge'})
    expect(await databaseNow()).toMatchObject({
      DBInstanceClass: before?.DBInstanceClass,
      PendingModifiedValues: {DBInstanceClass: 'db.r6g.8xlarge'},
    })
    await modify({MultiAZ: !before?.MultiAZ, ApplyImmediately: true})
    expect(await databaseNow()).toMatchObject({
      DBInstanceClass: 'db.r6g.8xlarge',
      MultiAZ: !before?.MultiAZ,
      DBInstanceStatus: 'modifying',
    })
    await expect(modify({Iops: 20_000})).rejects.toMatchObject({name: 'InvalidDBInstanceStateFault'})
  })

  test('grows by a tenth at least, and never shrinks', async () => {
    const has = Number((await databaseNow())?.AllocatedStorage)
    await modify({AllocatedStorage: has + 1})
    expect((await databaseNow())?.PendingModifiedValues?.AllocatedStorage).toBe(Math.ceil(has * 1.1))
    await expect(modify({AllocatedStorage: has - 1})).rejects.toMatchObject({name: 'InvalidParameterCombination'})
  })

  test('below 400 GiB of gp3 takes no IOPS of its own', async () => {
    const [database] = fake.estate.snapshot.dbInstances
    Object.assign(database ?? {}, {StorageType: 'gp3', AllocatedStorage: 200, Iops: 3000})
    await expect(modify({Iops: 12_000})).rejects.toMatchObject({name: 'InvalidParameterCombination'})
  })
})
