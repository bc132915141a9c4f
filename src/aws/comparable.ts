import type {Fields, Patch} from '../documents/patch.js'
import type {AwsObject} from '../documents/snapshot.js'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'

/** What of a patch decides what is read: its call, and the fields that it names. */
export type LivePatch = Pick<Patch, 'id' | 'resource' | 'request' | 'before' | 'after'>

/** How the live state of what a call changes is read and put into the words of its patch. */
export type Comparable = {
  /** Where the live values are read, with a key that is the same for the same read. */
  source: (clients: AwsClients, input: AwsObject) => [key: string, read: () => Promise<AwsObject[]>]
  fields: (patch: LivePatch, elements: AwsObject[]) => Fields
}

/** Calls of one service by their operation. */
export type Comparables = Readonly<Record<string, Comparable>>

/** The live values of the fields that `before` names; null for one without a value. */
export function pick(before: AwsObject, live: AwsObject): AwsObject {
  return Object.fromEntries(Object.keys(before).map((field) => [field, live[field] ?? null]))
}

/**
 * A setting that is there as a whole or not at all. Where it is ours to make or to take away, only what we say of it is
 * looked at, since AWS adds defaults of its own; where it was there before, all of it, so that no part is lost unseen.
 */
export function wholeOrNone(patch: LivePatch, field: string, live: unknown): Fields {
  if (live === undefined || live === null) return {[field]: null}
  const {[field]: before = null} = patch.before
  const {[field]: after = null} = patch.after
  return {[field]: before === null || after === null ? project(live, before ?? after) : live}
}

/** Of `live` what `asked` names, at any depth. */
function project(live: unknown, asked: unknown): unknown {
  if (Array.isArray(live) && Array.isArray(asked) && live.length === asked.length) {
    return live.map((item, i) => project(item, asked[i]))
  }
  if (!isObject(live) || !isObject(asked)) return live
  return Object.fromEntries(Object.keys(asked).map((name) => [name, project(live[name] ?? null, asked[name])]))
}

function isObject(value: unknown): value is AwsObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Throws RESOURCE_NOT_FOUND: what the patch changes is gone. */
export function missing(patch: LivePatch): never {
  throw new PlanError(
    'aws',
    'RESOURCE_NOT_FOUND',
    `patch ${patch.id} changes ${patch.resource}, which no longer exists`,
    {suggestions: ['make a new plan from the estate as it is now']},
  )
}
