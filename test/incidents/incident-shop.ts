import {runChecks} from '../../src/core/apply/checks/run-checks.js'
import {receiptOf} from '../../src/core/apply/receipt-of.js'
import type {ApplyCheck} from '../../src/documents/apply-check.js'
import type {Opened} from '../../src/documents/journal.js'
import type {Patch} from '../../src/documents/patch.js'
import type {Receipt} from '../../src/documents/receipt.js'
import type {AwsObject} from '../../src/documents/snapshot.js'
import {openJournal} from '../../src/journal/open-journal.js'
import type {Connection} from '../../src/shell/apply/connect.js'
import {makePorts} from '../../src/shell/apply/make-ports.js'
import type {Ports} from '../../src/shell/apply/ports.js'
import {type ApplySetting, readFacts} from '../../src/shell/apply/read-facts.js'
import {type RunEnd, runPatches} from '../../src/shell/apply/run-patches.js'
import {type MemoryStore, memoryStore} from '../archive/memory-store.js'
import {connect} from '../aws/connect.js'
import {cornerShop} from '../aws/corner-shop.js'
import type {FakeEstate} from '../aws-fake/estate.js'
import type {FakeAws} from '../aws-fake/server.js'
import {isWrite} from '../e2e/apply-shop.js'
import {sampleRun} from '../report/sample-run.js'

export const now = '2026-11-23T13:14:00.000Z'
const applyId = 'a-20261123-1314-x7k2'

/** A shop on the wire that is written to as `apply` does, without a terminal and without waiting. */
export type IncidentShop = {
  aws: FakeAws
  estate: FakeEstate
  store: MemoryStore
  group: (name: string) => AwsObject
  service: (name: string) => AwsObject
  target: (name: string) => AwsObject
  database: (id: string) => AwsObject
  /** Checks patches as apply does, all of a plan or those that are asked for. */
  checks: (patches: readonly Patch[], asked?: Partial<ApplySetting['asked']>) => Promise<ApplyCheck[]>
  /** The ids of the checks that refuse. */
  refusedBy: (patches: readonly Patch[], asked?: Partial<ApplySetting['asked']>) => Promise<string[]>
  /** Sends the patches, or goes on with what was begun. */
  apply: (patches: readonly Patch[], ports?: Partial<Ports>) => Promise<RunEnd>
  receipt: () => Promise<Receipt>
  /** What was asked of AWS to change so far. */
  writes: () => {operation: string; input: AwsObject}[]
}

export async function startIncidentShop(): Promise<IncidentShop> {
  const {aws, estate, clients} = await connect({snapshot: structuredClone(cornerShop), isWritable: true, now})
  const store = memoryStore()
  const caller = {arn: 'arn:aws:iam::123456789012:user/test', account: '123456789012'}
  const connection: Connection = {main: clients, caller, of: async () => clients}
  const find = (list: AwsObject[], field: string, value: string) => {
    const found = list.find((one) => one[field] === value)
    if (found === undefined) throw new Error(`the shop has no ${value}`)
    return found
  }
  const {snapshot} = estate
  const checks: IncidentShop['checks'] = async (patches, asked = {}) =>
    runChecks(await readFacts(settingOf(patches, connection, store, asked), now))
  const journal = () => openJournal({store, applyId, now: () => now})
  const settle = {pause: async () => {}, now: () => now}
  return {
    aws,
    estate,
    store,
    group: (name) => find(snapshot.autoScalingGroups, 'AutoScalingGroupName', name),
    service: (name) => find(snapshot.services, 'serviceName', name),
    target: (name) => find(snapshot.scalableTargets, 'ResourceId', `service/corner/${name}`),
    database: (id) => find(snapshot.dbInstances, 'DBInstanceIdentifier', id),
    checks,
    refusedBy: async (patches, asked) =>
      (await checks(patches, asked)).filter(({status}) => status === 'fail').map(({id}) => id),
    apply: async (patches, ports = {}) => {
      const signal = {isStopped: () => false, exitCode: () => null, close: () => {}}
      const open = await journal()
      await open.append(
        open.entries().length === 0 ? openedFor(patches) : {kind: 'resumed', writer: openedFor(patches).writer},
      )
      const all: Ports = {...makePorts({connection, signal, onStep: () => {}}), ...settle, ...ports}
      return runPatches({journal: open, ports: all, isVerified: true, patience: {lookCount: 2, pauseS: 1}})
    },
    receipt: async () => receiptOf((await journal()).entries()),
    writes: () => aws.calls.filter(isWrite).map(({operation, input}) => ({operation, input})),
  }
}

function settingOf(
  patches: readonly Patch[],
  connection: Connection,
  store: MemoryStore,
  asked: Partial<ApplySetting['asked']>,
): ApplySetting {
  return {
    plan: {...sampleRun.plan, patches: [...patches], blockers: []},
    planPath: 'plan.json',
    planSha256: '0'.repeat(64),
    found: null,
    connection,
    store,
    endpoint: {named: null, problem: null},
    permissions: {skipped: 'not asked'},
    fresh: null,
    asked: {
      only: [],
      hasAccepted: true,
      maxAgeS: null,
      duringFreeze: null,
      allowDowntime: null,
      skip: [],
      ...asked,
    },
  }
}

function openedFor(patches: readonly Patch[]): Opened {
  const {planId, service, account, region, eventId, eventName, timezone, windowStartAt, windowEndAt} = sampleRun.plan
  return {
    kind: 'opened',
    applyId,
    purpose: 'apply',
    undoes: [],
    planId,
    planSha256: '0'.repeat(64),
    service,
    account,
    region,
    eventId,
    eventName,
    timezone,
    windowStartAt,
    windowEndAt,
    patches: [...patches],
    exceptions: {duringFreeze: null, skippedChecks: [], allowedDowntime: null, isVerified: true},
    writer: {callerArn: 'arn:aws:iam::123456789012:user/test', host: 'test', bootId: null, pid: '1'},
  }
}

const due = {wave: 'limits', notBeforeAt: null, notAfterAt: null} as const

/** MaxSize of the web group, from what the plan found to what it wants. */
export function maxSize(from: number, to: number): Patch {
  const call = (MaxSize: number) => ({
    service: 'autoscaling' as const,
    operation: 'UpdateAutoScalingGroup',
    input: {AutoScalingGroupName: 'corner-web', MaxSize},
  })
  return {
    id: 'web-max-size',
    tier: 'web',
    resource: 'corner-web',
    summary: `MaxSize ${from} → ${to}`,
    route: 'automatic',
    request: call(to),
    before: {MaxSize: from},
    after: {MaxSize: to},
    undo: call(from),
    ends: 'restore',
    ...due,
  }
}

/** A scheduled minimum of the web group. */
export function scheduledMin(step: string, StartTime: string, MinSize: number): Patch {
  const own = {AutoScalingGroupName: 'corner-web', ScheduledActionName: `ecom-plan-p-91d4-${step}`}
  return {
    id: `web-min-${step}`,
    tier: 'web',
    resource: 'corner-web',
    summary: `min ${MinSize}`,
    route: 'automatic',
    request: {
      service: 'autoscaling',
      operation: 'PutScheduledUpdateGroupAction',
      input: {...own, StartTime, MinSize},
    },
    before: {ScheduledAction: null},
    after: {ScheduledAction: {StartTime, MinSize}},
    undo: {service: 'autoscaling', operation: 'DeleteScheduledAction', input: own},
    ends: 'by-itself',
    ...due,
  }
}

/** MaxCapacity of the checkout service. */
export function maxCapacity(from: number, to: number): Patch {
  const own = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/corner/checkout',
    ScalableDimension: 'ecs:service:DesiredCount',
  }
  const call = (MaxCapacity: number) => ({
    service: 'application-autoscaling' as const,
    operation: 'RegisterScalableTarget',
    input: {...own, MaxCapacity},
  })
  return {
    ...maxSize(from, to),
    id: 'checkout-max-capacity',
    tier: 'checkout',
    resource: 'corner/checkout',
    request: call(to),
    before: {MaxCapacity: from},
    after: {MaxCapacity: to},
    undo: call(from),
  }
}

/** Fields of the database, applied at once. */
export function databaseChange(before: Patch['before'], after: Patch['after']): Patch {
  const call = (fields: Patch['after']) => ({
    service: 'rds' as const,
    operation: 'ModifyDBInstance',
    input: {DBInstanceIdentifier: 'corner-db', ...fields, ApplyImmediately: true},
  })
  return {
    ...maxSize(0, 0),
    id: 'database-change',
    tier: 'database',
    resource: 'corner-db',
    summary: Object.keys(after).join(', '),
    request: call(after),
    before,
    after,
    undo: call(before),
    wave: 'database',
  }
}
