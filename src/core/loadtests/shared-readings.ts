import type {HeldStep, SharedReading} from '../../documents/load-test.js'

/**
 * What a person noted of shared resources during a test: how busy each was (a share, 0…1) at the test's highest
 * throughput, which is the step that it stands for. Nobody looked in the others.
 */
export function sharedReadings(steps: readonly HeldStep[], busiest: Readonly<Record<string, number>>): SharedReading[] {
  const highest = steps.reduce(
    (most, step, i) => (step.throughputRps > (steps[most]?.throughputRps ?? 0) ? i : most),
    0,
  )
  return Object.entries(busiest).map(([name, ratio]) => ({
    name,
    serverCount: null,
    ratios: steps.map((_, i) => (i === highest ? ratio : null)),
  }))
}
