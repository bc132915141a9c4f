import type {ApplyCheck} from '../../../documents/apply-check.js'
import type {FreezeConfig} from '../../../documents/config-planning.js'
import type {Purpose} from '../../../documents/journal.js'
import type {Fields, Patch} from '../../../documents/patch.js'
import type {Receipt} from '../../../documents/receipt.js'
import type {Staying} from '../../../documents/undo-review.js'
import {counted, figure} from '../../figure.js'
import {freezeAt, freezesOf} from '../../recommend/freeze.js'
import {instantOf, localMinute} from '../../series/zone.js'
import {claimsOf} from '../claims.js'
import {type Downtime, isWithin} from '../downtime.js'
import {fieldKey} from '../field-key.js'
import {mayLower, openWindows} from '../open-windows.js'
import {threeWay} from '../three-way.js'
import {undoneBy} from '../undo-id.js'
import {accountCheck, credentialsCheck, endpointCheck, permissionsCheck} from './access-checks.js'
import {type ApplyFacts, checked} from './apply-facts.js'

/** All that is known before a rollback, a restore or an extension is sent. Times are UTC. */
export type UndoFacts = {
  purpose: Purpose
  at: string
  /** What the fields of each will hold when its turn comes. */
  live: Readonly<Record<string, Fields>>
  /** Whose account it is, and the zone of its event. */
  base: Receipt
  receipts: readonly Receipt[]
  chosen: readonly Patch[]
  staying: readonly Staying[]
  freeze: readonly FreezeConfig[]
  duringFreeze: string | null
  allowDowntime: Downtime | null
} & Pick<ApplyFacts, 'caller' | 'credentialsEndAt' | 'endpoint' | 'permissions'>

/** What has to be so before something is undone or a window moved, in the order in which a person reads it. */
export function undoChecks(facts: UndoFacts): ApplyCheck[] {
  const {base, caller, endpoint, credentialsEndAt, at, chosen} = facts
  return [
    ...accountCheck({plan: base, caller}),
    ...endpointCheck({endpoint}),
    ...mayCheck(facts),
    ...credentialsCheck({credentialsEndAt, at, chosen}),
    ...openCheck(facts),
    ...driftCheck(facts),
    ...needCheck(facts),
    ...timeCheck(facts),
    ...downtimeCheck(facts),
  ]
}

/** IAM's simulation may err, and an undo may be what ends an incident: what it denies is told, and does not stop it. */
function mayCheck(facts: UndoFacts): ApplyCheck[] {
  return permissionsCheck(facts).map((check) =>
    check.status === 'fail' ? {...check, status: 'warn', message: `${check.message}, says IAM's simulation`} : check,
  )
}

/** Another run that was cut may still hold what this one would change. A rollback of itself is what it waits for. */
function openCheck({receipts, chosen}: UndoFacts): ApplyCheck[] {
  const undone = new Set(chosen.flatMap(({id}) => undoneBy(id)?.applyId ?? []))
  const cut = receipts.find(({status, applyId}) => status === 'open' && !undone.has(applyId))
  if (cut === undefined) return []
  return [
    checked('open-apply', 'fail', `${cut.applyId} (${cut.purpose} of ${cut.planId}) was cut, or still runs`, {
      next: [`ecom-plan apply --resume ${cut.applyId}`, `ecom-plan rollback ${cut.applyId}`],
      isFinal: true,
    }),
  ]
}

/** A field that holds neither what was left nor what it goes back to was changed by somebody else. */
function driftCheck(facts: UndoFacts): ApplyCheck[] {
  const {chosen, live, purpose} = facts
  const moved = chosen.flatMap((patch) =>
    threeWay(patch, live[patch.id] ?? {})
      .fields.filter(({state}) => state === 'moved')
      .map((one) => ({patch, ...one})),
  )
  if (moved.length === 0) return [checked('drift', 'ok', 'every field is as it was left, or back already')]
  const details = moved.map(({patch, field, base, live: now}) => {
    const by = otherHolder(facts, patch, field)
    return `${patch.resource} ${field}: it was left as ${say(base)}, AWS has ${say(now)}${by === null ? '' : `, as ${by} asks`}`
  })
  const others = chosen.filter((patch) => moved.every((one) => one.patch !== patch)).map(({id}) => id)
  return [
    checked('drift', 'fail', `${counted(moved.length, 'field')} changed since, by whom is not known here`, {
      details,
      next: [
        'ecom-plan drift',
        ...(others.length === 0 || purpose === 'extend'
          ? []
          : [`the others alone: --only ${others.slice(0, 6).join(',')}`]),
      ],
      isFinal: true,
    }),
  ]
}

/** The latest live apply that holds the field, other than those that are undone. */
function otherHolder({receipts, base}: UndoFacts, patch: Patch, field: string): string | null {
  const {account, region} = patch.place ?? base
  const key = fieldKey({place: `${account}/${region}`, request: patch.request, resource: patch.resource, field})
  const undone = undoneBy(patch.id)?.applyId
  const holder = claimsOf(receipts)
    .filter((claim) => claim.key === key && claim.applyId !== undone)
    .at(-1)
  return holder === undefined ? null : `${holder.applyId} (${holder.eventIds.join(' + ')})`
}

const say = (value: unknown) => (value === null || value === undefined ? 'none' : JSON.stringify(value))

/** AWS cuts a fleet to a maximum below it at once, so such a maximum stays until the fleet fits; the rest goes on. */
function needCheck({staying}: UndoFacts): ApplyCheck[] {
  const waiting = staying.filter(({reason}) => reason === 'need')
  if (waiting.length === 0) return []
  const what = waiting.length === 1 ? 'one maximum waits' : `${figure(waiting.length)} maxima wait`
  return [checked('need', 'warn', `${what}: below what runs it would cut the fleet at once`)]
}

/**
 * Inside an event's window what may lower capacity, and in a freeze of the config everything, is sent with a reason
 * alone. Unlike a plan's changes an undo may be what ends an incident, so that a reason is enough.
 */
function timeCheck(facts: UndoFacts): ApplyCheck[] {
  const {at, base, chosen, receipts, freeze, duringFreeze, live} = facts
  const frozen = freezeAt(instantOf(at), freezesOf(freeze, base.timezone))
  const changing = chosen.filter((patch) => threeWay(patch, live[patch.id] ?? {}).verdict !== 'already')
  const [window] = openWindows(receipts, at)
  const lowering = window === undefined || facts.purpose === 'extend' ? [] : changing.filter(mayLower)
  const local = (time: number) => `${localMinute(time, base.timezone)} (${base.timezone})`
  const words = [
    ...(frozen === undefined || changing.length === 0 ? [] : [`a freeze is on until ${local(frozen.endS)}`]),
    ...(lowering.length === 0 || window === undefined
      ? []
      : [
          `the window of ${window.eventName} is open until ${local(instantOf(window.windowEndAt))}, and ${counted(lowering.length, 'change')} may lower capacity`,
        ]),
  ]
  if (words.length === 0) return []
  const details = lowering.map(({tier, summary}) => `${tier}: ${summary}`)
  if (duringFreeze !== null) {
    return [checked('window', 'warn', `${words.join('; ')}; passed for: ${duringFreeze}`, {details})]
  }
  return [
    checked('window', 'fail', words.join('; '), {
      details,
      next: ["with a reason, which the journal keeps: --during-freeze 'REASON'"],
      isFinal: true,
    }),
  ]
}

function downtimeCheck({chosen, allowDowntime, at, base}: UndoFacts): ApplyCheck[] {
  const down = chosen.filter(({consent}) => consent === 'downtime')
  if (down.length === 0 || allowDowntime === null) return []
  if (isWithin(at, allowDowntime)) {
    return [checked('downtime', 'warn', `${down.map(({id}) => id).join(', ')} may take databases down now`)]
  }
  const ends = [allowDowntime.fromAt, allowDowntime.toAt].map((time) => localMinute(instantOf(time), base.timezone))
  return [
    checked('downtime', 'fail', `downtime is allowed from ${ends.join(' to ')}, and that is not now`, {
      next: ['come back in that stretch, or leave the database out with --only'],
      isFinal: true,
    }),
  ]
}
