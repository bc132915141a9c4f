import type {Config} from '../../documents/config.js'
import type {Blocker, Change} from '../../documents/plan.js'
import type {UsdRange} from '../../documents/plan-dates.js'
import {placeOfTier} from '../inventory/place.js'

const isUnpriced = ({cost}: Change) => cost.windowUsd === null && cost.monthUsd === null

/**
 * What the changes cost in the window, as far as their prices are known; null where nothing is. Changes that cost
 * nothing say nothing of those whose price is not known: with only such ones it is null too.
 */
export function windowCostOf(changes: readonly Change[]): number | null {
  const costs = changes.flatMap(({cost}) => (cost.windowUsd === null ? [] : [cost.windowUsd]))
  const sumUsd = costs.reduce((sum, usd) => sum + usd, 0)
  return costs.length === 0 || (sumUsd === 0 && changes.some(isUnpriced)) ? null : sumUsd
}

/** The same at each quantile of demand; changes that cost the same whatever comes count in full at each. */
export function windowRangeOf(changes: readonly Change[]): UsdRange | null {
  if (windowCostOf(changes) === null) return null
  const sumAt = (key: keyof UsdRange) =>
    changes.reduce((sum, {cost}) => sum + (cost.rangeUsd?.[key] ?? cost.windowUsd ?? 0), 0)
  return {p50Usd: sumAt('p50Usd'), p90Usd: sumAt('p90Usd'), p99Usd: sumAt('p99Usd')}
}

/**
 * That the price of a change is not known, so that nobody takes the total for all of it. It blocks nothing: a price
 * decides what a change costs and, but for the class of a database, not whether it is needed.
 */
export function priceBlockers({changes, config}: {changes: readonly Change[]; config: Config}): Blocker[] {
  const byRegion = new Map<string, string[]>()
  for (const {tier, setting} of changes.filter(isUnpriced)) {
    const own = config.tiers[tier]
    const {region} = own === undefined ? config.aws : placeOfTier(config.aws, own)
    byRegion.set(region, [...(byRegion.get(region) ?? []), `${tier} ${setting}`])
  }
  return [...byRegion].map(([region, names]) => ({
    severity: 'warn',
    code: 'PRICE_UNKNOWN',
    message: `Price unknown in ${region} for ${names.join(', ')}: not in the total.`,
    next: 'ecom-plan pull --refresh-catalog, or forecast --prices FILE',
  }))
}
