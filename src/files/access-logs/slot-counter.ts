/** Counts per slot of time (a second, a minute), kept in blocks of typed memory that are made as time reaches them. */
export type SlotCounter = {
  add: (slot: number) => void
  at: (slot: number) => number
}

/** A counter of slots in blocks of `blockSlots`. Memory follows the stretch of time, 4 bytes a slot, never the count. */
export function slotCounter(blockSlots: number): SlotCounter {
  const blocks = new Map<number, Uint32Array<ArrayBuffer>>()
  let current = new Uint32Array(0)
  let firstSlot = Number.NaN
  const enter = (slot: number) => {
    const block = Math.floor(slot / blockSlots)
    current = blocks.get(block) ?? new Uint32Array(blockSlots)
    blocks.set(block, current)
    firstSlot = block * blockSlots
  }
  return {
    add: (slot) => {
      // neighbours in a log are neighbours in time, so the block is nearly always the same
      if (!(slot >= firstSlot && slot < firstSlot + blockSlots)) enter(slot)
      const i = slot - firstSlot
      current[i] = (current[i] ?? 0) + 1
    },
    at: (slot) => blocks.get(Math.floor(slot / blockSlots))?.[slot % blockSlots] ?? 0,
  }
}
