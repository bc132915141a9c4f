import type {Database} from '../../documents/inventory.js'
import type {Blocker} from '../../documents/plan.js'
import {makeZone} from '../series/zone.js'
import {dailyOf, overlapsOf, type Stretch, weeklyOf} from './database-windows.js'
import type {Setting} from './tier-finding.js'

const dayS = 86_400

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

/** `Fri 27 Nov 03:00–03:30 America/New_York`. */
function wordsOf({fromS, toS}: Stretch, timezone: string): string {
  const zone = makeZone(timezone)
  const local = (atS: number) => new Date((atS + zone.offsetS(atS)) * 1000)
  const [from, to] = [local(fromS), local(toS)]
  const day = from.toUTCString().slice(0, 11).replace(',', '').replace(/ 0/, ' ')
  return `${day} ${from.toISOString().slice(11, 16)}–${to.toISOString().slice(11, 16)} ${timezone}`
}
