import type {Traffic} from '../../documents/traffic.js'
import {PlanError} from '../../errors.js'
import {span} from '../figure.js'
import {instantOf, isoOf} from '../series/zone.js'

/** Clocks of two machines that are kept by NTP differ by less. */
const slackS = 3600

/**
 * Refuses a clock that is behind what was measured: a report of it would be made from the past and look like today's.
 * Throws CLOCK_BEHIND, exit code 3. Not for a time that the user gave: then the past is what is wanted.
 */
export function checkClock({nowAt, newestAt, what}: {nowAt: string; newestAt: string | null; what: string}): void {
  if (newestAt === null) return
  const aheadS = instantOf(newestAt) - instantOf(nowAt)
  if (aheadS <= slackS) return
  throw new PlanError(
    'data',
    'CLOCK_BEHIND',
    `the clock of this machine says ${nowAt}, yet ${what} is of ${newestAt}, ${span(aheadS)} later`,
    {suggestions: ['set the clock: timedatectl status', `or make a report of that time: --as-of ${newestAt}`]},
  )
}

/** When the newest interval of a demand series that holds a count had ended; null where none does. */
export function newestPointAt({windows}: Pick<Traffic, 'windows'>): string | null {
  const ends = windows.flatMap(({startAt, periodS, values}) => {
    const last = values.findLastIndex((value) => value !== null)
    return last < 0 ? [] : [instantOf(startAt) + (last + 1) * periodS]
  })
  return ends.length === 0 ? null : isoOf(Math.max(...ends))
}
