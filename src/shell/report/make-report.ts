import {planEvent} from '../../core/events/plan-event.js'
import {loadTestTrend} from '../../core/report-history/load-test-trend.js'
import {reportDelta} from '../../core/report-history/report-delta.js'
import {staleNotices} from '../../core/report-history/stale-notices.js'
import {outageCode, withoutAws} from '../../core/report-history/without-aws.js'
import {instantOf, localMinute} from '../../core/series/zone.js'
import type {LoadTest} from '../../documents/load-test.js'
import type {Notice, Report} from '../../documents/report.js'
import {PlanError} from '../../errors.js'
import type {Warning} from '../base-command.js'
import {openLoadTestStore} from '../load-test-store.js'
import {readCheckedConfig} from '../read-checked-config.js'
import {readReadiness} from '../read-readiness.js'
import type {Walked, WalkOptions} from '../walk.js'
import {type EventHistory, reportsBefore} from './event-history.js'
import {configFingerprints, newestWhole, sealReport} from './seal-report.js'
import {archiveWords, outageNotice, walkOrArchive} from './walk-or-archive.js'

/** A report, the one before it of the same event, and why AWS could not be asked; null where it was, or need not be. */
export type Made = {report: Report; previous: Report | null; failure: PlanError | null; warnings: Warning[]}

export type Making = {
  walk: WalkOptions
  readHistory: (event: {eventId: string; date: string}) => Promise<EventHistory>
  version: string
  nowAt: string
  /** How it was asked for, as typed, without the files that it is written to. */
  typed: readonly string[]
}

/**
 * The report of an event that is to come: the walk, readiness, what is other than last time, and what is old.
 *
 * Where AWS cannot be asked it is made from the archive, else it is the last report of the event again with its figures
 * dated; either way under a banner and never `ready`. Throws what the walk throws, and of AWS where there is nothing else.
 */
export async function makeReport(making: Making): Promise<Made> {
  const {walk, readHistory, version, nowAt} = making
  const {walked, failure} = await walkOrArchive(walk, nowAt)
  if (walked === null) return lastAgain(making, failure)
  const {run, config} = walked
  const at = run.asOf
  const history = await readHistory(run.forecast)
  const before = reportsBefore(history, at)
  const {report: previous, failures} = newestWhole(before)
  const read = await readReadiness(walked, {isOffline: walk.isOffline || failure !== null, asOf: walk.asOf})
  const readiness =
    failure === null ? read.readiness : withoutAws(read.readiness, `from the archive, settings of ${estateDay(walked)}`)
  const draft = {
    schema: 'ecom-plan.report/v1' as const,
    at,
    version,
    run,
    readiness,
    notices: [
      ...(failure === null ? [] : [outageNotice(failure, archiveWords(walked))]),
      ...historyNotices(history),
      ...staleNotices({run, loadTests: walked.loadTests, stale: config.report.stale, at}),
    ],
    loadTests: loadTestTrend({tests: await allLoadTests(walked), run}),
    record: before.map(({gist}) => ({reportId: gist.reportId, at: gist.at, peak: gist.run.forecast.peak})),
    reproduce: reproduceOf(making, at),
    configSha256: configFingerprints(config),
  }
  // What is taken for true in one run only is no news of the shop.
  const delta = previous === null || run.whatIf !== undefined ? null : reportDelta({before: previous, after: draft})
  return {
    report: sealReport({...draft, delta}),
    previous,
    failure,
    warnings: [...walked.warnings, ...read.warnings, ...[...history.failures, ...failures].map(warningOf)],
  }
}

const estateDay = ({run}: Walked) => localMinute(instantOf(run.plan.base.capturedAt), run.forecast.timezone)

/** A history that cannot be read hides what changed: a reader must not take that for nothing having changed. */
function historyNotices({unread}: EventHistory): Notice[] {
  if (unread === null) return []
  const message = `Earlier reports could not be read, so nothing is said of what changed: ${unread.message}.`
  return [{severity: 'warn', code: 'HISTORY_UNREAD', message, next: unread.suggestions[0] ?? null}]
}

/** The last report once more, for want of anything newer: its own figures, under their own date. */
async function lastAgain({readHistory, nowAt, version, walk}: Making, failure: PlanError): Promise<Made> {
  const {config} = await readCheckedConfig(walk.configPath, walk.aws, walk.assumptions)
  const {id: eventId, date} = planEvent({config, wanted: walk.event, asOf: nowAt, upliftText: walk.uplift})
  const history = await readHistory({eventId, date})
  const {report: last, failures} = newestWhole(reportsBefore(history, nowAt))
  if (last === null) throw failure
  const when = localMinute(instantOf(last.run.asOf), last.run.forecast.timezone)
  const {reportId: _, ...rest} = last
  const report = sealReport({
    ...rest,
    at: nowAt,
    version,
    readiness: withoutAws(last.readiness, `all figures are of ${when}`),
    notices: [
      outageNotice(
        failure,
        `Nothing newer is in the archive: every figure below is of ${when}, from report ${last.reportId}.`,
      ),
      ...last.notices.filter(({code}) => code !== outageCode),
    ],
    delta: null,
  })
  return {report, previous: last, failure, warnings: [...history.failures, ...failures].map(warningOf)}
}

/** Every load test that the shop has, those of the config and those that were imported. */
async function allLoadTests({config, folder, loadTests}: Walked): Promise<LoadTest[]> {
  const {readStoredTests} = await import('../../loadtests/stored-tests.js')
  try {
    const {tests} = await readStoredTests(await openLoadTestStore({config, folder}))
    return [...loadTests, ...tests]
  } catch (error) {
    // The walk has read the same store; of what it could not read then it has told already.
    if (!(error instanceof PlanError)) throw error
    return loadTests
  }
}

function reproduceOf({walk, typed}: Making, at: string): string[] {
  const asked = typed.join(' ')
  const again = `ecom-plan report ${asked}${asked === '' ? '' : ' '}--as-of ${at}${walk.isOffline ? ' --offline' : ''}`
  return walk.isOffline
    ? [again]
    : [again, 'ecom-plan show --list   # settings in AWS change: the report itself is kept']
}

const warningOf = ({code, message}: PlanError): Warning => ({code, message})
