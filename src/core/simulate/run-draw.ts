import type {HazardMoment} from '../../documents/simulation-model.js'
import {normalQuantile} from '../laws/normal-quantile.js'
import {radicalInverse} from '../laws/radical-inverse.js'
import {seededUniform} from '../laws/seeded-uniform.js'

/** Primes: the bases of the even sequences of a run's first draws. */
const bases = {level: 2, timing: 3, zone: 5, miss: 7, failover: 11} as const
type EvenDraw = keyof typeof bases

/** FNV-1a over numbers and letters: the seed of one stream of one run. */
export function streamSeed(seed: number, run: number, name: string): number {
  let hash = Math.imul(0x811c9dc5 ^ seed, 0x01000193)
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ run, 0x85ebca6b)
  return (hash ^ (hash >>> 15)) >>> 0
}

/**
 * A uniform number of a run for what decides most: evenly spread over the runs, whichever are made, so that as few by
 * chance have a high peak or lose a zone as should. Moved by an offset that hangs on the seed.
 */
export function evenUniform(seed: number, run: number, draw: EvenDraw): number {
  const offset = seededUniform(streamSeed(seed, 0, draw))()
  const place = radicalInverse({index: run + 1, base: bases[draw]}) + offset
  return Math.min(1 - 1e-9, Math.max(1e-9, place % 1))
}

/** The same as a standard normal number. */
export function evenNormal(seed: number, run: number, draw: EvenDraw): number {
  return normalQuantile(evenUniform(seed, run, draw))
}

/** When a hazard strikes in this run; Infinity where it does not. */
export function momentOf(
  hazard: HazardMoment | null,
  {seed, run, draw}: {seed: number; run: number; draw: EvenDraw},
): number {
  if (hazard === null || evenUniform(seed, run, draw) >= hazard.chanceRatio) return Number.POSITIVE_INFINITY
  if (hazard.atS !== null) return hazard.atS
  return hazard.fromS + (hazard.toS - hazard.fromS) * seededUniform(streamSeed(seed, run, `${draw} moment`))()
}

/** The log-normal factor of a driver in a run. */
export function driverFactor({id, logSpreadRatio}: {id: string; logSpreadRatio: number}, seed: number, run: number) {
  if (logSpreadRatio === 0) return 1
  const uniform = seededUniform(streamSeed(seed, run, id))
  return Math.exp(logSpreadRatio * normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, uniform()))))
}
