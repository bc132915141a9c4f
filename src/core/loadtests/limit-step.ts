/** One level of load, as far as a limit is found from it. */
export type LimitStep = {
  /** In flight. For an open test by Little's law, throughput times mean response time. */
  concurrencyCount: number
  throughputRps: number
  requestCount: number
  errorRatio: number
  meanResponseTimeS: number
  /** Null where the tool prints none. */
  p95ResponseTimeS: number | null
  p99ResponseTimeS: number | null
  /** False where response times still rose at its end or the generator fell behind: it says nothing of the system. */
  isSteady?: boolean
}

/** A request in eleven days, or a millionth in flight, is none. */
const leastLoad = 1e-6

/**
 * The steps that a limit can be found from, by rising concurrency, and what was left out and why. Steps without a
 * request, without concurrency or not steady are left out; the rest stays as it was measured.
 */
export function usableSteps<S extends LimitStep>(steps: readonly S[]): {steps: S[]; warnings: string[]} {
  const carrying = steps.filter(
    (step) => step.requestCount > 0 && step.throughputRps >= leastLoad && step.concurrencyCount >= leastLoad,
  )
  const steady = carrying.filter((step) => step.isSteady !== false)
  const warnings = [
    leftOut(steps.length - carrying.length, 'without a request'),
    leftOut(carrying.length - steady.length, 'that had not settled'),
  ].filter((warning) => warning !== null)
  return {steps: steady.sort((a, b) => a.concurrencyCount - b.concurrencyCount), warnings}
}

function leftOut(count: number, why: string): string | null {
  if (count === 0) return null
  return `${count} ${count === 1 ? 'step' : 'steps'} ${why} ${count === 1 ? 'was' : 'were'} left out of the limit`
}
