import {heightAt} from '../../fixtures/generate/knots.js'
import {eveningShop} from '../../fixtures/generate/sale-curves.js'
import {seeded} from '../../fixtures/generate/seeded.js'
import type {EstateTruth} from './estate-truth.js'

/** Enough for an ordinary level; the uplift is given. */
export const historyDays = 60
export const capturedAt = '2026-11-02T00:00:00.000Z'
export const historyStartMs = Date.parse(capturedAt) - historyDays * 86_400_000

const noise = new WeakMap<EstateTruth, Float64Array>()

function noiseOf(estate: EstateTruth): Float64Array {
  const known = noise.get(estate)
  if (known !== undefined) return known
  const random = seeded(`${estate.name}/demand`)
  const drawn = Float64Array.from({length: historyDays * 24}, () => Math.exp(0.04 * random.normal()))
  noise.set(estate, drawn)
  return drawn
}

/** Mean rate of the hour of an instant in the history, where demand is counted. */
export function edgeRpsAt(estate: EstateTruth, atMs: number): number {
  const hour = Math.floor((atMs - historyStartMs) / 3_600_000)
  return estate.eveningRps * heightAt(eveningShop, (hour % 24) + 0.5) * (noiseOf(estate)[hour] ?? 1)
}
