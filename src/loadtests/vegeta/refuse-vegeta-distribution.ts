import type {SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'

/**
 * Refuses what `vegeta report -type=hist` and `-type=hdrplot` print: response times alone, without a rate, a duration
 * or errors, make no step.
 */
export const refuseVegetaDistribution: SummaryReader = ({file}) => {
  throw unreadable({
    file,
    what: 'holds response times of vegeta alone, without rate, duration and errors',
    suggestions: ['vegeta report -type=json results.bin > report.json', 'import results.bin itself'],
  })
}
