import {erlangC} from './erlang-c.js'

type Queue = {offeredLoadErlangs: number; serverCount: number; serviceTimeS: number}

/**
 * Chance that a request waits longer than t before m like servers (M/M/m): P(W > t) = C·e^(−(m − a)·t/S).
 *
 * `offeredLoadErlangs` is a = λ·S (at least 0), `serverCount` m, `serviceTimeS` S (above 0), `timeS` t (0 or more).
 * Returns 1 when a ≥ m: then all wait, ever longer. Poisson arrivals, exponential service, first come first served.
 * Throws RangeError for numbers outside those ranges.
 *
 * @source Gross and Harris, Fundamentals of Queueing Theory (3rd ed., 1998), section 2.3
 * @example waitTimeTail({offeredLoadErlangs: 10, serverCount: 14, serviceTimeS: 180, timeS: 20}) // => 0.1116497
 * @example waitTimeQuantileS({offeredLoadErlangs: 0.8, serverCount: 1, serviceTimeS: 1, probability: 0.95}) // => 13.8629436
 */
export function waitTimeTail({timeS, ...queue}: Queue & {timeS: number}): number {
  const {offeredLoadErlangs, serverCount, serviceTimeS} = queue
  if (!(serviceTimeS > 0)) throw new RangeError(`waitTimeTail: a service time of ${serviceTimeS}`)
  if (!(timeS >= 0)) throw new RangeError(`waitTimeTail: a time of ${timeS}`)
  const waits = erlangC({offeredLoadErlangs, serverCount})
  const spareCount = Math.max(0, serverCount - offeredLoadErlangs)
  return waits * Math.exp((-spareCount * timeS) / serviceTimeS)
}

/**
 * The wait that a share `probability` (0…1, below 1) of the requests stays within: S·ln(C / (1 − p)) / (m − a), or 0
 * where so many do not wait at all. Infinity when a ≥ m.
 */
export function waitTimeQuantileS({probability, ...queue}: Queue & {probability: number}): number {
  const {offeredLoadErlangs, serverCount, serviceTimeS} = queue
  if (!(probability >= 0 && probability < 1)) {
    throw new RangeError(`waitTimeQuantileS: a probability of ${probability}`)
  }
  if (offeredLoadErlangs >= serverCount) return Number.POSITIVE_INFINITY
  const waits = waitTimeTail({...queue, timeS: 0})
  return (serviceTimeS * Math.log(Math.max(1, waits / (1 - probability)))) / (serverCount - offeredLoadErlangs)
}
