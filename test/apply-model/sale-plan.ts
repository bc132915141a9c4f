import type {AwsRequest, Patch} from '../../src/documents/patch.js'
import {ModelAws} from './model-aws.js'

const group = 'shop-web-asg'
const otherGroup = 'shop-api-asg'
const service = 'service/shop/checkout'
const database = 'shop-orders'

/** A shop before its sale: two groups, a service, a database and a quota. */
export function shopBefore(): ModelAws {
  const aws = new ModelAws()
  aws.fleets.set(group, {minimum: 6, maximum: 40, desired: 9, actions: new Map()})
  aws.fleets.set(otherGroup, {minimum: 2, maximum: 12, desired: 4, actions: new Map()})
  aws.fleets.set(service, {minimum: 4, maximum: 20, desired: 6, actions: new Map()})
  aws.databases.set(database, {
    fields: {DBInstanceClass: 'db.r6g.2xlarge', AllocatedStorage: 400, Iops: 12_000},
    pending: null,
  })
  aws.quotas.set('L-1216C47A', {requested: null})
  return aws
}

const of = {
  route: 'automatic',
  ends: 'restore',
  wave: 'limits',
  notBeforeAt: null,
  notAfterAt: null,
  tier: 'web',
} as const

const maxSize = (name: string, from: number, to: number): Patch => {
  const request = (MaxSize: number): AwsRequest => ({
    service: 'autoscaling',
    operation: 'UpdateAutoScalingGroup',
    input: {AutoScalingGroupName: name, MaxSize},
  })
  return {
    ...of,
    id: `${name}-max`,
    resource: name,
    summary: `MaxSize ${from} → ${to}`,
    request: request(to),
    before: {MaxSize: from},
    after: {MaxSize: to},
    undo: request(from),
  }
}

const minSize = (name: string, step: string, StartTime: string, MinSize: number): Patch => {
  const input = {AutoScalingGroupName: name, ScheduledActionName: `ecom-plan-abc-${step}`}
  return {
    ...of,
    id: `${name}-min-${step}`,
    resource: name,
    summary: `min ${MinSize}`,
    request: {
      service: 'autoscaling',
      operation: 'PutScheduledUpdateGroupAction',
      input: {...input, StartTime, MinSize},
    },
    before: {ScheduledAction: null},
    after: {ScheduledAction: {StartTime, MinSize}},
    undo: {service: 'autoscaling', operation: 'DeleteScheduledAction', input},
    ends: 'by-itself',
  }
}

const target = {ServiceNamespace: 'ecs', ResourceId: service, ScalableDimension: 'ecs:service:DesiredCount'}

const maxCapacity = (from: number, to: number): Patch => {
  const request = (MaxCapacity: number): AwsRequest => ({
    service: 'application-autoscaling',
    operation: 'RegisterScalableTarget',
    input: {...target, MaxCapacity},
  })
  return {
    ...of,
    id: 'checkout-max',
    tier: 'checkout',
    resource: 'shop/checkout',
    summary: `MaxCapacity ${from} → ${to}`,
    request: request(to),
    before: {MaxCapacity: from},
    after: {MaxCapacity: to},
    undo: request(from),
  }
}

const minCapacity = (step: string, at: string, MinCapacity: number): Patch => {
  const input = {...target, ScheduledActionName: `ecom-plan-abc-${step}`}
  const action = {Schedule: `at(${at})`, Timezone: 'UTC', ScalableTargetAction: {MinCapacity}}
  return {
    ...of,
    id: `checkout-min-${step}`,
    tier: 'checkout',
    resource: 'shop/checkout',
    summary: `min ${MinCapacity}`,
    request: {service: 'application-autoscaling', operation: 'PutScheduledAction', input: {...input, ...action}},
    before: {ScheduledAction: null},
    after: {ScheduledAction: action},
    undo: {service: 'application-autoscaling', operation: 'DeleteScheduledAction', input},
    ends: 'by-itself',
  }
}

const modify = (fields: Record<string, unknown>): AwsRequest => ({
  service: 'rds',
  operation: 'ModifyDBInstance',
  input: {DBInstanceIdentifier: database, ...fields, ApplyImmediately: true},
})

const databaseOf = {...of, tier: 'orders-db', resource: database, route: 'manual', wave: 'database'} as const

/** Its plan of fourteen calls, of which two cannot be undone in place. */
export const salePlan: readonly Patch[] = [
  {
    ...of,
    id: 'vcpu-quota',
    resource: 'L-1216C47A',
    summary: 'vCPU quota 640',
    wave: 'reserve',
    request: {
      service: 'servicequotas',
      operation: 'RequestServiceQuotaIncrease',
      input: {ServiceCode: 'ec2', QuotaCode: 'L-1216C47A', DesiredValue: 640},
    },
    before: {RequestedValue: null},
    after: {RequestedValue: 640},
    undo: {impossible: 'a granted quota stays; there is nothing to undo'},
    ends: 'never',
  },
  maxSize(group, 40, 130),
  maxSize(otherGroup, 12, 30),
  maxCapacity(20, 70),
  minSize(group, '1', '2026-11-26T22:30:00.000Z', 60),
  minSize(group, '2', '2026-11-28T05:00:00.000Z', 30),
  minSize(group, 'end', '2026-11-28T07:00:00.000Z', 6),
  minSize(otherGroup, '1', '2026-11-26T22:30:00.000Z', 14),
  minSize(otherGroup, 'end', '2026-11-28T07:00:00.000Z', 2),
  minCapacity('1', '2026-11-26T22:30:00', 30),
  minCapacity('2', '2026-11-28T05:00:00', 15),
  minCapacity('end', '2026-11-28T07:00:00', 4),
  {
    ...databaseOf,
    id: 'orders-db-class',
    summary: 'DBInstanceClass db.r6g.2xlarge → db.r6g.4xlarge',
    request: modify({DBInstanceClass: 'db.r6g.4xlarge'}),
    before: {DBInstanceClass: 'db.r6g.2xlarge'},
    after: {DBInstanceClass: 'db.r6g.4xlarge'},
    undo: modify({DBInstanceClass: 'db.r6g.2xlarge'}),
    consent: 'downtime',
  },
  {
    ...databaseOf,
    id: 'orders-db-storage',
    summary: 'AllocatedStorage 400 → 600',
    request: modify({AllocatedStorage: 600, Iops: 18_000}),
    before: {AllocatedStorage: 400, Iops: 12_000},
    after: {AllocatedStorage: 600, Iops: 18_000},
    undo: {impossible: 'storage cannot shrink in place; an RDS Blue/Green deployment to a smaller volume could'},
    ends: 'never',
    consent: 'irreversible',
  },
]
