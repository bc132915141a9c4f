import type {BusinessForecast} from './business-forecast.js'
import type {PastLimit} from './find-censored.js'

/** The event to plan for, with everything the calendar and the config say of it. */
export type PlannedEvent = {
  id: string
  name: string
  date: string
  timezone: string
  /** Earlier dates of the same event, oldest first. */
  pastDates: readonly string[]
  /** Those of them that ran into the shop's own limit, as the user says; an empty list says that none did. */
  censoredDates?: readonly string[]
  /** What was found of limits in its past, or in that of the event it is like; absent where nobody looked. */
  pastLimits?: readonly PastLimit[]
  /** Relative to local midnight of the date. */
  window: {startS: number; endS: number}
  /** Local times at which something goes live. */
  launches: readonly string[]
  /** Time from a launch until nine tenths of its crowd are there, where the user says so. */
  rampS?: number
  uplift: {kind: 'factor'; factorRatio: number; why: string} | {kind: 'adjust'; adjustRatio: number; why: string} | null
  /** Another event that this one is taken after for as long as none of its own was measured. */
  like?: LikeEvent
  /** What the business itself expects of it. */
  business?: BusinessForecast
  /** What is known to move its traffic, where the user says how much there is and was of it. */
  drivers?: readonly Driver[]
}

/**
 * Something that moves an event's traffic: `planned` for the event to come, and what it was by past date. All above 0
 * and in the user's own unit, which is that of the name; ratios where they were written as percentages.
 */
export type Driver = {name: string; planned: number; past: Readonly<Record<string, number>>; isShare: boolean}

/** An event that another is taken after: its dates, and what its uplift is multiplied by. */
export type LikeEvent = {
  id: string
  name: string
  dates: readonly string[]
  censoredDates: readonly string[]
  factorRatio: number
  why: string | null
}

/** An event as far as it makes days that are no ordinary ones: its dates, past and to come, and its window. */
export type LabelledEvent = Pick<PlannedEvent, 'id' | 'window' | 'timezone'> & {dates: readonly string[]}
