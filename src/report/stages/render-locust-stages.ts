import type {LoadStages} from '../../documents/load-stages.js'
import {arrivalRates, stagesTitle} from './arrival-rates.js'

/**
 * Stages as a LoadTestShape for a locustfile. Locust holds users, not rates, so its users have to keep to one task a
 * second (`wait_time = constant_throughput(1)`); then users are iterations a second, as long as a task takes less than one.
 */
export function renderLocustStages(stages: LoadStages, requestsPerIterationCount: number): string {
  const rates = arrivalRates(stages, requestsPerIterationCount)
  const users = (count: number) => Math.ceil(rates.unit === 'minute' ? count / 60 : count)
  const rows = rates.stages.map(
    ({part, durationS, from, to}) => `        (${durationS}, ${users(from)}, ${users(to)}),  # ${part}`,
  )
  return `# ${stagesTitle(stages)}
# Users are iterations a second: give the user class wait_time = constant_throughput(1).
from locust import LoadTestShape


class ${className(stages.eventId)}(LoadTestShape):
    # Seconds, users at the start, users at the end.
    stages = [
${rows.join('\n')}
    ]

    def tick(self):
        left = self.get_run_time()
        for seconds, start, end in self.stages:
            if left < seconds:
                return round(start + (end - start) * left / seconds), max(1, abs(end - start))
            left -= seconds
        return None
`
}

function className(eventId: string): string {
  const words = eventId.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  return `${words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')}Shape`.replace(/^(?=\d)/, 'Event')
}
