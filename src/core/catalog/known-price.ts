import type {Setting} from '../tiers/tier-finding.js'

/** What something costs in the plan's Region, in the unit of its key, and notes its use; null where nobody told us. */
export function knownPrice(key: string, setting: Pick<Setting, 'catalog' | 'region' | 'cite'>): number | null {
  const known = setting.catalog.price(key, setting.region)
  if (known === undefined) return null
  setting.cite(key, setting.region)
  return known.value
}
