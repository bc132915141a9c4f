import type {Plateau, ScalabilityFinding} from '../../documents/load-limit.js'
import type {LimitStep} from './limit-step.js'

/** From here on a tenth more load brings less than a hundredth more throughput. */
const flatElasticity = 0.1
const normalQuantile = 1.6448536

/**
 * The most that a test saw: the highest throughput of any step, raised by the error of counting it, but not above the
 * law's own highest. A system with one thing at a time at its heart has a hard ceiling that the law overshoots, so the
 * plateau is the figure to believe there.
 *
 * It is reached when the load went past it, or the last rise in load brought next to nothing; else the system carries
 * at least that much. `steps` rise in concurrency. Null without a step.
 */
export function findPlateau(steps: readonly LimitStep[], scalability: ScalabilityFinding | null): Plateau | null {
  const [first] = steps
  if (first === undefined) return null
  const highest = steps.reduce((most, step) => (step.throughputRps > most.throughputRps ? step : most), first)
  const {throughputRps: measuredRps, concurrencyCount, requestCount} = highest
  const raisedRps = measuredRps * (1 + normalQuantile / Math.sqrt(requestCount))
  const lawRps = scalability?.highestRps ?? null
  return {
    throughputRps: lawRps === null ? measuredRps : Math.max(measuredRps, Math.min(lawRps, raisedRps)),
    measuredRps,
    concurrencyCount,
    isReached: highest !== steps.at(-1) || isFlat(steps.at(-2), highest),
  }
}

function isFlat(before: LimitStep | undefined, last: LimitStep): boolean {
  if (before === undefined) return false
  const more = last.throughputRps / before.throughputRps - 1
  return more < flatElasticity * (last.concurrencyCount / before.concurrencyCount - 1)
}
