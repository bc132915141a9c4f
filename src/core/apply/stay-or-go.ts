import type {Need} from '../../documents/need.js'
import type {Patch} from '../../documents/patch.js'
import type {Receipt} from '../../documents/receipt.js'
import type {Staying} from '../../documents/undo-review.js'
import {instantOf, localMinute} from '../series/zone.js'
import {actionStartS} from './action-start.js'
import type {DatabaseFact} from './checks/apply-facts.js'
import {isNamed} from './choose-patches.js'
import {modifiedDatabase} from './database-id.js'
import type {Downtime} from './downtime.js'
import {leftIn} from './extension-id.js'
import {lowersBelowNeed, lowersMax} from './lowers-below-need.js'
import {isSameValue} from './same-value.js'
import {modifiesStorage, storageHeld} from './storage-rest.js'
import {undoneBy} from './undo-id.js'

/** The sentence that stands for having understood that a database which an apply made is deleted. */
export const deletionSentence = 'a deleted replica is gone'

export type Parted = {patches: Patch[]; staying: Staying[]}

type Known = {
  patches: readonly Patch[]
  /** Ids of tiers or patches; empty for all. */
  only: readonly string[]
  downtime: Downtime | null
  /** The sentence about deletion was typed. */
  hasAccepted: boolean
}

/** Parts what --only names and a person has agreed to from what stays for want of a word. */
export function partByConsent({patches, only, downtime, hasAccepted}: Known): Parted {
  return part(patches, (patch) => {
    if (!isNamedBack(patch, only)) return {reason: 'left-out', because: '--only does not name it'}
    if (patch.request.operation === 'DeleteDBInstance' && !hasAccepted) {
      const because = `it deletes ${patch.resource}; sent with --accept-irreversible '${deletionSentence}'`
      return {reason: 'consent', because}
    }
    // What another event still wants as it is takes nothing down.
    if (patch.consent === 'downtime' && downtime === null && !isSameValue(patch.before, patch.after)) {
      return {reason: 'consent', because: 'it takes the database down; sent with --allow-downtime FROM/TO alone'}
    }
    return null
  })
}

/**
 * Parts from what may go back now the storage that RDS lets nobody modify yet: a call would be refused, and stop what
 * comes behind it. `databases` by identifier; `at` is UTC.
 */
export function partByStorage({
  patches,
  databases,
  timezone,
  at,
}: {
  patches: readonly Patch[]
  databases: Readonly<Record<string, DatabaseFact>>
  timezone: string
  at: string
}): Parted {
  return part(patches, (patch) => {
    const fact = databases[modifiedDatabase(patch.request) ?? '']
    if (fact === undefined || !modifiesStorage(patch) || isSameValue(patch.before, patch.after)) return null
    const words = storageHeld(fact, {at, timezone})
    return words === null ? null : {reason: 'busy', because: `${words}: come back after that`}
  })
}

/**
 * Parts what may go back now from maxima that have to wait: those below which more runs or is wanted, those that stand
 * below the minimum, and those of resources whose way down has a step ahead. `needs` by patch id; `at` is UTC.
 */
export function partByNeed({
  patches,
  needs,
  receipts,
  timezone,
  at,
}: {
  patches: readonly Patch[]
  needs: Readonly<Record<string, Need | null>>
  receipts: readonly Receipt[]
  timezone: string
  at: string
}): Parted {
  return part(patches, (patch, before) => {
    if (!lowersMax(patch)) return null
    const same = before.filter((one) => isSameResource(one, patch))
    // A schedule that is deleted on the way holds nothing up.
    const isScheduleGone = same.some(({after}) => after['ScheduledAction'] === null)
    const aheadS = isScheduleGone ? Number.NEGATIVE_INFINITY : lastStepS(receipts, patch)
    if (aheadS > instantOf(at)) {
      const local = `${localMinute(aheadS, timezone)} (${timezone})`
      return {reason: 'need', because: `its minimum goes down until ${local}: come back after that`}
    }
    const need = needs[patch.id] ?? null
    if (need === null) return null
    const lowered = same.map(({after}) => after['MinSize'] ?? after['MinCapacity']).findLast(isCount)
    return waits(patch, {...need, minCount: lowered ?? need.minCount})
  })
}

function waits(patch: Patch, need: Need): Pick<Staying, 'reason' | 'because'> | null {
  const cut = lowersBelowNeed(patch, need)
  if (cut !== null) {
    const because = `${cut.needCount} run or are wanted: come back when the policy has scaled in to ${cut.maxCount}`
    return {reason: 'need', because}
  }
  const wanted = Number(patch.after['MaxSize'] ?? patch.after['MaxCapacity'])
  if (need.minCount === null || need.minCount <= wanted) return null
  const because = `the minimum is ${need.minCount}, above a maximum of ${wanted}: lower the minimum first`
  return {reason: 'need', because}
}

const isCount = (value: unknown): value is number => typeof value === 'number'

/** When the last scheduled action of ours on the same group or service runs; the beginning of time where none is live. */
function lastStepS(receipts: readonly Receipt[], of: Patch): number {
  const steps = receipts
    .filter(({purpose}) => purpose === 'apply')
    .flatMap(({applyId, patches}) =>
      patches
        .filter(({state}) => state === 'live' || state === 'verified')
        .filter(({patch}) => isSameResource(patch, of))
        .map(({patch}) => actionStartS(leftIn(receipts, applyId, patch)) ?? Number.NEGATIVE_INFINITY),
    )
  return Math.max(Number.NEGATIVE_INFINITY, ...steps)
}

const isSameResource = (a: Patch, b: Patch) =>
  JSON.stringify([resourceOf(a.request.input), a.place]) === JSON.stringify([resourceOf(b.request.input), b.place])

const resourceOf = (input: Patch['request']['input']) =>
  input['AutoScalingGroupName'] ?? [input['ServiceNamespace'], input['ResourceId']]

/** --only names a tier, the change that is undone, or the undoing itself. */
function isNamedBack(patch: Patch, only: readonly string[]): boolean {
  const original = undoneBy(patch.id)?.patchId
  return isNamed(patch, only) || (original !== undefined && only.includes(original))
}

function part(
  patches: readonly Patch[],
  reasonOf: (patch: Patch, before: readonly Patch[]) => Pick<Staying, 'reason' | 'because'> | null,
): Parted {
  const parted: Parted = {patches: [], staying: []}
  for (const patch of patches) {
    const reason = reasonOf(patch, parted.patches)
    if (reason === null) parted.patches.push(patch)
    else parted.staying.push({...stayingOf(patch), ...reason})
  }
  return parted
}

/** What a change that stays is called. */
export function stayingOf({id, tier, resource, summary}: Patch): Omit<Staying, 'reason' | 'because'> {
  return {patchId: id, tier, resource, summary}
}
