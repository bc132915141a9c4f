import type {Cadence} from '../../documents/config-report.js'
import {span} from '../figure.js'
import {addDays, daysBetween, instantOf, isoOf, localMinute, makeZone} from '../series/zone.js'

/** A report that was made of the event. */
type MadeReport = {at: string; isAfter: boolean}

export type DueReport = {
  isDue: boolean
  /** Whether the report that is due, or the next one, is that of what came of the event. */
  isAfter: boolean
  /** One sentence for the log: why it is made now, or why not. */
  because: string
  /** When the next is due; null where none is to come. */
  nextAt: string | null
}

const dayS = 86_400
/** A scheduler is never on the second: so much earlier than the step still counts, as a share of it. */
const earlyRatio = 0.1

type Stage = {startS: number; everyS: number}
type Asked = {
  cadence: readonly Cadence[]
  windowStartAt: string
  windowEndAt: string
  /** IANA zone of the event, in which days are counted. */
  timezone: string
  made: readonly MadeReport[]
  nowAt: string
}

/**
 * Whether a report of one event is due at `nowAt` (UTC), by the cadence of the config and by the reports that were made.
 *
 * Of the steps that have begun the last counts, also while the window is open. A step of whole days counts days of the
 * calendar in the event's zone, so that a job at a local time is due on the day when clocks change and after one that ran
 * late; a shorter one counts time, and a tenth of it early still counts. After the window one report is due for as long as
 * the cadence says, and none after that. Reports that lie after `nowAt` count for nothing: the caller refuses a clock
 * that is behind them.
 */
export function dueReport(asked: Asked): DueReport {
  const nowS = instantOf(asked.nowAt)
  return nowS < instantOf(asked.windowEndAt) ? dueBefore(asked, nowS) : dueAfter(asked, nowS)
}

function dueBefore({cadence, windowStartAt, timezone, made, nowAt, ...asked}: Asked, nowS: number): DueReport {
  const startS = instantOf(windowStartAt)
  const stages = cadence
    .flatMap((step): Stage[] => ('every' in step ? [{startS: startS - step.from, everyS: step.every}] : []))
    .sort((a, b) => a.startS - b.startS)
  const first = stages[0]
  if (first === undefined) {
    const next = afterOf({cadence, windowStartAt, timezone, made, nowAt, ...asked})
    const because = 'report.cadence has no step before the event'
    return {isDue: false, isAfter: next !== null, because, nextAt: next}
  }
  const last = made
    .map(({at}) => instantOf(at))
    .filter((atS) => atS <= nowS)
    .sort((a, b) => b - a)[0]
  const stage = stages.findLast(({startS: fromS}) => fromS <= nowS)
  if (last === undefined) {
    return stage === undefined
      ? {isDue: false, isAfter: false, because: firstWords(startS - first.startS), nextAt: isoOf(first.startS)}
      : {isDue: true, isAfter: false, because: 'none was made of this event yet', nextAt: nowAt}
  }
  const because =
    stage === undefined
      ? firstWords(startS - first.startS)
      : `the last one is of ${localMinute(last, timezone)}, and one is due every ${span(stage.everyS)}`
  if (stage !== undefined && isDueSince(last, nowS, stage.everyS, timezone)) {
    return {isDue: true, isAfter: false, because, nextAt: nowAt}
  }
  const endS = instantOf(asked.windowEndAt)
  const nextS = Math.min(
    ...stages.flatMap(({startS: fromS, everyS}, i) => {
      const atS = Math.max(fromS, dueFrom(last, everyS, timezone))
      // A step counts until the next begins.
      return atS > nowS && atS < (stages[i + 1]?.startS ?? endS) ? [atS] : []
    }),
  )
  if (nextS < endS) return {isDue: false, isAfter: false, because, nextAt: isoOf(nextS)}
  const next = afterOf({cadence, windowStartAt, timezone, made, nowAt, ...asked})
  return {isDue: false, isAfter: next !== null, because, nextAt: next}
}

const firstWords = (aheadS: number) => `the first is due ${span(aheadS)} before the window opens`

function dueAfter({cadence, windowEndAt, timezone, made}: Asked, nowS: number): DueReport {
  const endS = instantOf(windowEndAt)
  const afterS = afterSpan(cadence)
  const since = `the window closed on ${localMinute(endS, timezone)}`
  const none = (because: string): DueReport => ({isDue: false, isAfter: true, because, nextAt: null})
  if (afterS === null) return none(`${since}, and report.cadence wants none after it`)
  if (made.some(({at, isAfter}) => isAfter && instantOf(at) <= nowS)) {
    return none(`${since}, and what came of it was reported`)
  }
  if (nowS > endS + afterS) return none(`${since}, longer ago than the ${span(afterS)} of report.cadence`)
  return {isDue: true, isAfter: true, because: `${since}: what came of it`, nextAt: isoOf(nowS)}
}

const afterSpan = (cadence: readonly Cadence[]): number | null => {
  const spans = cadence.flatMap((step) => ('after' in step ? [step.after] : []))
  return spans.length === 0 ? null : Math.max(...spans)
}

/** When the report of what came of the event is due; null where the cadence has none. */
function afterOf({cadence, windowEndAt}: Asked): string | null {
  return afterSpan(cadence) === null ? null : isoOf(instantOf(windowEndAt))
}

const isWholeDays = (everyS: number) => everyS % dayS === 0

function isDueSince(lastS: number, nowS: number, everyS: number, timezone: string): boolean {
  if (!isWholeDays(everyS)) return nowS - lastS >= everyS * (1 - earlyRatio)
  const zone = makeZone(timezone)
  return daysBetween(zone.date(lastS), zone.date(nowS)) >= everyS / dayS
}

/** The earliest instant at which `isDueSince` holds. */
function dueFrom(lastS: number, everyS: number, timezone: string): number {
  if (!isWholeDays(everyS)) return Math.ceil(lastS + everyS * (1 - earlyRatio))
  const zone = makeZone(timezone)
  return zone.instantS(addDays(zone.date(lastS), everyS / dayS), '00:00')
}
