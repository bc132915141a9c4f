/** The event to plan for, with everything the calendar and the config say of it. */
export type PlannedEvent = {
  id: string
  name: string
  date: string
  timezone: string
  /** Earlier dates of the same event, oldest first. */
  pastDates: readonly string[]
  /** Relative to local midnight of the date. */
  window: {startS: number; endS: number}
  /** Local times at which something goes live. */
  launches: readonly string[]
  uplift: {kind: 'factor'; factorRatio: number; why: string} | {kind: 'adjust'; adjustRatio: number; why: string} | null
}
