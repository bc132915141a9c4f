import type {CapacityEstimate} from '../../documents/capacity-model.js'
import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {figure, percent} from '../figure.js'
import {studentT} from '../laws/student-t.js'
import {theilSen} from '../laws/theil-sen.js'
import {alignedSamples} from './aligned-samples.js'

const periodS = 300
/** Half a day of five-minute means: less does not span a shop's day. */
const fewestSamples = 144
/** Five-minute means follow each other, so an hour of them counts as one. */
const samplesOfOne = 12

/**
 * What a source says, or why it says nothing. `isFloor` marks what one single step kept: so much is carried, and
 * nothing tells how much more, so it counts only where no other source says anything.
 */
export type Finding = {estimate: CapacityEstimate; isFloor?: boolean} | {missing: string}

/**
 * What one unit carries, from production: a robust line (Theil–Sen) of CPU against requests per unit over five-minute
 * means, read where CPU reaches `cpuLimitRatio`.
 *
 * CPU metrics are AWS percents; requests are counts per interval over all units. The line holds while CPU is what
 * limits the unit; a pool, a lock or a downstream may bind earlier, which only a load test shows. It is extrapolated
 * whenever the limit lies above the busiest interval measured, and says so. The interval is that of a least-squares
 * line read backward, with the scatter about the robust one: it knows nothing of a line that bends further up.
 */
export function productionCapacity({
  metrics,
  cpu,
  units,
  requests,
  unit,
  cpuLimitRatio,
  asOfS,
}: {
  metrics: Metrics
  cpu: MetricId
  units: MetricId
  requests: MetricId
  unit: 'instance' | 'task'
  cpuLimitRatio: number
  asOfS: number
}): Finding {
  const points = alignedSamples({metrics, ids: [cpu, units, requests], periodS}).flatMap(({atS, values}) => {
    const [cpuPercent = 0, unitCount = 0, count = 0] = values
    const rps = count / periodS
    return unitCount > 0 && count > 0 ? [{atS, rps, x: rps / unitCount, y: cpuPercent / 100}] : []
  })
  if (points.length < fewestSamples) {
    return {missing: `only ${points.length} five-minute means have CPU, ${unit}s and requests together`}
  }
  const {slope, intercept} = theilSen(points)
  if (!(slope > 0)) return {missing: 'CPU does not rise with requests, so CPU says nothing of the limit'}
  if (intercept >= cpuLimitRatio) return {missing: `CPU is at ${percent(intercept)} with no requests at all`}
  const unitRps = (cpuLimitRatio - intercept) / slope
  const seenRps = Math.max(...points.map((point) => point.x))
  const seenCpu = Math.max(...points.map((point) => point.y))
  const errorRps = readBackErrorRps({points, slope, intercept, atRps: unitRps})
  return {
    estimate: {
      origin: 'production',
      unitRps,
      certainty: {
        lowUnitRps: Math.max(0, unitRps - errorRps),
        highUnitRps: unitRps + errorRps,
        ageS: Math.max(0, asOfS - Math.max(...points.map(({atS}) => atS)) - periodS),
        measuredRps: Math.max(...points.map(({rps}) => rps)),
        measuredUnitRps: seenRps,
        measuredCpuRatio: seenCpu,
        peakShareRatio: null,
      },
      isExtrapolated: unitRps > seenRps,
      evidence:
        `production: CPU = ${percent(intercept, 1)} + ${percent(slope, 3)} per req/s of ${article(unit)} ` +
        `(Theil–Sen over ${figure(points.length)} five-minute means, seen up to ${percent(seenCpu)} CPU); ` +
        `${percent(cpuLimitRatio)} is reached at ${figure(unitRps)} req/s`,
    },
  }
}

/** Half of the interval, nine in ten, of where a line reaches a height: s/b·√(1/n + (x − x̄)²/Σ(x − x̄)²). */
function readBackErrorRps({
  points,
  slope,
  intercept,
  atRps,
}: {
  points: readonly {x: number; y: number}[]
  slope: number
  intercept: number
  atRps: number
}): number {
  const count = points.length / samplesOfOne
  const off = points.map(({x, y}) => Math.abs(y - intercept - slope * x)).sort((a, b) => a - b)
  // The median of the absolute errors, as the spread that a normal error would have.
  const spread = (off[Math.floor(off.length / 2)] ?? 0) / 0.6745
  const mean = points.reduce((sum, {x}) => sum + x, 0) / points.length
  const width = points.reduce((sum, {x}) => sum + (x - mean) ** 2, 0) / samplesOfOne
  const t = studentT({probability: 0.95, freedomCount: Math.max(1, Math.floor(count - 2))})
  return t * (spread / slope) * Math.sqrt(1 / count + (atRps - mean) ** 2 / width)
}

function article(unit: 'instance' | 'task'): string {
  return unit === 'instance' ? 'an instance' : 'a task'
}
