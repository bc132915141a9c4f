import type {DependencyConfig} from '../../documents/config-dependency.js'
import type {Blocker, Driver, Limit} from '../../documents/plan.js'
import {type LoadLine, valueAt} from '../calibrate/load-line.js'
import type {Visits} from '../calibrate/visits.js'
import {figure, percent, seconds, span} from '../figure.js'
import {scaleRates} from '../forecast/quantile-rates.js'
import {little} from '../laws/little.js'
import {isoOf, makeZone} from '../series/zone.js'
import {
  at,
  nothingFound,
  ratioAt,
  ratios,
  type Setting,
  shortTimeS,
  type TierFinding,
  verdictOf,
} from './tier-finding.js'
import {visitDrivers} from './visit-drivers.js'

/** One measure of a dependency: its value where demand is counted at a rate, and the value at which it is full. */
type Measure = {
  measure: string
  limitText: string
  unit: string
  limit: number
  measuredAt: (demandRps: number) => number
  /** Where demand is counted; null when the value does not rise with traffic. */
  breaksAtRps: number | null
  drivers: Driver[]
  derivation: string[]
}

/**
 * Sizes a dependency against its own limits: requests per second (or in flight) by its visits, and a utilization by
 * its line against requests at the load balancer. Both are optional; what is not given is not found.
 *
 * It only says what is short, by when to ask for more and whom: no change and no patch comes of it. The last day to ask
 * is the window's start less the lead time, a day of the event's own zone. Does not know throttling below the limit,
 * nor a limit that moves by itself.
 */
export function assessDependency({
  tier,
  config,
  visits,
  line,
  setting,
}: {
  tier: string
  config: DependencyConfig
  visits: Visits | null
  line: LoadLine | null
  setting: Setting
}): TierFinding {
  const measures = [requestMeasure({tier, config, visits, setting}), utilizationMeasure({config, line, setting})]
  const limits = measures.flatMap((measure) => (measure === null ? [] : [limitOf({tier, config, measure, setting})]))
  const blockers = measures.flatMap((measure) =>
    measure === null ? [] : shortBlockers({tier, config, measure, setting}),
  )
  return {...nothingFound, limits, blockers}
}

function requestMeasure({
  tier,
  config: {limit, responseTime},
  visits,
  setting,
}: {
  tier: string
  config: DependencyConfig
  visits: Visits | null
  setting: Setting
}): Measure | null {
  if (limit === undefined || visits === null) return null
  const {source, note} = limit
  const perDemand = setting.originRatio * visits.visitCount
  const rates = scaleRates(setting.peak, perDemand)
  const inFlight = (rps: number) => little({throughputRps: rps, timeS: responseTime ?? 0})
  const isOfRate = limit.rps !== undefined
  const most = limit.rps ?? limit.concurrency ?? 0
  const measuredAt = (demandRps: number) => (isOfRate ? demandRps * perDemand : inFlight(demandRps * perDemand))
  const unit = isOfRate ? 'req/s' : 'in flight'
  const target = at(rates, setting.target)
  return {
    measure: 'requests',
    limitText: `${source} ${figure(most)} ${unit}`,
    unit,
    limit: most,
    measuredAt,
    breaksAtRps: finite(most / measuredAt(1)),
    drivers: visitDrivers(tier, visits.spread),
    derivation: [
      `${setting.target.toUpperCase()} at the dependency: ${figure(at(setting.peak, setting.target))} × ` +
        `${percent(setting.originRatio, 1)} to the origin × ${figure(visits.visitCount)} visits = ${figure(target)} req/s`,
      `visits ${visits.origin}`,
      ...(responseTime === undefined
        ? []
        : [
            `in flight at ${setting.target.toUpperCase()} (Little: N = X · R): ${figure(target)} × ${seconds(responseTime)} = ` +
              `${figure(inFlight(target))}, as long as it answers as fast as it does now`,
          ]),
      `limit: ${figure(most)} ${unit}, ${source}${note === undefined ? '' : ` (${note})`}`,
    ],
  }
}

function utilizationMeasure({
  config: {utilization},
  line,
  setting,
}: {
  config: DependencyConfig
  line: LoadLine | null
  setting: Setting
}): Measure | null {
  if (utilization === undefined || line === null) return null
  const {limit, unit, metric, csv} = utilization
  const measure = metric?.metricName ?? csv?.value ?? 'utilization'
  const measuredAt = (demandRps: number) => Math.max(0, valueAt(line, demandRps * setting.originRatio))
  const target = at(setting.peak, setting.target)
  const fullAt = line.slope > 0 ? (limit - line.intercept) / line.slope / setting.originRatio : null
  return {
    measure,
    limitText: `${figure(limit)} ${unit}`.trimEnd(),
    unit,
    limit,
    measuredAt,
    breaksAtRps: fullAt === null ? null : finite(Math.max(0, fullAt)),
    drivers: [],
    derivation: [
      `${measure} at ${setting.target.toUpperCase()}: ${figure(line.intercept)} + ${figure(target * setting.originRatio)} req/s × ` +
        `${line.slope.toPrecision(3)} = ${figure(measuredAt(target))} ${unit}`.trimEnd(),
      `${line.origin}; at most ${figure(line.seenValue)} ${unit}`.trimEnd() +
        ` was seen, at up to ${figure(line.seenRps)} req/s`,
      `limit: ${figure(limit)} ${unit}`.trimEnd(),
    ],
  }
}

/** Where the CDN answers everything, no rate reaches the limit. */
function finite(rps: number): number | null {
  return Number.isFinite(rps) ? rps : null
}

type Asked = {tier: string; config: DependencyConfig; measure: Measure; setting: Setting}

function limitOf({tier, config, measure, setting}: Asked): Limit {
  const share = (demandRps: number) => measure.measuredAt(demandRps) / measure.limit
  const now = ratios(setting.peak, share)
  const shortS = shortTimeS(setting, share)
  const verdict = verdictOf(ratioAt(now, setting.target), setting.targetUtilizationRatio)
  const deadline = deadlineOf(config, setting)
  return {
    tier,
    kind: 'dependency',
    resource: config.resource ?? config.what,
    measure: measure.measure,
    today: verdict === 'short' ? `${measure.limitText}, ${deadline.words}` : measure.limitText,
    planned: measure.limitText,
    now,
    after: now,
    shortS,
    afterShortS: shortS,
    verdict,
    breaksAtRps: measure.breaksAtRps,
    plannedBreaksAtRps: measure.breaksAtRps,
    drivers: measure.drivers,
    ...(verdict === 'short'
      ? {ask: {byAt: deadline.atS === null ? null : isoOf(deadline.atS), contact: config.contact ?? null}}
      : {}),
    derivation: [...measure.derivation, `so ${percent(ratioAt(now, setting.target))} of it`],
  }
}

/** The last moment to ask, and how the table says it. */
function deadlineOf(
  {leadTime}: DependencyConfig,
  setting: Setting,
): {atS: number | null; isLate: boolean; words: string} {
  if (leadTime === undefined) return {atS: null, isLate: false, words: 'ask now'}
  const atS = setting.windowStartS - leadTime
  const day = dayWords(makeZone(setting.timezone).date(atS))
  const isLate = atS < setting.asOfS
  return {atS, isLate, words: isLate ? `too late since ${day}` : `ask by ${day}`}
}

/** `6 Nov` of `2026-11-06`. */
function dayWords(date: string): string {
  const [, day = '', month = ''] = new Date(`${date}T00:00:00Z`).toUTCString().split(' ')
  return `${Number(day)} ${month}`
}

function shortBlockers({tier, config, measure, setting}: Asked): Blocker[] {
  const need = measure.measuredAt(at(setting.peak, setting.target))
  if (need <= measure.limit) return []
  const {atS, isLate, words} = deadlineOf(config, setting)
  const quantile = setting.target.toUpperCase()
  const isOfRequests = measure.measure === 'requests'
  const amount = `${figure(need)} ${measure.unit}`.trimEnd()
  const lead = config.leadTime === undefined ? 'no leadTime is given' : `it takes ${span(config.leadTime)}`
  const room = Math.ceil(need / setting.targetUtilizationRatio)
  const more = isOfRequests
    ? `for ${figure(room)} ${measure.unit} (${figure(need)} at ${percent(setting.targetUtilizationRatio)})`
    : 'for more'
  const when = isLate || atS === null ? 'ask' : words
  return [
    {
      severity: isLate ? 'block' : 'warn',
      code: isLate ? 'DEPENDENCY_TOO_LATE' : 'DEPENDENCY_SHORT',
      message: isOfRequests
        ? `${tier} needs ${amount} at ${quantile}, ${measure.limitText}; ${words} (${lead}).`
        : `${tier} ${measure.measure} comes to ${amount} at ${quantile}, limit ${measure.limitText}; ${words} (${lead}).`,
      next:
        `${when}${isLate || atS === null ? ' now' : ''}: ${config.contact ?? 'no contact is given'}, ${more}` +
        `${isLate ? '; until it is there admit fewer users' : ''}`,
    },
  ]
}
