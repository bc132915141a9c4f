import type {ApplyCheck} from '../../../documents/apply-check.js'
import {counted} from '../../figure.js'
import {instantOf, localMinute} from '../../series/zone.js'
import {overlapsOf, weeklyOf} from '../../tiers/database-windows.js'
import {type ApplyFacts, checked, type MaintenanceFact} from './apply-facts.js'

const weekS = 7 * 86_400

/**
 * Maintenance of the event's databases that AWS will apply by itself while the event is on: on the day that it is forced
 * or due, or, where it waits for a maintenance window after a date, in the first of those.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PendingMaintenanceAction.html
 */
export function maintenanceCheck({maintenance, plan, at}: ApplyFacts): ApplyCheck[] {
  if ('skipped' in maintenance) return [checked('maintenance', 'skipped', maintenance.skipped)]
  if ('failure' in maintenance) return [checked('maintenance', 'skipped', maintenance.failure.message)]
  if (maintenance.value.length === 0) return []
  const event = {fromS: instantOf(plan.windowStartAt), toS: instantOf(plan.windowEndAt)}
  const due = maintenance.value.flatMap((one) => {
    const atS = dueS(one, instantOf(at), event)
    return atS === null ? [] : [{...one, atS}]
  })
  if (due.length === 0) {
    const count = counted(maintenance.value.length, 'maintenance action')
    return [checked('maintenance', 'ok', `${count} of databases pending, none due while the event is on`)]
  }
  return [
    checked('maintenance', 'warn', `AWS is to maintain ${counted(due.length, 'database')} while the event is on`, {
      details: due.map(({id, action, atS}) => {
        const what = [action['Action'], action['Description']].filter((text) => typeof text === 'string').join(', ')
        return `${id}: ${what}, ${localMinute(atS, plan.timezone)}`
      }),
      next: [
        'before the event, in a quiet stretch: aws rds apply-pending-maintenance-action --opt-in-type immediate',
        'or move the maintenance window of the database, where AWS does not force the day',
      ],
    }),
  ]
}

type Stretch = {fromS: number; toS: number}

/** When AWS begins it in the event, seconds of the epoch; null where it does not. */
function dueS({action, window}: MaintenanceFact, nowS: number, event: Stretch): number | null {
  const fixed = [action['ForcedApplyDate'], action['CurrentApplyDate']].flatMap(secondsOf)
  const weekly = weeklyOf(window)
  const [waitsS] = secondsOf(action['AutoAppliedAfterDate'])
  const [next] =
    waitsS === undefined || weekly === null
      ? []
      : overlapsOf(weekly, weekS, {fromS: Math.max(waitsS, nowS), toS: Math.max(waitsS, nowS) + 2 * weekS})
  const waiting = waitsS === undefined ? [] : [next?.fromS ?? waitsS]
  return [...fixed, ...waiting].sort((a, b) => a - b).find((atS) => event.fromS <= atS && atS < event.toS) ?? null
}

const secondsOf = (value: unknown): number[] => {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? [] : [ms / 1000]
}
