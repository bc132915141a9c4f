import type {AlarmDrafts, AlarmMetric, DraftAlarm} from '../../documents/alarm-drafts.js'
import type {ReadinessFacts, Watched} from '../../documents/readiness-facts.js'
import type {Run} from '../../documents/run.js'
import {figure, percent} from '../figure.js'
import {alarmsOfPeople, covers, type Need, neededAlarms} from './needed-alarms.js'

type Judgement = (
  name:
    | 'cpuLimitRatio'
    | 'databaseCpuLimitRatio'
    | 'databaseMemoryLimitRatio'
    | 'iopsLimitRatio'
    | 'diskQueuePerThousandIopsCount',
) => number

type Known = {run: Run; watched: readonly Watched[]; judgement: Judgement}

/** What of an alarm its need decides; or why no threshold can be told. */
type Draft =
  | (Pick<DraftAlarm, 'queries' | 'comparison' | 'threshold' | 'missingData' | 'because'> & {
      expression?: string
      periodCount?: number
    })
  | {why: string}

/**
 * The alarms that tiers lack, ready to be made: thresholds from the limits that the plan is sized by (CPU, memory and
 * IOPS at which a tier is called full, the maximum after the plan, the error ratio of the SLO). All existing alarms
 * count, whoever made them; without them (`alarms` null) all are drafted.
 *
 * They are for people: none of them scales anything. Minutes are counted one by one, and three of five must breach, so
 * that one busy minute wakes nobody.
 */
export function draftAlarms({
  run,
  facts: {alarms, watched},
  judgement,
}: {
  run: Run
  facts: Pick<ReadinessFacts, 'alarms' | 'watched'>
  judgement: Judgement
}): AlarmDrafts {
  const known = {run, watched: watched ?? [], judgement}
  const people = alarmsOfPeople(alarms ?? [])
  const missing = neededAlarms(known.watched).filter((need) => !people.some((alarm) => covers(alarm, need)))
  const drafted = missing.map((need) => ({need, draft: draftOf(need, known)}))
  const {service, plan} = run
  return {
    schema: 'ecom-plan.alarm-drafts/v1',
    service,
    account: plan.account,
    region: plan.region,
    eventName: plan.eventName,
    planId: plan.planId,
    areAlarmsRead: alarms !== null,
    alarms: drafted.flatMap(({need, draft}) => ('why' in draft ? [] : [alarmOf(need, draft, service)])),
    untold: drafted.flatMap(({need: {tier, resource, need}, draft}) =>
      'why' in draft ? [{tier, resource, need, why: draft.why}] : [],
    ),
  }
}

function alarmOf({tier, resource, need}: Need, draft: Exclude<Draft, {why: string}>, service: string): DraftAlarm {
  const {expression = null, periodCount = 3, ...own} = draft
  return {name: `${service}-${tier}-${need}`, tier, resource, need, ...own, expression, periodS: 60, periodCount}
}

function draftOf(need: Need, known: Known): Draft {
  const [metric] = need.accepts
  const of = known.watched.find(({tier, resource}) => tier === need.tier && resource === need.resource)
  if (metric === undefined || of === undefined) return {why: 'its metric is not known'}
  if (need.need === 'cpu') return cpu(metric, of, known)
  if (need.need === 'memory') return memory(metric, of, known)
  if (need.need === 'iops') return iops(of, known)
  if (need.need === 'disk-queue') return diskQueue(metric, of, known)
  return need.need === 'max' ? maximum(metric, of, known) : errors(metric, known)
}

const one = (metric: AlarmMetric, statistic: DraftAlarm['queries'][number]['statistic']) => [
  {id: 'm1', metric, statistic},
]

function cpu(metric: AlarmMetric, {kind}: Watched, {judgement}: Known): Draft {
  const ratio = judgement(kind === 'asg' || kind === 'ecs' ? 'cpuLimitRatio' : 'databaseCpuLimitRatio')
  return {
    queries: one(metric, 'Average'),
    comparison: 'GreaterThanThreshold',
    threshold: text(ratio * 100),
    missingData: 'missing',
    because: `${percent(ratio)} is where the plan calls it full (judgement)`,
  }
}

function memory(metric: AlarmMetric, {kind, memoryGib}: Watched, {judgement}: Known): Draft {
  const ratio = judgement('databaseMemoryLimitRatio')
  const shared = {queries: one(metric, 'Average'), missingData: 'missing'} as const
  if (kind === 'ecs') {
    const because = `${percent(ratio)} of the task's memory, as for databases (judgement)`
    return {...shared, comparison: 'GreaterThanThreshold', threshold: text(ratio * 100), because}
  }
  if (memoryGib === null) return {why: 'the memory of its class is not known here'}
  const freeBytes = Math.round((1 - ratio) * memoryGib * 1024 ** 3)
  const because = `${percent(1 - ratio)} of ${figure(memoryGib)} GiB free (judgement)`
  return {...shared, comparison: 'LessThanThreshold', threshold: text(freeBytes), because}
}

function iops({dimensions, provisionedIops}: Watched, {judgement}: Known): Draft {
  if (provisionedIops === null) return {why: 'its volume has no IOPS of its own that AWS tells'}
  const ratio = judgement('iopsLimitRatio')
  const metric = (name: string): AlarmMetric => ({namespace: 'AWS/RDS', name, dimensions})
  return {
    queries: [
      {id: 'm1', metric: metric('ReadIOPS'), statistic: 'Average'},
      {id: 'm2', metric: metric('WriteIOPS'), statistic: 'Average'},
    ],
    expression: 'm1 + m2',
    comparison: 'GreaterThanThreshold',
    threshold: text(Math.round(ratio * provisionedIops)),
    missingData: 'missing',
    because: `${percent(ratio)} of ${figure(provisionedIops)} IOPS (judgement); raise it when the volume has more`,
  }
}

function diskQueue(metric: AlarmMetric, {provisionedIops}: Watched, {judgement}: Known): Draft {
  if (provisionedIops === null) return {why: 'its volume has no IOPS of its own that AWS tells'}
  const perThousand = judgement('diskQueuePerThousandIopsCount')
  return {
    queries: one(metric, 'Average'),
    comparison: 'GreaterThanThreshold',
    threshold: text((perThousand * provisionedIops) / 1000),
    missingData: 'missing',
    because: `${figure(perThousand)} waiting for each 1,000 of ${figure(provisionedIops)} IOPS (judgement)`,
  }
}

/** The maximum that the plan sets, where it sets one. */
function maximum(metric: AlarmMetric, {tier, maxCount}: Watched, {run}: Known): Draft {
  const planned = run.plan.patches
    .filter((patch) => patch.tier === tier)
    .flatMap(({after}) => [after['MaxSize'], after['MaxCapacity']])
    .filter((count) => typeof count === 'number')
  const most = Math.max(maxCount ?? 0, ...planned)
  if (most === 0) return {why: 'its maximum is not known'}
  return {
    queries: one(metric, 'Maximum'),
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: text(most),
    // A group at its maximum is full now; nothing is gained by waiting.
    periodCount: 2,
    missingData: 'notBreaching',
    because: planned.length === 0 ? 'its maximum today' : 'its maximum with the plan applied',
  }
}

function errors(metric: AlarmMetric, {run}: Known): Draft {
  const {errorRatio} = run.slo
  return {
    queries: [
      {id: 'm1', metric, statistic: 'Sum'},
      {id: 'm2', metric: {...metric, name: 'RequestCount'}, statistic: 'Sum'},
    ],
    expression: '100 * m1 / m2',
    comparison: 'GreaterThanThreshold',
    threshold: text(errorRatio * 100),
    // The metric is published only where there are errors.
    missingData: 'notBreaching',
    because: `more than ${percent(errorRatio, 2)} of requests, the SLO's error ratio, answered with 5xx`,
  }
}

/** As AWS takes it: digits, without the noise of binary fractions. */
const text = (value: number) => String(Number(value.toPrecision(12)))
