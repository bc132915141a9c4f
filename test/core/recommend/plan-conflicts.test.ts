import {expect, test} from 'vitest'
import {quotaBlockers} from '../../../src/core/recommend/blockers.js'
import {quotaNeeds} from '../../../src/core/recommend/quota-needs.js'
import {scaleOutBlockers} from '../../../src/core/recommend/scale-out.js'
import {scheduleConflicts} from '../../../src/core/recommend/schedule-conflicts.js'
import type {Config} from '../../../src/documents/config.js'
import type {ScheduledAction} from '../../../src/documents/scaling-policy.js'
import {makeSetting} from '../tiers/make-setting.js'
import {makeChange, makeDatabase, makeInventory, makeLimit, makeModify} from './make-change.js'

const setting = makeSetting()
const at = (hour: number) => new Date((setting.windowStartS + hour * 3600) * 1000).toISOString()
const change = makeChange({
  tier: 'web',
  resource: 'shop-web',
  route: 'automatic',
  schedule: {
    unit: 'instance',
    restingCount: 4,
    maxCount: 50,
    steps: [
      {at: at(0), minCount: 24},
      {at: at(24), minCount: 4},
    ],
  },
})

function conflicts(action: Partial<ScheduledAction>, policies: object[] = []) {
  const one = {
    name: 'night',
    schedule: at(6),
    timezone: null,
    minCount: null,
    maxCount: null,
    desiredCount: null,
    ...action,
  }
  const group = {name: 'shop-web', scheduledActions: [one], policies} as never
  return scheduleConflicts({changes: [change], inventory: makeInventory({autoScalingGroups: [group]}), setting})
}

test('an action that lowers the fleet inside the window blocks, and says when and to what', () => {
  for (const lower of [{minCount: 6}, {maxCount: 20}, {desiredCount: 6}]) {
    expect(conflicts(lower)).toMatchObject([{severity: 'block', code: 'SCHEDULE_CONFLICT'}])
  }
  expect(conflicts({minCount: 6})[0]?.message).toMatch(/at Fri 27 Nov 05:00 it sets the minimum to 6, the plan has 24/)
  expect(conflicts({schedule: '0 5 * * *', minCount: 6})).toHaveLength(1)
})

test('one that fits, or runs at another time, does not', () => {
  expect(conflicts({minCount: 24})).toEqual([])
  expect(conflicts({maxCount: 24})).toEqual([])
  expect(conflicts({minCount: 2, schedule: at(-30)})).toEqual([])
  expect(conflicts({minCount: 2, schedule: at(30)})).toEqual([])
})

test('what another plan of ours has scheduled is joined with this one, and no clash', () => {
  expect(conflicts({name: 'ecom-plan-p-87654321-end', minCount: 6})).toEqual([])
  expect(conflicts({name: 'ecom-plans-p-87654321-end', minCount: 6})).toHaveLength(1)
})

test('one that raises above the maximum, and one that cannot be read, warn', () => {
  expect(conflicts({minCount: 60})).toMatchObject([{severity: 'warn'}])
  expect(conflicts({schedule: 'cron(0 5 L * ? *)', minCount: 6})).toMatchObject([{severity: 'warn'}])
})

test('a fleet that no policy scales in again is named', () => {
  const policy = {name: 'cpu', type: 'TargetTrackingScaling', metric: null, target: null}
  expect(conflicts({}, [{...policy, isScaleInOff: true}])).toMatchObject([{code: 'NO_SCALE_IN'}])
  expect(conflicts({}, [{...policy, isScaleInOff: true}, policy])).toEqual([])
})

const use = {tier: 'web', unitCount: 1200, vcpuCount: 4800, compute: 'ec2' as const}
const inventory = makeInventory({
  autoScalingGroups: [{name: 'shop-web', targetGroups: ['web'], policies: [], scheduledActions: []} as never],
  targetGroups: [{name: 'web', arn: '', dimension: '', loadBalancers: ['shop']}],
  databases: [makeDatabase({allocatedGib: 90_000})],
  quotas: [{serviceCode: 'ec2', quotaCode: 'L-1216C47A', name: '', limitCount: 5000}],
})
const limits = [makeLimit({tier: 'web', kind: 'asg', resource: 'shop-web'})]

test('targets, storage and interfaces are held against the quotas of a new account', () => {
  const patches = [makeModify('a', {AllocatedStorage: 110_000})]
  const needs = quotaNeeds({uses: [use], limits, inventory, patches, setting})
  const blocked = quotaBlockers({needs, setting})
  expect(blocked.map(({message}) => message)).toEqual([
    expect.stringMatching(/^Target group web quota L-A0D0B863 is 1,000, the plan needs at least 1,200 \(web 1,200\)/),
    expect.stringMatching(/^Load balancer shop quota L-7E6692B2 is 1,000/),
    expect.stringMatching(/^RDS storage quota L-7ADDB58A is 100,000, the plan needs at least 110,000/),
  ])
  expect(needs.find(({label}) => label === 'Network interface')?.neededCount).toBe(1200)
})

test('a vCPU quota that nobody read is a warning, not taken for the default', () => {
  const needs = quotaNeeds({uses: [use], limits, inventory: {...inventory, quotas: []}, patches: [], setting})
  expect(quotaBlockers({needs, setting})[0]).toMatchObject({severity: 'warn', code: 'QUOTA_UNKNOWN'})
})

const scaleOut = (asked: object | undefined) => {
  const config = {tiers: {web: {kind: 'asg', resource: 'shop-web', scaleOut: asked}}} as unknown as Config
  return scaleOutBlockers({config, changes: [change], uses: [{...use, unitCount: 50}], setting})
}

test('calls of 20 instances that start within a minute, against 40 a second of Parameter Store', () => {
  expect(scaleOut({parameterStore: 120})).toEqual([]) // 20 × 120 ÷ 60 s = 40
  expect(scaleOut({parameterStore: 121})).toMatchObject([{code: 'SCALE_OUT', severity: 'warn'}])
  expect(scaleOut({secretsManager: 121})).toEqual([])
})

test('pulls from Docker Hub, and ports of a NAT gateway', () => {
  expect(scaleOut({registry: 'dockerhub'})[0]?.message).toMatch(/10 pulls an hour.*20 images/)
  expect(scaleOut({registry: 'ecr'})).toEqual([])
  expect(scaleOut({natGateways: 1, natConnections: 1000})[0]?.message).toMatch(/50,000 of 55,000 ports.*91 %/)
  expect(scaleOut({natGateways: 2, natConnections: 1000})).toEqual([])
})

test('what nobody said is one line', () => {
  expect(scaleOut(undefined)).toMatchObject([{code: 'SCALE_OUT_UNCHECKED', severity: 'warn'}])
})
