import type {Plan} from '../../documents/plan.js'

/**
 * How the peak's P90 of a newer plan stands to that of an older one: the load of the same limits of today, where their
 * size has not changed since. The median over the limits that requests fill; null where no limit is in both.
 */
export function peakRatio(older: Plan, newer: Plan): number | null {
  const ratios = older.limits
    .filter(({measure, now}) => measure === 'requests' && now.p90Ratio > 0)
    .flatMap((limit) => {
      const same = newer.limits.find(
        ({tier, measure, today}) => tier === limit.tier && measure === limit.measure && today === limit.today,
      )
      return same === undefined ? [] : [same.now.p90Ratio / limit.now.p90Ratio]
    })
    .sort((a, b) => a - b)
  return ratios[Math.floor((ratios.length - 1) / 2)] ?? null
}
