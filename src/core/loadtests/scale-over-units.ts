import type {UnitScaling} from '../../documents/load-limit.js'
import {counted, figure, percent} from '../figure.js'
import {fitUniversalScalability} from '../laws/fit-universal-scalability.js'
import {highestThroughput, peakConcurrency} from '../laws/universal-scalability.js'

/** What so many units carried together. */
export type UnitRun = {readonly unitCount: number; readonly throughputRps: number}

const fewestFitCounts = 4

/**
 * How throughput grows with instances or tasks, from runs against different numbers of them: what each carries at the
 * most units over what each carried at the fewest, and from four different numbers on the Universal Scalability Law
 * over units, whose contention and coherency are then what the units share, such as a database.
 *
 * Of several runs with one number of units the best counts. Null with fewer than two different numbers. `limitRps` is
 * the law's highest throughput however many units there are, null where the law sees none; beyond the most units that
 * were tested it is a guess.
 */
export function scaleOverUnits(runs: readonly UnitRun[]): UnitScaling | null {
  const best = new Map<number, number>()
  for (const {unitCount, throughputRps} of runs) {
    if (throughputRps > 0) best.set(unitCount, Math.max(throughputRps, best.get(unitCount) ?? 0))
  }
  const counts = [...best.keys()].sort((a, b) => a - b)
  const [fewest] = counts
  const most = counts.at(-1)
  if (fewest === undefined || most === undefined || fewest === most) return null
  const each = (count: number) => (best.get(count) ?? 0) / count
  const efficiencyRatio = each(most) / each(fewest)
  const fit =
    counts.length < fewestFitCounts
      ? null
      : fitUniversalScalability(counts.map((n) => ({concurrencyCount: n, throughputRps: best.get(n) ?? 0})))
  return {
    fewestCount: fewest,
    mostCount: most,
    efficiencyRatio,
    limitRps: fit === null ? null : highestThroughput(fit),
    peakUnitCount: fit === null ? null : peakConcurrency(fit),
  }
}

/** Scaling over units in a sentence. */
export function unitScalingWords(scaling: UnitScaling, unitName: 'instance' | 'task'): string {
  const {fewestCount, mostCount, efficiencyRatio, limitRps, peakUnitCount} = scaling
  const range = `from ${figure(fewestCount)} to ${counted(mostCount, unitName)} each keeps ${percent(efficiencyRatio)} of its throughput`
  if (limitRps === null) return range
  const peak = peakUnitCount === null ? '' : ` at ${figure(peakUnitCount)}`
  return `${range}; by the law no number of them carries more than ${figure(limitRps)} req/s${peak}`
}
