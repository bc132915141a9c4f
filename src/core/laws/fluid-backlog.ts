/** What a queue beyond saturation does over a series of steps. */
export type BacklogRun = {
  /** Requests waiting at the end of each step. */
  backlogCounts: number[]
  mostCount: number
  /** The longest that a request waits which joins at a step's start or end, at the capacity of that step. */
  longestWaitS: number
  /** When nothing waits any more after the last backlog; 0 where there was none, null where one is left at the end. */
  drainedAfterS: number | null
  servedCount: number
  abandonedCount: number
}

type Step = {backlogCount: number; excessRps: number; leavingPerS: number}

/**
 * Fluid backlog beyond saturation: B' = λ − c − θ·B while B > 0.
 *
 * `arrivalRps` are the arrivals λ of each step of `stepS` seconds (above 0), `capacityRps` what can be served in it (c,
 * as many, 0 or more). `patienceS` is the mean time after which a waiting request is given up (1/θ), null where none
 * is. Within a step rates are even and the law is solved exactly. Queues of chance below saturation are not in it: use
 * it where Erlang's formulas have no answer (ρ ≥ 1, or a ramp faster than the queue settles). Clients that try again
 * come on top. Throws RangeError for numbers outside those ranges.
 *
 * @source Newell, Applications of Queueing Theory (2nd ed., 1982), chapter 2 (deterministic fluid approximation)
 * @example fluidBacklog({arrivalRps: [150, 50, 50], capacityRps: [100, 100, 100], stepS: 60, patienceS: null}).drainedAfterS // => 120
 * @example fluidBacklog({arrivalRps: [150], capacityRps: [100], stepS: 60, patienceS: null}).longestWaitS // => 30
 */
export function fluidBacklog({
  arrivalRps,
  capacityRps,
  stepS,
  patienceS,
}: {
  arrivalRps: readonly number[]
  capacityRps: readonly number[]
  stepS: number
  patienceS: number | null
}): BacklogRun {
  requireSeries(arrivalRps, capacityRps)
  if (!(stepS > 0 && (patienceS === null || patienceS > 0))) {
    throw new RangeError(`fluidBacklog: steps of ${stepS} s and a patience of ${patienceS} s`)
  }
  const leavingPerS = patienceS === null ? 0 : 1 / patienceS
  const run: BacklogRun = {
    backlogCounts: [],
    mostCount: 0,
    longestWaitS: 0,
    drainedAfterS: 0,
    servedCount: 0,
    abandonedCount: 0,
  }
  arrivalRps.forEach((arrivals, i) => {
    const capacity = capacityRps[i] ?? 0
    const step = {backlogCount: run.backlogCounts.at(-1) ?? 0, excessRps: arrivals - capacity, leavingPerS}
    const emptyS = emptyAfterS(step)
    const busyS = Math.min(emptyS, stepS)
    const end = emptyS <= stepS ? 0 : backlogAfter(step, stepS)
    // All that came is served, given up or still there; with a backlog the servers never rest.
    const served = capacity * busyS + Math.min(arrivals, capacity) * (stepS - busyS)
    run.servedCount += served
    if (leavingPerS > 0) run.abandonedCount += Math.max(0, step.backlogCount + arrivals * stepS - served - end)
    run.backlogCounts.push(end)
    run.mostCount = Math.max(run.mostCount, end)
    const highest = Math.max(step.backlogCount, end)
    if (highest > 0)
      run.longestWaitS = Math.max(run.longestWaitS, waitS({backlogCount: highest, capacity, leavingPerS}))
    if (end > 0) run.drainedAfterS = null
    else if (step.backlogCount > 0) run.drainedAfterS = i * stepS + busyS
  })
  return run
}

function requireSeries(arrivalRps: readonly number[], capacityRps: readonly number[]): void {
  if (arrivalRps.length !== capacityRps.length) {
    throw new RangeError(`fluidBacklog: ${arrivalRps.length} arrivals and ${capacityRps.length} capacities`)
  }
  if (![...arrivalRps, ...capacityRps].every((rate) => rate >= 0)) {
    throw new RangeError('fluidBacklog: a rate that is not 0 or more')
  }
}

function backlogAfter({backlogCount, excessRps, leavingPerS}: Step, timeS: number): number {
  if (leavingPerS === 0) return backlogCount + excessRps * timeS
  const settledCount = excessRps / leavingPerS
  return settledCount + (backlogCount - settledCount) * Math.exp(-leavingPerS * timeS)
}

/** For how long something waits if the rates stay so. */
function emptyAfterS({backlogCount, excessRps, leavingPerS}: Step): number {
  if (excessRps > 0) return Number.POSITIVE_INFINITY
  if (backlogCount === 0) return 0
  if (excessRps === 0) return Number.POSITIVE_INFINITY
  if (leavingPerS === 0) return backlogCount / -excessRps
  return Math.log1p((-backlogCount * leavingPerS) / excessRps) / leavingPerS
}

/** The wait at the end of a line, those before it leaving at the rate of the servers and of the impatient. */
function waitS({
  backlogCount,
  capacity,
  leavingPerS,
}: {
  backlogCount: number
  capacity: number
  leavingPerS: number
}): number {
  if (leavingPerS === 0) return backlogCount / capacity
  return Math.log1p((backlogCount * leavingPerS) / capacity) / leavingPerS
}
