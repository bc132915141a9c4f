import type {Check} from '../../documents/doctor.js'
import type {Known} from './facts.js'

/** What a judge says of a value. */
export type Judgement = {status: 'ok' | 'warn' | 'fail'; message: string; next?: readonly string[]}

/** A check of something that was found out; failed or skipped where it was not. */
export function judged<T>(
  name: Pick<Check, 'id' | 'group' | 'title'>,
  known: Known<T>,
  judge: (value: T) => Judgement | {skipped: string},
): Check {
  if ('skipped' in known) return {...name, status: 'skipped', message: known.skipped, next: []}
  if ('failure' in known) {
    const {message, suggestions} = known.failure
    return {...name, status: 'fail', message, next: [...suggestions]}
  }
  const found = judge(known.value)
  if ('skipped' in found) return {...name, status: 'skipped', message: found.skipped, next: []}
  return {...name, status: found.status, message: found.message, next: [...(found.next ?? [])]}
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** A second check of the same thing: that it failed stands at the first already. */
export function unlessFailed<T>(known: Known<T>, reason: string): Known<T> {
  return 'failure' in known ? {skipped: reason} : known
}
