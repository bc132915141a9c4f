import {gammaln} from 'simple-statistics'
import {tailQuantile} from './tail-quantile.js'

type Queue = {arrivalRateRps: number; serviceTimeS: number; serverCount: number; placeCount: number}

/** What of an M/M/m/K system holds in the long run. */
export type FiniteQueue = {
  /** Share of the requests that finds every place taken and is turned away. */
  lossProbability: number
  throughputRps: number
  utilizationRatio: number
  /** Mean number of requests in service and waiting. */
  systemCount: number
  /** Mean time of those let in. */
  responseTimeS: number
}

/**
 * M/M/m/K: m servers and K places in all; who finds them taken is turned away (a full listen queue, a pool's limit).
 *
 * `arrivalRateRps` is λ (above 0, may exceed what the servers carry), `serviceTimeS` S (above 0), `serverCount` m (a
 * whole number, at least 1), `placeCount` K, service included (a whole number, m…10⁵). Probabilities of a birth and
 * death chain, scaled as they are summed. Poisson arrivals, exponential service; who is turned away does not come back,
 * which real clients do. Throws RangeError for numbers outside those ranges.
 *
 * @source Gross and Harris, Fundamentals of Queueing Theory (3rd ed., 1998), section 2.4
 * @example finiteQueue({arrivalRateRps: 2, serviceTimeS: 1, serverCount: 1, placeCount: 2}).lossProbability // => 0.5714286
 * @example finiteQueueTail({arrivalRateRps: 0.5, serviceTimeS: 1, serverCount: 1, placeCount: 1, timeS: 1}) // => 0.3678794
 * @example finiteQueueQuantileS({arrivalRateRps: 0.5, serviceTimeS: 1, serverCount: 1, placeCount: 1, probability: 0.5}) // => 0.6931472
 */
export function finiteQueue(queue: Queue): FiniteQueue {
  const {arrivalRateRps, serviceTimeS, serverCount} = queue
  const shares = countShares(queue)
  const lossProbability = shares.at(-1) ?? 0
  const throughputRps = arrivalRateRps * (1 - lossProbability)
  const systemCount = shares.reduce((sum, share, count) => sum + share * count, 0)
  return {
    lossProbability,
    throughputRps,
    utilizationRatio: (throughputRps * serviceTimeS) / serverCount,
    systemCount,
    responseTimeS: systemCount / throughputRps,
  }
}

/** Chance that a request that is let in stays longer than `timeS` (0 or more). */
export function finiteQueueTail({timeS, ...queue}: Queue & {timeS: number}): number {
  if (!(timeS >= 0)) throw new RangeError(`finiteQueueTail: a time of ${timeS}`)
  return tailOf(queue, countShares(queue), timeS)
}

/** The time that a share `probability` (0…1, below 1) of the requests let in stays within. */
export function finiteQueueQuantileS({probability, ...queue}: Queue & {probability: number}): number {
  const shares = countShares(queue)
  return tailQuantile({tail: (timeS) => tailOf(queue, shares, timeS), probability, scaleS: queue.serviceTimeS})
}

/** The shares of time with 0, 1, … K requests in the system. */
function countShares({arrivalRateRps, serviceTimeS, serverCount, placeCount}: Queue): number[] {
  if (!(arrivalRateRps > 0 && serviceTimeS > 0)) {
    throw new RangeError(`finiteQueue: ${arrivalRateRps} requests a second of ${serviceTimeS} s`)
  }
  if (!(Number.isInteger(serverCount) && serverCount >= 1)) throw new RangeError(`finiteQueue: ${serverCount} servers`)
  if (!(Number.isInteger(placeCount) && placeCount >= serverCount && placeCount <= 1e5)) {
    throw new RangeError(`finiteQueue: ${placeCount} places for ${serverCount} servers`)
  }
  const load = arrivalRateRps * serviceTimeS
  // In logarithms, since a long queue in overload leaves the range of a double.
  const logs = [0]
  for (let count = 1; count <= placeCount; count += 1) {
    logs.push((logs[count - 1] ?? 0) + Math.log(load / Math.min(count, serverCount)))
  }
  const highest = logs.reduce((most, log) => Math.max(most, log), 0)
  const weights = logs.map((log) => Math.exp(log - highest))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

/**
 * Who finds n < m others is served at once; who finds more waits first for j = n − m + 1 departures, one every S/m. With
 * x = t/S the chance of still waiting is P(Poisson(m·x) < j), that of being served G(j).
 */
function tailOf({serviceTimeS, serverCount}: Queue, shares: readonly number[], timeS: number): number {
  const services = timeS / serviceTimeS
  const othersMean = (serverCount - 1) * services
  let stillWaits = 0
  let fewer = 0
  let late = 0
  for (let count = 0; count < shares.length - 1; count += 1) {
    const departures = Math.max(0, count - serverCount + 1)
    if (departures > 0) {
      stillWaits += poisson(serverCount * services, departures - 1)
      fewer += poisson(othersMean, departures - 1)
    }
    late += (shares[count] ?? 0) * (stillWaits + servedChance({services, serverCount, departures, fewer}))
  }
  return Math.min(1, late / (1 - (shares.at(-1) ?? 0)))
}

/**
 * G(j) = e^(−x)·(m / (m − 1))^j·P(Poisson((m − 1)·x) ≥ j), with `fewer` the chance of less than j. Where that is nearly
 * 1 the rest is summed instead, each term as a Poisson share of m·x.
 */
function servedChance({
  services,
  serverCount,
  departures,
  fewer,
}: {
  services: number
  serverCount: number
  departures: number
  fewer: number
}): number {
  if (departures === 0) return Math.exp(-services)
  const mean = (serverCount - 1) * services
  if (departures <= mean) {
    return Math.exp(departures * Math.log(serverCount / (serverCount - 1)) - services) * (1 - fewer)
  }
  let term = poisson(serverCount * services, departures)
  let sum = term
  for (let count = departures + 1; term > 1e-17 * sum; count += 1) {
    term *= mean / count
    sum += term
  }
  return sum
}

function poisson(mean: number, count: number): number {
  if (mean === 0) return count === 0 ? 1 : 0
  return Math.exp(count * Math.log(mean) - mean - (count === 0 ? 0 : gammaln(count + 1)))
}
