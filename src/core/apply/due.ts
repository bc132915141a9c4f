import type {Patch} from '../../documents/patch.js'
import {instantOf, localMinute} from '../series/zone.js'

/** Why a patch is not sent now: it is for later, or its last moment has passed. */
export type NotDue = {reason: 'later' | 'missed'; because: string}

/** Whether a patch is due at a UTC time: null where it is, else why not, with the moment in local time. */
export function dueOf({notBeforeAt, notAfterAt}: Patch, at: string, timezone: string): NotDue | null {
  const nowS = instantOf(at)
  const local = (time: string) => localMinute(instantOf(time), timezone)
  if (notBeforeAt !== null && nowS < instantOf(notBeforeAt)) {
    return {reason: 'later', because: `due from ${local(notBeforeAt)} on`}
  }
  if (notAfterAt !== null && nowS > instantOf(notAfterAt)) {
    return {reason: 'missed', because: `its last moment was ${local(notAfterAt)}`}
  }
  return null
}

/** The patches of a plan by whether they are due at a UTC time; those that are not, with why in words. */
export function duePatches({patches, at, timezone}: {patches: readonly Patch[]; at: string; timezone: string}): {
  due: Patch[]
  later: {patch: Patch; because: string}[]
  missed: {patch: Patch; because: string}[]
} {
  const judged = patches.map((patch) => ({patch, not: dueOf(patch, at, timezone)}))
  const of = (reason: NotDue['reason']) =>
    judged.flatMap(({patch, not}) => (not?.reason === reason ? [{patch, because: not.because}] : []))
  return {
    due: judged.flatMap(({patch, not}) => (not === null ? [patch] : [])),
    later: of('later'),
    missed: of('missed'),
  }
}
