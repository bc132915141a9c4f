/** When a job runs on the wall clock of a zone; null for a field that any value fits. Sunday is 0. */
export type JobSchedule = {
  timezone: string
  minutes: number[]
  hours: number[] | null
  days: number[] | null
  months: number[] | null
  weekdays: number[] | null
}

/**
 * The same for a scheduler that knows UTC alone: when to start, at both offsets of a zone with summer time, and which
 * local values a start has to have to be meant. A guard is null where every start is meant.
 */
export type UtcSchedule = {
  minutes: number[]
  hours: number[] | null
  guard: Pick<JobSchedule, 'hours' | 'days' | 'months' | 'weekdays'> | null
}
