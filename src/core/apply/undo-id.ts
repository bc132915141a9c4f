/** The id of the patch that undoes another: unique where one restore undoes several applies. */
export const undoId = (applyId: string, patchId: string) => `undo:${applyId}:${patchId}`

/** Which patch of which apply a patch with this id undoes; null for one that undoes none. */
export function undoneBy(id: string): {applyId: string; patchId: string} | null {
  const [, applyId, patchId] = /^undo:([^:]+):(.+)$/.exec(id) ?? []
  return applyId === undefined || patchId === undefined ? null : {applyId, patchId}
}
