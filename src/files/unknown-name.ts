import {nearestName} from '../documents/nearest-name.js'
import type {Finding} from './config-findings.js'

type Wanted = {path: Finding['path']; at: Finding['at']; name: string; what: string; known: readonly string[]}

/** More names than this are no help in a message. */
const mostListed = 12

/** Says that a name of the config stands for nothing, with the nearest that does, or with all of them. */
export function unknownName({path, at, name, what, known}: Wanted): Finding {
  const near = nearestName(name, known)
  const message = `there is no ${what} ${name}`
  if (near !== undefined) {
    return {path, at, message, hint: `Did you mean ${near}?`, next: `write ${near} in place of ${name}`}
  }
  if (known.length === 0) return {path, at, message, hint: `There is no ${what} at all`}
  const more = known.length > mostListed ? `, and ${known.length - mostListed} more` : ''
  return {path, at, message, hint: `There are: ${known.slice(0, mostListed).join(', ')}${more}`}
}
