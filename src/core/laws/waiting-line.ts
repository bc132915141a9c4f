import {erlangC} from './erlang-c.js'

/**
 * Mean number waiting: Lq = C · ρ / (1 − ρ), the length of the queue before `serverCount` equal servers (M/M/m).
 *
 * `utilizationRatio` is 0…1; at 1 and beyond the queue grows without bound and the answer is Infinity. Poisson
 * arrivals and exponential service are assumed; a disk that serves every request alike queues half as long, so this is
 * the safe side.
 *
 * @source Gross and Harris, Fundamentals of Queueing Theory (3rd ed., 1998), section 2.3
 * @example waitingLine({utilizationRatio: 0.8, serverCount: 1}) // => 3.2
 */
export function waitingLine({utilizationRatio, serverCount}: {utilizationRatio: number; serverCount: number}): number {
  if (utilizationRatio >= 1) return Number.POSITIVE_INFINITY
  const waiting = erlangC({offeredLoadErlangs: utilizationRatio * serverCount, serverCount})
  return (waiting * utilizationRatio) / (1 - utilizationRatio)
}
