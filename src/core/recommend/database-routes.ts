import type {Inventory} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {Change} from '../../documents/plan.js'
import {dollars, span} from '../figure.js'
import {instantOf, isoOf} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'
import {type DatabaseChange, databaseOf} from './database-of.js'
import {type Freeze, latestOutside} from './freeze.js'
import {type Route, routeCost, routeOptions} from './route-options.js'

type Known = {
  patches: readonly DraftPatch[]
  inventory: Inventory
  freezes: readonly Freeze[]
  setting: Setting
}

/**
 * The changes of databases with the routes that lead to them, compared, and the one to take.
 *
 * Chosen is the cheapest route that is open, still fits before the change is wanted and keeps the database away for no
 * longer than `routeDowntimeS`; where none is so short, the shortest. A route of unknown cost is shown and not chosen.
 * When none fits in time the cheapest is named all the same: the date says that it is too late. The change then takes
 * on the route's lead time, downtime and cost. Changes of anything else stay as they are.
 */
export function withRoutes(changes: readonly Change[], known: Known): Change[] {
  return changes.map((change) => {
    const found = databaseOf(change, known)
    return found === null || change.latestAt === null ? change : routed(change, change.latestAt, found, known)
  })
}

function routed(
  change: Change,
  latestAt: string,
  {database, region, kind}: DatabaseChange,
  {freezes, setting: main}: Known,
): Change {
  const setting = {...main, region}
  const doneByS = instantOf(latestAt) + change.leadTimeS
  const options = routeOptions({
    database,
    kind,
    toClass: setting.catalog.rdsClass(kind === 'class' ? change.to : database.class) ?? null,
    leadTimeS: change.leadTimeS,
    untilEndS: setting.windowEndS - instantOf(latestAt),
    setting,
  })
  const fits = ({leadTimeS}: Route) =>
    latestOutside({atS: doneByS - leadTimeS, workS: leadTimeS, freezes}) >= setting.asOfS
  const limitS = setting.judgement('routeDowntimeS')
  const chosen = choose(options, fits, limitS)
  if (chosen === null) return change
  const path = {
    chosen: chosen.name,
    because: whyChosen(chosen, options, fits, limitS),
    options: options.map(({downtimeS: _, ...option}) => option),
  }
  return {
    ...change,
    path,
    leadTimeS: chosen.leadTimeS,
    latestAt: isoOf(doneByS - chosen.leadTimeS),
    downtime: chosen.downtime,
    cost: costWith(change.cost, chosen),
  }
}

function choose(options: readonly Route[], fits: (route: Route) => boolean, limitS: number): Route | null {
  const open = options.filter(({isPossible, costUsd}) => isPossible && costUsd !== null)
  // A route whose price nobody told us is better than none.
  const known = open.length > 0 ? open : options.filter(({isPossible}) => isPossible)
  const timely = known.filter(fits)
  const candidates = timely.length > 0 ? timely : known
  const brief = candidates.filter(({downtimeS}) => downtimeS <= limitS)
  const byCost = (a: Route, b: Route) => (a.costUsd ?? 0) - (b.costUsd ?? 0) || a.downtimeS - b.downtimeS
  const [best] =
    brief.length > 0 ? brief.sort(byCost) : candidates.sort((a, b) => a.downtimeS - b.downtimeS || byCost(a, b))
  return best ?? null
}

function whyChosen(chosen: Route, options: readonly Route[], fits: (route: Route) => boolean, limitS: number): string {
  const others = options.filter(({name, isPossible}) => isPossible && name !== chosen.name)
  if (others.length === 0) return 'the only route that is open to it'
  if (!fits(chosen)) return `no route fits any more; this one is the cheapest, ${routeCost(chosen)}`
  const late = others.filter((option) => !fits(option)).map(({name}) => name)
  const more = late.length === 0 ? '' : `; too late for ${late.join(', ')}`
  return chosen.downtimeS <= limitS
    ? `the cheapest that keeps it away for no more than ${span(limitS)} (our judgement): ${routeCost(chosen)}${more}`
    : `the shortest time away, ${routeCost(chosen)}${more}`
}

function costWith(cost: Change['cost'], {name, costUsd}: Route): Change['cost'] {
  if (costUsd === null || costUsd === 0) return cost
  return {
    ...cost,
    windowUsd: cost.windowUsd === null ? null : cost.windowUsd + costUsd,
    because: `${cost.because}; ${dollars(costUsd)} for the route (${name})`,
  }
}
