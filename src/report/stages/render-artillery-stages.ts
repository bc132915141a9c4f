import type {LoadStages} from '../../documents/load-stages.js'
import {stagesTitle} from './arrival-rates.js'

/** Stages as the phases of an Artillery script: arrivals of users a second, an open model. */
export function renderArtilleryStages(stages: LoadStages, requestsPerIterationCount: number): string {
  // Artillery knows seconds only, and takes no rate of 0 to start a ramp from.
  const whole = (rps: number) => Math.max(1, Math.round(rps / requestsPerIterationCount))
  const phases = stages.stages.flatMap(({part, durationS, fromRps, toRps}) => [
    `    - name: ${part}`,
    `      duration: ${durationS}`,
    `      arrivalRate: ${whole(fromRps)}`,
    ...(whole(toRps) === whole(fromRps) ? [] : [`      rampTo: ${whole(toRps)}`]),
  ])
  return `# ${stagesTitle(stages)}\nconfig:\n  phases:\n${phases.join('\n')}\n`
}
