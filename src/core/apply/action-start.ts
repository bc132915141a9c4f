import type {Fields} from '../../documents/patch.js'
import {instantOf} from '../series/zone.js'

/** When the one-time scheduled action that fields describe runs, in epoch seconds; null for a recurrence, and for none. */
export function actionStartS(fields: Fields): number | null {
  const action = fields['ScheduledAction']
  if (typeof action !== 'object' || action === null) return null
  const {StartTime, Schedule, Recurrence} = action as Record<string, unknown>
  if (typeof Recurrence === 'string') return null
  if (typeof Schedule === 'string') {
    const at = /^at\((.+)\)$/.exec(Schedule)?.[1]
    return at === undefined ? null : instantOf(`${at}Z`)
  }
  return typeof StartTime === 'string' ? instantOf(StartTime) : null
}
