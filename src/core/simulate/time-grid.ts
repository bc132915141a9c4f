import type {SimulationModel} from '../../documents/simulation-model.js'

/** The ticks of a window, and for each the slot of ordinary length that it lies in. */
export type TimeGrid = {
  count: number
  startS: Float64Array
  lengthS: Float64Array
  slot: Int32Array
  slotCount: number
  /** The tick whose start is nearest, for each whole second. */
  nearest: Int32Array
}

/**
 * Cuts a window into ticks of `tickS`, and into shorter ones inside the fine spans. A shorter tick divides the slot it
 * lies in, so that both have the same slots and, with them, the same noise.
 */
export function timeGrid({durationS, tickS, fine}: Pick<SimulationModel, 'durationS' | 'tickS' | 'fine'>): TimeGrid {
  const slotCount = Math.floor(durationS / tickS + 1e-9)
  const parts = Math.max(1, Math.round(tickS / fine.tickS))
  const starts: number[] = []
  const lengths: number[] = []
  const slots: number[] = []
  for (let slot = 0; slot < slotCount; slot++) {
    const fromS = slot * tickS
    const isFine = fine.spans.some((span) => fromS + tickS > span.fromS && fromS < span.toS)
    const count = isFine ? parts : 1
    for (let part = 0; part < count; part++) {
      starts.push(fromS + (part * tickS) / count)
      lengths.push(tickS / count)
      slots.push(slot)
    }
  }
  return {
    count: starts.length,
    startS: Float64Array.from(starts),
    lengthS: Float64Array.from(lengths),
    slot: Int32Array.from(slots),
    slotCount,
    nearest: nearestTicks(starts, lengths, slotCount * tickS),
  }
}

function nearestTicks(starts: readonly number[], lengths: readonly number[], endS: number): Int32Array {
  const nearest = new Int32Array(Math.ceil(endS) + 1).fill(starts.length)
  let tick = 0
  for (let second = 0; second < nearest.length; second++) {
    while (tick < starts.length && (starts[tick] as number) + (lengths[tick] as number) / 2 <= second) tick++
    nearest[second] = tick
  }
  return nearest
}

/** The tick that stands for an instant; the number of ticks where it lies beyond the window. */
export function tickAt(grid: TimeGrid, atS: number): number {
  if (atS <= 0) return 0
  const second = Math.round(atS)
  return second < grid.nearest.length ? (grid.nearest[second] as number) : grid.count
}
