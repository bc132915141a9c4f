import type {EndpointFinding} from '../../documents/load-limit.js'
import {figure, percent, seconds} from '../figure.js'
import {little} from '../laws/little.js'
import {findPlateau} from './find-plateau.js'
import {findScalability} from './find-scalability.js'
import {type LimitStep, usableSteps} from './limit-step.js'

export type EndpointSteps = {readonly name: string; readonly steps: readonly LimitStep[]}

/** Below these an endpoint was throttled by another one, or by the test, and never saw its own knee. */
const leastPeakShare = 0.5
const leastGrowthRatio = 1.5
/** From here on all endpoints waited for the same thing. */
const alikeRatio = 0.5
const lightGrowthRatio = 2
const fewestAlike = 3

/**
 * Which endpoint limits a journey: the endpoints by the share of the waiting that load added.
 *
 * Each endpoint's concurrency is its own throughput times its own mean response time (Little's law), and what the
 * number in flight grew by from the lowest to the highest step, at the highest step's rates, is shared among those that
 * grew. An endpoint that another one throttles never sees its own knee: where its concurrency stayed below half of its
 * fitted peak, or its response time below 1.5 times that of the lowest step, it carries at least what was measured,
 * and no peak of its own is told. Endpoints with fewer than two usable steps are left out.
 */
export function rankEndpoints(endpoints: readonly EndpointSteps[]): {
  endpoints: EndpointFinding[]
  warnings: string[]
} {
  const grown = endpoints.map(growthOf).filter((endpoint) => endpoint !== null)
  const addedCount = grown.reduce((sum, endpoint) => sum + endpoint.addedCount, 0)
  const found = grown.map((endpoint) => findingOf(endpoint, addedCount === 0 ? 0 : endpoint.addedCount / addedCount))
  return {
    endpoints: found.sort(
      (a, b) => b.susceptibilityRatio - a.susceptibilityRatio || a.name.localeCompare(b.name, 'en'),
    ),
    warnings: growAlike(grown) ? [alikeWarning] : [],
  }
}

type Growth = {
  name: string
  steps: LimitStep[]
  lowestS: number
  growthS: number
  growthRatio: number
  addedCount: number
}

function growthOf({name, steps}: EndpointSteps): Growth | null {
  // By Little's law, whatever the tool said: its users are those of the whole journey.
  const inFlight = steps.map((step) => {
    const concurrencyCount = little({throughputRps: step.throughputRps, timeS: step.meanResponseTimeS})
    return {...step, concurrencyCount}
  })
  const usable = usableSteps(inFlight).steps
  const [lowest] = usable
  const highest = usable.at(-1)
  if (lowest === undefined || highest === undefined || lowest === highest) return null
  const growthS = highest.meanResponseTimeS - lowest.meanResponseTimeS
  const growthRatio = highest.meanResponseTimeS / lowest.meanResponseTimeS
  if (!Number.isFinite(growthRatio)) return null
  return {
    name,
    steps: usable,
    lowestS: lowest.meanResponseTimeS,
    growthS,
    growthRatio,
    addedCount: Math.max(0, little({throughputRps: highest.throughputRps, timeS: growthS})),
  }
}

function findingOf(endpoint: Growth, susceptibilityRatio: number): EndpointFinding {
  const {name, steps, growthS, growthRatio} = endpoint
  const {finding} = findScalability({levels: steps, random: null})
  const highestCount = steps.at(-1)?.concurrencyCount ?? 0
  const peakCount = finding?.peakConcurrencyCount ?? null
  const isShort = peakCount === null ? finding?.shape === 'linear' : highestCount < leastPeakShare * peakCount
  const plateau = findPlateau(steps, finding)
  const isSaturated = growthRatio >= leastGrowthRatio && !isShort && plateau?.isReached === true
  const measuredRps = plateau?.measuredRps ?? 0
  const throughputRps = isSaturated ? (plateau?.throughputRps ?? 0) : measuredRps
  const grew = `${seconds(endpoint.lowestS)} to ${seconds(endpoint.lowestS + growthS)} (${figure(growthRatio)} ×)`
  const limit = isSaturated
    ? `carries about ${figure(throughputRps)} req/s`
    : `not saturated, at least ${figure(throughputRps)} req/s`
  const share = `${percent(susceptibilityRatio)} of the added waiting`
  return {
    name,
    susceptibilityRatio,
    growthS,
    growthRatio,
    isSaturated,
    throughputRps,
    words: `${name}: ${limit}; mean response time ${grew}, ${share}`,
  }
}

const alikeWarning =
  'every endpoint, the lightest too, grew slower by about the same time: suspect the load generator or the network, not the system'

function growAlike(grown: readonly Growth[]): boolean {
  if (grown.length < fewestAlike) return false
  const growths = grown.map(({growthS}) => growthS)
  const lightest = grown.reduce((least, one) => (one.lowestS < least.lowestS ? one : least))
  return Math.min(...growths) > alikeRatio * Math.max(...growths) && lightest.growthRatio > lightGrowthRatio
}
