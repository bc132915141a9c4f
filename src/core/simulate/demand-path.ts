import type {SimulationModel} from '../../documents/simulation-model.js'
import {normalQuantile} from '../laws/normal-quantile.js'
import {fillUniform} from '../laws/seeded-uniform.js'
import {evenNormal, streamSeed} from './run-draw.js'
import type {TimeGrid} from './time-grid.js'

const z90 = 1.2815515655446004
const z99 = 2.3263478740408408

/** Normal numbers of equal probability: a swing of the noise is one of them, drawn with twelve bits. */
const swings = (() => {
  const count = 4096
  const plain = Float64Array.from({length: count}, (_, i) => normalQuantile((i + 0.5) / count))
  const size = Math.sqrt(plain.reduce((sum, z) => sum + z * z, 0) / count)
  return plain.map((z) => z / size)
})()

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
  keptRatio: number
  /** Of one run: rates at the points of the path, and what each slot swings by. */
  knots: Float64Array
  slotNoise: Float64Array
  uniform: Float64Array
}

export function demandShape(model: SimulationModel, grid: TimeGrid): DemandShape {
  const {path, noiseFadeS} = model.demand
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
    keptRatio: noiseFadeS > 0 ? Math.exp(-model.tickS / noiseFadeS) : 0,
    knots: new Float64Array(path.length),
    slotNoise: new Float64Array(grid.slotCount).fill(1),
    uniform: new Float64Array((grid.slotCount + 1) >> 1),
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
  drawKnots(shape, evenNormal(seed, run, 'level'))
  if (demand.noiseSpreadRatio > 0) drawNoise(shape, streamSeed(seed, run, 'noise'), demand.noiseSpreadRatio)
  drawPath(shape, grid, demand.timingSpreadS * evenNormal(seed, run, 'timing'), out)
}

function drawKnots({p50, p90, near, far, knots}: DemandShape, z: number): void {
  for (let i = 0; i < knots.length; i++) {
    knots[i] =
      z <= z90
        ? (p50[i] as number) * Math.exp((near[i] as number) * z)
        : (p90[i] as number) * Math.exp((far[i] as number) * (z - z90))
  }
}

/** A swing keeps a share of the one before it; two are made from each uniform number. */
function drawNoise({slotNoise, keptRatio, uniform}: DemandShape, seed: number, spread: number): void {
  fillUniform(seed, uniform)
  const fresh = Math.sqrt(1 - keptRatio * keptRatio)
  let swing = 0
  for (let slot = 0; slot < slotNoise.length; slot++) {
    const both = ((uniform[slot >> 1] as number) * 16_777_216) | 0
    const normal = swings[(slot & 1) === 0 ? both >> 12 : both & 4095] as number
    swing = slot === 0 ? normal : keptRatio * swing + fresh * normal
    const factor = 1 + spread * swing
    slotNoise[slot] = factor > 0 ? factor : 0
  }
}

function drawPath({atS, knots, factor, slotNoise}: DemandShape, grid: TimeGrid, shiftS: number, out: Float64Array) {
  const last = knots.length - 1
  let knot = -1
  let base = knots[0] as number
  let slope = 0
  for (let tick = 0; tick < grid.count; tick++) {
    const at = (grid.startS[tick] as number) + (grid.lengthS[tick] as number) / 2 - shiftS
    while (knot < last && (atS[knot + 1] as number) <= at) {
      knot++
      const from = atS[knot] as number
      slope =
        knot < last ? ((knots[knot + 1] as number) - (knots[knot] as number)) / ((atS[knot + 1] as number) - from) : 0
      base = (knots[knot] as number) - slope * from
    }
    out[tick] = (base + slope * at) * (factor[tick] as number) * (slotNoise[grid.slot[tick] as number] as number)
  }
}
