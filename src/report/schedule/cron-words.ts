import type {JobSchedule, UtcSchedule} from '../../documents/job-schedule.js'

const list = (values: readonly number[] | null) => values?.join(',') ?? '*'

/** Five fields, as crontab, GitHub and GitLab take them: lists and stars alone, which all of them read alike. */
export function unixCron({minutes, hours, days, months, weekdays}: JobSchedule): string {
  return [list(minutes), list(hours), list(days), list(months), list(weekdays)].join(' ')
}

/**
 * As Amazon EventBridge Scheduler takes it: six fields, Sunday 1, and `?` for the kind of day that is not named.
 *
 * @source https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function schedulerCron({minutes, hours, days, months, weekdays}: JobSchedule): string {
  const [day, weekday] = weekdays === null ? [list(days), '?'] : ['?', list(weekdays.map((one) => one + 1))]
  return `cron(${[list(minutes), list(hours), day, list(months), weekday, '*'].join(' ')})`
}

/** Seven fields with seconds, in UTC, as the schedules of Bitbucket take them. */
export function quartzCron({minutes, hours}: UtcSchedule): string {
  return `0 ${list(minutes)} ${list(hours)} * * ? *`
}

/**
 * Lines of POSIX sh that end a job, with success, at starts that are not meant: a scheduler in UTC has some for each
 * offset of the zone. Empty where every start is meant.
 */
export function guardLines({guard}: UtcSchedule, timezone: string): string[] {
  if (guard === null) return []
  const two = (value: number) => String(value).padStart(2, '0')
  const cases: [values: number[] | null, format: string, text: (value: number) => string][] = [
    [guard.hours, '%H', two],
    [guard.days, '%d', two],
    [guard.months, '%m', two],
    [guard.weekdays, '%w', String],
  ]
  return cases.flatMap(([values, format, text]) =>
    values === null
      ? []
      : [`case "$(TZ=${timezone} date +${format})" in ${values.map(text).join('|')}) ;; *) exit 0 ;; esac`],
  )
}
