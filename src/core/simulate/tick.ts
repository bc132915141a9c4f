/**
 * The tick that is being made, handed from stage to stage. Its figures are fields and no arguments, since a number that
 * is passed to a function that is not inlined costs an allocation, which is most of the time of a run.
 */
export type Tick = {
  nowS: number
  lengthS: number
  /** What is due by then is nearer to this tick's start than to the next one's. */
  dueS: number
  /** Demand before the CDN, and what comes to the next stage. */
  edgeRps: number
  flowRps: number
  /** Requests that failed anywhere. */
  failedCount: number
  /** Nothing waits or fails anywhere, and all is less busy than `calmRatio`: then the SLO holds, whatever the times are. */
  isCalm: boolean
  /** And nothing is under way that would make the next tick another one at the same rate. */
  isSteady: boolean
  mostBusyRatio: number
  calmRatio: number
  calmP95S: number
  /** Mean and variance of the time in all stages, and the waits in their lines. */
  meanS: number
  variance: number
  lineS: number
  p95S: number
}

export const makeTick = (): Tick => ({
  nowS: 0.5,
  lengthS: 0.5,
  dueS: 0.5,
  edgeRps: 0.5,
  flowRps: 0.5,
  failedCount: 0.5,
  isCalm: true,
  isSteady: false,
  mostBusyRatio: 0.5,
  calmRatio: 0.5,
  calmP95S: 0.5,
  meanS: 0.5,
  variance: 0.5,
  lineS: 0.5,
  p95S: 0.5,
})
