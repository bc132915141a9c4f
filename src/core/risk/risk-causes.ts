import type {Driver} from '../../documents/plan.js'
import type {Cause} from '../../documents/risk.js'
import {type Breaking, brokenCount, brokenSamples, lowestCapacity} from './effective-capacity.js'
import {type Course, expectedLoss} from './expected-loss.js'
import type {JointDraws} from './joint-draws.js'

const mostCauses = 6
/** Slices of equal probability over which the variance of a mean is read. */
const sliceCount = 25

/**
 * What the uncertainty of a plan comes from, the largest first: the share of the variance of the fullest limit's load
 * (on the log scale) that goes with demand and with each driver alone, and the risk that would be left if that one were
 * known to be as expected.
 *
 * The share is Sobol's first-order index, read as the variance of the means of 25 slices of the driver, less what plain
 * noise gives. Shares of several drivers that only act together are in none of them, so they add up to at most 1.
 */
export function riskCauses({
  limits,
  draws,
  course,
  demand,
}: {
  limits: readonly Breaking[]
  draws: JointDraws
  course: Course
  /** How demand is called and where its spread comes from. */
  demand: {label: string; because: string; datum: string; medianRps: number}
}): Cause[] {
  if (limits.length === 0) return []
  const lowest = lowestCapacity(limits, draws)
  const load = new Float64Array(draws.count)
  for (let i = 0; i < draws.count; i++) load[i] = Math.log((draws.demandRps[i] ?? 1) / (lowest[i] ?? 1))
  const drivers = [...new Map(limits.flatMap((limit) => limit.drivers.map((driver) => [driver.id, driver]))).values()]
  const strong = drivers
    .map((driver) => ({driver, weight: correlation(draws.factorsOf(driver), load) ** 2}))
    .sort((a, b) => b.weight - a.weight || (a.driver.id < b.driver.id ? -1 : 1))
    .slice(0, mostCauses)
  const causes = strong.map(({driver}) => ({
    id: driver.id,
    label: driver.label,
    varianceRatio: firstOrder(draws.factorsOf(driver), load),
    because: driver.because,
    datum: datumOf(driver),
    ...outcome({limits: limits.map((limit) => without(limit, driver)), draws, course}),
  }))
  const known = {...draws, demandRps: new Float64Array(draws.count).fill(demand.medianRps)}
  const ofDemand = {
    id: 'demand',
    label: demand.label,
    varianceRatio: firstOrder(draws.demandRps, load),
    because: demand.because,
    datum: demand.datum,
    ...outcome({limits, draws: known, course}),
  }
  return [ofDemand, ...causes]
    .filter(({varianceRatio}) => varianceRatio >= 0.005)
    .sort((a, b) => b.varianceRatio - a.varianceRatio)
}

function without(limit: Breaking, {id}: Driver): Breaking {
  return {...limit, drivers: limit.drivers.filter((driver) => driver.id !== id)}
}

function outcome({limits, draws, course}: {limits: readonly Breaking[]; draws: JointDraws; course: Course}) {
  const capacityRps = lowestCapacity(limits, draws)
  return {
    knownBreachRatio: brokenCount(brokenSamples(limits, draws)) / draws.count,
    knownLossUsd: expectedLoss({capacityRps, draws, course}).salesUsd,
  }
}

function datumOf({id}: Driver): string {
  const [kind = '', tier = '', measure = ''] = id.split(':')
  if (kind === 'capacity') return `a load test of ${tier} up to the peak, with today's build`
  if (kind === 'visits') return `requests at ${tier} around the last event, or eventShift in ecom-plan.yaml`
  if (kind === 'cdn') return "the distribution's CacheHitRate around the last event, or cdn.hitRatio"
  if (kind === 'load') return `a load test that drives ${measure} of ${tier} towards the peak`
  return `a measurement of ${id}`
}

function correlation(a: Float64Array, b: Float64Array): number {
  const meanA = meanOf(a)
  const meanB = meanOf(b)
  let both = 0
  let ofA = 0
  let ofB = 0
  for (let i = 0; i < a.length; i++) {
    const da = (a[i] ?? 0) - meanA
    const db = (b[i] ?? 0) - meanB
    both += da * db
    ofA += da * da
    ofB += db * db
  }
  return ofA === 0 || ofB === 0 ? 0 : both / Math.sqrt(ofA * ofB)
}

function meanOf(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0
  return sum / values.length
}

/** Variance of the means of `load` over slices of `driver`, as a share of its variance. */
function firstOrder(driver: Float64Array, load: Float64Array): number {
  const count = load.length
  const order = new Uint32Array(count).map((_, i) => i).sort((i, j) => (driver[i] ?? 0) - (driver[j] ?? 0))
  const mean = meanOf(load)
  const variance = load.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count
  if (variance === 0 || driver[order[0] ?? 0] === driver[order.at(-1) ?? 0]) return 0
  let between = 0
  for (let slice = 0; slice < sliceCount; slice++) {
    const from = Math.floor((slice * count) / sliceCount)
    const to = Math.floor(((slice + 1) * count) / sliceCount)
    let sum = 0
    for (let i = from; i < to; i++) sum += load[order[i] ?? 0] ?? 0
    between += (to - from) * (sum / (to - from) - mean) ** 2
  }
  const raw = between / count / variance
  // Slices of pure noise differ too: with n samples in k slices by (k − 1) / n of the variance.
  const noise = (sliceCount - 1) / count
  return Math.max(0, (raw - noise) / (1 - noise))
}
