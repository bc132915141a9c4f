import type {ApplyCheck} from '../../../documents/apply-check.js'
import type {Patch} from '../../../documents/patch.js'
import {instantOf, localMinute} from '../../series/zone.js'
import {dailyOf, overlapsOf, weeklyOf} from '../../tiers/database-windows.js'
import {modifiedDatabase} from '../database-id.js'
import {isWithin} from '../downtime.js'
import {modifiesStorage, storageHeld} from '../storage-rest.js'
import {type ApplyFacts, checked, type DatabaseFact} from './apply-facts.js'

const dayS = 86_400
/** How far ahead a window is told of: a class change and its warm-up are done by then. */
const aheadS = 7200

type Touched = {patch: Patch; id: string; fact: DatabaseFact}

/**
 * What databases say against being changed now: something else that waits to be applied, storage that is being
 * optimized or was modified less than six hours ago, storage that is full, a state in which RDS takes no change, a
 * maintenance or backup window that is near, and downtime outside of the stretch that was allowed.
 */
export function databaseChecks(facts: ApplyFacts): ApplyCheck[] {
  const {databases, chosen} = facts
  const patches = chosen.filter(({request}) => modifiedDatabase(request) !== null)
  if (patches.length === 0) return []
  if ('skipped' in databases) return [checked('database', 'skipped', databases.skipped)]
  if ('failure' in databases) return [checked('database', 'fail', databases.failure.message)]
  const touched = patches.flatMap((patch): Touched[] => {
    const id = modifiedDatabase(patch.request)
    const fact = id === null ? undefined : databases.value[id]
    return id === null || fact === undefined ? [] : [{patch, id, fact}]
  })
  return [
    ...pendingCheck(touched),
    ...storageCheck(touched, facts),
    ...statusCheck(touched),
    ...windowsCheck(touched, facts),
    ...downtimeCheck(facts),
  ]
}

/**
 * ApplyImmediately applies everything that waits, not only what is sent with it; AWS: "can cause unexpected downtime".
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.ApplyImmediately.html
 */
function pendingCheck(touched: readonly Touched[]): ApplyCheck[] {
  const flushed = touched.filter(
    ({patch, fact}) => patch.request.input['ApplyImmediately'] === true && pendingOf(fact).length > 0,
  )
  if (flushed.length === 0) return [checked('pending', 'ok', 'no other change of the databases waits')]
  const ids = [...new Set(flushed.map(({id}) => id))]
  return [
    checked('pending', 'fail', `other changes wait on ${ids.join(', ')}, and would be applied at once with this one`, {
      details: [...new Set(flushed.map(({id, fact}) => `${id}: ${pendingOf(fact).join(', ')}`))],
      next: ['let them be applied in a maintenance window first, or take them back: aws rds modify-db-instance'],
      isFinal: true,
    }),
  ]
}

function pendingOf({instance}: DatabaseFact): string[] {
  const pending = instance['PendingModifiedValues']
  if (typeof pending !== 'object' || pending === null) return []
  return Object.entries(pending)
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
    .map(([field, value]) => (field === 'MasterUserPassword' ? field : `${field} ${JSON.stringify(value)}`))
}

function storageCheck(touched: readonly Touched[], {at, plan}: ApplyFacts): ApplyCheck[] {
  const storage = touched.filter(({patch}) => modifiesStorage(patch))
  const held = storage.flatMap(({id, fact}) => {
    const words = storageHeld(fact, {at, timezone: plan.timezone})
    return words === null ? [] : [`${id}: ${words}`]
  })
  if (storage.length === 0) return []
  if (held.length === 0) {
    const unread = storage.flatMap(({id, fact}) => (fact.unread === undefined ? [] : [`${id}: ${fact.unread}`]))
    if (unread.length === 0) return [checked('storage', 'ok', 'no storage is being optimized or was modified in 6 h')]
    const what = 'whether storage was modified in the last 6 h is not known: the status alone was looked at'
    return [
      checked('storage', 'warn', what, {details: [...new Set(unread)], next: ['ecom-plan iam print --for apply']}),
    ]
  }
  return [
    checked('storage', 'fail', 'storage that cannot be modified now', {
      details: [...new Set(held)],
      next: ['wait until RDS says available and six hours are over', 'the rest: --only TIER,TIER'],
    }),
  ]
}

/** In these RDS takes changes. `storage-full` takes one alone: more storage. */
const open = ['available', 'storage-optimization', 'configuring-enhanced-monitoring']

function statusCheck(touched: readonly Touched[]): ApplyCheck[] {
  const shut = touched.filter(({patch, fact}) => {
    const status = statusOf(fact)
    if (status === '' || open.includes(status)) return false
    return !(status === 'storage-full' && 'AllocatedStorage' in patch.request.input)
  })
  if (shut.length === 0) return []
  return [
    checked('database-status', 'fail', 'a database is in a state in which RDS takes no change', {
      details: shut.map(({id, fact}) => `${id}: ${statusOf(fact)}`),
      next: ['wait until it is available, then run the same command again'],
      isFinal: true,
    }),
  ]
}

const statusOf = ({instance}: DatabaseFact) => String(instance['DBInstanceStatus'] ?? instance['Status'] ?? '')

function windowsCheck(touched: readonly Touched[], {at, plan}: ApplyFacts): ApplyCheck[] {
  const now = instantOf(at)
  const soon = {fromS: now, toS: now + aheadS}
  const near = touched.flatMap(({id, fact: {instance}}) => {
    const text = (field: string) => (typeof instance[field] === 'string' ? String(instance[field]) : null)
    const found = [
      ...overlapsOf(weeklyOf(text('PreferredMaintenanceWindow')), 7 * dayS, soon).map((one) => ({
        ...one,
        what: 'maintenance',
      })),
      ...overlapsOf(dailyOf(text('PreferredBackupWindow')), dayS, soon).map((one) => ({...one, what: 'backup'})),
    ]
    return found.map(({what, fromS, toS}) => {
      const end = localMinute(toS, plan.timezone).slice(-5)
      return `${id}: ${what} window ${localMinute(fromS, plan.timezone)} to ${end}`
    })
  })
  if (near.length === 0) return []
  return [
    checked('database-windows', 'warn', 'a maintenance or backup window is on or begins within 2 h', {
      details: [...new Set(near)],
    }),
  ]
}

/** What takes a database down is sent in the stretch that a person named, and at no other time. */
function downtimeCheck({chosen, asked: {allowDowntime}, at, plan}: ApplyFacts): ApplyCheck[] {
  const down = chosen.filter(({consent}) => consent === 'downtime')
  if (down.length === 0 || allowDowntime === null) return []
  const details = down.map(({id, summary}) => `${id}: ${summary}`)
  return isWithin(at, allowDowntime)
    ? [
        checked(
          'downtime',
          'warn',
          `${down.length === 1 ? 'a change takes' : 'changes take'} a database down now, as allowed`,
          {details},
        ),
      ]
    : [
        checked(
          'downtime',
          'fail',
          `now is not within the downtime that is allowed, ${allowDowntime.text} (${plan.timezone})`,
          {
            details,
            next: ['run it in that stretch, or leave these out with --only'],
            isFinal: true,
          },
        ),
      ]
}
