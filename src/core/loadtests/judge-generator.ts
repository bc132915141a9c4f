import type {HeldStep, LoadTest, LoadTestFlag} from '../../documents/load-test.js'
import {figure, seconds} from '../figure.js'
import {isKeptUp, stepName} from './step-name.js'

/**
 * Signs that the load generator, not the system, was the limit: an open tool that sent less than it was told to, and
 * every endpoint, the lightest too, grown by about the same time between the lowest and the highest step.
 *
 * A shared cause in the system (a database under all endpoints, a full CPU) slows heavy requests more than light ones;
 * a generator or a network adds the same to each. The second sign needs three endpoints in both steps.
 */
export function judgeGenerator({steps, endpoints}: Pick<LoadTest, 'steps' | 'endpoints'>): LoadTestFlag[] {
  return [...steps.flatMap(shortfall), ...evenGrowth(endpoints)]
}

function shortfall(step: HeldStep): LoadTestFlag[] {
  if (step.offeredRps === null || isKeptUp(step)) return []
  const text =
    `${stepName(step)}: only ${figure(step.throughputRps)} req/s were sent and answered: the generator, or its limit of connections, ` +
    'could not keep up; left out of the fit'
  return [{code: 'generator-short', severity: 'warning', text}]
}

/** The lightest endpoint must have grown by this much, and to a multiple of its own time. */
const leastGrowthS = 0.01
const leastGrowthRatio = 1.5
/** And by at least this share of the growth in the middle. */
const likeShare = 0.6

function evenGrowth(endpoints: LoadTest['endpoints']): LoadTestFlag[] {
  const grown = endpoints.flatMap(({label, steps}) => {
    const [low, high] = [steps[0], steps.at(-1)]
    if (low === undefined || high === undefined || steps.length < 2 || low.requestCount < 10 || high.requestCount < 10)
      return []
    return [{label, baseS: low.meanResponseTimeS, growthS: high.meanResponseTimeS - low.meanResponseTimeS}]
  })
  if (grown.length < 3) return []
  const lightest = grown.reduce((a, b) => (b.baseS < a.baseS ? b : a))
  const sorted = grown.map(({growthS}) => growthS).sort((a, b) => a - b)
  const middleS = sorted[Math.floor(sorted.length / 2)] ?? 0
  const isLarge = lightest.growthS > leastGrowthS && lightest.growthS > leastGrowthRatio * lightest.baseS
  if (!isLarge || lightest.growthS < likeShare * middleS) return []
  const text =
    `every endpoint grew by about the same time, the lightest too (${lightest.label} from ${seconds(lightest.baseS)} by ${seconds(lightest.growthS)}): ` +
    'suspect the load generator or the network, and test again from more machines'
  return [{code: 'generator-suspected', severity: 'warning', text}]
}
