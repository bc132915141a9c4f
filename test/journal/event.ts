import type {JournalEvent, Opened} from '../../src/documents/journal.js'
import {salePlan} from '../apply-model/sale-plan.js'

const writer = {callerArn: 'arn:aws:iam::123456789012:user/ada', host: 'shop-ops-1', bootId: 'b1', pid: '4711'}

/** The opening of an apply of the plan of fourteen calls. */
export const opened: Opened = {
  kind: 'opened',
  applyId: 'a-20261123-0821-x7k2',
  purpose: 'apply',
  undoes: [],
  planId: 'abc',
  planSha256: '0'.repeat(64),
  service: 'shop',
  account: '123456789012',
  region: 'us-east-1',
  eventId: 'black-friday-2026',
  eventName: 'Black Friday 2026',
  timezone: 'America/New_York',
  windowStartAt: '2026-11-26T23:00:00Z',
  windowEndAt: '2026-11-28T07:00:00Z',
  patches: [...salePlan],
  exceptions: {duringFreeze: null, skippedChecks: [], allowedDowntime: null, isVerified: true},
  writer,
}

export const resumed: Extract<JournalEvent, {kind: 'resumed'}> = {kind: 'resumed', writer: {...writer, pid: '4712'}}

export const intent = (patchId: string): JournalEvent => ({
  kind: 'intent',
  patchId,
  attemptCount: 1,
  live: {MaxSize: 40},
})

type Result = Extract<JournalEvent, {kind: 'outcome'}>['result']

export const outcome = (patchId: string, result: Result): JournalEvent => ({
  kind: 'outcome',
  patchId,
  result,
  requestId: null,
  code: null,
  message: null,
})

export const closed: JournalEvent = {kind: 'closed', result: 'done', because: 'all changes are made'}
