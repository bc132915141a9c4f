import type {Patch} from '../../documents/patch.js'
import type {Plan} from '../../documents/plan.js'
import {type EventClock, eventClock} from '../time.js'

/** The languages that `apply --emit` writes. */
export const emitFormats = ['aws-cli', 'cloudformation', 'terraform', 'json'] as const
export type EmitFormat = (typeof emitFormats)[number]

/** A plan, and those of its patches that are to be written, in the order in which they are applied. */
export type EmitView = {plan: Plan; patches: readonly Patch[]}

/** The same with the clock of its zone, which takes long to make and is made once. */
export type TimedView = EmitView & {clock: EventClock}
export const timedView = (view: EmitView): TimedView => ({...view, clock: eventClock(view.plan.timezone)})

/** Where a patch is made: the plan's own account and Region where it names no other. */
export function placeOf(patch: Patch, plan: Plan): {account: string; region: string} {
  const {account, region} = patch.place ?? plan
  return {account, region}
}

/** When a scheduled action runs, in UTC: of either service, null for all else and for one that recurs. */
export function startAtOf({request}: Patch): string | null {
  const {ScheduledActionName, StartTime, Schedule, Timezone} = request.input
  if (ScheduledActionName === undefined) return null
  if (typeof StartTime === 'string') return StartTime
  const at = typeof Schedule === 'string' ? /^at\((.+)\)$/.exec(Schedule)?.[1] : undefined
  return at === undefined || (Timezone !== undefined && Timezone !== 'UTC') ? null : `${at}Z`
}

/**
 * From when until when the event is on, scheduled minima and all: taking changes back in between would leave a raised
 * minimum without its end, or lower what the event needs.
 */
export function busyTime({plan, patches}: EmitView): {fromAt: string; untilAt: string} {
  const starts = patches.flatMap((patch) => startAtOf(patch) ?? [])
  const byTime = [...starts, plan.windowStartAt, plan.windowEndAt].sort((a, b) => Date.parse(a) - Date.parse(b))
  return {fromAt: byTime[0] ?? plan.windowStartAt, untilAt: byTime.at(-1) ?? plan.windowEndAt}
}

/** Why a patch is written as a comment only; null where it is code. `apply` sends it on the same terms. */
export function heldBack(patch: Patch): string | null {
  if (patch.consent === 'downtime') return 'downtime: send it in a change window of your own'
  if (patch.consent === 'slow') return 'may take hours, in which the database is slower: pick a quiet stretch'
  if (patch.consent === 'unpriced') return 'its price is not known, and it is billed from the call on'
  if (patch.consent === 'irreversible') return 'irreversible: nothing takes it back in place'
  return patch.route === 'manual' ? 'by hand: a person picks the minute' : null
}
