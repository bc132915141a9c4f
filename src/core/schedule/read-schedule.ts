import type {JobSchedule, UtcSchedule} from '../../documents/job-schedule.js'
import {PlanError} from '../../errors.js'
import {type CronFields, readCronFields} from '../series/cron.js'
import {makeZone} from '../series/zone.js'

/**
 * A cron line of five fields on the wall clock of a zone. Throws CRON_INVALID for what is no such line, and for one that
 * names both days of the month and of the week: cron takes either for enough, and Amazon's scheduler takes no such line.
 */
export function readSchedule(line: string, timezone: string): JobSchedule {
  const fields = line.trim().split(/\s+/).length === 5 ? readCronFields(line) : null
  if (fields === null) throw invalid(line, 'it is no line of five fields: minute hour day month weekday')
  const {minutes, hours, days, months, weekdays} = fields
  if (days !== null && weekdays !== null) throw invalid(line, 'it names days of the month and of the week: name one')
  return {
    timezone,
    minutes: sorted(minutes),
    hours: hours.size === 24 ? null : sorted(hours),
    days: days === null ? null : sorted(days),
    months: months.size === 12 ? null : sorted(months),
    weekdays: weekdays === null || weekdays.size === 7 ? null : sorted(weekdays),
  }
}

const sorted = (values: NonNullable<CronFields['days']>) => [...values].sort((a, b) => a - b)

function invalid(line: string, why: string): PlanError {
  return new PlanError('usage', 'CRON_INVALID', `--cron ${line}: ${why}`, {
    suggestions: ["--cron '23 * * * *'", "--cron '23 6 * * 1-5'"],
  })
}

/** Whether it starts on the full hour, when every other job of the world does. */
export function isOnTheHour({minutes}: JobSchedule): boolean {
  return minutes.includes(0)
}

/**
 * A schedule for what knows UTC alone, from `at` on for a year. Starts are those of every offset that the zone has in it,
 * so that in one half of the year some are an hour early: the guard on local values lets through those that are meant.
 * `at` is an ISO 8601 time.
 */
export function utcSchedule(schedule: JobSchedule, at: string): UtcSchedule {
  const {minutes, hours, days, months, weekdays, timezone} = schedule
  const offsets = offsetsS(timezone, at)
  const isEveryDay = days === null && months === null && weekdays === null
  const starts = minutes.flatMap((minute) =>
    (hours ?? [null]).flatMap((hour) => offsets.map((offsetS) => startOf({minute, hour, offsetS}))),
  )
  const isAlwaysMeant = isEveryDay && (hours === null || offsets.length === 1)
  return {
    minutes: unique(starts.map(({minute}) => minute)),
    hours: hours === null ? null : unique(starts.map(({hour}) => hour)),
    guard: isAlwaysMeant ? null : {hours, days, months, weekdays},
  }
}

/** A start in UTC of a local hour and minute; `offsetS` is what UTC lacks of local time, in seconds. */
function startOf({minute, hour, offsetS}: {minute: number; hour: number | null; offsetS: number}) {
  const utcMinutes = (hour ?? 0) * 60 + minute - offsetS / 60
  const wrapped = ((utcMinutes % 1440) + 1440) % 1440
  return {minute: wrapped % 60, hour: Math.floor(wrapped / 60)}
}

function offsetsS(timezone: string, at: string): number[] {
  const zone = makeZone(timezone)
  const fromS = Math.floor(Date.parse(at) / 1000)
  return unique(Array.from({length: 366}, (_, day) => zone.offsetS(fromS + day * 86_400)))
}

const unique = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b)
