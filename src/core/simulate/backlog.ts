/** Requests that wait before a stage: what comes and what is carried in this tick, and what became of them. */
export type Backlog = {
  count: number
  /** Of this tick, even within it. */
  arrivalRps: number
  capacityRps: number
  servedCount: number
  droppedCount: number
  /** Who would wait longer is turned away; one over the patience of those who wait, 0 where it has no end. */
  readonly timeoutS: number
  readonly leavingPerS: number
}

export function backlog({timeoutS, patienceS}: {timeoutS: number; patienceS: number | null}): Backlog {
  return {
    count: 0.5,
    arrivalRps: 0.5,
    capacityRps: 0.5,
    servedCount: 0.5,
    droppedCount: 0.5,
    timeoutS,
    leavingPerS: patienceS === null || patienceS === 0 ? 0 : 1 / patienceS,
  }
}

export function resetBacklog(line: Backlog): void {
  line.count = 0
  line.servedCount = 0
  line.droppedCount = 0
}

/**
 * One tick of a fluid queue: the law of `fluidBacklog`, one step at a time, with a longest wait beside it.
 *
 * Arrivals are served, dropped or still there: no request is lost or made.
 */
export function advanceBacklog(line: Backlog, {lengthS}: {lengthS: number}): void {
  if (line.count === 0 && line.arrivalRps <= line.capacityRps) {
    line.servedCount = line.arrivalRps * lengthS
    line.droppedCount = 0
  } else overflow(line, lengthS)
}

function overflow(line: Backlog, lengthS: number): void {
  const {arrivalRps, capacityRps} = line
  const excessRps = arrivalRps - capacityRps
  const before = line.count + arrivalRps * lengthS
  const end = countAfter(line, excessRps, lengthS)
  const busyS = end > 0 ? lengthS : emptyAfterS(line, excessRps)
  const idle = arrivalRps < capacityRps ? arrivalRps : capacityRps
  const served = Math.min(before, capacityRps * busyS + idle * (lengthS - busyS))
  // While nothing is served, nobody knows how long the line is.
  const most = (capacityRps > 0 ? capacityRps : arrivalRps) * line.timeoutS
  line.count = Math.min(end, most, before - served)
  line.servedCount = served
  line.droppedCount = before - served - line.count
  // What is left of rounding is no request.
  if (line.droppedCount < 1e-9 * before) {
    line.servedCount += line.droppedCount
    line.droppedCount = 0
  }
}

/** B' = e − θ·B from B(0), never below 0. */
function countAfter({count, leavingPerS}: Backlog, excessRps: number, lengthS: number): number {
  if (leavingPerS === 0) return Math.max(0, count + excessRps * lengthS)
  const settled = excessRps / leavingPerS
  return Math.max(0, settled + (count - settled) * Math.exp(-leavingPerS * lengthS))
}

/** For how long something waits, of a line that empties within the tick. */
function emptyAfterS({count, leavingPerS}: Backlog, excessRps: number): number {
  if (count === 0 || excessRps >= 0) return 0
  return leavingPerS === 0 ? count / -excessRps : Math.log1p((-count * leavingPerS) / excessRps) / leavingPerS
}
