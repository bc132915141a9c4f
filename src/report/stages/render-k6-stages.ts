import type {LoadStages} from '../../documents/load-stages.js'
import {arrivalRates, stagesTitle} from './arrival-rates.js'

/**
 * Stages as the options of a k6 script: a scenario with a ramping arrival rate, so that slow answers do not slow the load
 * down. Users are preallocated for iterations of a second (Little's law); k6 drops what it has no users for.
 */
export function renderK6Stages(stages: LoadStages, requestsPerIterationCount: number): string {
  const rates = arrivalRates(stages, requestsPerIterationCount)
  const userCount = Math.max(1, Math.ceil(rates.unit === 'minute' ? rates.goal / 60 : rates.goal))
  const lines = rates.stages.map(
    ({part, durationS, to}) => `        {duration: '${durationS}s', target: ${to}}, // ${part}`,
  )
  return `// ${stagesTitle(stages)}
// An iteration sends ${requestsPerIterationCount} ${requestsPerIterationCount === 1 ? 'request' : 'requests'}; the users are enough for iterations of one second.
export const options = {
  scenarios: {
    ${JSON.stringify(stages.eventId)}: {
      executor: 'ramping-arrival-rate',
      startRate: 0,
      timeUnit: '${rates.unit === 'minute' ? '1m' : '1s'}',
      preAllocatedVUs: ${userCount},
      maxVUs: ${userCount * 2},
      stages: [
${lines.join('\n')}
      ],
    },
  },
}
`
}
