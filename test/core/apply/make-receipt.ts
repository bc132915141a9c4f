import type {Patch} from '../../../src/documents/patch.js'
import type {Receipt, ReceiptPatch} from '../../../src/documents/receipt.js'

/** A patch that raises the maximum of a group. */
export function maxPatch(more: Partial<Patch> & {from: number; to: number; group?: string}): Patch {
  const {from, to, group = 'shop-web', ...others} = more
  const call = (MaxSize: number) => ({
    service: 'autoscaling' as const,
    operation: 'UpdateAutoScalingGroup',
    input: {AutoScalingGroupName: group, MaxSize},
  })
  return {
    id: 'web-max-size',
    tier: 'web',
    resource: group,
    summary: `MaxSize ${from} → ${to}`,
    route: 'automatic',
    request: call(to),
    before: {MaxSize: from},
    after: {MaxSize: to},
    undo: call(from),
    ends: 'restore',
    wave: 'limits',
    notBeforeAt: null,
    notAfterAt: null,
    ...others,
  }
}

/** The receipt of an apply in which every patch is live, as its states say otherwise. */
export function makeReceipt({
  patches,
  state = 'verified',
  isSent = true,
  ...others
}: Partial<Omit<Receipt, 'patches'>> & {
  patches: readonly Patch[]
  state?: ReceiptPatch['state']
  isSent?: boolean
}): Receipt {
  return {
    schema: 'ecom-plan.receipt/v1',
    applyId: 'a-20261101-0900-aaaa',
    purpose: 'apply',
    undoes: [],
    planId: 'p-11111111',
    planSha256: '0'.repeat(64),
    service: 'shop',
    account: '123456789012',
    region: 'us-east-1',
    eventId: 'black-friday-2026',
    eventName: 'Black Friday 2026',
    timezone: 'America/New_York',
    windowStartAt: '2026-11-27T05:00:00.000Z',
    windowEndAt: '2026-11-28T05:00:00.000Z',
    openedAt: '2026-11-01T09:00:00.000Z',
    closedAt: '2026-11-01T09:01:00.000Z',
    status: 'done',
    because: null,
    exceptions: {duringFreeze: null, skippedChecks: [], allowedDowntime: null, isVerified: true},
    writers: [],
    patches: patches.map((patch) => ({
      patch,
      state,
      isSent,
      live: isSent ? patch.before : patch.after,
      at: '2026-11-01T09:00:30.000Z',
      message: null,
    })),
    ...others,
  }
}
