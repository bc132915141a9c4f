import type {BusinessForecast} from './business-forecast.js'

/** The event to plan for, with everything the calendar and the config say of it. */
export type PlannedEvent = {
  id: string
  name: string
  date: string
  timezone: string
  /** Earlier dates of the same event, oldest first. */
  pastDates: readonly string[]
  /** Those of them that ran into the shop's own limit, as the user says. */
  censoredDates?: readonly string[]
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
}

/** An event that another is taken after: its dates, and what its uplift is multiplied by. */
export type LikeEvent = {
  id: string
  name: string
  dates: readonly string[]
  censoredDates: readonly string[]
  factorRatio: number
  why: string | null
}
