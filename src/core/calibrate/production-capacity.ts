import type {CapacityEstimate} from '../../documents/capacity-model.js'
import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {figure, percent} from '../figure.js'
import {theilSen} from '../laws/theil-sen.js'
import {alignedSamples} from './aligned-samples.js'

const periodS = 300
/** Half a day of five-minute means: less does not span a shop's day. */
const fewestSamples = 144

/** What production says, or why it says nothing. */
export type Finding = {estimate: CapacityEstimate} | {missing: string}

/**
 * What one unit carries, from production: a robust line (Theil–Sen) of CPU against requests per unit over five-minute
 * means, read where CPU reaches `cpuLimitRatio`.
 *
 * CPU metrics are AWS percents; requests are counts per interval over all units. The line holds while CPU is what
 * limits the unit; a pool, a lock or a downstream may bind earlier, which only a load test shows. It is extrapolated
 * whenever the limit lies above the busiest interval measured, and says so.
 */
export function productionCapacity({
  metrics,
  cpu,
  units,
  requests,
  unit,
  cpuLimitRatio,
}: {
  metrics: Metrics
  cpu: MetricId
  units: MetricId
  requests: MetricId
  unit: 'instance' | 'task'
  cpuLimitRatio: number
}): Finding {
  const points = alignedSamples({metrics, ids: [cpu, units, requests], periodS}).flatMap(({values}) => {
    const [cpuPercent = 0, unitCount = 0, count = 0] = values
    return unitCount > 0 && count > 0 ? [{x: count / periodS / unitCount, y: cpuPercent / 100}] : []
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
  return {
    estimate: {
      origin: 'production',
      unitRps,
      isExtrapolated: unitRps > seenRps,
      evidence:
        `production: CPU = ${percent(intercept, 1)} + ${percent(slope, 3)} per req/s of ${article(unit)} ` +
        `(Theil–Sen over ${figure(points.length)} five-minute means, seen up to ${percent(seenCpu)} CPU); ` +
        `${percent(cpuLimitRatio)} is reached at ${figure(unitRps)} req/s`,
    },
  }
}

function article(unit: 'instance' | 'task'): string {
  return unit === 'instance' ? 'an instance' : 'a task'
}
