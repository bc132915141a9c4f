/** What a closed network does with so many users. */
export type ClosedResult = {
  throughputRps: number
  /** Time in the system without the think time. */
  responseTimeS: number
  stations: {residenceTimeS: number; queueCount: number; utilizationRatio: number}[]
}

/**
 * Exact mean value analysis of a closed network of single-server stations: Rk(n) = Dk·(1 + Qk(n − 1)),
 * X(n) = n / (Z + ΣRk), Qk(n) = X·Rk, from n = 1 up to the population.
 *
 * `demandsS` are the service demands Dk (visits times service time, seconds, 0 or more, at least one above 0),
 * `userCount` N (a whole number, at least 0), `thinkTimeS` Z (0 or more; a station without a queue belongs into it).
 * Returns throughput, response time and each station in the same order; all 0 for no user. For closed tests, where each
 * user waits for the answer: a shop's public traffic is open. Product form is assumed (exponential service where first
 * come is first served, or processor sharing). For stations of several servers see closed-network.ts. Throws RangeError
 * for numbers outside those ranges.
 *
 * @source https://doi.org/10.1145/322186.322195 (Reiser and Lavenberg, Mean-Value Analysis of Closed Multichain Queuing Networks, 1980)
 * @example meanValueAnalysis({demandsS: [0.0098, 0.0025, 0.00072, 0.0098], userCount: 10, thinkTimeS: 0}).throughputRps // => 92.3945250
 */
export function meanValueAnalysis({
  demandsS,
  userCount,
  thinkTimeS,
}: {
  demandsS: readonly number[]
  userCount: number
  thinkTimeS: number
}): ClosedResult {
  if (!(demandsS.some((demandS) => demandS > 0) && demandsS.every((demandS) => demandS >= 0))) {
    throw new RangeError(`meanValueAnalysis: demands of ${demandsS.join(', ')}`)
  }
  if (!(Number.isInteger(userCount) && userCount >= 0)) throw new RangeError(`meanValueAnalysis: ${userCount} users`)
  if (!(thinkTimeS >= 0)) throw new RangeError(`meanValueAnalysis: a think time of ${thinkTimeS}`)
  let queues = demandsS.map(() => 0)
  let times = demandsS.map(() => 0)
  let throughputRps = 0
  for (let count = 1; count <= userCount; count += 1) {
    times = demandsS.map((demandS, k) => demandS * (1 + (queues[k] ?? 0)))
    throughputRps = count / (thinkTimeS + times.reduce((sum, timeS) => sum + timeS, 0))
    queues = times.map((timeS) => throughputRps * timeS)
  }
  return {
    throughputRps,
    responseTimeS: times.reduce((sum, timeS) => sum + timeS, 0),
    stations: demandsS.map((demandS, k) => ({
      residenceTimeS: times[k] ?? 0,
      queueCount: queues[k] ?? 0,
      utilizationRatio: throughputRps * demandS,
    })),
  }
}
