import {attestedChecks} from '../../../src/catalog/attested-checks.js'
import {readinessOf} from '../../../src/core/readiness/readiness-of.js'
import type {CheckedTest} from '../../../src/core/readiness/rule.js'
import type {Attestation} from '../../../src/documents/attestation.js'
import type {CapacityModel} from '../../../src/documents/capacity-model.js'
import type {ReportConfig} from '../../../src/documents/config-report.js'
import type {Blocker, Limit} from '../../../src/documents/plan.js'
import type {Readiness} from '../../../src/documents/readiness.js'
import type {Alarm, ReadinessFacts, Watched} from '../../../src/documents/readiness-facts.js'
import type {Run} from '../../../src/documents/run.js'
import {sampleRun} from '../../report/sample-run.js'

export const at = sampleRun.asOf

const ratios = (p90Ratio: number) => ({p50Ratio: p90Ratio * 0.8, p90Ratio, p99Ratio: p90Ratio * 1.15})

export const limitOf = (given: Partial<Limit>): Limit => ({
  tier: 'web',
  kind: 'asg',
  resource: 'shop-web-asg',
  measure: 'requests',
  today: '60 × c7g.xlarge',
  planned: '60 × c7g.xlarge',
  now: ratios(0.6),
  after: ratios(0.6),
  shortS: 0,
  afterShortS: 0,
  verdict: 'ok',
  breaksAtRps: 20_000,
  plannedBreaksAtRps: 20_000,
  drivers: [],
  derivation: [],
  ...given,
})
export const shortLimit = (given: Partial<Limit>): Limit => limitOf({now: ratios(1.4), verdict: 'short', ...given})

const database = {tier: 'orders-db', kind: 'rds', resource: 'shop-orders', today: 'db.r7g.8xlarge'} as const

const modelOf = (tier: string, shareRatio: number | null): CapacityModel => ({
  schema: 'ecom-plan.capacity-model/v1',
  tier,
  unit: 'instance',
  unitRps: 231,
  origin: 'load-test',
  estimates: [
    {
      origin: shareRatio === null ? 'production' : 'load-test',
      unitRps: 231,
      evidence: 'k6',
      isExtrapolated: false,
      certainty: {
        lowUnitRps: 220,
        highUnitRps: 240,
        ageS: 86_400,
        measuredRps: 13_000,
        measuredUnitRps: 231,
        measuredCpuRatio: 0.8,
        peakShareRatio: shareRatio,
      },
    },
  ],
  disagreementRatio: 0,
  visitCount: 1,
  visitOrigin: 'the tier takes every request',
})
export const withReach = (run: Run, ...shares: (number | null)[]): Run => ({
  ...run,
  models: shares.map((share, i) => modelOf(i === 0 ? 'web' : `tier-${i}`, share)),
})

/** A run of a shop that lacks nothing: the plan changes nothing but the minima, which are scheduled already. */
export const goodRun: Run = {
  ...withReach(sampleRun, 1.2),
  forecast: {...sampleRun.forecast, history: {...sampleRun.forecast.history, missingHourCount: 0}},
  plan: {
    ...sampleRun.plan,
    verdict: 'ready',
    limits: [
      limitOf({zoneCount: 3}),
      limitOf({...database, measure: 'CPU'}),
      limitOf({...database, measure: 'connections'}),
      limitOf({...database, measure: 'memory'}),
      limitOf({...database, measure: 'IOPS'}),
      limitOf({tier: 'alb', kind: 'alb', resource: 'shop', measure: 'growth'}),
    ],
    changes: sampleRun.plan.changes
      .filter(({id}) => id === 'web-min')
      .map((change) => ({
        ...change,
        schedule: {
          unit: 'instance',
          restingCount: 12,
          maxCount: 60,
          steps: [
            {at: '2026-11-27T04:15:00.000Z', minCount: 44},
            {at: '2026-11-28T07:00:00.000Z', minCount: 12},
          ],
        },
      })),
    blockers: [],
    notModelled: [],
    steps: [],
    patches: [
      {
        ...(sampleRun.plan.patches[0] as Run['plan']['patches'][number]),
        id: 'web-reservation-a',
        tier: 'reservations',
        before: {TotalInstanceCount: 20},
        after: {TotalInstanceCount: 20},
      },
    ],
  },
}
goodRun.plan.changes.push({
  ...(sampleRun.plan.changes[0] as Run['plan']['changes'][number]),
  id: 'web-reservation',
  setting: 'capacity reservation',
  patchIds: ['web-reservation-a'],
})

export const withLimit = (run: Run, measure: string, given: Partial<Limit>): Run => ({
  ...run,
  plan: {...run.plan, limits: run.plan.limits.map((one) => (one.measure === measure ? {...one, ...given} : one))},
})
export const withPlan = (run: Run, given: Partial<Run['plan']>): Run => ({...run, plan: {...run.plan, ...given}})
export const withFinding = (run: Run, code: string, severity: Blocker['severity'] = 'warn'): Run =>
  withPlan(run, {blockers: [...run.plan.blockers, {severity, code, message: `${code} is found.`, next: 'look at it'}]})

const watched: Watched[] = [
  {
    tier: 'web',
    kind: 'asg',
    resource: 'shop-web-asg',
    dimensions: {AutoScalingGroupName: 'shop-web-asg'},
    otherDimensions: [],
    targetGroups: [{dimension: 'targetgroup/web/1', loadBalancers: ['app/shop/1']}],
    maxCount: 60,
    memoryGib: null,
    provisionedIops: null,
  },
  {
    tier: 'orders-db',
    kind: 'rds',
    resource: 'shop-orders',
    dimensions: {DBInstanceIdentifier: 'shop-orders'},
    otherDimensions: [],
    targetGroups: [],
    maxCount: null,
    memoryGib: 64,
    provisionedIops: 12_000,
  },
]
const alarmOn = (namespace: string, name: string, dimensions: Record<string, string>): Alarm => ({
  name: `${name} of ${Object.values(dimensions).join(' ')}`,
  metrics: [{namespace, name, dimensions}],
  state: 'OK',
  tellsSomebody: true,
})
const group = {AutoScalingGroupName: 'shop-web-asg'}
const orders = {DBInstanceIdentifier: 'shop-orders'}

export const goodFacts: ReadinessFacts = {
  asked: {
    azLossQuantile: 'p50',
    freezes: [{fromAt: '2026-11-26T00:00:00.000Z', toAt: '2026-11-29T00:00:00.000Z'}],
    staleLoadTestS: 30 * 86_400,
    staleDataS: 7200,
    staleEstateS: 7 * 86_400,
  },
  estateAt: at,
  alarms: [
    alarmOn('AWS/EC2', 'CPUUtilization', group),
    alarmOn('AWS/AutoScaling', 'GroupInServiceInstances', group),
    alarmOn('AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', {LoadBalancer: 'app/shop/1'}),
    alarmOn('AWS/RDS', 'CPUUtilization', orders),
    alarmOn('AWS/RDS', 'FreeableMemory', orders),
    alarmOn('AWS/RDS', 'WriteIOPS', orders),
    alarmOn('AWS/RDS', 'DiskQueueDepth', orders),
  ],
  watched,
  spreads: [
    {
      tier: 'web',
      resource: 'shop-web-asg',
      kind: 'asg',
      zones: ['a', 'b', 'c'],
      units: ['a', 'b', 'c'].map((zone) => ({zone, unitCount: 4})),
      instanceTypes: ['c7g.xlarge', 'c6g.xlarge'],
    },
  ],
  databases: [
    {
      tier: 'orders-db',
      resource: 'shop-orders',
      hasStandby: true,
      replicaCount: 1,
      isReplica: false,
      pendingChanges: [],
    },
  ],
  natGateways: ['a', 'b'].map((zone) => ({id: `nat-${zone}`, vpc: 'vpc-1', zone, isRegional: false})),
  areSubnetsRead: true,
  quotaRequests: [],
  deployments: [{tier: 'web', at: '2026-11-10T00:00:00.000Z', because: 'its launch template'}],
  predictive: [],
  scheduled: [
    {
      resource: 'shop-web-asg',
      steps: [
        {at: '2026-11-27T04:15:00.000Z', minCount: 44, isEnd: false},
        {at: '2026-11-28T07:00:00.000Z', minCount: 12, isEnd: true},
      ],
    },
  ],
  drifted: [],
  migrations: null,
}

export const goodTests: CheckedTest[] = [
  {
    id: '0123456789abcdef',
    tier: 'web',
    startedAt: '2026-11-15T00:00:00.000Z',
    unitCount: 6,
    commit: null,
    tags: {instanceType: 'c7g.xlarge'},
    origin: 'store',
  },
]

export const wordOf = (checkId: string, given: Partial<Attestation> = {}): Attestation => ({
  schema: 'ecom-plan.attestation/v1',
  eventId: 'black-friday-2026',
  checkId,
  state: 'acknowledged',
  by: 'alice',
  at: '2026-11-20T09:00:00.000Z',
  note: null,
  untilAt: null,
  ...given,
})
const allWords = Object.keys(attestedChecks).map((id) => wordOf(id))

export type Shop = {
  run: Run
  facts: ReadinessFacts
  loadTests: readonly CheckedTest[] | null
  attestations: readonly Attestation[]
  checks: ReportConfig['checks']
}
const goodShop: Shop = {
  run: goodRun,
  facts: goodFacts,
  loadTests: goodTests,
  attestations: allWords,
  checks: {weights: {}, skip: []},
}

/** How ready a shop is that differs from the good one. */
export function readinessWith(given: Partial<Shop>): Readiness {
  return readinessOf({...goodShop, ...given, at})
}
