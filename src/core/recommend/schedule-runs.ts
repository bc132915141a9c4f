import type {ScheduledAction} from '../../documents/scaling-policy.js'
import {readCron} from '../series/cron.js'
import {instantOf, makeZone} from '../series/zone.js'

const minuteS = 60

/**
 * When a scheduled action of AWS runs from `fromS` to `toS` (epoch seconds, both included); null where its schedule
 * cannot be read. Reads an ISO time, `at(…)`, `cron(…)` or a plain cron line, and `rate(…)`, which may run at any minute
 * and is given its first. Without a zone of its own a schedule is in UTC.
 */
export function runsOf(
  {schedule, timezone}: ScheduledAction,
  {fromS, toS}: {fromS: number; toS: number},
): number[] | null {
  const within = (atS: number) => (atS >= fromS && atS <= toS ? [atS] : [])
  if (/^rate\(/.test(schedule)) return [fromS]
  const at = /^at\((\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?\)$/.exec(schedule)
  const zone = makeZone(timezone ?? 'UTC')
  if (at !== null) return within(zone.instantS(at[1] ?? '', at[2] ?? ''))
  if (/^\d{4}-\d\d-\d\dT/.test(schedule)) {
    const atS = instantOf(schedule)
    return Number.isFinite(atS) ? within(atS) : null
  }
  const isRun = readCron(/^cron\((.*)\)$/.exec(schedule)?.[1] ?? schedule)
  if (isRun === null) return null
  const runs: number[] = []
  for (let atS = Math.ceil(fromS / minuteS) * minuteS; atS <= toS; atS += minuteS) {
    if (isRun(new Date((atS + zone.offsetS(atS)) * 1000))) runs.push(atS)
  }
  return runs
}
