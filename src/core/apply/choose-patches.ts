import type {LeftPatch} from '../../documents/apply-review.js'
import type {Patch} from '../../documents/patch.js'
import type {Receipt} from '../../documents/receipt.js'
import {PlanError} from '../../errors.js'
import {type Downtime, irreversibleSentence} from './downtime.js'
import {dueOf} from './due.js'
import {isSameValue} from './same-value.js'

export type Choice = {chosen: Patch[]; left: LeftPatch[]}

/**
 * What of a plan is sent now: the patches that --only names, that are due, that no apply has used, and that a person
 * has agreed to, by its own flag or by naming that very patch; the others with their reason. The plan's order is kept.
 *
 * `only` are ids of tiers or patches; empty for all. `hasAccepted`: the sentence about storage was typed. Throws
 * ONLY_UNKNOWN for a name that the plan does not have.
 */
export function choosePatches({
  patches,
  timezone,
  at,
  only,
  used,
  downtime,
  hasAccepted,
}: {
  patches: readonly Patch[]
  timezone: string
  at: string
  only: readonly string[]
  used: ReadonlyMap<string, string>
  downtime: Downtime | null
  hasAccepted: boolean
}): Choice {
  refuseUnknown(patches, only)
  const reasonOf = (patch: Patch): Omit<LeftPatch, 'patchId'> | null => {
    const applyId = used.get(patch.id)
    if (!isNamed(patch, only)) return {reason: 'left-out', because: '--only does not name it'}
    if (applyId !== undefined) return {reason: 'used', because: `it was sent by ${applyId}; each patch is used once`}
    return consentOf(patch, {downtime, hasAccepted, only}) ?? dueOf(patch, at, timezone)
  }
  const chosen: Patch[] = []
  const left: LeftPatch[] = []
  for (const patch of patches) {
    const reason = reasonOf(patch)
    if (reason === null) chosen.push(patch)
    else left.push({patchId: patch.id, ...reason})
  }
  return {chosen, left}
}

/**
 * The patches of a plan that an apply has sent, or may have, each with the apply's id: what AWS took, what is in doubt,
 * and what was undone since. One that AWS refused may be tried again.
 */
export function usedPatches(receipts: readonly Receipt[], planId: string): Map<string, string> {
  const states = ['live', 'verified', 'in-doubt', 'undone']
  return new Map(
    receipts
      .filter((receipt) => receipt.planId === planId && receipt.purpose === 'apply')
      .flatMap(({applyId, patches}) =>
        patches.filter(({state}) => states.includes(state)).map(({patch}): [string, string] => [patch.id, applyId]),
      ),
  )
}

/** Whether --only, by ids of tiers or patches, leaves a patch in; it does all where it names none. */
export const isNamed = ({id, tier}: Patch, only: readonly string[]) =>
  only.length === 0 || only.includes(id) || only.includes(tier)

/** Throws ONLY_UNKNOWN for a name that no patch and no tier of them has. */
export function refuseUnknown(patches: readonly Patch[], only: readonly string[]): void {
  const unknown = only.find((name) => !patches.some(({id, tier}) => id === name || tier === name))
  if (unknown === undefined) return
  const tiers = [...new Set(patches.map(({tier}) => tier))]
  throw new PlanError('usage', 'ONLY_UNKNOWN', `--only ${unknown}: the plan has no tier and no patch of that name`, {
    suggestions: tiers.length === 0 ? ['the plan changes nothing'] : [`--only ${tiers.join(',')}`],
  })
}

/** What a person agrees to by naming a patch. */
const why = {
  slow: 'RDS may work on it for hours, in which the database is slower, and takes no other change of its storage',
  unpriced: 'its price is not known, and it is billed from the call on',
}

type Given = {downtime: Downtime | null; hasAccepted: boolean; only: readonly string[]}

function consentOf(
  {id, route, consent, before, after}: Patch,
  {downtime, hasAccepted, only}: Given,
): Omit<LeftPatch, 'patchId'> | null {
  // It only holds what is there: nothing is sent.
  if (isSameValue(before, after)) return null
  if (consent === 'downtime') {
    if (downtime !== null) return null
    return {reason: 'consent', because: 'it takes the database down; sent with --allow-downtime FROM/TO alone'}
  }
  if (consent === 'irreversible') {
    if (hasAccepted) return null
    return {
      reason: 'consent',
      because: `it cannot be undone; sent with --accept-irreversible '${irreversibleSentence}'`,
    }
  }
  if (consent === 'slow' || consent === 'unpriced') {
    if (only.includes(id)) return null
    return {reason: 'consent', because: `${why[consent]}; sent only where it is named: --only ${id}`}
  }
  return route === 'manual' ? {reason: 'by-hand', because: 'no command sends it: a person picks the minute'} : null
}
