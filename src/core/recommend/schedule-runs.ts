import type {ScheduledAction} from '../../documents/scaling-policy.js'
import {readCron} from '../series/cron.js'
import {instantOf, makeZone} from '../series/zone.js'

const minuteS = 60

/** When an action that runs once does (epoch seconds); null where its schedule is another or cannot be read. */
export function onceAtS({schedule, timezone}: Pick<ScheduledAction, 'schedule' | 'timezone'>): number | null {
  const at = /^at\((\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d))?\)$/.exec(schedule)
  const zone = makeZone(timezone ?? 'UTC')
  const isIso = /^\d{4}-\d\d-\d\dT/.test(schedule)
  const localS = at === null ? Number.NaN : zone.instantS(at[1] ?? '', at[2] ?? '') + Number(at[3] ?? 0)
  const atS = isIso ? instantOf(schedule) : localS
  return Number.isFinite(atS) ? atS : null
}

/**
 * When a scheduled action of AWS runs from `fromS` to `toS` (epoch seconds, both included); null where its schedule
 * cannot be read. Reads an ISO time, `at(…)`, `cron(…)` or a plain cron line, and `rate(…)`, which may run at any minute
 * and is given its first. Without a zone of its own a schedule is in UTC.
 */
export function runsOf(action: ScheduledAction, {fromS, toS}: {fromS: number; toS: number}): number[] | null {
  const {schedule, timezone} = action
  if (/^rate\(/.test(schedule)) return [fromS]
  const onceS = onceAtS(action)
  if (onceS !== null) return onceS >= fromS && onceS <= toS ? [onceS] : []
  const zone = makeZone(timezone ?? 'UTC')
  const isRun = readCron(/^cron\((.*)\)$/.exec(schedule)?.[1] ?? schedule)
  if (isRun === null) return null
  const runs: number[] = []
  for (let atS = Math.ceil(fromS / minuteS) * minuteS; atS <= toS; atS += minuteS) {
    if (isRun(new Date((atS + zone.offsetS(atS)) * 1000))) runs.push(atS)
  }
  return runs
}
