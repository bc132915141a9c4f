import type {Inventory} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {Change} from '../../documents/plan.js'
import {figure, span} from '../figure.js'
import {instantOf, isoOf} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'
import {databaseOf} from './database-of.js'
import {type Freeze, freezeAt, latestOutside} from './freeze.js'

/** What dates are put on, beside the changes themselves. */
type Known = {
  patches: readonly DraftPatch[]
  inventory: Inventory
  freezes: readonly Freeze[]
  setting: Setting
}

/**
 * The changes with the last moment at which each can be ordered and still be done in time.
 *
 * A change that a person makes, and one of a database, has to be finished outside every freeze, and another that apply
 * makes to be ordered outside it: schedules fire inside, which is what they are for. Storage changes of one database wait for each other: the next
 * may start when the optimization of the one before has ended and the cool-down is over, so the earlier ones move
 * forward. A change without a latest moment keeps having none.
 */
export function withLatestDates(changes: readonly Change[], known: Known): Change[] {
  const chained = new Map(chainsOf(changes, known).map((change) => [change.id, change]))
  return changes.map((change) => outsideFreezes(chained.get(change.id) ?? change, known))
}

/** Growing a small volume past the size from which it is four copies everything, and takes longer than other changes. */
export function withCopyTimes(changes: readonly Change[], known: Known): Change[] {
  return changes.map((change) => withCopyTime(change, known))
}

function withCopyTime(change: Change, known: Known): Change {
  const {catalog, judgement} = known.setting
  const found = databaseOf(change, known)
  const fourGib = catalog.rdsStorage.stripedFromGib.value
  if (found === null || found.toGib === null || change.latestAt === null) return change
  if (found.database.allocatedGib >= fourGib || found.toGib < fourGib) return change
  const leadTimeS = Math.max(change.leadTimeS, judgement('fullCopyLeadTimeS'))
  const latestAt = isoOf(instantOf(change.latestAt) + change.leadTimeS - leadTimeS)
  return {...change, leadTimeS, latestAt}
}

/** The storage changes of databases that have more than one, with their dates. */
function chainsOf(changes: readonly Change[], known: Known): Change[] {
  const byDatabase = new Map<string, Change[]>()
  for (const change of changes) {
    if (databaseOf(change, known)?.kind !== 'storage') continue
    byDatabase.set(change.resource, [...(byDatabase.get(change.resource) ?? []), change])
  }
  return [...byDatabase.values()].flatMap((chain) => chained(chain, known.setting))
}

function chained(chain: readonly Change[], {catalog, cite}: Setting): Change[] {
  if (chain.length < 2) return []
  cite('rdsStorage.coolDownS')
  const coolDownS = catalog.rdsStorage.coolDownS.value
  const dated: Change[] = []
  let nextAtS = Number.POSITIVE_INFINITY
  for (const change of [...chain].reverse()) {
    if (change.latestAt === null) continue
    const ownS = instantOf(change.latestAt)
    const beforeNextS = nextAtS - coolDownS - change.leadTimeS
    const isMoved = beforeNextS < ownS
    nextAtS = Math.min(ownS, beforeNextS)
    const wait = `another storage change follows: it waits for the optimization of this one and ${span(coolDownS)} more`
    dated.unshift(isMoved ? {...change, latestAt: isoOf(nextAtS), evidence: [...change.evidence, wait]} : change)
  }
  return dated
}

function outsideFreezes(change: Change, known: Known): Change {
  const {freezes} = known
  if (change.latestAt === null) return change
  const wantedS = instantOf(change.latestAt)
  const isWork = change.route === 'manual' || databaseOf(change, known) !== null
  const workS = isWork ? change.leadTimeS : 0
  const latestS = latestOutside({atS: wantedS, workS, freezes})
  if (latestS === wantedS) return change
  const frozen = freezeAt(wantedS, freezes) ?? freezes.find(({startS}) => startS > latestS)
  const days = frozen === undefined ? '' : ` of ${figure(Math.round((frozen.endS - frozen.startS) / 8640) / 10)} d`
  const why = `it has to be ${isWork ? 'done' : 'ordered'} before the freeze${days}`
  return {
    ...change,
    latestAt: isoOf(latestS),
    evidence: [...change.evidence, `${why}, so the latest moment is earlier`],
  }
}
