import {endedEvents, windowOf} from '../../core/events/ended-events.js'
import {planEvent} from '../../core/events/plan-event.js'
import {checkClock} from '../../core/report-history/check-clock.js'
import {type DueReport, dueReport} from '../../core/report-history/due-report.js'
import type {BlobStore} from '../../documents/blob-store.js'
import type {Config} from '../../documents/config.js'
import type {Report} from '../../documents/report.js'
import {PlanError} from '../../errors.js'
import {readCheckedConfig} from '../read-checked-config.js'
import type {WalkOptions} from '../walk.js'
import {type EventHistory, isOfOutage, noHistory, readEventHistory, reportsBefore} from './event-history.js'
import {makeAfterReport} from './make-after-report.js'
import {type Made, type Making, makeReport} from './make-report.js'
import {openHistory} from './open-history.js'
import {newestWhole} from './seal-report.js'

export type ReportAsked = {
  walk: WalkOptions
  when: 'due' | 'always'
  isAfter: boolean
  /** Whether earlier reports are read, and this one is kept. */
  hasHistory: boolean
  version: string
  typed: readonly string[]
  /** What the clock says, in UTC: what is asked for as of another time is another matter. */
  clockAt: string
  /** The store of reports; that of the config when not told. */
  openStore?: (found: {config: Config; folder: string}) => Promise<BlobStore>
}

type Placed = {config: Config; folder: string}
/** A report; where to keep it, or null where it is not to be kept and why. */
export type MadeReport = Placed & Made & {kind: 'made'; keepIn: BlobStore | null; notKept: string | null}
/** None is due: when the next is, and the last report, which still stands. */
export type NotDue = Placed & {
  kind: 'not-due'
  due: DueReport
  eventName: string
  timezone: string
  nowAt: string
  last: Report | null
}

/**
 * The report that was asked for, or with `when` due the one that is due by the cadence: before an event, or of what came
 * of it. Throws what the walks throw, CLOCK_BEHIND for a clock behind the last report, and EVENT_NOT_OVER.
 */
export async function walkReport(asked: ReportAsked): Promise<MadeReport | NotDue> {
  const {walk, hasHistory, clockAt} = asked
  const {config, folder} = await readCheckedConfig(walk.configPath, walk.aws, walk.assumptions)
  const isReached = !(walk.isOffline && config.report.store.startsWith('s3://'))
  const store = hasHistory && isReached ? await (asked.openStore ?? openHistory)({config, folder}) : null
  const readHistory = async (event: {eventId: string; date: string}): Promise<EventHistory> => {
    const history = store === null ? noHistory : await readEventHistory({store, ...event})
    const newestAt = history.reports.at(-1)?.gist.at ?? null
    if (walk.asOf === undefined && !walk.isOffline) checkClock({nowAt: clockAt, newestAt, what: 'the last report'})
    return history
  }
  const nowAt = walk.asOf ?? clockAt
  const watched = {...walk, clockAt, isWatched: true, refusesOldClock: true}
  const making: Making = {walk: watched, readHistory, version: asked.version, nowAt, typed: asked.typed}
  const made = async (one: Promise<Made>): Promise<MadeReport> => {
    const found = await one
    const notKept = isReached
      ? notKeptBecause(found.report, asked)
      : `${config.report.store} is not reached offline: the report is not kept, and nothing is said of what changed`
    return {kind: 'made', config, folder, ...found, keepIn: notKept === null ? store : null, notKept}
  }
  if (asked.isAfter) return made(makeAfterReport(making, endedOne({config, walk, nowAt})))
  if (asked.when === 'always') return made(makeReport(making))
  const found = await nextDue({config, walk, nowAt, readHistory})
  if (!found.due.isDue) return {kind: 'not-due', config, folder, nowAt, ...found}
  const event = {...making, walk: {...watched, event: found.eventId}}
  return made(found.due.isAfter ? makeAfterReport(event, found.dated) : makeReport(event))
}

/** Why a report is not kept; null where it is. */
function notKeptBecause({run, at}: Report, {hasHistory, clockAt}: ReportAsked): string | null {
  if (!hasHistory) return ''
  if (run.whatIf !== undefined) return 'what is taken for true in one run only is not kept'
  // It would stand before every report until its time has come.
  if (Date.parse(at) > Date.parse(clockAt) + 3_600_000) return `it is of ${at}, which is yet to come, so it is not kept`
  return null
}

type Looking = {config: Config; walk: WalkOptions; nowAt: string}

/** Longest time after which CloudWatch still has steps of five minutes: later nothing is left of a peak but hours. */
const lookBackS = 60 * 86_400

function endedOne({config, walk, nowAt}: Looking): ReturnType<typeof windowOf> {
  if (walk.event !== undefined) {
    const {windowStartAt, windowEndAt} = windowOf(
      planEvent({config, wanted: walk.event, asOf: nowAt, upliftText: undefined}),
    )
    if (windowStartAt <= nowAt && nowAt < windowEndAt)
      throw notOver(`the window of ${walk.event} closes at ${windowEndAt}`)
  }
  const [last] = endedEvents({config, wanted: walk.event, nowAt, withinS: lookBackS})
  if (last !== undefined) return windowOf(last.event)
  throw notOver(
    `${walk.event ?? 'no event of ecom-plan.yaml'} ${walk.event === undefined ? 'ended' : 'did not end'} in the 60 days before ${nowAt}`,
  )
}

function notOver(what: string): PlanError {
  return new PlanError('data', 'EVENT_NOT_OVER', `--after is for an event that is over: ${what}`, {
    suggestions: ['leave out --after for a report of the event to come', 'ecom-plan events next'],
  })
}

type Found = {
  due: DueReport
  eventId: string
  eventName: string
  timezone: string
  last: Report | null
  dated: ReturnType<typeof windowOf>
}

/** What is due first: the report of an event that has ended, then that of the next. */
async function nextDue({config, walk, nowAt, readHistory}: Looking & Pick<Making, 'readHistory'>): Promise<Found> {
  const afterS = Math.max(0, ...config.report.cadence.flatMap((step) => ('after' in step ? [step.after] : [])))
  const look = async (dated: ReturnType<typeof windowOf>): Promise<Found> => {
    const {event, windowStartAt, windowEndAt} = dated
    const history = await readHistory({eventId: event.id, date: event.date})
    const made = history.reports
      .filter(({gist}) => !isOfOutage(gist))
      .map(({gist}) => ({at: gist.at, isAfter: gist.after !== undefined}))
    const due = dueReport({
      cadence: config.report.cadence,
      windowStartAt,
      windowEndAt,
      timezone: event.timezone,
      made,
      nowAt,
    })
    const {report: last} = due.isDue ? {report: null} : newestWhole(reportsBefore(history, nowAt))
    return {due, eventId: event.id, eventName: event.name, timezone: event.timezone, last, dated}
  }
  let past: Found | null = null
  for (const {event} of endedEvents({config, wanted: walk.event, nowAt, withinS: afterS})) {
    past = await look(windowOf(event))
    if (past.due.isDue) return past
  }
  try {
    return await look(windowOf(planEvent({config, wanted: walk.event, asOf: nowAt, upliftText: undefined})))
  } catch (error) {
    if (past !== null && error instanceof PlanError && error.code === 'EVENT_PAST') return past
    throw error
  }
}
