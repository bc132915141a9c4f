import type {MetricId} from '../../src/documents/series.ts'

/** What forecast reads. */
const read = new Set([
  'RequestCount',
  'CPUUtilization',
  'MemoryUtilization',
  'RunningTaskCount',
  'GroupInServiceInstances',
])

/**
 * What the bench's shop would have measured: a day's wave, a number of its own for each metric, and one gap in 200. Of
 * a thin shop everything that forecast does not read has a point in ten only, as errors and rejections have.
 */
export const measuredOf =
  (isThin: boolean) =>
  (metric: MetricId): ((atS: number, periodS: number) => number | null) => {
    const measured = waveOf(metric)
    if (!isThin || read.has(metric.metricName)) return measured
    return (atS, periodS) => (Math.floor(atS / periodS) % 10 === 0 ? measured(atS, periodS) : null)
  }

function waveOf({metricName, stat}: MetricId): (atS: number, periodS: number) => number | null {
  const own = [...metricName].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 97
  const isCount = stat === 'Sum'
  return (atS, periodS) => {
    const mixed = (Math.imul(Math.floor(atS / periodS) + own, 2_654_435_761) >>> 0) / 2 ** 32
    if (mixed < 0.005) return null
    const wave = 500 + 400 * Math.sin((atS / 43_200) * Math.PI) + 50 * mixed + own
    return isCount ? Math.round(wave * periodS) : stat === 'Average' ? wave / 16 : Math.round(wave * 60) / 1000
  }
}
