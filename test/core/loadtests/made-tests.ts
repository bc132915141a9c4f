import type {HeldStep, LoadTest, LoadWindow} from '../../../src/documents/load-test.js'

/** A held step; percentiles are 1.5 and 2 times the mean. */
export function heldStep(
  concurrencyCount: number | null,
  throughputRps: number,
  more: Partial<HeldStep> = {},
): HeldStep {
  const meanResponseTimeS = more.meanResponseTimeS ?? (concurrencyCount ?? 10) / throughputRps
  return {
    concurrencyCount,
    offeredRps: null,
    throughputRps,
    requestCount: 3000,
    errorRatio: 0,
    meanResponseTimeS,
    percentiles: [
      {ratio: 0.95, responseTimeS: meanResponseTimeS * 1.5},
      {ratio: 0.99, responseTimeS: meanResponseTimeS * 2},
    ],
    histogram: null,
    failureHistogram: null,
    startS: null,
    durationS: null,
    file: 'made.json',
    isExact: false,
    isSteady: true,
    ...more,
  }
}

/** A test of three steps of a closed loop; of `factor` times the response times where asked. */
export function madeTest(more: Partial<LoadTest> & {id: string; factor?: number}): LoadTest {
  const {factor = 1, ...rest} = more
  const steps = [8, 16, 32].map((users) => heldStep(users, 400 / factor, {meanResponseTimeS: (users / 400) * factor}))
  return {
    schema: 'ecom-plan.load-test/v2',
    tool: 'k6',
    format: 'made',
    toolVersion: null,
    loop: 'closed',
    tier: 'web',
    unitCount: 2,
    commit: null,
    tags: {},
    startedAt: null,
    durationS: null,
    sources: [],
    steps,
    endpoints: [],
    windows: [],
    flags: [],
    ...rest,
  }
}

/** So many windows of a second, from a second on. */
export function windowsOf(count: number, meanAt: (i: number) => number): LoadWindow[] {
  return Array.from({length: count}, (_, i) => ({
    startS: i,
    durationS: 1,
    requestCount: 100,
    errorCount: 0,
    meanResponseTimeS: meanAt(i),
    p95ResponseTimeS: meanAt(i) * 1.5,
  }))
}
