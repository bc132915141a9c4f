import type {Temporary} from '../documents/temporary.js'
import {counted, dollars} from './number.js'
import type {EventClock} from './time.js'

/** `$17.10 a day`, or a dash where the change costs nothing by itself or no price is known. */
export function dayCost({perDayUsd}: Temporary): string {
  return perDayUsd === null ? '—' : `${dollars(perDayUsd)} a day`
}

/** `since Sat 28 Nov 02:00 EST`, or until when the event goes on. */
export function temporaryEnd({isOver, windowEndAt}: Temporary, clock: EventClock): string {
  return `${isOver ? 'over since' : 'until'} ${clock.stamp(windowEndAt)}`
}

/** What to read above the list: how much is live and what it costs. */
export function temporaryTitle(list: readonly Temporary[]): string {
  const known = list.flatMap(({perDayUsd}) => perDayUsd ?? [])
  const total = known.reduce((sum, usd) => sum + usd, 0)
  const cost = known.length === 0 ? '' : `, ${dollars(total)} a day`
  return `${counted(list.length, 'change')} live until taken back${cost}`
}

/** What to type for each event that is over. */
export function restoreCommands(list: readonly Temporary[]): string[] {
  const over = new Set(list.flatMap(({isOver, eventId}) => (isOver ? [eventId] : [])))
  return [...over].map((eventId) => `ecom-plan restore ${eventId} --dry-run`)
}
