import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import '../../../seed.js'
import type {ApplyFacts} from '../../../../src/core/apply/checks/apply-facts.js'
import {onlyRaises} from '../../../../src/core/apply/checks/freeze-check.js'
import {refusal, runChecks, skippableChecks} from '../../../../src/core/apply/checks/run-checks.js'
import {readDowntime} from '../../../../src/core/apply/downtime.js'
import type {Patch} from '../../../../src/documents/patch.js'
import {patchOf, sampleFacts, samplePlan, sampleReceipt} from '../sample-facts.js'

const statusOf = (facts: ApplyFacts) => Object.fromEntries(runChecks(facts).map(({id, status}) => [id, status]))
const failedOf = (facts: ApplyFacts) =>
  runChecks(facts)
    .filter(({status}) => status === 'fail')
    .map(({id}) => id)
const codeOf = (facts: ApplyFacts) => refusal(runChecks(facts))?.code ?? null
const asked = (change: Partial<ApplyFacts['asked']>): ApplyFacts['asked'] => ({...sampleFacts().asked, ...change})
const freeze = [{from: '2026-11-23T08:00', to: '2026-12-01T12:00'}]
const klass: Patch = {
  ...patchOf('orders-db-class'),
  request: {
    ...patchOf('orders-db-class').request,
    input: {DBInstanceIdentifier: 'shop-orders', DBInstanceClass: 'db.r7g.8xlarge', ApplyImmediately: true},
  },
}
const storage: Patch = {
  ...klass,
  id: 'orders-db-storage',
  consent: 'irreversible',
  request: {
    ...klass.request,
    input: {DBInstanceIdentifier: 'shop-orders', AllocatedStorage: 2000, Iops: 18_000, ApplyImmediately: true},
  },
  before: {AllocatedStorage: 1000, Iops: 12_000},
  after: {AllocatedStorage: 2000, Iops: 18_000},
}
const {consent: _consent, ...automatic} = klass
const acuRange: Patch = {
  ...automatic,
  id: 'carts-acu',
  route: 'automatic',
  request: {
    ...klass.request,
    operation: 'ModifyDBCluster',
    input: {
      DBClusterIdentifier: 'shop-carts',
      ServerlessV2ScalingConfiguration: {MinCapacity: 4, MaxCapacity: 16},
      ApplyImmediately: true,
    },
  },
  before: {ServerlessV2ScalingConfiguration: {MinCapacity: 2, MaxCapacity: 16}},
  after: {ServerlessV2ScalingConfiguration: {MinCapacity: 4, MaxCapacity: 16}},
}
const maintenance = (action: Record<string, unknown>, window: string | null = 'sun:05:00-sun:05:30') => ({
  maintenance: {value: [{id: 'shop-orders', action: {Action: 'system-update', ...action}, window}]},
})
const database = (instance: Record<string, unknown>, storageModifiedAt: string | null = null) => ({
  databases: {
    value: {
      'shop-orders': {
        instance: {DBInstanceIdentifier: 'shop-orders', DBInstanceStatus: 'available', ...instance},
        storageModifiedAt,
      },
    },
  },
})

test('where all is well nothing fails', () => {
  expect(failedOf(sampleFacts())).toEqual([])
  expect(refusal(runChecks(sampleFacts()))).toBeNull()
})

type Case = [what: string, change: Partial<ApplyFacts>, id: string, code: string]
const refused: Case[] = [
  ['an estate that is not there', {plan: {...samplePlan, whatIf: ['web.max=72']}}, 'what-if', 'WHAT_IF_NOT_A_PLAN'],
  ['another account', {caller: {arn: 'arn:x', account: '999999999999'}}, 'account', 'WRONG_ACCOUNT'],
  [
    'a host that is not AWS',
    {
      endpoint: {
        named: null,
        problem: {code: 'ENDPOINT_NOT_AWS', message: 'goes to http://localhost', suggestions: []},
      },
    },
    'endpoint',
    'ENDPOINT_NOT_AWS',
  ],
  [
    'a plan that has expired',
    {at: '2026-11-30T11:00:01.000Z', plan: {...samplePlan, windowStartAt: '2026-12-05T00:00:00.000Z'}},
    'plan-age',
    'PLAN_EXPIRED',
  ],
  ['a window that has begun', {at: samplePlan.windowStartAt}, 'plan-age', 'PLAN_EXPIRED'],
  ['a plan older than the flag allows', {asked: asked({maxAgeS: 3600})}, 'plan-age', 'PLAN_EXPIRED'],
  [
    'a plan older than the config allows',
    {config: {apply: {maxIncrease: 2, planMaxAge: 3600}, freeze: []}},
    'plan-age',
    'PLAN_EXPIRED',
  ],
  ['a plan of the future', {at: '2026-11-23T10:00:00.000Z'}, 'plan-age', 'PLAN_EXPIRED'],
  [
    'a plan that was used up',
    {chosen: [], left: [{patchId: 'web-max-size', reason: 'used', because: 'it was sent by a-1'}]},
    'used',
    'PLAN_USED',
  ],
  [
    'an apply that was cut',
    {receipts: [sampleReceipt({'web-max-size': 'in-doubt'}, {status: 'open', closedAt: null})]},
    'open-apply',
    'OPEN_APPLY',
  ],
  [
    'credentials that end in four minutes',
    {credentialsEndAt: '2026-11-23T13:18:00.000Z'},
    'credentials',
    'CREDENTIALS',
  ],
  [
    'an action that is denied',
    {
      permissions: {
        value: [
          {
            action: 'autoscaling:UpdateAutoScalingGroup',
            isAllowed: false,
            isExplicitlyDenied: false,
            isOptional: false,
            where: null,
            neededBy: ['apply'],
          },
        ],
      },
    },
    'permissions',
    'PERMISSIONS',
  ],
  ['a field that somebody moved', {live: {...sampleFacts().live, 'web-max-size': {MaxSize: 40}}}, 'drift', 'DRIFT'],
  [
    'a scheduled action of the same name that is not ours',
    {live: {...sampleFacts().live, 'web-min-1': {ScheduledAction: {MinSize: 3}}}},
    'drift',
    'DRIFT',
  ],
  ['a freeze', {config: {apply: {maxIncrease: 2}, freeze}}, 'freeze', 'FREEZE'],
  ['a limit that more than triples', {config: {apply: {maxIncrease: 0.5}, freeze: []}}, 'max-increase', 'MAX_INCREASE'],
  [
    'a plan that costs too much',
    {config: {apply: {maxIncrease: 2, maxWindowCost: 10}, freeze: []}},
    'max-window-cost',
    'MAX_WINDOW_COST',
  ],
  [
    'a plan whose cost is not known, where it is limited',
    {plan: {...samplePlan, windowCostUsd: null}, config: {apply: {maxIncrease: 2, maxWindowCost: 10}, freeze: []}},
    'max-window-cost',
    'MAX_WINDOW_COST',
  ],
  ['a minimum above the maximum that will be in force', {chosen: [patchOf('web-min-2')]}, 'order', 'ORDER'],
  [
    'a quota that is too small',
    {quotas: {value: [{serviceCode: 'ec2', quotaCode: 'L-1216C47A', neededCount: 240, limitCount: 192}]}},
    'quota',
    'QUOTA',
  ],
  [
    'a change that waits on the database',
    {
      chosen: [klass],
      asked: asked({allowDowntime: readDowntime('2026-11-23T08:00/2026-11-23T09:00', 'America/New_York')}),
      ...database({PendingModifiedValues: {EngineVersion: '15.4'}}),
    },
    'pending',
    'PENDING',
  ],
  [
    'storage that is being optimized',
    {chosen: [storage], ...database({DBInstanceStatus: 'storage-optimization'})},
    'storage',
    'STORAGE',
  ],
  [
    'storage that was modified five hours ago',
    {chosen: [storage], ...database({}, '2026-11-23T08:14:00.000Z')},
    'storage',
    'STORAGE',
  ],
  [
    'a database that is being modified',
    {chosen: [klass], ...database({DBInstanceStatus: 'modifying'})},
    'database-status',
    'DATABASE_STATUS',
  ],
  [
    'a full disk, for a change of class',
    {chosen: [klass], ...database({DBInstanceStatus: 'storage-full'})},
    'database-status',
    'DATABASE_STATUS',
  ],
  [
    'a change that waits on a cluster',
    {
      chosen: [acuRange],
      databases: {
        value: {
          'shop-carts': {
            instance: {Status: 'available', PendingModifiedValues: {EngineVersion: '16.4'}},
            storageModifiedAt: null,
          },
        },
      },
    },
    'pending',
    'PENDING',
  ],
  [
    'a cluster that is being modified',
    {
      chosen: [acuRange],
      databases: {value: {'shop-carts': {instance: {Status: 'modifying'}, storageModifiedAt: null}}},
    },
    'database-status',
    'DATABASE_STATUS',
  ],
  [
    'downtime outside of the stretch that is allowed',
    {
      chosen: [klass],
      asked: asked({allowDowntime: readDowntime('2026-11-24T03:00/2026-11-24T04:00', 'America/New_York')}),
      ...database({}),
    },
    'downtime',
    'DOWNTIME',
  ],
]

test.each(refused)('%s refuses', (_what, change, id, code) => {
  const facts = sampleFacts(change)
  expect(failedOf(facts)).toEqual([id])
  expect(codeOf(facts)).toBe(code)
  const error = refusal(runChecks(facts))
  expect(error?.exitCode).toBe(6)
  expect(error?.message).toContain('nothing was sent')
})

test.each(refused)('%s is set aside only where that is allowed, and then says what it found', (_what, change, id) => {
  const facts = sampleFacts(change)
  const isSkippable = skippableChecks.some((name) => name === id)
  const skipping = {...facts, asked: {...facts.asked, skip: [id]}}
  if (!isSkippable) return expect(() => runChecks(skipping)).toThrow('no check of that name can be set aside')
  const check = runChecks(skipping).find((one) => one.id === id)
  expect(check?.status).toBe('skipped')
  expect(check?.message).toMatch(/^set aside: /)
  expect(refusal(runChecks(skipping))).toBeNull()
})

describe('what is only told', () => {
  const told: [what: string, change: Partial<ApplyFacts>, id: string, status: string][] = [
    ['another host that is named', {endpoint: {named: 'http://localhost:4566', problem: null}}, 'endpoint', 'warn'],
    ['credentials that may not last', {credentialsEndAt: '2026-11-23T13:19:30.000Z'}, 'credentials', 'warn'],
    [
      "a storage's last change that may not be read",
      {
        chosen: [storage],
        databases: {
          value: {
            'shop-orders': {
              instance: {DBInstanceIdentifier: 'shop-orders', DBInstanceStatus: 'available'},
              storageModifiedAt: null,
              unread: 'needs rds:DescribeEvents, which is denied',
            },
          },
        },
      },
      'storage',
      'warn',
    ],
    ['permissions that IAM was not asked for', {permissions: {skipped: 'no config'}}, 'permissions', 'skipped'],
    [
      'a forecast that moved by a fifth',
      {fresh: {path: 'plan.json', asOf: '2026-11-23T12:00:00.000Z', peakRatio: 1.2}},
      'forecast',
      'warn',
    ],
    [
      'a forecast that moved by a tenth',
      {fresh: {path: 'plan.json', asOf: '2026-11-23T12:00:00.000Z', peakRatio: 0.9001}},
      'forecast',
      'ok',
    ],
    [
      'a stack that owns the group',
      {tags: {value: {'shop-web-asg': [{key: 'aws:cloudformation:stack-name', value: 'shop-prod-web'}]}}},
      'managed-by-iac',
      'warn',
    ],
    [
      'Terraform by its tag',
      {tags: {value: {'shop/checkout-api': [{key: 'ManagedBy', value: 'terraform'}]}}},
      'managed-by-iac',
      'warn',
    ],
    [
      'a tag that says nothing',
      {tags: {value: {'shop-web-asg': [{key: 'Name', value: 'terraformed-planet'}]}}},
      'managed-by-iac',
      'ok',
    ],
    [
      'a full disk, for more storage',
      {chosen: [storage], ...database({DBInstanceStatus: 'storage-full'})},
      'storage',
      'ok',
    ],
    [
      'storage that was modified seven hours ago',
      {chosen: [storage], ...database({}, '2026-11-23T06:00:00.000Z')},
      'storage',
      'ok',
    ],
    [
      'a backup window in an hour',
      {chosen: [storage], ...database({PreferredBackupWindow: '14:00-14:30'})},
      'database-windows',
      'warn',
    ],
    [
      'a maintenance window in an hour',
      {chosen: [storage], ...database({PreferredMaintenanceWindow: 'mon:14:00-mon:15:00'})},
      'database-windows',
      'warn',
    ],
    [
      'a change whose price nobody knows',
      {
        plan: {
          ...samplePlan,
          changes: samplePlan.changes.map((change) => ({...change, cost: {...change.cost, windowUsd: null}})),
        },
      },
      'price',
      'warn',
    ],
    [
      'maintenance that AWS forces in the event',
      maintenance({ForcedApplyDate: '2026-11-27T12:00:00.000Z'}),
      'maintenance',
      'warn',
    ],
    [
      'maintenance that somebody opted in to for the event',
      maintenance({CurrentApplyDate: '2026-11-27T12:00:00.000Z'}),
      'maintenance',
      'warn',
    ],
    [
      'maintenance that waits for a window, and its next one is in the event',
      maintenance({AutoAppliedAfterDate: '2026-11-20T00:00:00.000Z'}, 'fri:12:00-fri:12:30'),
      'maintenance',
      'warn',
    ],
    [
      'maintenance that waits for a window before the event',
      maintenance({AutoAppliedAfterDate: '2026-11-20T00:00:00.000Z'}, 'wed:12:00-wed:12:30'),
      'maintenance',
      'ok',
    ],
    [
      'maintenance that is forced after the event',
      maintenance({ForcedApplyDate: '2026-12-27T12:00:00.000Z'}),
      'maintenance',
      'ok',
    ],
    ['maintenance that nobody is made to take', maintenance({}), 'maintenance', 'ok'],
    ['maintenance that may not be read', {maintenance: {skipped: 'needs a permission'}}, 'maintenance', 'skipped'],
    [
      'a change that came too late',
      {left: [{patchId: 'web-min-1', reason: 'missed', because: 'its last moment was Sun'}]},
      'due',
      'warn',
    ],
  ]
  test.each(told)('%s', (_what, change, id, status) => {
    const facts = sampleFacts(change)
    expect(statusOf(facts)[id]).toBe(status)
    expect(failedOf(facts)).toEqual([])
  })
})

test('the stack is named with the field that its next update can reset, and schedules are safe', () => {
  const tags = {value: {'shop-web-asg': [{key: 'aws:cloudformation:stack-name', value: 'shop-prod-web'}]}}
  const check = runChecks(sampleFacts({tags})).find(({id}) => id === 'managed-by-iac')
  expect(check?.details).toEqual([
    'shop-web-asg is managed by CloudFormation stack shop-prod-web: its next update can reset MaxSize to 36',
  ])
  const onlySchedules = sampleFacts({tags, chosen: [patchOf('web-min-end')]})
  expect(runChecks(onlySchedules).find(({id}) => id === 'managed-by-iac')?.details[0]).toContain(
    'scheduled actions are safe',
  )
})

test('a guard rail fails MaxSize 40 → 130 at 200 %, and not 40 → 120', () => {
  const raise = (to: number): Partial<ApplyFacts> => {
    const patch = {...patchOf('web-max-size'), before: {MaxSize: 40}, after: {MaxSize: to}}
    return {chosen: [patch], live: {'web-max-size': {MaxSize: 40}}}
  }
  expect(failedOf(sampleFacts(raise(130)))).toEqual(['max-increase'])
  expect(failedOf(sampleFacts(raise(120)))).toEqual([])
})

test('a guard rail counts from what is live, and sees limits one level down', () => {
  const acu = (min: number, max: number) => ({ServerlessV2ScalingConfiguration: {MinCapacity: min, MaxCapacity: max}})
  const patch: Patch = {
    ...patchOf('orders-db-class'),
    id: 'acu',
    consent: undefined,
    request: {service: 'rds', operation: 'ModifyDBCluster', input: {}},
    before: acu(2, 16),
    after: acu(8, 32),
  }
  const check = runChecks(sampleFacts({chosen: [patch], live: {acu: acu(2, 16)}})).find(({id}) => id === 'max-increase')
  expect(check?.details).toEqual(['shop-orders ServerlessV2ScalingConfiguration.MinCapacity 2 → 8: 300 % more'])
})

test('an order of patches with the maximum already there is no problem', () => {
  const live = {...sampleFacts().live, 'web-max-size': {MaxSize: 60}}
  expect(failedOf(sampleFacts({chosen: [patchOf('web-min-2')], live}))).toEqual([])
})

test('a quota holds up neither its own request nor what else is of the first wave', () => {
  const request: Patch = {
    ...patchOf('web-max-size'),
    id: 'quota-ec2',
    wave: 'reserve',
    request: {service: 'servicequotas', operation: 'RequestServiceQuotaIncrease', input: {}},
    before: {Value: 192},
    after: {Value: 272},
  }
  const quotas = {value: [{serviceCode: 'ec2', quotaCode: 'L-1216C47A', neededCount: 240, limitCount: 192}]}
  expect(failedOf(sampleFacts({quotas, chosen: [request], live: {'quota-ec2': {Value: 192}}}))).toEqual([])
})

describe('a freeze', () => {
  const frozen = (change: Partial<ApplyFacts> = {}) =>
    sampleFacts({config: {apply: {maxIncrease: 2}, freeze}, ...change})
  const raises = [patchOf('web-max-size'), patchOf('checkout-api-max-capacity')]

  test('lets pass what only raises limits, with a reason', () => {
    expect(failedOf(frozen({chosen: raises}))).toEqual(['freeze'])
    expect(failedOf(frozen({chosen: raises, asked: asked({duringFreeze: 'INC-812'})}))).toEqual([])
  })
  test('refuses all else whatever the reason, and names what may pass', () => {
    const facts = frozen({asked: asked({duringFreeze: 'INC-812'})})
    expect(failedOf(facts)).toEqual(['freeze'])
    const check = runChecks(facts).find(({id}) => id === 'freeze')
    expect(check?.next[0]).toContain('--only web-max-size,checkout-api-max-capacity')
  })
  test('is over in the minute in which it ends, in the zone of the event', () => {
    const over = [{from: '2026-11-22T08:00', to: '2026-11-23T08:14'}]
    expect(statusOf(sampleFacts({config: {apply: {maxIncrease: 2}, freeze: over}}))['freeze']).toBe('ok')
    const still = [{from: '2026-11-22T08:00', to: '2026-11-23T08:15'}]
    expect(failedOf(sampleFacts({config: {apply: {maxIncrease: 2}, freeze: still}}))).toEqual(['freeze'])
  })
  test('a call that lowers anything, or sets another field, is no raise', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100), (minBefore, maxBefore, minAfter, maxAfter) => {
        const now = {MinSize: minBefore, MaxSize: maxBefore}
        const patch = {...patchOf('web-max-size'), before: now, after: {MinSize: minAfter, MaxSize: maxAfter}}
        expect(onlyRaises(patch, now)).toBe(minAfter >= minBefore && maxAfter >= maxBefore)
      }),
    )
    const warmup = {...patchOf('web-max-size'), after: {MaxSize: 60, DefaultInstanceWarmup: 120}}
    expect(onlyRaises(warmup, {MaxSize: 36, DefaultInstanceWarmup: 300})).toBe(false)
    expect(onlyRaises(patchOf('web-min-1'), {ScheduledAction: null})).toBe(false)
    expect(onlyRaises(klass, klass.before)).toBe(false)
  })
})

test('a password that waits is named and not shown', () => {
  const facts = sampleFacts({
    chosen: [klass],
    ...database({PendingModifiedValues: {MasterUserPassword: '****hunter2'}}),
  })
  const check = runChecks(facts).find(({id}) => id === 'pending')
  expect(check?.details).toEqual(['shop-orders: MasterUserPassword'])
})

test('several failures are one error that names them all', () => {
  const error = refusal(
    runChecks(sampleFacts({caller: {arn: 'a', account: '9'}, credentialsEndAt: '2026-11-23T13:00:00.000Z'})),
  )
  expect(error?.code).toBe('WRONG_ACCOUNT')
  expect(error?.message).toContain('and 1 more: credentials')
})
