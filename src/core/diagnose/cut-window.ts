import type {Metrics} from '../../documents/metrics.js'
import type {MetricId, MetricSeries} from '../../documents/series.js'
import {PlanError} from '../../errors.js'
import {coarsen} from '../series/coarsen.js'
import {instantOf, isoOf} from '../series/zone.js'
import {baselineDays, type Span} from './diagnosis-queries.js'
import type {MeasuredWindow, Steps} from './readings.js'

const dayS = 86_400
const hourS = 3600
const periods = [60, 300, hourS]
const leastShare = 0.5
/** Without one of these there is nothing to say. */
const leading = ['CPUUtilization', 'ReadIOPS', 'DatabaseConnections', 'DBLoadCPU']

export type CutWindow = {window: MeasuredWindow; baseline: MeasuredWindow | null; baselineText: string | null}
type Asked = {metrics: Metrics; ids: ReadonlyMap<string, MetricId>; resource: string}

/**
 * A window and the same hours of the seven days before it, each on one grid: the finest in which the database was
 * measured at all. Without `span` it is the last hour that was measured.
 *
 * Throws METRICS_MISSING when nothing of the database was measured, and WINDOW_OUTSIDE when nothing was in the window.
 */
export function cutWindow({metrics, ids, resource, span: wanted}: Asked & {span: Span | null}): CutWindow {
  const series = seriesOf(metrics, ids)
  const known = knownSpan(series)
  if (known === null) throw missing(resource)
  const span = wanted ?? {fromS: known.toS - hourS, toS: known.toS}
  // Points that are further apart than the grid would leave most of its steps empty.
  const periodS =
    periods.find((period) => measuredShare(series, span, period) >= leastShare) ??
    periods.find((period) => measuredShare(series, span, period) > 0)
  if (periodS === undefined) throw outside(resource, span, known)
  const window = onGrid(series, span, periodS)
  const baseline = baselineOf(series, span)
  return {window, baseline: baseline?.window ?? null, baselineText: baseline?.text ?? null}
}

function seriesOf({series}: Metrics, ids: ReadonlyMap<string, MetricId>): Map<string, MetricSeries> {
  const byKey = new Map(series.map((one) => [keyOf(one), one]))
  return new Map(
    [...ids].flatMap(([name, id]) => {
      const found = byKey.get(keyOf(id))
      return found === undefined ? [] : [[name, found] as const]
    }),
  )
}

/** From the first to the last value of what leads a diagnosis; null where there is none. */
function knownSpan(series: ReadonlyMap<string, MetricSeries>): Span | null {
  const spans = leading.flatMap((name) =>
    (series.get(name)?.windows ?? []).flatMap(({startAt, periodS, values}) => {
      const first = values.findIndex((value) => value !== null)
      if (first < 0) return []
      const startS = instantOf(startAt)
      const last = values.findLastIndex((value) => value !== null)
      return [{fromS: startS + first * periodS, toS: startS + (last + 1) * periodS}]
    }),
  )
  if (spans.length === 0) return null
  return {fromS: Math.min(...spans.map(({fromS}) => fromS)), toS: Math.max(...spans.map(({toS}) => toS))}
}

/** Share of the steps of a grid in which one of the leading metrics was measured. */
function measuredShare(series: ReadonlyMap<string, MetricSeries>, span: Span, periodS: number): number {
  const grid = onGrid(new Map(leading.flatMap((name) => withName(series, name))), span, periodS)
  const shares = Object.values(grid.series).map(
    (values) => values.filter((value) => value !== null).length / Math.max(1, values.length),
  )
  return Math.max(0, ...shares)
}

function withName(series: ReadonlyMap<string, MetricSeries>, name: string): [string, MetricSeries][] {
  const found = series.get(name)
  return found === undefined ? [] : [[name, found]]
}

function onGrid(series: ReadonlyMap<string, MetricSeries>, span: Span, periodS: number): MeasuredWindow {
  const fromS = Math.floor(span.fromS / periodS) * periodS
  const toS = Math.ceil(span.toS / periodS) * periodS
  const grid = {periodS, fromAt: isoOf(fromS), toAt: isoOf(toS)}
  return {
    fromS,
    periodS,
    series: Object.fromEntries([...series].map(([name, one]) => [name, coarsen({series: one, ...grid}).values])),
  }
}

/** The same hours of the days before, one after the other; null where none of them was measured. */
function baselineOf(
  series: ReadonlyMap<string, MetricSeries>,
  span: Span,
): {window: MeasuredWindow; text: string} | null {
  const spans = Array.from({length: baselineDays}, (_, i) => (i + 1) * dayS)
    .map((backS) => ({fromS: span.fromS - backS, toS: span.toS - backS}))
    .filter(({toS}) => toS <= span.fromS)
  const periodS = [300, hourS].find((period) => spans.some((one) => measuredShare(series, one, period) > 0))
  if (periodS === undefined) return null
  const days = spans.filter((one) => measuredShare(series, one, periodS) > 0).map((one) => onGrid(series, one, periodS))
  const joined: Record<string, Steps> = {}
  for (const name of series.keys()) joined[name] = days.flatMap((day) => [...(day.series[name] ?? [])])
  return {
    window: {fromS: days.at(-1)?.fromS ?? span.fromS, periodS, series: joined},
    text: days.length === 1 ? 'the same hours of one day before' : `the same hours of ${days.length} days before`,
  }
}

function missing(resource: string): PlanError {
  return new PlanError('data', 'METRICS_MISSING', `nothing was measured of RDS instance ${resource}`, {
    suggestions: ['ecom-plan doctor', 'ecom-plan pull', 'or read them live: metrics: {source: aws} in ecom-plan.yaml'],
  })
}

function outside(resource: string, span: Span, known: Span): PlanError {
  const second = (atS: number) => isoOf(atS).replace('.000Z', 'Z')
  const range = ({fromS, toS}: Span) => `${second(fromS)} to ${second(toS)}`
  return new PlanError(
    'data',
    'WINDOW_OUTSIDE',
    `nothing was measured of RDS instance ${resource} from ${range(span)}; what there is goes from ${range(known)}`,
    {suggestions: [`--window ${second(Math.max(known.fromS, known.toS - hourS))}..${second(known.toS)}`]},
  )
}

function keyOf({namespace, metricName, dimensions, stat, place = ''}: MetricId): string {
  const named = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`)
  return [place, namespace, metricName, stat, ...named.sort()].join('|')
}
