import type {SimulationModel} from '../../documents/simulation-model.js'
import {fillUniform} from '../laws/seeded-uniform.js'
import {drawFrom, normalTable} from './quantile-table.js'
import {evenNormal, streamSeed} from './run-draw.js'
import type {TimeGrid} from './time-grid.js'

const z90 = 1.2815515655446004
const z99 = 2.3263478740408408
/** The table of the noise's factors reaches so many standard deviations to either side. */
const noiseReach = 6
const noisePointCount = 1201

/** What the paths of all runs share. */
export type DemandShape = {
  atS: Float64Array
  p50: Float64Array
  p90: Float64Array
  /** Log of the rate over the normal score, below P90 and beyond. */
  near: Float64Array
  far: Float64Array
  /** Crowds and spells, by tick. */
  factor: Float64Array
  noiseFactor: Float64Array
  keptRatio: number
  knots: Float64Array
  slotNoise: Float64Array
}

export function demandShape(model: SimulationModel, grid: TimeGrid): DemandShape {
  const {path, noiseLogSpreadRatio: spread, noiseFadeS} = model.demand
  const logOver = (high: number, low: number) => (low > 0 && high > 0 ? Math.log(high / low) : 0)
  return {
    atS: Float64Array.from(path, ({atS}) => atS),
    p50: Float64Array.from(path, ({p50Rps}) => p50Rps),
    p90: Float64Array.from(path, ({p90Rps}) => p90Rps),
    near: Float64Array.from(path, ({p50Rps, p90Rps}) => logOver(p90Rps, p50Rps) / z90),
    far: Float64Array.from(path, ({p90Rps, p99Rps}) => logOver(p99Rps, p90Rps) / (z99 - z90)),
    factor: Float64Array.from({length: grid.count}, (_, tick) =>
      extraFactor(model, (grid.startS[tick] as number) + (grid.lengthS[tick] as number) / 2),
    ),
    noiseFactor: Float64Array.from({length: noisePointCount + 1}, (_, i) =>
      Math.exp(spread * ((i / (noisePointCount - 1)) * 2 - 1) * noiseReach - (spread * spread) / 2),
    ),
    keptRatio: noiseFadeS > 0 ? Math.exp(-model.tickS / noiseFadeS) : 0,
    knots: new Float64Array(path.length),
    slotNoise: new Float64Array(grid.slotCount).fill(1),
  }
}

function extraFactor({demand: {spikes, spells}}: SimulationModel, atS: number): number {
  let factor = 1
  for (const {startS, riseS, holdS, fadeS, factorRatio} of spikes) {
    const sinceS = atS - startS
    if (sinceS < 0) continue
    const risen = riseS > 0 ? Math.min(1, sinceS / riseS) : 1
    const fadingS = Math.max(0, sinceS - riseS - holdS)
    factor += (factorRatio - 1) * risen * (fadeS > 0 ? Math.exp(-fadingS / fadeS) : fadingS > 0 ? 0 : 1)
  }
  for (const {fromS, toS, factorRatio} of spells) if (atS >= fromS && atS < toS) factor *= factorRatio
  return factor
}

/**
 * The demand of one run, tick by tick into `out`: one level for the whole path (all points at the same quantile), one
 * shift in time, and swings about it that fade.
 */
export function drawDemand(model: SimulationModel, shape: DemandShape, grid: TimeGrid, run: number, out: Float64Array) {
  const {seed, demand} = model
  const z = evenNormal(seed, run, 'level')
  const shiftS = demand.timingSpreadS * evenNormal(seed, run, 'timing')
  drawKnots(shape, z)
  drawNoise(shape, streamSeed(seed, run, 'noise'), demand.noiseLogSpreadRatio)
  const {atS, knots, factor, slotNoise} = shape
  const last = knots.length - 1
  let knot = 0
  for (let tick = 0; tick < grid.count; tick++) {
    const at = (grid.startS[tick] as number) + (grid.lengthS[tick] as number) / 2 - shiftS
    while (knot < last && (atS[knot + 1] as number) <= at) knot++
    const from = atS[knot] as number
    const low = knots[knot] as number
    const isInside = knot < last && at > from
    const rate = isInside
      ? low + (((knots[knot + 1] as number) - low) * (at - from)) / ((atS[knot + 1] as number) - from)
      : low
    out[tick] = rate * (factor[tick] as number) * (slotNoise[grid.slot[tick] as number] as number)
  }
}

function drawKnots({p50, p90, near, far, knots}: DemandShape, z: number): void {
  for (let i = 0; i < knots.length; i++) {
    knots[i] =
      z <= z90
        ? (p50[i] as number) * Math.exp((near[i] as number) * z)
        : (p90[i] as number) * Math.exp((far[i] as number) * (z - z90))
  }
}

function drawNoise({slotNoise, noiseFactor, keptRatio}: DemandShape, seed: number, spread: number): void {
  if (spread === 0) return
  fillUniform(seed, slotNoise)
  const freshRatio = Math.sqrt(1 - keptRatio * keptRatio)
  // The uniform number of a slot makes room for its factor.
  let swing = drawFrom(normalTable, slotNoise[0] as number)
  for (let slot = 0; slot < slotNoise.length; slot++) {
    const place = ((Math.min(noiseReach, Math.max(-noiseReach, swing)) / noiseReach + 1) / 2) * (noisePointCount - 1)
    const below = place | 0
    const low = noiseFactor[below] as number
    slotNoise[slot] = low + ((noiseFactor[below + 1] as number) - low) * (place - below)
    swing = keptRatio * swing + freshRatio * drawFrom(normalTable, slotNoise[slot + 1] ?? 0.5)
  }
}
