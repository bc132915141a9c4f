import type {AwsObject} from '../documents/snapshot.js'
import {type LivePatch, pick} from './comparable.js'
import {objectOf, textOf} from './snapshot-fields.js'

/**
 * A scheduled action as it is now, null where there is none of that name: all of `content` that it has, and what the
 * patch knew of it. A maximum that somebody added to an action of ours is seen, and so is one that was taken out.
 */
export function scheduledActionOf(
  patch: LivePatch,
  actions: readonly AwsObject[],
  content: readonly string[],
): {ScheduledAction: AwsObject | null} {
  const name = textOf(patch.request.input, 'ScheduledActionName')
  const action = actions.find((candidate) => textOf(candidate, 'ScheduledActionName') === name)
  if (!action) return {ScheduledAction: null}
  const present = Object.fromEntries(content.filter((field) => field in action).map((field) => [field, action[field]]))
  return {ScheduledAction: {...present, ...pick(objectOf(patch.before, 'ScheduledAction'), action)}}
}
