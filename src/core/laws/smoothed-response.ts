import {erlangC} from './erlang-c.js'
import {tailQuantile} from './tail-quantile.js'

/**
 * The time in the system that a share of the requests stays within, with arrivals or services smoother than chance:
 * M/M/m's law with the wait of those who wait stretched by Allen and Cunneen's (ca² + cs²) / 2.
 *
 * `offeredLoadErlangs` is a = λ·S of one unit (at least 0), `serverCount` its m workers, `serviceTimeS` S in seconds
 * (above 0), `arrivalCvSquared` and `serviceCvSquared` as in allenCunneenWaitS (0 or more; 1/k for arrivals behind a
 * balancer that takes turns between k units), `probability` 0…1, below 1. Returns seconds; Infinity when a ≥ m. Exact
 * for both squares 1; else an approximation, since smoother arrivals also make fewer wait: too high there, by some
 * percent from a utilization of 0.7 on. Service times are exponential, waits too. Throws RangeError for numbers outside
 * those ranges.
 *
 * @source Allen, Probability, Statistics and Queueing Theory (2nd ed., 1990), §5.6
 * @example smoothedResponseQuantileS({offeredLoadErlangs: 0.8, serverCount: 1, serviceTimeS: 1, arrivalCvSquared: 1, serviceCvSquared: 1, probability: 0.95}) // => 14.9786614
 */
export function smoothedResponseQuantileS({
  offeredLoadErlangs,
  serverCount,
  serviceTimeS,
  arrivalCvSquared,
  serviceCvSquared,
  probability,
}: {
  offeredLoadErlangs: number
  serverCount: number
  serviceTimeS: number
  arrivalCvSquared: number
  serviceCvSquared: number
  probability: number
}): number {
  if (!(serviceTimeS > 0)) throw new RangeError(`smoothedResponseQuantileS: a service time of ${serviceTimeS}`)
  if (!(arrivalCvSquared >= 0 && serviceCvSquared >= 0)) {
    throw new RangeError(`smoothedResponseQuantileS: variations of ${arrivalCvSquared} and ${serviceCvSquared}`)
  }
  const waits = erlangC({offeredLoadErlangs, serverCount})
  if (offeredLoadErlangs >= serverCount) return Number.POSITIVE_INFINITY
  const stretch = (arrivalCvSquared + serviceCvSquared) / 2
  const waitS = (serviceTimeS * stretch) / (serverCount - offeredLoadErlangs)
  return tailQuantile({
    tail: (timeS) => (1 - waits) * Math.exp(-timeS / serviceTimeS) + waits * sumTail({serviceTimeS, waitS, timeS}),
    probability,
    scaleS: serviceTimeS + waits * waitS,
  })
}

/** Tail of the sum of two exponential times with these means. */
function sumTail({serviceTimeS, waitS, timeS}: {serviceTimeS: number; waitS: number; timeS: number}): number {
  const services = timeS / serviceTimeS
  if (waitS === 0) return Math.exp(-services)
  const apart = serviceTimeS - waitS
  // Near each other the difference below would be one of two like numbers.
  if (Math.abs(apart) < 1e-6 * serviceTimeS) return Math.exp(-services) * (1 + services)
  return (serviceTimeS * Math.exp(-services) - waitS * Math.exp(-timeS / waitS)) / apart
}
