import {PlanError} from '../errors.js'

/** Loopback alone may be spoken to without TLS: nothing leaves the machine. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * The URL of a target, over https or to this machine. `name` is the target as messages call it: of the URL itself, which
 * may be a secret, they say no more than its host. Throws NOTIFY_URL_INVALID.
 */
export function checkDestination(text: string, name: string): URL {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw invalid(name, 'what its secret holds is no URL')
  }
  if (url.username !== '' || url.password !== '') throw invalid(name, `the URL of ${url.hostname} has a password in it`)
  const isLocal = url.protocol === 'http:' && loopback.test(url.hostname)
  if (url.protocol === 'https:' || isLocal) return url
  throw invalid(name, `the URL of ${url.hostname || 'it'} is not https`)
}

function invalid(name: string, why: string): PlanError {
  return new PlanError('output', 'NOTIFY_URL_INVALID', `${name} is not told: ${why}`, {
    suggestions: ['put the whole https URL, and nothing else, where url of notify points'],
  })
}
