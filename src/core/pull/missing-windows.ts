import type {Coverage} from '../../documents/archive.js'
import type {MetricQuery, MetricWindow} from '../../documents/metric-query.js'
import type {MetricId} from '../../documents/series.js'
import {instantOf, isoOf} from '../series/zone.js'

type Stretch = {fromS: number; toS: number}

/**
 * What is still to be asked of CloudWatch: the queries' windows less what the archive already covers at the same or a
 * finer resolution. Queries with nothing left to ask are gone.
 *
 * A stretch counts as covered when it was asked for, whether or not CloudWatch had anything there, so a metric that is
 * not collected is not asked for again every day.
 */
export function missingWindows({
  queries,
  coverage,
}: {
  queries: readonly MetricQuery[]
  coverage: readonly Coverage[]
}): MetricQuery[] {
  const known = new Map<string, Coverage[]>()
  for (const covered of coverage) {
    const key = keyOf(covered)
    known.set(key, [...(known.get(key) ?? []), covered])
  }
  return queries.flatMap(({metric, windows}) => {
    const have = known.get(keyOf(metric)) ?? []
    const left = windows.flatMap((window) => missingOf(window, have))
    return left.length === 0 ? [] : [{metric, windows: left}]
  })
}

function missingOf(window: MetricWindow, have: readonly Coverage[]): MetricWindow[] {
  const {periodS} = window
  const stretches = have
    .filter((covered) => covered.periodS <= periodS)
    .map(({fromAt, toAt}) => ({fromS: instantOf(fromAt), toS: instantOf(toAt)}))
    .sort((a, b) => a.fromS - b.fromS)
  const whole: Stretch = {fromS: instantOf(window.fromAt), toS: instantOf(window.toAt)}
  return without(whole, stretches).flatMap(({fromS, toS}) => {
    // CloudWatch answers on the grid of the period only; a part of a step is asked for as a whole one.
    const from = Math.floor(fromS / periodS) * periodS
    const to = Math.ceil(toS / periodS) * periodS
    return to > from ? [{periodS, fromAt: isoOf(from), toAt: isoOf(to)}] : []
  })
}

function without(whole: Stretch, covered: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = []
  let fromS = whole.fromS
  for (const stretch of covered) {
    if (stretch.toS <= fromS || stretch.fromS >= whole.toS) continue
    if (stretch.fromS > fromS) left.push({fromS, toS: stretch.fromS})
    fromS = Math.max(fromS, stretch.toS)
  }
  return fromS < whole.toS ? [...left, {fromS, toS: whole.toS}] : left
}

function keyOf({namespace, metricName, dimensions, stat}: MetricId): string {
  const named = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`)
  return [namespace, metricName, stat, ...named.sort()].join('|')
}
