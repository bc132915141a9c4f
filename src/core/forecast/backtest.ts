import type {
  Backtest,
  BacktestCase,
  BacktestScore,
  BacktestTotal,
  PeerSummary,
  Untested,
} from '../../documents/backtest.js'
import type {Traffic} from '../../documents/traffic.js'
import type {QuantileRps} from '../../documents/units.js'
import {PlanError} from '../../errors.js'
import {cutWindows} from '../series/cut-windows.js'
import {hourlyRates} from '../series/hourly-rates.js'
import {addDays, instantOf, isoOf, makeZone, type Zone} from '../series/zone.js'
import {analogue} from './analogue.js'
import {measuredPeak} from './event-bank.js'
import {type KnownSeries, knownSeries, type SeriesLabels} from './known-series.js'
import {forecastOrdinaryDay} from './ordinary-day.js'
import {forecastPeakHour} from './peak-hour.js'
import {scoreOf, summaryOf} from './pinball.js'
import type {PlannedEvent} from './planned-event.js'
import {quantileRates} from './quantile-rates.js'
import {rollingDays} from './rolling-days.js'
import {seasonalNaive} from './seasonal-naive.js'
import type {Judge} from './uplift.js'

const dayS = 86_400
const yearDays = 364

type Series = {whole: KnownSeries; judgement: Judge}

/**
 * Forecasts each past occurrence from what was known so many days before its window, beside seasonal naive and the
 * hand analogue made from the same cut series, and scores all three against the busiest hour that came.
 *
 * `occurrences` are those that had ended at `asOf`, with their earlier dates. With `isRolling` ordinary days are
 * forecast as well, from origins every 28 days in `timezone`. Occurrences before the series begins are passed over;
 * those within it that cannot be forecast are in `untested` with the reason. The labels (which days are events, what
 * the user excluded) are today's. Throws DATA_EMPTY for a series without an hour before `asOf`.
 */
export function backtestForecast({
  traffic,
  occurrences,
  labels,
  asOf,
  leadDays,
  isRolling,
  timezone,
  judgement,
}: {
  traffic: Traffic
  occurrences: readonly PlannedEvent[]
  labels: SeriesLabels
  asOf: string
  leadDays: readonly number[]
  isRolling: boolean
  timezone: string
  judgement: Judge
}): Pick<Backtest, 'cases' | 'untested' | 'totals'> {
  const asOfS = instantOf(asOf)
  const hourly = hourlyRates({...traffic, windows: cutWindows(traffic.windows, asOfS)})
  const whole = knownSeries({hourly, labels, zone: makeZone(timezone), asOfS})
  const series = {whole, judgement}
  const leads = [...new Set(leadDays)].sort((a, b) => b - a)
  const cases: BacktestCase[] = []
  const untested: Untested[] = []
  for (const event of occurrences) {
    const zone = makeZone(event.timezone)
    if (zone.instantS(event.date, '00:00') + event.window.endS <= hourly.startS) continue
    const actual = measuredPeak({date: event.date, window: event.window, hourly, zone})
    if (actual === null) {
      untested.push(untestedOf(event, null, 'it was not measured well enough to tell its peak'))
      continue
    }
    if (event.censoredDates?.includes(event.date)) {
      untested.push(untestedOf(event, null, 'it ran into a limit of the shop, so what was wanted of it is not known'))
      continue
    }
    for (const lead of leads) {
      const found = eventCase({series, event, zone, actual, lead})
      if (typeof found === 'string') untested.push(untestedOf(event, lead, found))
      else cases.push(found)
    }
  }
  const rolling = isRolling ? leads.flatMap((lead) => rollingCases({series, lead})) : []
  const all = [...cases, ...rolling]
  return {cases: all, untested: withoutRepeats(untested, leads.length), totals: totalsOf(all, leads)}
}

type Actual = NonNullable<ReturnType<typeof measuredPeak>>

const ordinaryWindow = {startS: 0, endS: dayS}

function rollingCases({series: {whole, judgement}, lead}: {series: Series; lead: number}): BacktestCase[] {
  const {hourly, zone, labels} = whole
  return rollingDays({whole, leadDays: lead}).flatMap((date) => {
    const actual = measuredPeak({date, window: ordinaryWindow, hourly, zone})
    const asOfS = zone.instantS(addDays(date, -lead), '00:00')
    const known = knownSeries({hourly, labels, zone, asOfS})
    const ours = forecastOrdinaryDay({known, date, judgement})
    if (actual === null || ours === null) return []
    const peers = peersOf({date, window: ordinaryWindow, likeDates: [addDays(date, -yearDays)], known})
    const day = {id: 'ordinary-day', name: 'Ordinary day', date, timezone: zone.name}
    return [caseOf({kind: 'ordinary-day', event: day, lead, asOfS, actual, ours, peers})]
  })
}

/** One case, or the reason why there is none. */
function eventCase({
  series: {whole, judgement},
  event,
  zone,
  actual,
  lead,
}: {
  series: Series
  event: PlannedEvent
  zone: Zone
  actual: Actual
  lead: number
}): BacktestCase | string {
  const {date, window, pastDates} = event
  const asOfS = zone.instantS(addDays(date, -lead), '00:00') + window.startS
  const known = knownSeries({hourly: whole.hourly, labels: whole.labels, zone, asOfS})
  if (!known.hourly.rates.some((rate) => rate !== null)) return 'nothing had been measured by then'
  try {
    const ours = quantileRates(forecastPeakHour({known, event, judgement}))
    const peers = peersOf({date, window, likeDates: pastDates, known})
    return caseOf({kind: 'event', event, lead, asOfS, actual, ours, peers})
  } catch (error) {
    const why = error instanceof PlanError ? reasons[error.code] : undefined
    if (why === undefined) throw error
    return why
  }
}

type Peers = {analogue: QuantileRps | null; seasonalNaive: QuantileRps | null}

function peersOf(given: Parameters<typeof analogue>[0]): Peers {
  return {analogue: analogue(given), seasonalNaive: seasonalNaive(given)}
}

function caseOf({
  kind,
  event,
  lead,
  asOfS,
  actual,
  ours,
  peers,
}: {
  kind: BacktestCase['kind']
  event: Pick<PlannedEvent, 'id' | 'name' | 'date' | 'timezone'>
  lead: number
  asOfS: number
  actual: Actual
  ours: QuantileRps
  peers: Peers
}): BacktestCase {
  const actualRps = actual.peakHourRps
  return {
    kind,
    eventId: event.id,
    eventName: event.name,
    date: event.date,
    timezone: event.timezone,
    leadS: lead * dayS,
    asOf: isoOf(asOfS),
    actualAt: isoOf(actual.peakAtS),
    actualRps,
    ours: scoreOf(ours, actualRps),
    analogue: peers.analogue && scoreOf(peers.analogue, actualRps),
    seasonalNaive: peers.seasonalNaive && scoreOf(peers.seasonalNaive, actualRps),
  }
}

const reasons: Readonly<Record<string, string>> = {
  EVENT_WITHOUT_HISTORY: 'no earlier occurrence had been measured by then',
  DATA_GAP: 'fewer than 7 ordinary days had been measured in the 28 days before',
}

function untestedOf({id, name, date}: PlannedEvent, lead: number | null, why: string): Untested {
  return {eventId: id, eventName: name, date, leadS: lead === null ? null : lead * dayS, why}
}

/** An occurrence that fails at every lead for one reason is said once. */
function withoutRepeats(untested: readonly Untested[], leadCount: number): Untested[] {
  const keyOf = ({eventId, date, why}: Untested) => JSON.stringify([eventId, date, why])
  const counts = new Map<string, number>()
  for (const one of untested) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  const said = new Set<string>()
  return untested.flatMap((one) => {
    const key = keyOf(one)
    if (counts.get(key) !== leadCount) return [one]
    if (said.has(key)) return []
    said.add(key)
    return [{...one, leadS: null}]
  })
}

function totalsOf(cases: readonly BacktestCase[], leads: readonly number[]): BacktestTotal[] {
  return (['event', 'ordinary-day'] as const).flatMap((kind) =>
    leads.flatMap((lead) => {
      const found = cases.filter((one) => one.kind === kind && one.leadS === lead * dayS)
      const ours = summaryOf(found.map((one) => one.ours))
      if (ours === null) return []
      const peer = (name: 'analogue' | 'seasonalNaive') =>
        peerOf(found.flatMap((one) => (one[name] === null ? [] : [{ours: one.ours, peer: one[name]}])))
      return [{kind, leadS: lead * dayS, ours, analogue: peer('analogue'), seasonalNaive: peer('seasonalNaive')}]
    }),
  )
}

function peerOf(pairs: readonly {ours: BacktestScore; peer: BacktestScore}[]): PeerSummary | null {
  const peer = summaryOf(pairs.map((pair) => pair.peer))
  const ours = summaryOf(pairs.map((pair) => pair.ours))
  if (peer === null || ours === null) return null
  return {...peer, oursToPeerRatio: peer.pinballRatio > 0 ? ours.pinballRatio / peer.pinballRatio : null}
}
