import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {chooseClass} from '../../../src/core/tiers/choose-class.js'
import {assessEcsService} from '../../../src/core/tiers/ecs-service.js'
import type {Fleet} from '../../../src/core/tiers/fleet.js'
import {assessAsg} from '../../../src/core/tiers/frontend-asg.js'
import {neededIops} from '../../../src/core/tiers/needed-iops.js'
import {assessRds} from '../../../src/core/tiers/rds-instance.js'
import type {Setting} from '../../../src/core/tiers/tier-finding.js'
import type {CapacityModel} from '../../../src/documents/capacity-model.js'
import type {AutoScalingGroup, Database, EcsService} from '../../../src/documents/inventory.js'
import {makeSetting} from './make-setting.js'

const model: CapacityModel = {
  schema: 'ecom-plan.capacity-model/v1',
  tier: 'web',
  unit: 'instance',
  unitRps: 50,
  origin: 'production',
  estimates: [{origin: 'production', unitRps: 50, evidence: 'measured', isExtrapolated: false}],
  disagreementRatio: 0,
  visitCount: 1,
  visitOrigin: 'given',
}
const group: AutoScalingGroup = {
  name: 'web',
  minCount: 3,
  maxCount: 12,
  desiredCount: 3,
  instanceType: 'c7g.xlarge',
  types: [{name: 'c7g.xlarge', weightCount: null, runningCount: 3}],
  distribution: null,
  warmPool: null,
  cpuCreditMode: null,
  volumeGib: null,
  isRebalanced: true,
  subnets: [],
  zones: ['a', 'b', 'c'],
  targetGroups: [],
  warmupS: null,
  policies: [],
  scheduledActions: [],
  owner: null,
  stack: null,
}
const instanceType = {name: 'c7g.xlarge', vcpuCount: 4, memoryGib: 8, maxEniCount: 4}
const fleet: Fleet = {types: [{type: instanceType, weightCount: 1, runningCount: 3}], distribution: null}
const web = (over: Partial<AutoScalingGroup>, setting: Setting = makeSetting()) =>
  assessAsg({tier: 'web', group: {...group, ...over}, fleet, startupS: null, model, setting})
const text = (found: object) => JSON.stringify(found)

test('by hand: 1,000 req/s, 50 each at 80 %: 27 in three zones; one lost 20 -> 30', () => {
  const found = web({})
  expect(found.changes.map(({to}) => to)[0]).toBe('30')
  expect(found.limits[0]?.now.p90Ratio).toBeCloseTo(1000 / 600, 9)
  // 24 hours and the 11 minutes of lead, 27 more than the 3 that rest. A rate that never falls comes down by one an hour:
  // 27 in rungs of 7 h, the first an hour early: 27 · 6 + 20 · 7 + 13 · 7 + 6 · 7 = 435 instance-hours more.
  expect(found.changes[1]?.cost.windowUsd).toBeCloseTo(((24 + 11 / 60) * 27 + 435) * 0.145, 6)
})

test('a group that somebody else owns is sized and never written', () => {
  const found = web({owner: 'eks'})
  expect(found.patches).toEqual([])
  expect(found.changes.map(({route}) => route)).toEqual(['manual', 'manual'])
})

test('a group at zero, in one zone: finite, short, and planned', () => {
  const found = web({minCount: 0, maxCount: 0, desiredCount: 0, zones: ['a']})
  expect(found.limits[0]?.verdict).toBe('short')
  expect(found.changes[0]?.to).toBe('25')
  expect(text(found)).not.toMatch(/null,"monthUsd":null,"because":"[^"]*NaN|NaN|Infinity/)
})

test('enough already: nothing is recommended', () => {
  expect(web({minCount: 40, maxCount: 60})).toMatchObject({changes: [], patches: [], blockers: []})
})

test('prices of another region are not invented', () => {
  const found = web({}, makeSetting({region: 'eu-central-1'}))
  expect(found.changes[1]?.cost).toMatchObject({
    windowUsd: null,
    because: expect.stringMatching(/eu-central-1 is not known/),
  })
})

const service: EcsService = {
  cluster: 'shop',
  name: 'cart',
  compute: 'fargate',
  capacityProvider: null,
  spotRatio: 0,
  isDaemon: false,
  subnets: [],
  desiredCount: 4,
  runningCount: 4,
  cpuUnitCount: 1024,
  memoryMib: 2048,
  architecture: 'x86_64',
  networkMode: 'awsvpc',
  deploymentMaximumRatio: 2,
  minCount: null,
  maxCount: null,
  targetGroups: [],
  policies: [],
  scheduledActions: [],
}

test('a service without a scalable target is blocked, not patched', () => {
  const found = assessEcsService({
    tier: 'cart',
    service,
    startupS: null,
    model: {...model, unit: 'task'},
    setting: makeSetting(),
  })
  expect(found.patches).toEqual([])
  expect(found.blockers).toMatchObject([{severity: 'block', code: 'NOT_SCALABLE'}])
})

const database: Database = {
  id: 'db',
  class: 'db.m6g.large',
  engine: 'postgres',
  engineVersion: '16',
  status: 'available',
  isMultiAz: true,
  storageType: 'gp2',
  allocatedGib: 200,
  provisionedIops: null,
  provisionedMibPerS: null,
  replicaOf: null,
  replicas: [],
  pendingChanges: [],
  maintenanceWindow: null,
  backupWindow: null,
}
const line = (slope: number, intercept = 0) => ({
  slope,
  intercept,
  sampleCount: 500,
  seenRps: 500,
  seenValue: 1,
  origin: 'a line',
})
const load = {
  cpuRatio: line(0.0005),
  iops: line(0.3),
  mibPerS: line(0.004),
  connectionCount: line(0.02),
  usedMemoryGib: line(0, 4),
  ioTimeS: 0.001,
  queueCount: 1,
}

test('postgres on gp2 whose credits run out: the answer is gp3, in place and at the same price', () => {
  const found = assessRds({
    tier: 'db',
    database: {...database, allocatedGib: 90},
    load: {...load, iops: line(0.9)},
    pools: {connectionCount: 0, because: ''},
    setting: makeSetting(),
  })
  // 90 GiB earn 270 IOPS; 900 are asked for, and half a bucket of 5.4 million lasts 71 minutes of the day.
  expect(found.limits.find(({measure}) => measure === 'IOPS')?.verdict).toBe('short')
  expect(text(found.limits)).toContain('gp2 credits, 50 % of full at first, are gone after 71 min')
  expect(found.blockers).toEqual([])
  const change = found.changes.find(({id}) => id === 'db-storage')
  expect(change).toMatchObject({from: 'gp2 270 IOPS', to: 'gp3 3,000 IOPS', cost: {windowUsd: 0, monthUsd: 0}})
  expect(found.patches.find(({id}) => id === 'db-storage')).toMatchObject({
    request: {input: {StorageType: 'gp3', AllocatedStorage: 90}},
    before: {StorageType: 'gp2'},
    undo: {input: {StorageType: 'gp2', AllocatedStorage: 90}},
  })
})

test('an unknown class or storage is said, and nothing of it sized', () => {
  const pools = {connectionCount: 0, because: ''}
  for (const over of [
    {class: 'db.z9.huge'},
    {storageType: 'magnetic'},
    {engine: 'aurora-mysql'},
    {engine: 'oracle-ee', storageType: 'gp3'},
  ]) {
    const found = assessRds({tier: 'db', database: {...database, ...over}, load, pools, setting: makeSetting()})
    expect(found).toMatchObject({limits: [], changes: [], patches: [], blockers: [{code: 'DATABASE_UNKNOWN'}]})
  }
})

test('the class chosen is the cheapest of all with a known price that break nothing: by going through all', () => {
  const today = catalog.rdsClass('db.m6g.large')
  if (today === undefined) throw new Error('no such class')
  for (const vcpuCount of [3, 8, 20, 60]) {
    const isEnough = (candidate: {vcpuCount: number}) => candidate.vcpuCount >= vcpuCount
    const choice = chooseClass({
      database,
      today,
      setting: makeSetting(),
      brokenBy: (candidate) => (isEnough(candidate) ? null : 'CPU'),
    })
    const prices = catalog
      .rdsClasses()
      .filter(
        (other) =>
          other.isPostgresSupported && !other.isBurstable && other.memoryGib >= today.memoryGib && isEnough(other),
      )
      .flatMap((other) => other.price.postgres?.usdPerHour ?? [])
    expect(choice.isEnough).toBe(true)
    expect(choice.class.price.postgres?.usdPerHour).toBe(Math.min(...prices))
    expect(choice.price?.usdPerHour).toBeCloseTo(2 * Math.min(...prices), 9)
  }
})

test.each([100, 1000, 2550, 10_000, 13_595, 60_000])(
  'IOPS for %i: the share and the queue are both kept, and barely',
  (iops) => {
    const setting = makeSetting()
    const fits = (limit: number) => iops / limit <= 0.85 && (iops / limit) ** 2 / (1 - iops / limit) <= limit / 1000
    const found = neededIops({iops, setting})
    expect(fits(found)).toBe(true)
    expect(fits(found - 100)).toBe(false)
  },
)
