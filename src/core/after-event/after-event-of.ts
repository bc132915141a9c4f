import type {AfterEvent} from '../../documents/after-event.js'
import type {Config} from '../../documents/config.js'
import type {Metrics} from '../../documents/metrics.js'
import type {Receipt} from '../../documents/receipt.js'
import type {Report} from '../../documents/report.js'
import type {Temporary} from '../../documents/temporary.js'
import type {Traffic} from '../../documents/traffic.js'
import {PlanError} from '../../errors.js'
import {instantOf} from '../series/zone.js'
import {fleetCosts} from './fleet-hours.js'
import {lessonsOf} from './lessons.js'
import {busiestOf, type MeasuredHour, measuredHours} from './measured-window.js'
import {tierOutcomes} from './tier-outcomes.js'
import type {WindowMetrics} from './window-metrics.js'

export type AfterAsked = {
  /** The last report before the window opened: what it said is judged. */
  forecast: Report
  config: Config
  traffic: Pick<Traffic, 'windows' | 'sources'>
  metrics: Metrics
  measured: WindowMetrics
  receipts: readonly Receipt[]
  temporary: readonly Temporary[]
  databaseCpuLimitRatio: number
}

/**
 * What came of an event, against what the last report before it said: the peak, how often each hour lay under its
 * quantiles, what held, what it cost, and what is to be kept. Throws EVENT_UNMEASURED where the window has no traffic.
 */
export function afterEventOf(asked: AfterAsked): AfterEvent {
  const {forecast: report, config, traffic} = asked
  const {run} = report
  const {windowStartAt, windowEndAt, peak, eventId, date, path} = run.forecast
  const hours = measuredHours({traffic, windowStartAt, windowEndAt})
  const busiest = busiestOf(hours)
  if (busiest === null) throw unmeasured(eventId, windowStartAt, traffic.sources)
  const {p50Rps, p90Rps, p99Rps} = peak
  const applied = appliedTiers(asked)
  const outcomes = {
    run,
    applied,
    metrics: asked.metrics,
    measured: asked.measured,
    databaseCpuLimitRatio: asked.databaseCpuLimitRatio,
    windowStartS: instantOf(windowStartAt),
    windowEndS: instantOf(windowEndAt),
  }
  const after = {
    forecastReportId: report.reportId,
    forecastAt: report.at,
    forecastPeak: {p50Rps, p90Rps, p99Rps},
    measuredPeakRps: busiest.busiestRps,
    measuredPeakAt: busiest.at,
    ...(busiest.stepS === 60 ? {} : {measuredStepS: busiest.stepS}),
    errorRatio: p50Rps === 0 ? 0 : busiest.busiestRps / p50Rps - 1,
    coverage: coverageOf(path, hours),
    tiers: tierOutcomes(outcomes),
    ...fleetCosts({...outcomes, targetUtilizationRatio: config.targetUtilization}),
  }
  return {...after, ...lessonsOf({after, config, eventId, date, temporary: asked.temporary})}
}

function coverageOf(path: Report['run']['forecast']['path'], hours: readonly MeasuredHour[]): AfterEvent['coverage'] {
  const byStart = new Map(path.map((point) => [instantOf(point.at), point]))
  const pairs = hours.flatMap((hour) => {
    const point = byStart.get(hour.atS)
    return point === undefined ? [] : [{hour, point}]
  })
  const under = (key: 'p50Rps' | 'p90Rps' | 'p99Rps') =>
    pairs.length === 0 ? 0 : pairs.filter(({hour, point}) => hour.busiestRps <= point[key]).length / pairs.length
  return {p50Ratio: under('p50Rps'), p90Ratio: under('p90Rps'), p99Ratio: under('p99Rps'), hourCount: pairs.length}
}

/**
 * Tiers for which an apply of this event was in force while its window was open. What was put back since counts, as long
 * as that was after the window had opened.
 */
function appliedTiers({forecast, receipts}: AfterAsked): Set<string> {
  const {eventId, windowStartAt} = forecast.run.forecast
  const undoneEarly = new Set(
    receipts.flatMap(({undoes, openedAt}) => (instantOf(openedAt) < instantOf(windowStartAt) ? undoes : [])),
  )
  const inForce = new Set(['live', 'verified', 'in-doubt', 'undone'])
  return new Set(
    receipts
      .filter((receipt) => receipt.purpose === 'apply' && receipt.eventId === eventId)
      .flatMap(({applyId, patches}) =>
        patches.flatMap(({patch, state}) =>
          inForce.has(state) && !(state === 'undone' && undoneEarly.has(applyId)) ? [patch.tier] : [],
        ),
      ),
  )
}

function unmeasured(eventId: string, windowStartAt: string, sources: readonly string[]): PlanError {
  return new PlanError(
    'data',
    'EVENT_UNMEASURED',
    `no traffic was measured in the window of ${eventId}, which opened ${windowStartAt}: ${sources.join(', ')}`,
    {suggestions: ['ecom-plan pull', 'or add a source that holds the event to demand.sources']},
  )
}
