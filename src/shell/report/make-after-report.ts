import {catalog} from '../../catalog/catalog.js'
import {afterEventOf} from '../../core/after-event/after-event-of.js'
import {windowMetrics, windowQueries} from '../../core/after-event/window-metrics.js'
import {temporaryOf} from '../../core/apply/temporary-of.js'
import type {DatedEvent} from '../../core/events/ended-events.js'
import {counted} from '../../core/figure.js'
import type {Metrics} from '../../documents/metrics.js'
import type {Notice, Report} from '../../documents/report.js'
import type {Traffic} from '../../documents/traffic.js'
import {PlanError} from '../../errors.js'
import type {Warning} from '../base-command.js'
import {readMetricsAt} from '../places.js'
import {readApplies} from '../read-applies.js'
import {seriesOfQueries} from '../read-archive-sources.js'
import {readCheckedConfig} from '../read-checked-config.js'
import {type Reading, readInventory, readMetricsOf, readTraffic} from '../read-sources.js'
import {reportsBefore} from './event-history.js'
import type {Made, Making} from './make-report.js'
import {newestWhole, sealReport} from './seal-report.js'
import {isOutage, outageNotice} from './walk-or-archive.js'

type Measured = {traffic: Traffic; metrics: Metrics; measured: ReturnType<typeof windowMetrics>; warnings: string[]}

/**
 * The report of what came of an event: the last report before its window opened, with what was measured since. Its run is
 * that report's. Where AWS cannot be asked, what the archive has of the window is taken, under a banner.
 *
 * Throws EVENT_WITHOUT_REPORT where none was kept before the window opened, and EVENT_UNMEASURED.
 */
export async function makeAfterReport(making: Making, dated: DatedEvent): Promise<Made> {
  const {walk, readHistory, version, nowAt} = making
  const {config, folder, warnings} = await readCheckedConfig(walk.configPath, walk.aws, walk.assumptions)
  const {event, windowStartAt} = dated
  const history = await readHistory({eventId: event.id, date: event.date})
  const {report: forecast, failures} = newestWhole(reportsBefore(history, windowStartAt))
  if (forecast === null) throw history.unread ?? withoutReport(event.id, windowStartAt)
  const wireAsOf = walk.isOffline ? null : nowAt
  const {found, failure} = await readAnyhow({config, folder, wireAsOf, onProgress: walk.onProgress}, dated)
  const applies = await readApplies({config, folder, isOffline: walk.isOffline || failure !== null})
  const temporary = temporaryOf({receipts: applies.receipts, at: nowAt})
  const after = afterEventOf({
    forecast,
    config,
    ...found,
    receipts: applies.receipts,
    temporary,
    databaseCpuLimitRatio: config.judgements['databaseCpuLimitRatio'] ?? catalog.judgements.databaseCpuLimitRatio.value,
  })
  const {reportId: _id, configSha256: _config, ...said} = forecast
  const {temporary: _then, ...run} = forecast.run
  const report = sealReport({
    ...said,
    at: nowAt,
    version,
    run: temporary.length === 0 ? run : {...run, temporary},
    notices: [
      ...(failure === null ? [] : [outageNotice(failure, 'What is said of the window is from the archive.')]),
      ...partlyMeasured(after.coverage.hourCount, forecast),
    ],
    delta: null,
    record: reportsBefore(history, nowAt).map(({gist}) => ({
      reportId: gist.reportId,
      at: gist.at,
      peak: gist.run.forecast.peak,
    })),
    reproduce: [`ecom-plan report ${making.typed.join(' ')} --as-of ${nowAt}${walk.isOffline ? ' --offline' : ''}`],
    after,
  })
  const all: Warning[] = [
    ...warnings.map((message) => ({code: 'CONFIG', message})),
    ...found.warnings.map((message) => ({code: 'DATA', message})),
    ...applies.warnings,
    ...[...history.failures, ...failures].map(({code, message}) => ({code, message})),
  ]
  return {report, previous: forecast, failure, warnings: all}
}

function partlyMeasured(hourCount: number, {run}: Report): Notice[] {
  const wanted = run.forecast.path.length
  if (hourCount >= wanted) return []
  const message = `Traffic was measured in ${counted(hourCount, 'hour')} of the ${counted(wanted, 'hour')} of the window: the peak may lie in the others.`
  return [{severity: 'warn', code: 'WINDOW_PARTLY_MEASURED', message, next: 'ecom-plan pull'}]
}

async function readAnyhow(reading: Reading, dated: DatedEvent): Promise<{found: Measured; failure: PlanError | null}> {
  try {
    return {found: await readWindow(reading, dated), failure: null}
  } catch (failure) {
    if (!isOutage(failure) || reading.wireAsOf === null) throw failure
    try {
      return {found: await readWindow({...reading, wireAsOf: null}, dated), failure}
    } catch (error) {
      throw error instanceof PlanError ? failure : error
    }
  }
}

async function readWindow(reading: Reading, dated: DatedEvent): Promise<Measured> {
  const {config, wireAsOf} = reading
  const {value: inventory} = await readInventory(reading)
  const {value: traffic, warnings} = await readTraffic(reading, inventory)
  const measured = windowMetrics({config, inventory})
  if (config.metrics.source === 'file') {
    return {traffic, metrics: (await readMetricsOf(reading, inventory)).value, measured, warnings}
  }
  const queries = windowQueries(measured, dated)
  reading.onProgress('CloudWatch: the window of the event')
  const series = await (wireAsOf === null ? seriesOfQueries(reading, queries) : readMetricsAt(config, queries))
  return {
    traffic,
    metrics: {schema: 'ecom-plan.metrics/v1', capturedAt: wireAsOf ?? inventory.capturedAt, series},
    measured,
    warnings,
  }
}

const hourBefore = (at: string) => `${new Date(Date.parse(at) - 3_600_000).toISOString().slice(0, 19)}Z`

function withoutReport(eventId: string, windowStartAt: string): PlanError {
  return new PlanError(
    'data',
    'EVENT_WITHOUT_REPORT',
    `no report of ${eventId} was kept before its window opened at ${windowStartAt}, so there is no forecast to judge`,
    {
      suggestions: [
        `make it of what was known then: ecom-plan report --event ${eventId} --as-of ${hourBefore(windowStartAt)} --offline`,
        'or name the config whose store it is in: --config FILE',
      ],
    },
  )
}
