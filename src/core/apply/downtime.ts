import {PlanError} from '../../errors.js'
import {instantOf, isoOf, makeZone} from '../series/zone.js'

/** A stretch in which databases may be down, as it was typed and as UTC. */
export type Downtime = {text: string; fromAt: string; toAt: string}

/** The sentence that stands for having understood that storage stays as large as it is made. */
export const irreversibleSentence = 'storage cannot shrink in place'

const minute = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/

/**
 * Two local minutes `FROM/TO` in the event's zone as a stretch of UTC: `2026-11-24T03:00/2026-11-24T04:00`.
 * Throws DOWNTIME_INVALID where it is none, or ends before it begins.
 */
export function readDowntime(text: string, timezone: string): Downtime {
  const ends = text.split('/')
  const [from = '', to = ''] = ends
  if (ends.length !== 2 || !isDay(from) || !isDay(to)) throw invalid(text, 'is not two local minutes FROM/TO')
  const zone = makeZone(timezone)
  const [fromS, toS] = [from, to].map((end) => zone.instantS(end.slice(0, 10), end.slice(11))) as [number, number]
  if (fromS >= toS) throw invalid(text, 'ends before it begins')
  return {text, fromAt: isoOf(fromS), toAt: isoOf(toS)}
}

/** Whether a moment lies in the stretch: its last minute is not in it. */
export function isWithin(at: string, {fromAt, toAt}: Downtime): boolean {
  return instantOf(fromAt) <= instantOf(at) && instantOf(at) < instantOf(toAt)
}

function isDay(text: string): boolean {
  if (!minute.test(text)) return false
  const atMs = Date.parse(`${text}:00Z`)
  // Date.parse takes 31 November for 1 December.
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text)
}

function invalid(text: string, why: string): PlanError {
  return new PlanError('usage', 'DOWNTIME_INVALID', `--allow-downtime ${text} ${why}`, {
    suggestions: ["--allow-downtime 2026-11-24T03:00/2026-11-24T04:00, in the event's zone"],
  })
}
