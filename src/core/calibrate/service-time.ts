import type {HeldStep, TierLoadTest} from '../../documents/load-test.js'
import {concurrencyOf} from '../loadtests/step-figures.js'

/** How one unit serves: how long a request takes when nothing waits, and how many it works on at once. */
export type ServiceTime = {serviceTimeS: number; workerCount: number}

/** A test is seen to be full where this much more concurrency brings at most this much more throughput. */
const fullFromGrowth = 1.25
const fullToGrowth = 1.05
/** The lightest step shows the service time only where most workers idle. */
const idleRatio = 0.5
/** Workers come in whole numbers: a test that says something far from one saw another limit than workers. */
const wholeRatio = 0.15

/**
 * Service time and workers of one unit from a load test of rising steps, by the utilization law m = X·S.
 *
 * The service time is the mean response time of the lightest step; the workers are what the highest throughput keeps
 * busy for that long, divided by the units. Null where the test has fewer than three steady steps, was never seen full
 * (throughput still grew with concurrency at the end), began too heavy to show the time without waiting, or comes to no
 * whole number of workers. Both hold for the mix that was tested; what waits on a shared database counts as service.
 */
export function serviceTime(test: TierLoadTest): ServiceTime | null {
  const steps = test.steps
    .filter(({isSteady, throughputRps, meanResponseTimeS}) => isSteady && throughputRps > 0 && meanResponseTimeS > 0)
    .sort((a, b) => concurrencyOf(a) - concurrencyOf(b))
  const [lightest] = steps
  const last = steps.at(-1)
  const before = steps.at(-2)
  if (lightest === undefined || last === undefined || before === undefined || steps.length < 3) return null
  if (!isFull(before, last)) return null
  const highestRps = Math.max(...steps.map(({throughputRps}) => throughputRps))
  const busyCount = (highestRps * lightest.meanResponseTimeS) / test.unitCount
  if (concurrencyOf(lightest) / test.unitCount > Math.max(1, busyCount) * idleRatio) return null
  const workerCount = Math.max(1, Math.round(busyCount))
  if (Math.abs(busyCount / workerCount - 1) > wholeRatio) return null
  return {workerCount, serviceTimeS: (workerCount * test.unitCount) / highestRps}
}

function isFull(before: HeldStep, last: HeldStep): boolean {
  return (
    concurrencyOf(last) >= concurrencyOf(before) * fullFromGrowth &&
    last.throughputRps <= before.throughputRps * fullToGrowth
  )
}
