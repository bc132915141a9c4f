import {median} from 'simple-statistics'
import type {Anomaly} from '../../documents/forecast.js'
import type {HourlyRates} from './hourly-rates.js'
import {instantOf, isoOf} from './zone.js'

/** An hour is compared with the same hour of the week in this many weeks on either side. */
const neighbourWeeks = 4
const fewestNeighbours = 3
/** Below a quarter of, or above two and a half times, what the hour usually has. */
const outageRatio = 0.25
const stormRatio = 2.5

/** A half-open stretch of time in epoch seconds. */
export type Span = {fromS: number; toS: number}

/**
 * Finds stretches that are no ordinary traffic: gaps, outages, storms (bots), and those that the user excluded.
 *
 * Hours inside `labelled` (known events) are never called outage or storm: a sale is not an error in the data. The
 * thresholds compare with the median of the same hour of the week up to four weeks to either side; they find gross
 * faults of an hour or longer, not a slow drift and not a doubling.
 */
export function findAnomalies({
  hourly,
  labelled,
  excluded,
}: {
  hourly: HourlyRates
  labelled: readonly Span[]
  excluded: readonly {from: string; to: string; why: string}[]
}): Anomaly[] {
  const isLabelled = hoursInside(hourly, labelled)
  const kinds = hourly.rates.map((rate, i) => {
    if (rate === null) return 'gap' as const
    if (isLabelled[i] === 1) return null
    const near = neighbours(hourly, i)
    // Most hours are told from the lowest and the highest of their neighbours: no median is then needed.
    if (near.length < fewestNeighbours || isBetween(rate, near)) return null
    const usual = median(near)
    if (usual <= 0) return null
    if (rate < outageRatio * usual) return 'outage' as const
    return rate > stormRatio * usual ? ('storm' as const) : null
  })
  return [
    ...excluded.map(({from, to, why}): Anomaly => ({kind: 'excluded', from, to, why})),
    ...runsOf(kinds).map(({kind, from, to}) => ({
      kind,
      from: isoOf(hourly.startS + from * 3600),
      to: isoOf(hourly.startS + to * 3600),
      why: whyOf[kind],
    })),
  ].filter((found, i, all) => found.kind === 'excluded' || !all.slice(0, i).some((other) => covers(other, found)))
}

const whyOf = {
  gap: 'nothing was measured',
  outage: 'under a quarter of what these hours usually have',
  storm: 'over two and a half times what these hours usually have, and no event is known',
} as const

/** Spans of the anomalies, for masking. */
export function spansOf(anomalies: readonly Anomaly[]): Span[] {
  return anomalies.map(({from, to}) => ({fromS: instantOf(from), toS: instantOf(to)}))
}

export function isInside(spans: readonly Span[], atS: number): boolean {
  return spans.some(({fromS, toS}) => atS >= fromS && atS < toS)
}

/** One for each hour whose start lies in a span, else zero. */
export function hoursInside({startS, rates}: HourlyRates, spans: readonly Span[]): Uint8Array {
  const inside = new Uint8Array(rates.length)
  for (const {fromS, toS} of spans) {
    const from = Math.max(0, Math.ceil((fromS - startS) / 3600))
    const to = Math.min(rates.length, Math.ceil((toS - startS) / 3600))
    if (from < to) inside.fill(1, from, to)
  }
  return inside
}

function covers(outer: Anomaly, inner: Anomaly): boolean {
  return (
    outer.kind === 'excluded' &&
    instantOf(outer.from) <= instantOf(inner.from) &&
    instantOf(outer.to) >= instantOf(inner.to)
  )
}

/** The same hour of the week in the weeks around. */
function neighbours(hourly: HourlyRates, hour: number): number[] {
  const near: number[] = []
  for (let week = -neighbourWeeks; week <= neighbourWeeks; week++) {
    const rate = week === 0 ? null : hourly.rates[hour + week * 168]
    if (rate !== null && rate !== undefined) near.push(rate)
  }
  return near
}

function isBetween(rate: number, near: readonly number[]): boolean {
  return rate >= outageRatio * Math.max(...near) && rate <= stormRatio * Math.min(...near)
}

function runsOf<Kind extends string>(kinds: readonly (Kind | null)[]): {kind: Kind; from: number; to: number}[] {
  const runs: {kind: Kind; from: number; to: number}[] = []
  kinds.forEach((kind, i) => {
    if (kind === null) return
    const last = runs.at(-1)
    if (last?.kind === kind && last.to === i) last.to = i + 1
    else runs.push({kind, from: i, to: i + 1})
  })
  return runs
}
