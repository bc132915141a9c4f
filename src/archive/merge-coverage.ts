import type {Coverage} from '../documents/archive.js'
import {metricIdOf, seriesKey} from './series-key.js'

/** A half-open stretch of time on a grid of `periodMs`, epoch milliseconds. */
export type Stretch = {fromMs: number; toMs: number}

/**
 * What was asked, as the fewest stretches: those of one series, period and grid that touch or overlap become one.
 * Sorted by series, period (coarse first) and time.
 */
export function mergeCoverage(coverage: readonly Coverage[]): Coverage[] {
  const groups = new Map<string, {first: Coverage; stretches: Stretch[]}>()
  for (const entry of coverage) {
    const fromMs = Date.parse(entry.fromAt)
    const periodMs = entry.periodS * 1000
    const order = String(1e12 - entry.periodS).padStart(13, '0')
    const key = `${seriesKey(entry)} ${order} ${phaseOf(fromMs, periodMs)}`
    const group = groups.get(key) ?? {first: entry, stretches: []}
    groups.set(key, group)
    group.stretches.push({fromMs, toMs: Date.parse(entry.toAt)})
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, {first, stretches}]) =>
      mergeStretches(stretches).map(({fromMs, toMs}) => ({
        ...metricIdOf(first),
        periodS: first.periodS,
        fromAt: new Date(fromMs).toISOString(),
        toAt: new Date(toMs).toISOString(),
      })),
    )
}

/** The union of stretches, ascending. Empty ones go. */
export function mergeStretches(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = []
  for (const {fromMs, toMs} of [...stretches].sort((a, b) => a.fromMs - b.fromMs)) {
    if (toMs <= fromMs) continue
    const last = merged.at(-1)
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs)
    else merged.push({fromMs, toMs})
  }
  return merged
}

/** How far an instant lies beside the grid that counts from the epoch: CloudWatch's own are all 0. */
export function phaseOf(atMs: number, periodMs: number): number {
  return ((atMs % periodMs) + periodMs) % periodMs
}
