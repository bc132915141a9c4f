import type {Random} from '../../fixtures/generate/seeded.js'
import {exponential} from './draw.js'
import type {EventClock} from './event-clock.js'

/**
 * Arrivals of a mean rate. Without `burst` they are Poisson. With it the rate changes between a high and a low state,
 * each held for an exponential time of the same mean, `heightRatio` above and below the mean rate.
 */
export type Arrivals = {meanRps: number; burst: {heightRatio: number; meanS: number} | null}

/** Calls `arrive` at each arrival, for as long as the clock runs. */
export function startArrivals({
  clock,
  random,
  arrivals: {meanRps, burst},
  arrive,
}: {
  clock: EventClock
  random: Random
  arrivals: Arrivals
  arrive: () => void
}): void {
  if (!(meanRps > 0)) return
  // The highest rate is drawn and thinned, so that a change of state never needs an arrival taken back.
  const heightRatio = burst?.heightRatio ?? 0
  const mostRps = meanRps * (1 + heightRatio)
  let isHigh = random.uniform() < 0.5
  const turn = (meanS: number) =>
    clock.after(exponential(random, meanS), () => {
      isHigh = !isHigh
      turn(meanS)
    })
  if (burst !== null) turn(burst.meanS)
  const keptRatio = (1 - heightRatio) / (1 + heightRatio)
  const next = () =>
    clock.after(exponential(random, 1 / mostRps), () => {
      if (isHigh || burst === null || random.uniform() < keptRatio) arrive()
      next()
    })
  next()
}
