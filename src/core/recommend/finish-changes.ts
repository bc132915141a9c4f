import type {Config} from '../../documents/config.js'
import type {Inventory} from '../../documents/inventory.js'
import type {Change} from '../../documents/plan.js'
import type {Setting} from '../tiers/tier-finding.js'
import type {Assessment} from './assess-tiers.js'
import {withCostRanges} from './cost-range.js'
import {withCostTerms} from './cost-terms.js'
import {withRoutes} from './database-routes.js'
import {type Freeze, freezesOf} from './freeze.js'
import {withCopyTimes, withLatestDates} from './latest-dates.js'

/**
 * The changes of a finished sizing with what only the whole plan knows: what they cost as demand comes out, the route of
 * each change of a database, the last safe moment of each, and the shop's own prices. In this order, since a route
 * brings a lead time and a cost of its own.
 */
export function finishChanges({
  found,
  config,
  inventory,
  setting,
}: {
  found: Assessment
  config: Config
  inventory: Inventory
  setting: Setting
}): {changes: Change[]; freezes: Freeze[]} {
  const freezes = freezesOf(config.freeze, setting.timezone)
  const known = {patches: found.patches, inventory, freezes, setting}
  const ranged = withCostRanges(found.changes, {models: found.models, setting})
  const routed = withRoutes(withCopyTimes(ranged, known), known)
  const changes = withCostTerms(withLatestDates(routed, known), {...known, costs: config.costs})
  return {changes, freezes}
}
