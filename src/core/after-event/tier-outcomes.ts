import type {TierOutcome} from '../../documents/after-event.js'
import type {Metrics} from '../../documents/metrics.js'
import type {Limit} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import type {MetricId} from '../../documents/series.js'
import {alignedSamples} from '../calibrate/aligned-samples.js'
import {counted, figure, percent, seconds, span} from '../figure.js'
import {localMinute} from '../series/zone.js'
import {type DatabaseMetrics, type FleetMetrics, stepS, type WindowMetrics} from './window-metrics.js'

type Held = Pick<TierOutcome, 'measuredRatio' | 'held' | 'because'>
export type OutcomesAsked = {
  /** The run whose forecast is judged. */
  run: Run
  /** Tiers whose recommended changes were in force in the window: their limits are the planned ones. */
  applied: ReadonlySet<string>
  metrics: Metrics
  measured: WindowMetrics
  /** What of its CPU a database may use: a judgement, or the config's own. */
  databaseCpuLimitRatio: number
  windowStartS: number
  windowEndS: number
}

/**
 * What became of each limit that the report named, in five-minute means of the window.
 *
 * A tier behind a load balancer held where its p95 stayed within the SLO; without a p95, where its rate stayed within
 * what its units in service carry by the capacity model. A database held where CPU, connections and IOPS stayed below
 * their limits. Whatever is not measured so is `not-measured`, never held. Means of five minutes hide what lasted less.
 */
export function tierOutcomes(asked: OutcomesAsked): TierOutcome[] {
  const {run, applied} = asked
  return run.plan.limits.map((limit): TierOutcome => {
    const share = applied.has(limit.tier) ? limit.after : limit.now
    const plannedRatio = share[`${run.plan.target}Ratio`]
    return {tier: limit.tier, measure: limit.measure, plannedRatio, ...heldOf(limit, asked)}
  })
}

function heldOf(limit: Limit, asked: OutcomesAsked): Held {
  const fleet = asked.measured.fleets.find(({tier}) => tier === limit.tier)
  if (fleet !== undefined && limit.measure === 'requests') return fleetHeld(limit, fleet, asked)
  const database = asked.measured.databases.find(({tier}) => tier === limit.tier)
  if (database !== undefined) return databaseHeld(limit, database, asked)
  return unmeasured(`nothing that is read measures ${limit.measure} of ${limit.tier}`)
}

const unmeasured = (because: string): Held => ({measuredRatio: null, held: 'not-measured', because})

/** Samples of the window alone: a file may hold more. */
function within(ids: readonly MetricId[], {metrics, windowStartS, windowEndS}: OutcomesAsked) {
  const samples = alignedSamples({metrics, ids, periodS: stepS})
  return samples.filter(({atS}) => atS + stepS > windowStartS && atS < windowEndS)
}

function fleetHeld({tier}: Limit, fleet: FleetMetrics, asked: OutcomesAsked): Held {
  const {run} = asked
  const local = (atS: number) => localMinute(atS, run.forecast.timezone)
  const {measuredRatio, words} = fullestOf(fleet, asked)
  const samples = fleet.p95 === null ? [] : within([fleet.p95], asked)
  const slowest = highest(samples, ({values}) => values[0] ?? 0)
  if (slowest !== null) {
    const sloS = run.slo.p95ResponseTimeS
    const slowS = overS(samples, sloS)
    const what = `p95 at most ${seconds(slowest.values[0] ?? 0)} (${local(slowest.atS)}), SLO ${seconds(sloS)}`
    if (slowS === 0) return {measuredRatio, held: 'held', because: `${what}${words}`}
    return {measuredRatio, held: 'did-not-hold', because: `${what}, above it for ${span(slowS)}${words}`}
  }
  if (measuredRatio === null) {
    return unmeasured(`neither p95 nor requests and units of ${tier} were measured in the window`)
  }
  return {
    measuredRatio,
    held: measuredRatio <= 1 ? 'held' : 'did-not-hold',
    because: `no p95 was measured${words}`,
  }
}

/** The step in which the units in service carried the largest share of what they can, by the capacity model. */
function fullestOf(
  {tier, requests, units}: FleetMetrics,
  asked: OutcomesAsked,
): {measuredRatio: number | null; words: string} {
  const model = asked.run.models.find((one) => one.tier === tier)
  if (requests === null || model === undefined || model.unitRps <= 0) return {measuredRatio: null, words: ''}
  const loads = within([requests, units], asked).flatMap(({atS, values: [count = 0, unitCount = 0]}) =>
    unitCount > 0 ? [{atS, unitCount, ratio: count / stepS / (unitCount * model.unitRps)}] : [],
  )
  const fullest = highest(loads, ({ratio}) => ratio)
  if (fullest === null) return {measuredRatio: null, words: ''}
  const {ratio, unitCount, atS} = fullest
  const when = localMinute(atS, asked.run.forecast.timezone)
  return {
    measuredRatio: ratio,
    words: `; at most ${percent(ratio)} of what ${counted(Math.round(unitCount), model.unit)} carry, ${when}`,
  }
}

const overS = (samples: readonly {values: number[]}[], most: number) =>
  samples.filter(({values}) => (values[0] ?? 0) > most).length * stepS

function databaseHeld(limit: Limit, database: DatabaseMetrics, asked: OutcomesAsked): Held {
  const {tier, measure} = limit
  const most = limitOf(limit, asked)
  const read = readingOf(measure, database, asked)
  if (read === null) return unmeasured(`nothing that is read measures ${measure} of ${tier}`)
  if (most === null) return unmeasured(`the limit of ${measure} of ${tier} is not said as a number`)
  const peak = highest(read.samples, ({value}) => value)
  if (peak === null) return unmeasured(`${measure} of ${tier} was not measured in the window`)
  const ratio = peak.value / most
  const at = localMinute(peak.atS, asked.run.forecast.timezone)
  const because = `at most ${read.format(peak.value)} of ${read.format(most)}, ${at}`
  return {measuredRatio: ratio, held: ratio <= 1 ? 'held' : 'did-not-hold', because}
}

/** The limit in force: of CPU the share that may be used, of all else the number that the report named. */
function limitOf(limit: Limit, {applied, databaseCpuLimitRatio}: OutcomesAsked): number | null {
  if (limit.measure === 'CPU') return databaseCpuLimitRatio
  const text = applied.has(limit.tier) ? limit.planned : limit.today
  const number = Number(/^[\d,]+(\.\d+)?/.exec(text)?.[0].replaceAll(',', '') ?? Number.NaN)
  return Number.isFinite(number) && number > 0 ? number : null
}

type Reading = {samples: {atS: number; value: number}[]; format: (value: number) => string}

function readingOf(measure: string, database: DatabaseMetrics, asked: OutcomesAsked): Reading | null {
  const {cpu, connections, readIops, writeIops} = database
  if (measure === 'CPU') {
    const samples = within([cpu], asked).map(({atS, values}) => ({atS, value: (values[0] ?? 0) / 100}))
    return {samples, format: (value) => percent(value)}
  }
  if (measure === 'connections') {
    const samples = within([connections], asked).map(({atS, values}) => ({atS, value: values[0] ?? 0}))
    return {samples, format: (value) => `${figure(Math.round(value))} connections`}
  }
  if (measure !== 'IOPS') return null
  const samples = within([readIops, writeIops], asked).map(({atS, values: [read = 0, write = 0]}) => ({
    atS,
    value: read + write,
  }))
  return {samples, format: (value) => `${figure(Math.round(value))} IOPS`}
}

function highest<T>(items: readonly T[], sizeOf: (item: T) => number): T | null {
  return items.reduce<T | null>((most, item) => (most === null || sizeOf(item) > sizeOf(most) ? item : most), null)
}
