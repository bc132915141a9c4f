import type {AwsRequest, Fields, Patch} from '../../documents/patch.js'
import type {Receipt, ReceiptPatch} from '../../documents/receipt.js'
import {PlanError} from '../../errors.js'
import {instantOf, isoOf, localMinute} from '../series/zone.js'
import {actionStartS} from './action-start.js'
import {sharedEnd} from './event-end.js'
import {eventIdsOf} from './event-ids.js'
import {extensionId, extensionOf, leftIn} from './extension-id.js'

/** What moves the end of a window: the patches, the applies whose actions they move, and by how many seconds. */
export type Extension = {patches: Patch[]; applyIds: string[]; shiftS: number}

const held = new Set<ReceiptPatch['state']>(['live', 'verified'])

type Ending = {applyId: string; patch: Patch; left: Fields; startS: number}

/**
 * The patches that move the end of an event's window from `endAt` to `untilAt` (UTC times): every scheduled action that
 * runs at the end or after it, which is the way down, is put anew under its name and that much later. The undo is the
 * former time. Reservations have no end of their own: they stay until `restore`.
 *
 * Throws EXTEND_TOO_EARLY where `untilAt` is not after the end in force or lies in the past, EXTEND_TOO_LATE where an
 * action of the way down has run by `at`, and NOTHING_TO_EXTEND where nothing of the event ends by the clock.
 */
export function extendPatches({
  receipts,
  eventId,
  timezone,
  endAt,
  untilAt,
  at,
}: {
  receipts: readonly Receipt[]
  eventId: string
  timezone: string
  endAt: string
  untilAt: string
  at: string
}): Extension {
  const local = (atS: number) => `${localMinute(atS, timezone)} (${timezone})`
  const [endS, untilS, nowS] = [instantOf(endAt), instantOf(untilAt), instantOf(at)]
  if (untilS <= endS || untilS <= nowS) {
    const than = untilS <= endS ? `the end in force, ${local(endS)}${sharedWith(receipts, eventId)}` : 'now'
    throw new PlanError('refused', 'EXTEND_TOO_EARLY', `--until ${local(untilS)} is not after ${than}`, {
      suggestions: [`ecom-plan extend ${eventId} --until ${isoOf(Math.max(endS, nowS) + 7200)}`],
    })
  }
  const endings = endingsOf(receipts, eventId, endS)
  const ran = endings.find(({startS}) => startS <= nowS)
  if (ran !== undefined) {
    const what = `the way down has begun: ${ran.patch.summary} of ${ran.patch.resource} ran ${local(ran.startS)}`
    throw new PlanError('refused', 'EXTEND_TOO_LATE', what, {
      suggestions: [`plan again: ecom-plan forecast --event ${eventId} --out-plan plan.json`],
    })
  }
  const shiftS = untilS - endS
  if (endings.length === 0) {
    throw new PlanError('refused', 'NOTHING_TO_EXTEND', `nothing that is live for ${eventId} ends by the clock`, {
      suggestions: ['ecom-plan status'],
    })
  }
  // The last rung first: at no moment does one rung stand behind the one that follows it.
  const latestFirst = [...endings].sort((a, b) => b.startS - a.startS)
  return {
    patches: latestFirst.map((ending) => movedPatch(ending, shiftS, timezone)),
    applyIds: [...new Set(endings.map(({applyId}) => applyId))],
    shiftS,
  }
}

/** A plan that was made for several events has one end: that of the last of their windows. */
function sharedWith(receipts: readonly Receipt[], eventId: string): string {
  const {otherIds} = sharedEnd(receipts, eventId)
  return otherIds.length === 0 ? '' : `, which is that of one plan with ${otherIds.join(', ')}`
}

function endingsOf(receipts: readonly Receipt[], eventId: string, endS: number): Ending[] {
  return receipts
    .filter((receipt) => receipt.purpose === 'apply' && eventIdsOf(receipt).includes(eventId))
    .flatMap(({applyId, patches}) =>
      patches.flatMap(({patch, state}): Ending[] => {
        const left = leftIn(receipts, applyId, patch)
        const startS = actionStartS(left)
        if (!held.has(state) || startS === null || startS < endS) return []
        return [{applyId, patch: latest(receipts, applyId, patch), left, startS}]
      }),
    )
}

/** The patch that put what is there now: a former extension's, else the plan's own. */
function latest(receipts: readonly Receipt[], applyId: string, patch: Patch): Patch {
  const moved = extensionOf(receipts, applyId, patch.id)?.patch
  return moved === undefined ? patch : {...moved, id: patch.id}
}

function movedPatch({applyId, patch, left, startS}: Ending, shiftS: number, timezone: string): Patch {
  const toS = startS + shiftS
  const {resting: _resting, ...rest} = patch
  return {
    ...rest,
    id: extensionId(applyId, patch.id),
    summary: `${patch.summary.replace(/, was .*$/, '')}, was ${localMinute(startS, timezone)}`,
    request: at(patch.request, toS),
    before: left,
    after: fieldsAt(left, toS),
    undo: at(patch.request, startS),
    ends: 'by-itself',
    notBeforeAt: null,
    notAfterAt: isoOf(startS),
  }
}

/** The request with another time in place of its own. */
function at(request: AwsRequest, atS: number): AwsRequest {
  return {...request, input: timed(request.input, atS)}
}

function fieldsAt(left: Fields, atS: number): Fields {
  const action = left['ScheduledAction']
  return {...left, ScheduledAction: timed(action as Fields, atS)}
}

function timed(input: Fields, atS: number): Fields {
  const iso = isoOf(atS)
  if (typeof input['Schedule'] === 'string') return {...input, Schedule: `at(${iso.slice(0, 19)})`}
  return {...input, StartTime: iso}
}
