import type {LoadStage, LoadStages} from '../../documents/load-stages.js'

/** A stage in whole arrivals of iterations per `unit`, as load generators want it. */
export type ArrivalStage = {part: LoadStage['part']; durationS: number; from: number; to: number}

/** Below so many a second, whole numbers a second are too coarse, and a minute is the unit. */
const fewestPerSecond = 100

/** Stages as arrivals of iterations: requests over what one iteration sends. Whole numbers; the lines stay joined. */
export function arrivalRates(
  {stages, goalRps}: LoadStages,
  requestsPerIterationCount: number,
): {unit: 'second' | 'minute'; goal: number; stages: ArrivalStage[]} {
  const unit = goalRps / requestsPerIterationCount < fewestPerSecond ? 'minute' : 'second'
  const whole = (rps: number) => Math.round((rps / requestsPerIterationCount) * (unit === 'minute' ? 60 : 1))
  return {
    unit,
    goal: whole(goalRps),
    stages: stages.map(({part, durationS, fromRps, toRps}) => ({
      part,
      durationS,
      from: whole(fromRps),
      to: whole(toRps),
    })),
  }
}

/** One line on what a stage list is, without anything that could end a comment. */
export function stagesTitle({words}: LoadStages): string {
  return (words[0] ?? '').replace(/[^\p{L}\p{N} .,:%/()×-]/gu, ' ')
}
