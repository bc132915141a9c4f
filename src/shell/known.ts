import type {Failure, Known} from '../core/doctor/facts.js'
import {PlanError} from '../errors.js'

/** Finds something out; an expected failure is a fact as well. What a missing permission hides was not looked at. */
export async function known<T>(read: () => Promise<T>): Promise<Known<T>> {
  try {
    return {value: await read()}
  } catch (error) {
    return notKnown(error)
  }
}

/** Finds something out that needs something else first; `reason` says what was missing. */
export async function after<A, T>(
  first: Known<A>,
  reason: string,
  read: (value: A) => Promise<Known<T>>,
): Promise<Known<T>> {
  if (!('value' in first)) return {skipped: reason}
  try {
    return await read(first.value)
  } catch (error) {
    return notKnown(error)
  }
}

function notKnown(error: unknown): {skipped: string} | {failure: Failure} {
  if (!(error instanceof PlanError)) throw error
  const {code, message, suggestions} = error
  if (code !== 'ACCESS_DENIED') return {failure: {code, message, suggestions}}
  const [action] = /[a-z0-9-]+:[A-Z]\w+/.exec(message) ?? [null]
  return {skipped: action === null ? message : `needs ${action}, which is denied`}
}
