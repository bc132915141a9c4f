import type {SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'

/** Refuses what `ab -e` writes: percentiles alone, without a count, a rate or errors, make no step. */
export const refuseAbPercentiles: SummaryReader = ({file}) => {
  throw unreadable({
    file,
    what: 'holds percentiles of ab alone, without count, rate and errors',
    suggestions: ['import what ab prints: ab -n 1000 -c 16 URL > step-016.txt', 'or what ab -g writes'],
  })
}
