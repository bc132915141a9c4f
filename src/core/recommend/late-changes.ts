import type {Blocker, Change, Limit} from '../../documents/plan.js'
import {counted, figure, span} from '../figure.js'
import {instantOf, localMinute} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'
import {type Freeze, freezeAt, latestOutside} from './freeze.js'
import {routeCost} from './route-options.js'

type Known = {limits: readonly Limit[]; freezes: readonly Freeze[]; setting: Setting}

export function isLate({latestAt}: Change, {asOfS}: Setting): boolean {
  return latestAt !== null && instantOf(latestAt) < asOfS
}

/**
 * Changes whose last safe moment has passed, each with what can still be done about its tier; those that apply makes are
 * ordered together and stand together.
 */
export function lateBlockers({changes, ...known}: Known & {changes: readonly Change[]}): Blocker[] {
  const late = changes.filter((change) => isLate(change, known.setting))
  // A change of a database has other routes than to be sent at once, whoever sends it.
  const isByApply = ({route, path}: Change) => route === 'automatic' && path === undefined
  const byApply = late.filter(isByApply)
  const single = late.filter((change) => !isByApply(change))
  return [...(byApply.length === 0 ? [] : [together(byApply)]), ...single].map((change) => ({
    severity: 'block',
    code: 'TOO_LATE',
    message:
      `${change.tier}: ${change.setting} should have been ordered by ` +
      `${localMinute(instantOf(change.latestAt ?? ''), known.setting.timezone)}${whyLate(change, known)}.`,
    next: `still possible: ${stillPossible(change, known).join('; ')}`,
  }))
}

function whyLate({leadTimeS}: Change, {setting, freezes}: Known): string {
  const why = [
    ...(leadTimeS > 0 ? [`it takes ${span(leadTimeS)}`] : []),
    ...(freezeAt(setting.asOfS, freezes) ? ['a freeze is on'] : []),
  ]
  return why.length === 0 ? '' : ` (${why.join('; ')})`
}

/** Changes that are ordered together, as one: due with the earliest, there with the slowest. At least one. */
export function together(changes: readonly Change[]): Change {
  const [first] = changes
  if (first === undefined) throw new RangeError('together: no change')
  if (changes.length === 1) return first
  const tiers = [...new Set(changes.map(({tier}) => tier))]
  return {
    ...first,
    tier: tiers.join(', '),
    setting: counted(changes.length, 'change'),
    leadTimeS: Math.max(...changes.map(({leadTimeS}) => leadTimeS)),
    latestAt: changes.flatMap(({latestAt}) => latestAt ?? []).sort()[0] ?? null,
  }
}

/**
 * What can still be done for the tier of a change that is late, the least harmful first: the change itself without its
 * spare day, its other routes, a replica for reads, and admitting no more than today's estate carries, which needs no
 * lead time and is therefore always there where the rate is known.
 */
export function stillPossible(change: Change, known: Known): string[] {
  const {setting, freezes} = known
  const ways = [
    ...(freezeAt(setting.asOfS, freezes) ? ['an exception from the freeze'] : []),
    ...(change.route === 'automatic' && change.path === undefined
      ? atOnce(change, setting)
      : [...itself(change, known), ...otherRoutes(change, known)]),
    ...replica(change, known),
    ...admission(change, known),
  ]
  return ways.length > 0 ? ways : ['admit fewer users: at which rate is not known here']
}

function atOnce({leadTimeS}: Change, {asOfS, windowEndS}: Setting): string[] {
  if (asOfS + leadTimeS >= windowEndS) return []
  return [leadTimeS === 0 ? 'apply it now' : `apply it now: the units are there ${span(leadTimeS)} later`]
}

/** The last moment for work that has to be over when the window opens; null when that has passed, too. */
function stillBy(leadTimeS: number, {setting, freezes}: Known): number | null {
  const latestS = latestOutside({atS: setting.windowStartS - leadTimeS, workS: leadTimeS, freezes})
  return latestS >= setting.asOfS ? latestS : null
}

function itself(change: Change, known: Known): string[] {
  const by = stillBy(change.leadTimeS, known)
  if (by === null) return []
  const how = change.path === undefined ? '' : ` ${change.path.chosen}`
  const away = change.downtime === null ? '' : ` (downtime: ${change.downtime})`
  return [`the change${how} until ${localMinute(by, known.setting.timezone)}, without a day to undo it${away}`]
}

function otherRoutes({path}: Change, known: Known): string[] {
  return (path?.options ?? []).flatMap((option) => {
    const by = option.isPossible && option.name !== path?.chosen ? stillBy(option.leadTimeS, known) : null
    return by === null
      ? []
      : [
          `${option.name} until ${localMinute(by, known.setting.timezone)} (downtime: ${option.downtime}; ${routeCost(option)})`,
        ]
  })
}

function replica({tier, path}: Change, known: Known): string[] {
  if (path === undefined) return []
  const by = stillBy(known.setting.judgement('replicaLeadTimeS'), known)
  return by === null
    ? []
    : [`a read replica for the reads of ${tier}, ordered until ${localMinute(by, known.setting.timezone)}`]
}

function admission({tier}: Change, {limits}: Known): string[] {
  const rates = limits.flatMap((limit) => (tier.split(', ').includes(limit.tier) ? (limit.breaksAtRps ?? []) : []))
  return rates.length === 0 ? [] : [`admit at most ${figure(Math.min(...rates))} req/s (waiting room, rate rule)`]
}
