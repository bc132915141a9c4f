import type {Database} from '../../documents/inventory.js'
import type {Blocker} from '../../documents/plan.js'
import {makeZone} from '../series/zone.js'
import type {Setting} from './tier-finding.js'

const dayS = 86_400
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

type Stretch = {fromS: number; toS: number}

/**
 * Warnings where the weekly maintenance window or the daily backup window of a database, which AWS keeps in UTC, falls
 * into the event's window; times in the event's zone. None for a window that AWS did not report.
 *
 * AWS takes the maintenance window only for what is waiting: patches that it requires, and changes that somebody asked
 * for without ApplyImmediately. A backup takes I/O from a single instance; where there is a standby it is taken from that
 * and nothing is said, but for SQL Server, which stalls for a moment even then.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html
 */
export function databaseWindowBlockers({
  tier,
  database,
  hasClassChange,
  setting,
}: {
  tier: string
  database: Database
  hasClassChange: boolean
  setting: Setting
}): Blocker[] {
  const during = {fromS: setting.windowStartS, toS: setting.windowEndS}
  const named = (stretch: Stretch) => wordsOf(stretch, setting.timezone)
  const maintenance = overlapsOf(weeklyOf(database.maintenanceWindow), 7 * dayS, during)
  const backups = overlapsOf(dailyOf(database.backupWindow), dayS, during)
  const pending = [
    ...database.pendingChanges,
    ...(hasClassChange ? ['the class change of this plan, if still waiting'] : []),
  ]
  return [
    ...maintenance.slice(0, 1).map(
      (stretch): Blocker => ({
        severity: 'warn',
        code: 'MAINTENANCE_IN_EVENT',
        message:
          `${tier}: the maintenance window of ${database.id} falls into the event (${named(stretch)}); ` +
          `what waits for it${pending.length === 0 ? '' : ` (${pending.join(', ')})`} would be applied then, with a restart or a failover.`,
        next: `aws rds modify-db-instance --db-instance-identifier ${database.id} --preferred-maintenance-window ddd:hh:mm-ddd:hh:mm (UTC, outside the event)`,
      }),
    ),
    ...(isSpared(database) ? [] : backups.slice(0, 1)).map(
      (stretch): Blocker => ({
        severity: 'warn',
        code: 'BACKUP_IN_EVENT',
        message:
          `${tier}: the daily backup of ${database.id} falls into the event (${backups.map(named).slice(0, 3).join(', ')}); ` +
          `it takes I/O from ${database.isMultiAz ? 'the instance' : 'the only instance'}, which may stall for seconds.`,
        next: `aws rds modify-db-instance --db-instance-identifier ${database.id} --preferred-backup-window hh:mm-hh:mm (UTC, the quietest hour; not ${wordsOf(stretch, 'UTC')})`,
      }),
    ),
  ]
}

/** Whether a standby takes the backup, so that the instance in use does not feel it. */
function isSpared({isMultiAz, engine}: Database): boolean {
  return isMultiAz && !engine.startsWith('sqlserver')
}

/** `fri:05:00-fri:05:30` as seconds since Sunday 0:00 UTC; null where it cannot be read. */
function weeklyOf(text: string | null): Stretch | null {
  const found = /^([a-z]{3}):(\d\d):(\d\d)-([a-z]{3}):(\d\d):(\d\d)$/.exec(text?.toLowerCase() ?? '')
  if (found === null) return null
  const [, fromDay = '', fromHour, fromMinute, toDay = '', toHour, toMinute] = found
  const [from, to] = [days.indexOf(fromDay), days.indexOf(toDay)]
  if (from < 0 || to < 0) return null
  return ordered(from * dayS + clockS(fromHour, fromMinute), to * dayS + clockS(toHour, toMinute), 7 * dayS)
}

/** `05:00-05:30` as seconds since 0:00 UTC; null where it cannot be read. */
function dailyOf(text: string | null): Stretch | null {
  const found = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text ?? '')
  if (found === null) return null
  const [, fromHour, fromMinute, toHour, toMinute] = found
  return ordered(clockS(fromHour, fromMinute), clockS(toHour, toMinute), dayS)
}

const clockS = (hour = '0', minute = '0') => Number(hour) * 3600 + Number(minute) * 60

/** A stretch over midnight, or over the end of the week, ends in the next one. */
function ordered(fromS: number, toS: number, periodS: number): Stretch {
  return {fromS, toS: toS > fromS ? toS : toS + periodS}
}

/** The times at which a stretch that comes again each period lies within another; in order. */
function overlapsOf(stretch: Stretch | null, periodS: number, {fromS, toS}: Stretch): Stretch[] {
  if (stretch === null) return []
  // The epoch began on a Thursday; weeks are counted from Sunday.
  const phaseS = periodS === 7 * dayS ? 3 * dayS : 0
  const first = Math.floor((fromS - phaseS) / periodS) - 1
  const found: Stretch[] = []
  for (let k = first; k * periodS + phaseS < toS; k++) {
    const startS = k * periodS + phaseS
    const [beginS, endS] = [startS + stretch.fromS, startS + stretch.toS]
    if (beginS < toS && endS > fromS) found.push({fromS: beginS, toS: endS})
  }
  return found
}

/** `Fri 27 Nov 03:00–03:30 America/New_York`. */
function wordsOf({fromS, toS}: Stretch, timezone: string): string {
  const zone = makeZone(timezone)
  const local = (atS: number) => new Date((atS + zone.offsetS(atS)) * 1000)
  const [from, to] = [local(fromS), local(toS)]
  const day = from.toUTCString().slice(0, 11).replace(',', '').replace(/ 0/, ' ')
  return `${day} ${from.toISOString().slice(11, 16)}–${to.toISOString().slice(11, 16)} ${timezone}`
}
