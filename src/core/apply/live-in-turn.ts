import type {Fields, Patch} from '../../documents/patch.js'
import {fieldKey} from './field-key.js'

/**
 * What the fields of each patch will hold when its turn comes: what they hold now, but where a patch before it changes
 * the same field, what that one leaves. `place` is `account/region` of patches without one of their own.
 */
export function liveInTurn(
  patches: readonly Patch[],
  live: Readonly<Record<string, Fields>>,
  place: {account: string; region: string},
): Record<string, Fields> {
  const left = new Map<string, unknown>()
  const found: Record<string, Fields> = {}
  for (const {id, request, resource, after, ...patch} of patches) {
    const {account, region} = patch.place ?? place
    const keyOf = (field: string) => fieldKey({place: `${account}/${region}`, request, resource, field})
    const fields = Object.entries(live[id] ?? {}).map(([field, value]): [string, unknown] => {
      const key = keyOf(field)
      return [field, left.has(key) ? left.get(key) : value]
    })
    found[id] = Object.fromEntries(fields)
    for (const [field, value] of Object.entries(after)) left.set(keyOf(field), value)
  }
  return found
}
