import type {Drift} from '../../src/documents/drift.js'
import type {Receipt} from '../../src/documents/receipt.js'
import type {Status} from '../../src/documents/status.js'
import type {Temporary} from '../../src/documents/temporary.js'
import type {UndoReview} from '../../src/documents/undo-review.js'
import {makeReceipt, maxPatch} from '../core/apply/make-receipt.js'
import {schedule} from '../core/apply/schedule-patch.js'

const once = {timezone: null, isRunAtStart: false, fromAt: null, untilAt: null}
const sets = (minCount: number | null, maxCount: number | null = null) => ({minCount, maxCount, desiredCount: null})

export const sampleTemporary: Temporary[] = [
  {
    applyId: 'a-20261102-0700-eyrw',
    planId: 'p-0e0616f0',
    patchId: 'orders-db-class',
    tier: 'orders-db',
    resource: 'shop-db',
    summary: 'DBInstanceClass db.r6g.2xlarge → db.m6g.4xlarge',
    eventId: 'singles-day-2026',
    eventName: "Singles' Day 2026",
    windowEndAt: '2026-11-12T08:00:00.000Z',
    isOver: true,
    perDayUsd: 17.13,
    because: '24 h × $0.71',
  },
  {
    applyId: 'a-20261102-0700-eyrw',
    planId: 'p-0e0616f0',
    patchId: 'web-max-size',
    tier: 'web',
    resource: 'shop-web',
    summary: 'MaxSize 36 → 51',
    eventId: 'black-friday-2026',
    eventName: 'Black Friday 2026',
    windowEndAt: '2026-11-28T07:00:00.000Z',
    isOver: false,
    perDayUsd: null,
    because: 'costs nothing by itself',
  },
]

/** A shop a week before the event: a plan in force, a nightly job of somebody else's, and last event's class. */
export const sampleStatus: Status = {
  schema: 'ecom-plan.status/v1',
  at: '2026-11-20T07:00:00.000Z',
  laterAt: '2026-11-28T01:15:00.000Z',
  timezone: 'America/New_York',
  service: 'bright-friday',
  account: '123456789012',
  region: 'us-east-1',
  tiers: [
    {
      tier: 'web',
      resource: 'shop-web',
      unit: 'instance',
      now: {minCount: 9, maxCount: 51, desiredCount: 12},
      later: {
        limits: {minCount: 51, maxCount: 51, desiredCount: 51},
        unclear: ['nightly-report: rate(2 hours) runs from a moment that AWS does not tell, so it is left out'],
      },
      policies: [{name: 'cpu-55', type: 'TargetTrackingScaling', metric: 'ASGAverageCPUUtilization', target: '55'}],
      actions: [
        {
          name: 'ecom-plan-p-0e0616f0-1',
          planId: 'p-0e0616f0',
          schedule: '2026-11-26T22:49:00Z',
          ...once,
          limits: sets(24),
          nextAt: '2026-11-26T22:49:00.000Z',
        },
        {
          name: 'nightly-down',
          planId: null,
          schedule: '0 3 * * *',
          ...once,
          timezone: 'America/New_York',
          limits: sets(4, 60),
          nextAt: '2026-11-20T08:00:00.000Z',
        },
      ],
      areActionsSuspended: false,
    },
    {
      tier: 'checkout',
      resource: 'shop/checkout',
      unit: 'task',
      now: {minCount: null, maxCount: null, desiredCount: 6},
      later: {limits: {minCount: null, maxCount: null, desiredCount: 6}, unclear: []},
      policies: [],
      actions: [],
      areActionsSuspended: true,
    },
  ],
  gone: [{tier: 'search', resource: 'shop-search'}],
  runs: [
    {
      at: '2026-11-20T08:00:00.000Z',
      tier: 'web',
      resource: 'shop-web',
      action: 'nightly-down',
      planId: null,
      limits: sets(4, 60),
    },
    {
      at: '2026-11-26T22:49:00.000Z',
      tier: 'web',
      resource: 'shop-web',
      action: 'ecom-plan-p-0e0616f0-1',
      planId: 'p-0e0616f0',
      limits: sets(24),
    },
  ],
  store: '.ecom-plan/applies',
  applies: [
    {
      applyId: 'a-20261102-0700-eyrw',
      purpose: 'apply',
      planId: 'p-0e0616f0',
      eventId: 'black-friday-2026',
      eventName: 'Black Friday 2026',
      openedAt: '2026-11-02T07:00:00.000Z',
      status: 'open',
      states: [
        {state: 'untried', patchCount: 3},
        {state: 'verified', patchCount: 5},
      ],
    },
  ],
  plan: {
    planId: 'p-0e0616f0',
    eventName: 'Black Friday 2026',
    path: 'plan.json',
    expiresAt: '2026-11-25T06:00:00.000Z',
    isExpired: false,
    patches: [
      planned('quota', 'web', 'L-1216C47A 256 → 400', 'reserve', 'missed', '2026-11-18T06:00:00.000Z'),
      planned('lcu', 'web', 'capacity units 0 → 120', 'reserve', 'later', '2026-11-26T20:00:00.000Z'),
      planned('web-min-1', 'web', 'min 24', 'limits', 'due', '2026-11-26T22:49:00.000Z', true),
      planned('web-min-2', 'web', 'min 12', 'limits', 'due', '2026-11-27T06:00:00.000Z', true),
      planned(
        'orders-db-class',
        'orders-db',
        'DBInstanceClass a → b',
        'database',
        'manual',
        '2026-11-25T22:30:00.000Z',
      ),
    ],
  },
  temporary: sampleTemporary,
  copies: [
    {
      tier: 'web',
      from: 'shop-web',
      isGone: false,
      to: 'CodeDeploy_shop_d-ABC123',
      applyId: 'a-20261102-0700-eyrw',
      patchIds: ['web-max-size'],
      next: 'write resource: CodeDeploy_shop_d-ABC123 into tier web of the config, then plan again: ecom-plan forecast --event black-friday-2026 --out-plan plan.json',
    },
  ],
}

function planned(
  patchId: string,
  tier: string,
  summary: string,
  wave: string,
  standing: NonNullable<Status['plan']>['patches'][number]['standing'],
  notAfterAt: string,
  isScheduled = false,
) {
  return {patchId, tier, summary, wave, isScheduled, standing, notBeforeAt: null, notAfterAt}
}

/** An apply that was cut after its second change. */
export const sampleReceipt: Receipt = {
  ...makeReceipt({
    patches: [maxPatch({from: 10, to: 30}), ...schedule],
    status: 'stopped',
    because: 'AWS refused web-min-2: AccessDenied',
    writers: [
      {callerArn: 'arn:aws:sts::123456789012:assumed-role/apply/alice', host: 'ops-1', bootId: null, pid: '4711'},
    ],
    exceptions: {
      duringFreeze: 'INC-812: short of tasks',
      skippedChecks: ['quota'],
      allowedDowntime: null,
      isVerified: true,
    },
  }),
}
const [first, second, third, last] = sampleReceipt.patches
if (first && second && third && last) {
  Object.assign(second, {state: 'undone'})
  Object.assign(third, {state: 'failed', message: 'AccessDenied: not authorized', at: null})
  Object.assign(last, {state: 'untried', at: null, live: null})
}

export const sampleDrift: Drift = {
  schema: 'ecom-plan.drift/v1',
  at: '2026-11-27T12:00:00.000Z',
  against: {kind: 'apply', id: sampleReceipt.applyId, eventName: 'Black Friday 2026', madeAt: sampleReceipt.openedAt},
  service: 'shop',
  account: '123456789012',
  region: 'us-east-1',
  timezone: 'America/New_York',
  fields: [
    field('web-max-size', 'MaxSize', 10, 30, 33, 'moved'),
    field('web-min-1', 'ScheduledAction', null, {StartTime: '2026-11-27T04:00:00Z', MinSize: 24}, null, 'ran'),
    field('web-min-end', 'ScheduledAction', null, {StartTime: '2026-11-28T06:00:00Z', MinSize: 4}, null, 'gone-back'),
  ],
  copies: [],
  isDrifted: true,
}

function field(
  patchId: string,
  name: string,
  before: unknown,
  left: unknown,
  live: unknown,
  standing: Drift['fields'][number]['standing'],
) {
  return {tier: 'web', resource: 'shop-web', patchId, field: name, before, left, live, standing, because: null}
}

const back = maxPatch({from: 30, to: 10, id: 'undo:a-20261101-0900-aaaa:web-max-size'})

export const sampleUndo: UndoReview = {
  purpose: 'restore',
  undoes: ['a-20261101-0900-aaaa'],
  planId: 'p-11111111',
  planSha256: '0'.repeat(64),
  service: 'shop',
  eventId: 'black-friday-2026',
  eventName: 'Black Friday 2026',
  timezone: 'America/New_York',
  windowStartAt: '2026-11-27T05:00:00.000Z',
  windowEndAt: '2026-11-28T05:00:00.000Z',
  account: '123456789012',
  accountAlias: 'shop-prod',
  region: 'us-east-1',
  caller: 'arn:aws:sts::123456789012:assumed-role/apply/alice',
  at: '2026-11-29T12:00:00.000Z',
  patches: [back],
  staying: [
    {
      patchId: 'undo:a-20261101-0900-aaaa:cart-max',
      tier: 'cart',
      resource: 'shop/cart',
      summary: 'MaxCapacity 39 → 24',
      reason: 'need',
      because: '39 run or are wanted: come back when the policy has scaled in to 24',
    },
    {
      patchId: 'orders-db-storage',
      tier: 'orders-db',
      resource: 'shop-db',
      summary: 'AllocatedStorage 500 → 1000',
      reason: 'impossible',
      because: 'storage cannot shrink in place; an RDS Blue/Green deployment to a smaller volume could',
    },
  ],
  live: {[back.id]: {MaxSize: 30}},
  already: [],
  checks: [
    {
      id: 'account',
      status: 'ok',
      message: 'the caller is in 123456789012, as the plan is',
      details: [],
      next: [],
      isFinal: false,
    },
    {
      id: 'need',
      status: 'warn',
      message: 'one maximum waits: below what runs it would cut the fleet at once',
      details: [],
      next: [],
      isFinal: false,
    },
  ],
  isRefused: false,
  exceptions: {duringFreeze: null, skippedChecks: [], allowedDowntime: null, isVerified: true},
}
