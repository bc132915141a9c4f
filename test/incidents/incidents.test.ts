import {afterEach, beforeEach, expect, test} from 'vitest'
import {PlanError} from '../../src/errors.js'
import {fire} from '../aws-fake/fire.js'
import {
  databaseChange,
  type IncidentShop,
  maxCapacity,
  maxSize,
  now,
  scheduledMin,
  startIncidentShop,
} from './incident-shop.js'

/** What went wrong with other tools, each as it happened and as it ends here. */
let shop: IncidentShop

beforeEach(async () => {
  shop = await startIncidentShop()
  shop.database('corner-db')['PendingModifiedValues'] = {}
})
afterEach(() => shop.aws.close())

const sizes = () => {
  const {MinSize, MaxSize, DesiredCapacity} = shop.group('corner-web')
  return {MinSize, MaxSize, DesiredCapacity}
}
const sentFields = () => shop.writes().flatMap(({input}) => Object.keys(input))

// terraform #11236, #9690, #10308; cloudposse #66; terraform-aws-autoscaling #48, #72, #154
test('apply does not put the desired size back after autoscaling grew it between plan and apply', async () => {
  // The plan was made at 3; the autoscaler has gone to 10 since.
  shop.group('corner-web')['DesiredCapacity'] = 10
  expect(await shop.refusedBy([maxSize(12, 30)])).toEqual([])
  const {failure} = await shop.apply([maxSize(12, 30)])
  expect(failure).toBeNull()
  expect(sizes()).toEqual({MinSize: 3, MaxSize: 30, DesiredCapacity: 10})
  expect(sentFields()).not.toContain('DesiredCapacity')
})

test('the autoscaler may move the desired size in the middle of an apply, and keeps it', async () => {
  shop.aws.onCall = ({operation}) => {
    if (operation === 'UpdateAutoScalingGroup') shop.group('corner-web')['DesiredCapacity'] = 11
  }
  await shop.apply([maxSize(12, 30), scheduledMin('1', '2026-11-27T04:15:00.000Z', 20)])
  expect(sizes()['DesiredCapacity']).toBe(11)
})

// buildkite elastic-ci #260: 18 → 0, an hour to go back
test('a stack update that drops the fleet to its minimum is told of before: the field and the value it resets', async () => {
  shop.group('corner-web')['DesiredCapacity'] = 10
  const check = (await shop.checks([maxSize(12, 30)])).find(({id}) => id === 'managed-by-iac')
  expect(check?.status).toBe('warn')
  expect(check?.details).toEqual([
    'corner-web is managed by CloudFormation stack corner & web: its next update can reset MaxSize to 12',
  ])
  // What such an update does to a fleet that only the policy holds up: our minimum is scheduled, so it holds.
  await shop.apply([maxSize(12, 30), scheduledMin('1', '2026-11-27T04:15:00.000Z', 20)])
  fire(shop.estate, '2026-11-27T04:16:00.000Z')
  expect(sizes()).toEqual({MinSize: 20, MaxSize: 30, DesiredCapacity: 20})
})

// terraform #5681, provider #4930; buildkite #139, #146; 18F #150
test('a field that is not set is not sent: a scheduled action has a minimum and no maximum and no desired size', async () => {
  await shop.apply([scheduledMin('1', '2026-11-27T04:15:00.000Z', 9)])
  const [put] = shop.writes()
  expect(Object.keys(put?.input ?? {}).sort()).toEqual([
    'AutoScalingGroupName',
    'MinSize',
    'ScheduledActionName',
    'StartTime',
  ])
  fire(shop.estate, '2026-11-27T04:16:00.000Z')
  expect(sizes()).toEqual({MinSize: 9, MaxSize: 12, DesiredCapacity: 9})
})

test('a request that somebody edited to carry a desired size, a scheduled maximum or an empty field is not sent', async () => {
  const action = scheduledMin('1', '2026-11-27T04:15:00.000Z', 9)
  for (const more of [{DesiredCapacity: 0}, {MaxSize: 9}, {MinSize: null}]) {
    const edited = {...action, request: {...action.request, input: {...action.request.input, ...more}}}
    const {failure} = await shop.apply([edited])
    expect(failure?.code).toBe('PATCH_INVALID')
    shop.store.blobs.clear()
  }
  expect(shop.writes()).toEqual([])
})

// terraform #11798
test('a schedule and a template that fight over the minimum: the schedule that is there already stops the apply', async () => {
  const action = scheduledMin('1', '2026-11-27T04:15:00.000Z', 9)
  shop.estate.snapshot.autoScalingScheduledActions.push({
    AutoScalingGroupName: 'corner-web',
    ScheduledActionName: 'ecom-plan-p-91d4-1',
    StartTime: '2026-11-27T04:15:00.000Z',
    MinSize: 2,
  })
  expect(await shop.refusedBy([action])).toEqual(['drift'])
  const {failure} = await shop.apply([action])
  expect(failure?.exitCode).toBe(6)
  expect(shop.writes()).toEqual([])
})

test('a minimum that would stand above the maximum in force is not scheduled without the raise of the maximum', async () => {
  const [raise, action] = [maxSize(12, 30), scheduledMin('1', '2026-11-27T04:15:00.000Z', 20)]
  expect(await shop.refusedBy([raise, action], {only: [action.id]})).toEqual(['order'])
  expect(await shop.refusedBy([raise, action])).toEqual([])
})

// orca #479, #2746, #3990
test('a capacity that was read and then scaled by a schedule is read again just before the call', async () => {
  let reads = 0
  shop.aws.onCall = ({operation}) => {
    if (operation !== 'DescribeAutoScalingGroups') return
    reads += 1
    // Between the check and the call another schedule raises the maximum.
    if (reads === 2) shop.group('corner-web')['MaxSize'] = 40
  }
  const {failure} = await shop.apply([maxSize(12, 30)])
  expect(failure?.message).toContain('MaxSize')
  expect(failure?.exitCode).toBe(6)
  expect(sizes()['MaxSize']).toBe(40)
  expect(shop.writes()).toEqual([])
})

// terraform #2820, #4281
test('a change of a database that RDS only took is not called done: it is live and not verified', async () => {
  const {DBInstanceClass} = shop.database('corner-db')
  const change = databaseChange({DBInstanceClass}, {DBInstanceClass: 'db.r7g.4xlarge'})
  const {failure, receipt} = await shop.apply([change], {
    // RDS answers that it will, and is at it for a quarter of an hour.
    send: async ({request}) => {
      const {DBInstanceClass: waiting} = request.input
      Object.assign(shop.database('corner-db'), {
        DBInstanceStatus: 'modifying',
        PendingModifiedValues: {DBInstanceClass: waiting},
      })
      return {result: 'accepted', requestId: 'r-1'}
    },
  })
  expect(shop.database('corner-db')['DBInstanceClass']).toBe(DBInstanceClass)
  expect(failure?.code).toBe('NOT_CONVERGED')
  expect(failure?.exitCode).toBe(5)
  expect(receipt.patches[0]?.state).toBe('live')
})

test('another change that waits on the database is not flushed with ours', async () => {
  const {DBInstanceClass} = shop.database('corner-db')
  shop.database('corner-db')['PendingModifiedValues'] = {EngineVersion: '16.9'}
  const change = databaseChange({DBInstanceClass}, {DBInstanceClass: 'db.r7g.4xlarge'})
  expect(await shop.refusedBy([change])).toEqual(['pending'])
})

// provider #12493
test('storage that is being optimized, or was modified within six hours, is not modified again', async () => {
  const {AllocatedStorage, Iops = null} = shop.database('corner-db')
  const change = databaseChange(
    {AllocatedStorage, Iops},
    {AllocatedStorage: Number(AllocatedStorage) * 2, Iops: 12_000},
  )
  expect(await shop.refusedBy([change])).toEqual([])
  shop.database('corner-db')['DBInstanceStatus'] = 'storage-optimization'
  expect(await shop.refusedBy([change])).toContain('storage')
  shop.database('corner-db')['DBInstanceStatus'] = 'available'
  shop.estate.databaseEvents.push({
    SourceIdentifier: 'corner-db',
    SourceType: 'db-instance',
    Message: 'Finished applying modification to allocated storage',
    Date: '2026-11-23T08:00:00.000Z',
  })
  expect(await shop.refusedBy([change])).toContain('storage')
  expect(shop.writes()).toEqual([])
})

// provider #5065
test('a database whose storage is full takes more storage and nothing else', async () => {
  const {AllocatedStorage, DBInstanceClass} = shop.database('corner-db')
  shop.database('corner-db')['DBInstanceStatus'] = 'storage-full'
  const storage = databaseChange({AllocatedStorage}, {AllocatedStorage: Number(AllocatedStorage) + 100})
  const klass = databaseChange({DBInstanceClass}, {DBInstanceClass: 'db.r7g.4xlarge'})
  expect(await shop.refusedBy([storage])).toEqual([])
  expect(await shop.refusedBy([klass])).toEqual(['database-status'])
})

// terraform #31371, #14487; carina #3498; terragrunt #4839; amazon-cloudwatch-agent #2288
test('an apply that was cut after a call was sent is told of, blocks another, and goes on without sending it twice', async () => {
  const patches = [maxSize(12, 30), scheduledMin('1', '2026-11-27T04:15:00.000Z', 20)]
  const cut = shop.apply(patches, {
    send: async (patch) => {
      Object.assign(shop.group('corner-web'), patch.request.input)
      throw new Error('killed')
    },
  })
  await expect(cut).rejects.toThrow('killed')
  expect((await shop.receipt()).patches[0]?.state).toBe('in-doubt')
  expect(await shop.refusedBy(patches)).toContain('open-apply')
  const {failure} = await shop.apply(patches)
  expect(failure).toBeNull()
  expect(shop.writes().map(({operation}) => operation)).toEqual(['PutScheduledUpdateGroupAction'])
  expect(sizes()['MaxSize']).toBe(30)
})

// provider #4502, #1351, #5240, #1307, #37647; terraform #5927, #17180
test('credentials that expire in the middle stop it, what is live is known, and a new session goes on', async () => {
  const patches = [
    maxSize(12, 30),
    scheduledMin('1', '2026-11-27T04:15:00.000Z', 20),
    scheduledMin('2', '2026-11-27T09:15:00.000Z', 10),
  ]
  shop.aws.faults.push({kind: 'expired', operation: 'PutScheduledUpdateGroupAction', times: 1})
  const {failure, receipt} = await shop.apply(patches)
  expect([failure?.code, failure?.exitCode]).toEqual(['CREDENTIALS_EXPIRED', 5])
  expect(receipt.patches.map(({state}) => state)).toEqual(['verified', 'failed', 'untried'])
  expect(failure?.suggestions.join('\n')).toContain('--resume')
  const resumed = await shop.apply(patches)
  expect(resumed.failure).toBeNull()
  expect(shop.writes().filter(({operation}) => operation === 'UpdateAutoScalingGroup')).toHaveLength(1)
})

test('credentials with less than five minutes left begin nothing', async () => {
  const ends = new Date(Date.parse(now) + 240_000).toISOString()
  const {failure} = await shop.apply([maxSize(12, 30)], {credentialsEndAt: async () => ends})
  expect(failure).toBeInstanceOf(PlanError)
  expect(failure?.code).toBe('CREDENTIALS_END')
  expect(shop.writes()).toEqual([])
})

// aws-sdk #625
test('a service that runs outside of its limits is left alone: only its maximum is sent, and never a desired count', async () => {
  shop.service('checkout')['desiredCount'] = 24
  await shop.apply([maxCapacity(24, 48)])
  expect(shop.target('checkout')).toMatchObject({MinCapacity: 4, MaxCapacity: 48})
  expect(shop.service('checkout')['desiredCount']).toBe(24)
  expect(sentFields().map((name) => name.toLowerCase())).not.toContain('desiredcount')
})
