import {expect, test} from 'vitest'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import {driftedOf, scheduledOf} from '../../../src/core/readiness/applied-of.js'
import type {Inventory} from '../../../src/documents/inventory.js'
import type {Receipt} from '../../../src/documents/receipt.js'
import {snapshotSchema} from '../../../src/documents/snapshot.js'
import {sampleRun} from '../../report/sample-run.js'

const snapshot = snapshotSchema.parse({
  schema: 'ecom-plan.snapshot/v1',
  capturedAt: '2026-11-25T00:00:00.000Z',
  account: '123456789012',
  region: 'us-east-1',
  autoScalingGroups: [
    {
      AutoScalingGroupName: 'shop-web-asg',
      MinSize: 12,
      MaxSize: 60,
      DesiredCapacity: 12,
      AvailabilityZones: ['us-east-1a'],
      Instances: [],
    },
  ],
  autoScalingScheduledActions: [
    ['1', '2026-11-27T04:15:00Z', 44],
    ['2', '2026-11-27T21:30:00Z', 58],
    ['end', '2026-11-28T07:00:00Z', 12],
  ].map(([step, StartTime, MinSize]) => ({
    AutoScalingGroupName: 'shop-web-asg',
    ScheduledActionName: `ecom-plan-p-91d4-${step}`,
    StartTime,
    MinSize,
  })),
})
const inventory = mapInventory(snapshot)

const receipt: Receipt = {
  schema: 'ecom-plan.receipt/v1',
  applyId: 'a-20261124-0821-x7k2',
  purpose: 'apply',
  undoes: [],
  planId: 'p-91d4',
  planSha256: '0'.repeat(64),
  service: 'shop-prod',
  account: '123456789012',
  region: 'us-east-1',
  eventId: 'black-friday-2026',
  eventName: 'Black Friday 2026',
  timezone: 'America/New_York',
  windowStartAt: sampleRun.plan.windowStartAt,
  windowEndAt: sampleRun.plan.windowEndAt,
  openedAt: '2026-11-24T13:21:00.000Z',
  closedAt: '2026-11-24T13:25:00.000Z',
  status: 'done',
  because: null,
  exceptions: {only: [], allowedDowntime: null, irreversible: null, skippedChecks: [], endpoint: null} as never,
  writers: [],
  patches: sampleRun.plan.patches
    .filter(({tier}) => tier === 'web')
    .map((patch) => ({
      patch,
      state: 'verified',
      isSent: true,
      live: patch.before,
      at: '2026-11-24T13:22:00.000Z',
      message: null,
    })),
}

const withGroup = (given: Partial<Inventory['autoScalingGroups'][number]>): Inventory => ({
  ...inventory,
  autoScalingGroups: inventory.autoScalingGroups.map((group) => ({...group, ...given})),
})

test('as the apply left it nothing has drifted, and the minima are those of its actions', () => {
  expect(driftedOf({inventory, receipts: [receipt]})).toEqual([])
  expect(scheduledOf({inventory, receipts: [receipt]})).toEqual([
    {
      resource: 'shop-web-asg',
      steps: [
        {at: '2026-11-27T04:15:00.000Z', minCount: 44, isEnd: false},
        {at: '2026-11-27T21:30:00.000Z', minCount: 58, isEnd: false},
        {at: '2026-11-28T07:00:00.000Z', minCount: 12, isEnd: true},
      ],
    },
  ])
})

test('a maximum that a stack put back and an action that is gone have drifted', () => {
  const [first, ...others] = inventory.autoScalingGroups[0]?.scheduledActions ?? []
  expect(first?.name).toBe('ecom-plan-p-91d4-1')
  const found = driftedOf({inventory: withGroup({maxCount: 36, scheduledActions: others}), receipts: [receipt]})
  expect(found.map(({field, left, live}) => [field, left, live])).toEqual([
    ['MaxSize', '60', '36'],
    ['ecom-plan-p-91d4-1', 'min 44 at 2026-11-27T04:15:00.000Z', 'gone'],
  ])
})

test('an action that is gone because it ran is no drift, and its minimum still counts', () => {
  const [, ...others] = inventory.autoScalingGroups[0]?.scheduledActions ?? []
  const during = {...withGroup({scheduledActions: others}), capturedAt: '2026-11-27T12:00:00.000Z'}
  expect(driftedOf({inventory: during, receipts: [receipt]})).toEqual([])
  expect(scheduledOf({inventory: during, receipts: [receipt]})[0]?.steps[0]).toMatchObject({minCount: 44})
})

test('without an apply nothing has drifted and nothing of ours is scheduled', () => {
  expect(driftedOf({inventory: withGroup({maxCount: 36}), receipts: []})).toEqual([])
  expect(scheduledOf({inventory: withGroup({scheduledActions: []}), receipts: []})).toEqual([])
})
