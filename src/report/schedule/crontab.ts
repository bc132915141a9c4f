import {shQuoted} from '../emit/sh-quoted.js'
import {guardLines, unixCron} from './cron-words.js'
import {type JobView, jobArguments} from './job-view.js'
import {alarmNotes} from './pipelines.js'

/** Where things lie on the machine whose cron it is. */
export type CronPlaces = {
  /** Node itself: cron's PATH is /usr/bin:/bin. */
  node: string
  /** The script of the command. */
  script: string
  /** The folder of the config. */
  folder: string
  /** The machine's own zone, in which cron counts. */
  machineZone: string
}

/**
 * A line for crontab that needs nothing of a login: whole paths, its own folder, its output in a file, since nobody reads
 * cron's mail. Cron counts in the machine's zone; where that is not the schedule's, it starts every hour and the line
 * itself looks at the clock of the zone. `%` is a line break to cron, and is escaped.
 */
export function renderCrontab(view: JobView, places: CronPlaces): string {
  const {schedule, utc} = view
  const isSameZone = places.machineZone === schedule.timezone
  const isEveryHour = schedule.hours === null && utc.guard === null
  const line = isSameZone
    ? unixCron(schedule)
    : unixCron({...schedule, minutes: utc.minutes, hours: null, days: null, months: null, weekdays: null})
  const guard = isSameZone || isEveryHour ? [] : guardLines(localGuard(view), schedule.timezone)
  const command = cronCommand(places, guard)
  return `${[
    '# crontab -e, and put this line in. Where the machine is off at a start, the next one makes up for it.',
    `# Its times are those of ${schedule.timezone}${isSameZone ? ", which is the machine's zone" : ''}; what it prints is in ecom-plan-report.log beside the config.`,
    '# Cron reads no profile: put AWS_PROFILE=NAME in a line of its own before it where it needs one.',
    ...alarmNotes(view.alarm, 'cron').map((one) => (one === '' ? '#' : `# ${one}`)),
    `${line} ${command.replaceAll('%', '\\%')}`,
  ].join('\n')}\n`
}

/** Every hour of the machine starts it, so that the hour is always looked at. */
function localGuard({schedule}: JobView): JobView['utc'] {
  const {minutes, hours, days, months, weekdays} = schedule
  return {minutes, hours, guard: {hours, days, months, weekdays}}
}

function cronCommand({node, script, folder}: CronPlaces, guard: readonly string[]): string {
  const run = [node, script, ...jobArguments, '-o', 'report.html'].map(shQuoted).join(' ')
  return [...guard, `cd ${shQuoted(folder)} && ${run} >> ecom-plan-report.log 2>&1`].join('; ')
}
