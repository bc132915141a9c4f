import {describe, expect, test} from 'vitest'
import {attestedChecks} from '../../../src/catalog/attested-checks.js'
import {type AutomaticCheckId, automaticChecks} from '../../../src/catalog/readiness-checks.js'
import type {ReadinessCheck} from '../../../src/documents/readiness.js'
import type {ReadinessFacts} from '../../../src/documents/readiness-facts.js'
import type {Run} from '../../../src/documents/run.js'
import {
  at,
  goodFacts,
  goodRun,
  goodTests,
  limitOf,
  readinessWith,
  type Shop,
  shortLimit,
  withFinding,
  withLimit,
  withPlan,
  withReach,
  wordOf,
} from './good-shop.js'

type Cases = Partial<Record<ReadinessCheck['status'], Partial<Shop>[]>>

const facts = (given: Partial<ReadinessFacts>) => ({facts: {...goodFacts, ...given}})
const run = (given: Run) => ({run: given})
const nothing = run(withPlan(goodRun, {limits: []}))
const noDatabase = run(withPlan(goodRun, {limits: [limitOf({zoneCount: 3})]}))
const silent = (goodFacts.alarms ?? []).map((alarm) => ({...alarm, tellsSomebody: false}))
const without = (name: string) =>
  facts({alarms: (goodFacts.alarms ?? []).filter(({metrics}) => metrics[0]?.name !== name)})
const forecast = (given: Partial<Run['forecast']>) => run({...goodRun, forecast: {...goodRun.forecast, ...given}})
const history = goodRun.forecast.history
const tested = (given: object) => ({loadTests: goodTests.map((one) => ({...one, ...given}))})
const high = {p50Ratio: 1.1, p90Ratio: 1.4, p99Ratio: 1.6}
const databaseCases = (measure: string): Cases => ({
  pass: [noDatabase],
  warn: [run(withLimit(goodRun, measure, {verdict: 'tight'}))],
  fail: [run(withLimit(goodRun, measure, {now: high, verdict: 'short'}))],
  unknown: [
    run(withPlan(goodRun, {limits: goodRun.plan.limits.filter((one) => one.measure !== measure)})),
    run(withFinding(withPlan(goodRun, {limits: []}), 'DATABASE_UNKNOWN')),
  ],
})
const alarmCases = (name: string, status: 'warn' | 'fail'): Cases => ({
  [status]: [without(name)],
  unknown: [facts({alarms: null}), facts({watched: null}), facts({watched: []})],
})
const findingCases = (code: string): Cases => ({
  warn: [run(withFinding(goodRun, code))],
  fail: [run(withFinding(goodRun, code, 'block'))],
})

/** What makes each check of the good shop, where all pass, warn, fail or not known. */
const cases: Record<AutomaticCheckId, Cases> = {
  'capacity-p90': {
    pass: [
      // Applied: AWS holds already what the plan's call would set, so that what counts is the plan's share.
      run(
        withPlan(goodRun, {
          limits: [shortLimit({zoneCount: 3})],
          patches: goodRun.plan.patches.map((one) => ({
            ...one,
            tier: 'web',
            before: {MaxSize: 60},
            after: {MaxSize: 60},
          })),
        }),
      ),
      run(withLimit(goodRun, 'growth', {now: high})),
    ],
    fail: [
      run(withPlan(goodRun, {limits: [shortLimit({zoneCount: 3})]})),
      run(
        withPlan(goodRun, {
          limits: [shortLimit({zoneCount: 3})],
          patches: goodRun.plan.patches.map((one) => ({
            ...one,
            tier: 'web',
            before: {MaxSize: 36},
            after: {MaxSize: 60},
          })),
        }),
      ),
    ],
    unknown: [nothing],
  },
  'plan-p90': {fail: [run(withLimit(goodRun, 'requests', {after: high}))], unknown: [nothing]},
  'zone-loss': {
    warn: [run(withPlan(goodRun, {azLossCount: 0}))],
    fail: [
      run(withLimit(goodRun, 'requests', {zoneCount: 1})),
      run(withLimit(goodRun, 'requests', {now: {p50Ratio: 0.7, p90Ratio: 0.8, p99Ratio: 0.9}})),
      run(withFinding(goodRun, 'ZONE_LOSS_SHORT', 'block')),
    ],
    unknown: [nothing],
  },
  'breach-risk': {warn: [run(withPlan(goodRun, {risk: {...goodRun.plan.risk, isMet: false}}))], unknown: [nothing]},
  'not-modelled': {
    pass: [
      run(withPlan(goodRun, {notModelled: [{tier: 'cache', why: 'not read', waived: {by: 'bob', why: 'small'}}]})),
    ],
    warn: [run(withPlan(goodRun, {notModelled: [{tier: 'cache', why: 'not read'}]}))],
  },
  'scheduled-minima': {
    pass: [run(withPlan(goodRun, {changes: []}))],
    warn: [facts({scheduled: []})],
    fail: [
      {
        ...facts({scheduled: []}),
        ...run(
          withPlan(goodRun, {
            changes: goodRun.plan.changes.map((one) => ({...one, latestAt: '2026-11-23T10:00:00.000Z'})),
          }),
        ),
      },
    ],
    unknown: [facts({scheduled: null})],
  },
  'schedule-end': {
    pass: [facts({scheduled: []})],
    warn: [
      facts({
        scheduled: [{resource: 'shop-web-asg', steps: [{at: '2026-11-27T04:15:00.000Z', minCount: 44, isEnd: false}]}],
      }),
    ],
    unknown: [facts({scheduled: null})],
  },
  'schedule-conflicts': findingCases('SCHEDULE_CONFLICT'),
  'predictive-mode': {
    pass: [facts({predictive: [{tier: 'web', policy: 'p', mode: 'ForecastAndScale', raisesMaximum: false}]})],
    warn: [facts({predictive: [{tier: 'web', policy: 'p', mode: 'ForecastAndScale', raisesMaximum: true}]})],
    unknown: [
      facts({predictive: null}),
      facts({predictive: [{tier: 'web', policy: 'p', mode: null, raisesMaximum: false}]}),
    ],
  },
  'scale-out': {...findingCases('SCALE_OUT'), unknown: [run(withFinding(goodRun, 'SCALE_OUT_UNCHECKED'))]},
  'plan-findings': findingCases('SOMETHING_NEW'),
  quota: {fail: [run(withFinding(goodRun, 'QUOTA', 'block'))], unknown: [run(withFinding(goodRun, 'QUOTA_UNKNOWN'))]},
  'quota-requests': {
    warn: ['PENDING', 'DENIED'].map((status) =>
      facts({quotaRequests: [{serviceCode: 'ec2', quotaCode: 'L-1216C47A', status, wantedCount: 400, at}]}),
    ),
    unknown: [facts({quotaRequests: null})],
  },
  'instance-reservations': {
    pass: [run(withPlan(goodRun, {limits: [limitOf({kind: 'ecs', zoneCount: 3})]}))],
    warn: [
      run(
        withPlan(goodRun, {patches: goodRun.plan.patches.map((one) => ({...one, before: {TotalInstanceCount: null}}))}),
      ),
      run(withFinding(goodRun, 'SPOT_SHARE')),
    ],
    unknown: [run(withPlan(goodRun, {changes: []}))],
  },
  'instance-types': {
    warn: [facts({spreads: (goodFacts.spreads ?? []).map((one) => ({...one, instanceTypes: ['c7g.xlarge']}))})],
    unknown: [facts({spreads: null})],
  },
  'lcu-reservation': {
    warn: [run(withLimit(goodRun, 'growth', {verdict: 'tight', now: high}))],
    unknown: [nothing, run(withFinding(goodRun, 'LCU_UNKNOWN'))],
  },
  addresses: {...findingCases('ADDRESSES'), unknown: [facts({areSubnetsRead: false})]},
  'database-cpu': databaseCases('CPU'),
  'database-connections': databaseCases('connections'),
  'database-storage': databaseCases('memory'),
  'database-iops': databaseCases('IOPS'),
  'maintenance-window': {
    ...findingCases('MAINTENANCE_IN_EVENT'),
    unknown: [run(withFinding(withPlan(goodRun, {limits: []}), 'DATABASE_UNKNOWN'))],
  },
  'backup-window': findingCases('BACKUP_IN_EVENT'),
  'pending-changes': findingCases('CHANGES_PENDING'),
  replicas: findingCases('REPLICA_LAGS'),
  zones: {
    fail: [run(withLimit(goodRun, 'requests', {zoneCount: 1}))],
    unknown: [nothing, run(withPlan(goodRun, {limits: [limitOf({})]}))],
  },
  'zone-spread': {
    warn: [
      facts({
        spreads: (goodFacts.spreads ?? []).map((one) => ({
          ...one,
          units: [10, 1, 1].map((unitCount, i) => ({zone: `z${i}`, unitCount})),
        })),
      }),
    ],
    unknown: [
      facts({spreads: null}),
      facts({spreads: (goodFacts.spreads ?? []).map((one) => ({...one, units: null}))}),
    ],
  },
  'multi-az': {
    pass: [
      facts({databases: (goodFacts.databases ?? []).map((one) => ({...one, hasStandby: false, isReplica: true}))}),
    ],
    fail: [facts({databases: (goodFacts.databases ?? []).map((one) => ({...one, hasStandby: false}))})],
    unknown: [facts({databases: null})],
  },
  'nat-gateways': {
    pass: [facts({natGateways: []}), facts({natGateways: [{id: 'n', vpc: 'v', zone: null, isRegional: true}]})],
    warn: [
      facts({natGateways: [{id: 'n', vpc: 'v', zone: 'a', isRegional: false}]}),
      facts({natGateways: ['n', 'm'].map((id) => ({id, vpc: 'v', zone: 'a', isRegional: false}))}),
      // Another network's gateways are no help.
      facts({natGateways: ['a', 'b'].map((zone) => ({id: zone, vpc: zone, zone, isRegional: false}))}),
    ],
    unknown: [
      facts({natGateways: null}),
      facts({natGateways: ['n', 'm'].map((id) => ({id, vpc: 'v', zone: null, isRegional: false}))}),
    ],
  },
  'load-test-age': {
    warn: [
      {loadTests: []},
      {loadTests: [...goodTests, ...goodTests.map((one) => ({...one, tier: 'cart', startedAt: null}))]},
    ],
    fail: [tested({startedAt: '2026-09-01T00:00:00.000Z'})],
    unknown: [{loadTests: null}],
  },
  'load-test-deploy': {
    warn: [{loadTests: []}, facts({deployments: [{tier: 'web', at: '2026-11-20T00:00:00.000Z', because: 'deployed'}]})],
    unknown: [{loadTests: null}, facts({deployments: null}), facts({deployments: []}), tested({startedAt: null})],
  },
  'load-test-reach': {
    warn: [run(withReach(goodRun, 0.7)), run(withReach(goodRun, 1.2, null)), run(withReach(goodRun, null))],
    fail: [run(withReach(goodRun, 0.2)), run(withReach(goodRun, 1.2, 0.2))],
    unknown: [run({...goodRun, models: []})],
  },
  'load-test-type': {
    warn: [{loadTests: []}, tested({tags: {instanceType: 'm5.large'}})],
    unknown: [{loadTests: null}, facts({spreads: null}), tested({tags: {}})],
  },
  'alarms-cpu': {
    ...alarmCases('CPUUtilization', 'fail'),
    warn: [facts({alarms: (goodFacts.alarms ?? []).slice(1)})],
    fail: [
      without('CPUUtilization'),
      // What target tracking made for itself tells nobody.
      facts({alarms: (goodFacts.alarms ?? []).map((one) => ({...one, name: `TargetTracking-${one.name}`}))}),
    ],
  },
  'alarms-memory': alarmCases('FreeableMemory', 'fail'),
  'alarms-iops': alarmCases('DiskQueueDepth', 'warn'),
  'alarms-max': alarmCases('GroupInServiceInstances', 'fail'),
  'alarms-5xx': alarmCases('HTTPCode_Target_5XX_Count', 'fail'),
  'alarms-data': {
    warn: [
      facts({alarms: []}),
      facts({alarms: silent}),
      facts({alarms: (goodFacts.alarms ?? []).map((one) => ({...one, state: 'INSUFFICIENT_DATA'}))}),
    ],
    unknown: [facts({alarms: null}), facts({watched: null})],
  },
  drift: {
    fail: [facts({drifted: [{tier: 'web', resource: 'shop-web-asg', field: 'MaxSize', left: '60', live: '40'}]})],
    unknown: [facts({drifted: null})],
  },
  freeze: {
    warn: [
      facts({asked: {...(goodFacts.asked as NonNullable<ReadinessFacts['asked']>), freezes: []}}),
      facts({
        asked: {
          ...(goodFacts.asked as NonNullable<ReadinessFacts['asked']>),
          freezes: [{fromAt: '2026-11-27T00:00:00.000Z', toAt: '2026-11-29T00:00:00.000Z'}],
        },
      }),
    ],
    unknown: [facts({asked: null})],
  },
  temporary: {
    warn: [
      run({
        ...goodRun,
        temporary: [
          {
            applyId: 'a-1',
            planId: 'p-1',
            patchId: 'web-max-size',
            tier: 'web',
            resource: 'shop-web-asg',
            summary: 'MaxSize 36 → 60',
            eventId: 'singles-day-2026',
            eventName: "Singles' Day 2026",
            windowEndAt: '2026-11-12T07:00:00.000Z',
            isOver: true,
            perDayUsd: 12,
            because: 'its price',
          },
        ],
      }),
    ],
  },
  'data-gaps': {
    pass: [forecast({history: {...history, missingHourCount: 10}})],
    warn: [forecast({history: {...history, missingHourCount: 2000}})],
  },
  'data-age': {
    warn: [forecast({history: {...history, toAt: '2026-11-22T11:00:00.000Z'}})],
    fail: [forecast({history: {...history, toAt: '2026-11-01T11:00:00.000Z'}})],
  },
  backtest: {
    warn: [forecast({hindcast: {eventCount: 4, meanAbsoluteErrorRatio: 0.4, p90HeldCount: 4}})],
    unknown: [forecast({hindcast: null})],
  },
  'p90-coverage': {
    pass: [forecast({hindcast: {eventCount: 1, meanAbsoluteErrorRatio: 0.1, p90HeldCount: 0}})],
    warn: [forecast({hindcast: {eventCount: 4, meanAbsoluteErrorRatio: 0.1, p90HeldCount: 2}})],
    unknown: [forecast({hindcast: null})],
  },
}

function checkOf(id: string, shop: Partial<Shop>): ReadinessCheck {
  const found = readinessWith(shop).checks.find((check) => check.id === id)
  if (found === undefined) throw new Error(`no check ${id}`)
  return found
}

test('a shop that lacks nothing is ready, with 100 points', () => {
  const readiness = readinessWith({})
  expect(readiness.checks.filter(({status}) => status !== 'pass').map(({id, message}) => `${id}: ${message}`)).toEqual(
    [],
  )
  expect(readiness).toMatchObject({verdict: 'ready', scorePoints: 100, cap: null})
})

describe.each(Object.entries(cases))('%s', (id, statuses) => {
  const all = Object.entries(statuses).flatMap(([status, shops]) => shops.map((shop, i) => ({status, shop, i})))
  test.each(all)('$status, $i', ({status, shop}) => {
    const check = checkOf(id, shop)
    expect(`${check.status}: ${check.message}`).toMatch(new RegExp(`^${status}: `))
    expect(check.message).toMatch(/[.%]$/)
    if (status !== 'pass') expect(check.next).not.toBe('')
  })
})

test('every check that is made from data has a case in which it does not pass', () => {
  const never = Object.entries(cases).filter(([, {warn, fail, unknown}]) =>
    [warn, fail, unknown].every((one) => !one?.length),
  )
  expect(never).toEqual([])
  expect(Object.keys(cases).sort()).toEqual(Object.keys(automaticChecks).sort())
})

describe('what a person answers for', () => {
  test.each(Object.keys(attestedChecks))('%s warns without a word, fails where it is a must, passes with one', (id) => {
    const attestations = Object.keys(attestedChecks)
      .filter((one) => one !== id)
      .map((one) => wordOf(one))
    expect(checkOf(id, {attestations}).status).toBe('warn')
    expect(checkOf(id, {attestations, checks: {require: [id], weights: {}, skip: []}}).status).toBe('fail')
    expect(checkOf(id, {})).toMatchObject({status: 'pass', attestation: {by: 'alice'}})
  })

  test.each([
    ['of another event', [wordOf('runbook', {eventId: 'cyber-monday-2026'})], 'warn'],
    ['that ended', [wordOf('runbook', {untilAt: '2026-11-22T00:00:00.000Z'})], 'warn'],
    ['that still holds', [wordOf('runbook', {untilAt: '2026-11-24T00:00:00.000Z'})], 'pass'],
    ['of tomorrow', [wordOf('runbook', {at: '2026-11-24T00:00:00.000Z'})], 'warn'],
    [
      'opened again later',
      [wordOf('runbook'), wordOf('runbook', {state: 'reopened', at: '2026-11-21T00:00:00.000Z'})],
      'warn',
    ],
    [
      'opened again before',
      [wordOf('runbook', {state: 'reopened', at: '2026-11-19T00:00:00.000Z'}), wordOf('runbook')],
      'pass',
    ],
    ['opened again at the same instant', [wordOf('runbook', {state: 'reopened'}), wordOf('runbook')], 'warn'],
  ] as const)('a word %s', (_name, attestations, status) => {
    expect(checkOf('runbook', {attestations}).status).toBe(status)
    expect(checkOf('runbook', {attestations: [...attestations].reverse()}).status).toBe(status)
  })

  test('a file of the shop says more of migrations than a person', () => {
    expect(checkOf('schema-migration', facts({migrations: {file: 'm.txt', pending: ['0042']}}))).toMatchObject({
      status: 'fail',
    })
    expect(
      checkOf('schema-migration', {...facts({migrations: {file: 'm.txt', pending: []}}), attestations: []}).status,
    ).toBe('pass')
  })
})
