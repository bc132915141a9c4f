import {readFileSync} from 'node:fs'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {sendRequest} from '../../src/aws/send-request.js'
import type {AwsRequest} from '../../src/documents/patch.js'
import {snapshotSchema} from '../../src/documents/snapshot.js'
import {connect} from '../aws/connect.js'
import {cornerShop} from '../aws/corner-shop.js'
import {exampleFolder, exampleRun} from '../example-run.js'
import {fire} from './fire.js'

let fake: Awaited<ReturnType<typeof connect>>
afterEach(() => fake.aws.close())

const send = (request: AwsRequest) => sendRequest({clients: fake.clients, request})

describe('why no schedule of ours lowers a maximum', () => {
  beforeEach(async () => {
    fake = await connect({now: '2026-11-20T12:00:00.000Z', snapshot: structuredClone(cornerShop), isWritable: true})
  })

  test('a group is cut to a lowered maximum in the minute in which the action runs', () => {
    const [group] = fake.estate.snapshot.autoScalingGroups
    Object.assign(group ?? {}, {MaxSize: 40, DesiredCapacity: 30})
    fake.estate.snapshot.autoScalingScheduledActions = [
      {
        AutoScalingGroupName: 'corner-web',
        ScheduledActionName: 'down',
        StartTime: '2026-11-28T05:00:00.000Z',
        MinSize: 3,
        MaxSize: 12,
      },
    ]
    expect(fire(fake.estate, '2026-11-28T04:59:00.000Z')).toEqual([])
    expect(fire(fake.estate, '2026-11-28T05:00:00.000Z')).toMatchObject([{fromCount: 30, toCount: 12, maxCount: 12}])
    expect(group).toMatchObject({MaxSize: 12, DesiredCapacity: 12})
    expect(fake.estate.snapshot.autoScalingScheduledActions).toEqual([])
  })

  test('a service is cut when its MaxCapacity is lowered, by a schedule or by hand', async () => {
    const [service] = fake.estate.snapshot.services
    Object.assign(service ?? {}, {desiredCount: 20})
    const own = {
      ServiceNamespace: 'ecs',
      ResourceId: 'service/corner/checkout',
      ScalableDimension: 'ecs:service:DesiredCount',
    }
    await send({
      service: 'application-autoscaling',
      operation: 'RegisterScalableTarget',
      input: {...own, MaxCapacity: 15},
    })
    expect(service).toMatchObject({desiredCount: 15})
    fake.estate.snapshot.scheduledActions = [
      {
        ...own,
        ScheduledActionName: 'down',
        Schedule: 'at(2026-11-28T05:00:00)',
        Timezone: 'UTC',
        ScalableTargetAction: {MaxCapacity: 8},
      },
    ]
    fire(fake.estate, '2026-11-28T06:00:00.000Z')
    expect(service).toMatchObject({desiredCount: 8})
  })

  test('an action that raises a minimum raises what runs; one that returns it takes nothing away', () => {
    const [group] = fake.estate.snapshot.autoScalingGroups
    const action = (ScheduledActionName: string, StartTime: string, MinSize: number) => ({
      AutoScalingGroupName: 'corner-web',
      ScheduledActionName,
      StartTime,
      MinSize,
    })
    fake.estate.snapshot.autoScalingScheduledActions = [
      action('end', '2026-11-28T05:00:00.000Z', 3),
      action('up', '2026-11-27T05:00:00.000Z', 9),
    ]
    const fired = fire(fake.estate, '2026-11-29T00:00:00.000Z')
    expect(fired.map(({name, fromCount, toCount}) => [name, fromCount, toCount])).toEqual([
      ['up', 3, 9],
      ['end', 9, 9],
    ])
    expect(group).toMatchObject({MinSize: 3, MaxSize: 12, DesiredCapacity: 9})
  })
})

test.each(['bright-friday', 'database-bound'])(
  'the schedule of a plan, applied and fired, never cuts: %s',
  async (name) => {
    const {plan} = await exampleRun(name)
    const snapshot = snapshotSchema.parse(JSON.parse(readFileSync(`${exampleFolder(name)}estate.json`, 'utf8')))
    fake = await connect({now: plan.asOf, snapshot, isWritable: true})
    const automatic = plan.patches.filter(({route, place}) => route === 'automatic' && place === undefined)
    for (const {request} of automatic) {
      expect(await send(request), JSON.stringify(request)).toMatchObject({result: 'accepted'})
    }
    const fired = fire(fake.estate, '2027-01-31T00:00:00.000Z').filter((one) => one.name.includes(plan.planId))
    expect(fired.length).toBeGreaterThan(2)
    expect(fired.filter(({fromCount, toCount}) => toCount < fromCount)).toEqual([])
    const highest = new Map<string, number>()
    for (const {resource, maxCount} of fired) {
      expect(maxCount).toBeGreaterThanOrEqual(highest.get(resource) ?? 0)
      highest.set(resource, maxCount)
    }
  },
)
