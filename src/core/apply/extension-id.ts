import type {Fields, Patch} from '../../documents/patch.js'
import type {Receipt, ReceiptPatch} from '../../documents/receipt.js'

/** The id of the patch that moves the time of another: unique where one extension moves those of several applies. */
export const extensionId = (applyId: string, patchId: string) => `extend:${applyId}:${patchId}`

/** Which patch of which apply a patch with this id moves; null for one that moves none. */
export function movedBy(id: string): {applyId: string; patchId: string} | null {
  const [, applyId, patchId] = /^extend:([^:]+):(.+)$/.exec(id) ?? []
  return applyId === undefined || patchId === undefined ? null : {applyId, patchId}
}

const held = new Set<ReceiptPatch['state']>(['live', 'verified', 'in-doubt'])

/** The latest patch of a live extension that moved this patch of this apply, and the extension; null where none did. */
export function extensionOf(
  receipts: readonly Receipt[],
  applyId: string,
  patchId: string,
): {extendId: string; patch: Patch} | null {
  const found = receipts
    .filter(({purpose}) => purpose === 'extend')
    .flatMap((receipt) =>
      receipt.patches
        .filter(({patch, state}) => held.has(state) && patch.id === extensionId(applyId, patchId))
        .map(({patch}) => ({extendId: receipt.applyId, openedAt: receipt.openedAt, patch})),
    )
    .sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1))
    .at(-1)
  return found === undefined ? null : {extendId: found.extendId, patch: found.patch}
}

/** What an apply has left in the fields of one of its patches, its live extensions included. */
export function leftIn(receipts: readonly Receipt[], applyId: string, patch: Patch): Fields {
  return extensionOf(receipts, applyId, patch.id)?.patch.after ?? patch.after
}
