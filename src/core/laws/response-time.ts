import {erlangC} from './erlang-c.js'
import {tailQuantile} from './tail-quantile.js'

type Queue = {offeredLoadErlangs: number; serverCount: number; serviceTimeS: number}

/**
 * Mean time in an M/M/m system, wait and service together: R = S·(1 + C / (m − a)).
 *
 * `offeredLoadErlangs` is a = λ·S (at least 0), `serverCount` m, `serviceTimeS` S in seconds (above 0). Infinity when
 * a ≥ m. Poisson arrivals, exponential service, one queue, first come first served. Throws RangeError for numbers
 * outside those ranges.
 *
 * @source Gross and Harris, Fundamentals of Queueing Theory (3rd ed., 1998), section 2.3
 * @example responseTimeS({offeredLoadErlangs: 2, serverCount: 3, serviceTimeS: 1}) // => 1.4444444
 * @example responseTimeTail({offeredLoadErlangs: 0.8, serverCount: 1, serviceTimeS: 1, timeS: 5}) // => 0.3678794
 * @example responseTimeQuantileS({offeredLoadErlangs: 0.8, serverCount: 1, serviceTimeS: 1, probability: 0.95}) // => 14.9786614
 */
export function responseTimeS({offeredLoadErlangs, serverCount, serviceTimeS}: Queue): number {
  requireTime(serviceTimeS)
  const waits = erlangC({offeredLoadErlangs, serverCount})
  if (offeredLoadErlangs >= serverCount) return Number.POSITIVE_INFINITY
  return serviceTimeS * (1 + waits / (serverCount - offeredLoadErlangs))
}

/**
 * Chance that a request stays longer than `timeS` (t, 0 or more): e^(−t/S)·(1 + C·(1 − e^(−d·t/S)) / d) with
 * d = m − 1 − a, where d = 0 gives C·t/S. 1 when a ≥ m.
 */
export function responseTimeTail({timeS, ...queue}: Queue & {timeS: number}): number {
  const {offeredLoadErlangs, serverCount, serviceTimeS} = queue
  requireTime(serviceTimeS)
  if (!(timeS >= 0)) throw new RangeError(`responseTimeTail: a time of ${timeS}`)
  const waits = erlangC({offeredLoadErlangs, serverCount})
  if (offeredLoadErlangs >= serverCount) return 1
  const services = timeS / serviceTimeS
  const apart = serverCount - 1 - offeredLoadErlangs
  const stillServed = Math.exp(-services)
  // Beyond some hundred services both factors leave the range of a double, their product does not.
  if (apart < 0) {
    return stillServed + (waits * (stillServed - Math.exp(-(serverCount - offeredLoadErlangs) * services))) / apart
  }
  return stillServed * (1 + waits * (apart === 0 ? services : -Math.expm1(-apart * services) / apart))
}

/** The time in the system that a share `probability` (0…1, below 1) stays within; Infinity when a ≥ m. */
export function responseTimeQuantileS({probability, ...queue}: Queue & {probability: number}): number {
  const scaleS = responseTimeS(queue)
  if (scaleS === Number.POSITIVE_INFINITY) return scaleS
  return tailQuantile({tail: (timeS) => responseTimeTail({...queue, timeS}), probability, scaleS})
}

function requireTime(serviceTimeS: number): void {
  if (!(serviceTimeS > 0)) throw new RangeError(`responseTimeS: a service time of ${serviceTimeS}`)
}
