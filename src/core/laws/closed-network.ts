import {gammaln} from 'simple-statistics'
import type {ClosedResult} from './mean-value-analysis.js'

type Station = {serviceDemandS: number; serverCount: number}

/**
 * Exact solution of a closed network whose stations may have several servers: Buzen's convolution of
 * fk(j) = Dk^j / Π min(i, mk) over the stations, X(N) = G(N − 1) / G(N).
 *
 * `stations` have a service demand (visits times service time of one server, seconds, above 0) and a number of servers
 * (a whole number, at least 1); `userCount` is N (a whole number, 1…5,000), `thinkTimeS` Z (0 or more). Gives what
 * load-dependent mean value analysis gives, and keeps its digits where that subtracts itself to nonsense near
 * saturation: every term is positive. Utilization is that of each server. Time grows with stations times N². Same
 * assumptions as mean-value-analysis.ts. Throws RangeError for numbers outside those ranges.
 *
 * @source https://doi.org/10.1145/362342.362345 (Buzen, Computational Algorithms for Closed Queueing Networks with Exponential Servers, 1973)
 * @example closedNetwork({stations: [{serviceDemandS: 0.1, serverCount: 8}], userCount: 500, thinkTimeS: 10}).throughputRps // => 49.4804075
 */
export function closedNetwork({
  stations,
  userCount,
  thinkTimeS,
}: {
  stations: readonly Station[]
  userCount: number
  thinkTimeS: number
}): ClosedResult {
  requireNetwork(stations, userCount, thinkTimeS)
  // Every demand is taken times one rate near the throughput, which leaves all ratios alone and the terms in range.
  const guessRps = Math.min(
    ...stations.map(({serviceDemandS, serverCount}) => serverCount / serviceDemandS),
    userCount / (thinkTimeS + stations.reduce((sum, {serviceDemandS}) => sum + serviceDemandS, 0)),
  )
  const factors = stations.map(({serviceDemandS, serverCount}) =>
    stationTerms(Math.log(guessRps * serviceDemandS), serverCount, userCount),
  )
  const thinking = stationTerms(Math.log(guessRps * thinkTimeS), userCount, userCount)
  const before = runningProducts([thinking, ...factors])
  const after = runningProducts([...factors].reverse()).reverse()
  const whole = before.at(-1) ?? []
  const throughputRps = (guessRps * (whole[userCount - 1] ?? 0)) / (whole[userCount] ?? 1)
  const results = stations.map(({serviceDemandS, serverCount}, k) => {
    const others = k + 1 < factors.length ? convolved(before[k] ?? [], after[k + 1] ?? []) : (before[k] ?? [])
    const queueCount = meanCount(factors[k] ?? [], others)
    return {
      residenceTimeS: queueCount / throughputRps,
      queueCount,
      utilizationRatio: (throughputRps * serviceDemandS) / serverCount,
    }
  })
  const responseTimeS = results.reduce((sum, {residenceTimeS}) => sum + residenceTimeS, 0)
  return {throughputRps, responseTimeS, stations: results}
}

function requireNetwork(stations: readonly Station[], userCount: number, thinkTimeS: number): void {
  const isStation = ({serviceDemandS, serverCount}: Station) =>
    serviceDemandS > 0 && Number.isInteger(serverCount) && serverCount >= 1
  if (stations.length === 0 || !stations.every(isStation)) {
    throw new RangeError(`closedNetwork: stations of ${JSON.stringify(stations)}`)
  }
  if (!(Number.isInteger(userCount) && userCount >= 1 && userCount <= 5000)) {
    throw new RangeError(`closedNetwork: ${userCount} users`)
  }
  if (!(thinkTimeS >= 0)) throw new RangeError(`closedNetwork: a think time of ${thinkTimeS}`)
}

/** f(0) … f(N) of a station, over the largest of them. */
function stationTerms(logDemand: number, serverCount: number, userCount: number): number[] {
  const logs = Array.from({length: userCount + 1}, (_, count) => {
    if (count === 0) return 0
    const own = Math.min(count, serverCount)
    return count * logDemand - gammaln(own + 1) - (count - own) * Math.log(serverCount)
  })
  const highest = logs.reduce((most, log) => Math.max(most, log), 0)
  return logs.map((log) => Math.exp(log - highest))
}

/** The first, the first two, … all of them convolved. */
function runningProducts(factors: readonly (readonly number[])[]): (readonly number[])[] {
  const products: (readonly number[])[] = []
  for (const factor of factors) {
    const last = products.at(-1)
    products.push(last === undefined ? factor : convolved(last, factor))
  }
  return products
}

function convolved(left: readonly number[], right: readonly number[]): number[] {
  const result = left.map((_, count) => {
    let sum = 0
    for (let own = 0; own <= count; own += 1) sum += (left[own] ?? 0) * (right[count - own] ?? 0)
    return sum
  })
  const highest = result.reduce((most, term) => Math.max(most, term), 0)
  return result.map((term) => term / highest)
}

/** Mean of j with the weights f(j)·G(N − j) of the network without the station. */
function meanCount(own: readonly number[], others: readonly number[]): number {
  let total = 0
  let counted = 0
  own.forEach((term, count) => {
    const weight = term * (others[own.length - 1 - count] ?? 0)
    total += weight
    counted += count * weight
  })
  return counted / total
}
