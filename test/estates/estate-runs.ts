import fc from 'fast-check'
import type {Run} from '../../src/documents/run.js'
import {type Asked, runOf} from './estate-inputs.js'
import type {EstateTruth} from './estate-truth.js'
import {randomEstate} from './random-estate.js'

export const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'
const numRuns = isDeep ? 300 : 8
export const timeoutMs = isDeep ? 3_600_000 : 120_000

/** Properties start from the same seed, so they meet the same estates. */
const runs = new Map<string, Run>()

/** The run of an estate, made once for as long as it is remembered. */
export function runFor(estate: EstateTruth, asked: Asked = {}): Run {
  const key = JSON.stringify([estate, asked])
  const run = runs.get(key) ?? runOf(estate, asked)
  if (runs.size > 64) runs.clear()
  runs.set(key, run)
  return run
}

/** Holds a property against random estates. A failure prints the seed and path that make it again. */
export function forEstates(check: (estate: EstateTruth) => void, asked: {numRuns?: number} = {}): void {
  fc.assert(fc.property(randomEstate, check), {numRuns, endOnFailure: true, ...asked})
}

/** What the plan chose to size its tiers for, over the target quantile. */
export function factorsOf(run: Run): ReadonlyMap<string, number> {
  const chosen = run.plan.choice.offers.find(({isChosen}) => isChosen)
  return new Map(Object.entries(chosen?.designFactors ?? {}))
}

/** The rate at which the planned database breaks first; infinite where no limit rises with traffic. */
export function databaseBreaksAt({plan}: Run): number {
  const rates = plan.limits.filter(({kind}) => kind === 'rds').map(({plannedBreaksAtRps}) => plannedBreaksAtRps)
  return Math.min(...rates.map((rate) => rate ?? Number.POSITIVE_INFINITY))
}
