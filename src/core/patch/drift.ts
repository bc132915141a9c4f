import type {Patch} from '../../documents/patch.js'

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
      return isSame(planned ?? null, now) ? [] : [{patchId: patch.id, field, planned, live: now}]
    }),
  )
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
}
