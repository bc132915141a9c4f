import type {Patch} from '../../documents/patch.js'
import {isSameValue} from '../apply/same-value.js'

/** A field that AWS now has otherwise than when the plan was made. */
export type Difference = {patchId: string; field: string; planned: unknown; live: unknown}

/**
 * Compares what each patch was made from with what AWS has now: one difference a field that is not the same. No
 * difference means that the plan still does what it says. Key order and number formats of the SDK do not matter.
 *
 * `live[patch.id]` holds the live values of the fields that the patch names in `before`.
 */
export function drift({
  patches,
  live,
}: {
  patches: readonly Patch[]
  live: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}): Difference[] {
  return patches.flatMap((patch) =>
    Object.entries(patch.before).flatMap(([field, planned]) => {
      const now = live[patch.id]?.[field] ?? null
      return isSameValue(planned, now) ? [] : [{patchId: patch.id, field, planned, live: now}]
    }),
  )
}
