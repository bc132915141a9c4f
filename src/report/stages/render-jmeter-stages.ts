import type {LoadStages} from '../../documents/load-stages.js'
import {arrivalRates} from './arrival-rates.js'

/**
 * Stages as the schedule of JMeter's Open Model Thread Group (5.5 and later): one line for its Schedule field. Each
 * arrival starts a thread, so slow answers do not slow the load down.
 */
export function renderJmeterStages(stages: LoadStages, requestsPerIterationCount: number): string {
  const rates = arrivalRates(stages, requestsPerIterationCount)
  const rate = (count: number) => `rate(${count}/${rates.unit === 'minute' ? 'min' : 'sec'})`
  const parts = rates.stages.map(({durationS, to}) => `random_arrivals(${durationS} sec) ${rate(to)}`)
  return `${[rate(rates.stages[0]?.from ?? 0), ...parts].join(' ')}\n`
}
