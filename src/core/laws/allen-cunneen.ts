import {waitingLine} from './waiting-line.js'

/**
 * Mean wait before m like servers with any arrivals and any service, G/G/m: Wq ≈ C·S / (m·(1 − ρ)) · (ca² + cs²) / 2
 * (Allen and Cunneen's approximation).
 *
 * `serviceTimeS` is S (above 0), `utilizationRatio` is ρ (0 or more), `serverCount` m (a whole number, at least 1).
 * `arrivalCvSquared` and `serviceCvSquared` are the squared coefficients of variation of the gaps between arrivals and
 * of the service times (0 or more; 1 for Poisson and exponential, 1/k behind a balancer that takes turns between k like
 * units). Returns seconds; Infinity from ρ = 1 on. Exact for M/M/m and for M/G/1; for the rest good to some percent
 * from ρ = 0.7 on, and too high below where arrivals are smooth. Throws RangeError for numbers outside those ranges.
 *
 * @source Allen, Probability, Statistics and Queueing Theory (2nd ed., 1990), §5.6
 * @example allenCunneenWaitS({serviceTimeS: 1, utilizationRatio: 0.8, serverCount: 4, arrivalCvSquared: 1, serviceCvSquared: 1}) // => 0.7455410
 * @example allenCunneenWaitS({serviceTimeS: 1, utilizationRatio: 0.8, serverCount: 1, arrivalCvSquared: 1, serviceCvSquared: 0}) // => 2
 */
export function allenCunneenWaitS({
  serviceTimeS,
  utilizationRatio,
  serverCount,
  arrivalCvSquared,
  serviceCvSquared,
}: {
  serviceTimeS: number
  utilizationRatio: number
  serverCount: number
  arrivalCvSquared: number
  serviceCvSquared: number
}): number {
  if (!(serviceTimeS > 0)) throw new RangeError(`allenCunneenWaitS: a service time of ${serviceTimeS}`)
  if (!(utilizationRatio >= 0)) throw new RangeError(`allenCunneenWaitS: a utilization of ${utilizationRatio}`)
  if (!(arrivalCvSquared >= 0 && serviceCvSquared >= 0)) {
    throw new RangeError(`allenCunneenWaitS: variations of ${arrivalCvSquared} and ${serviceCvSquared}`)
  }
  if (utilizationRatio >= 1) return Number.POSITIVE_INFINITY
  if (utilizationRatio === 0) return 0
  const markovianWaitS =
    (waitingLine({utilizationRatio, serverCount}) * serviceTimeS) / (utilizationRatio * serverCount)
  return (markovianWaitS * (arrivalCvSquared + serviceCvSquared)) / 2
}
