import type {SendOutcome} from '../documents/send-outcome.js'
import {PlanError} from '../errors.js'
import {type Doing, explainFailure, firstLine, isUnnamed} from './failures.js'

type Failed = Exclude<SendOutcome, {result: 'accepted'}>

/** What our own codes of a failure come to for a change that was sent. What is not here is told by its HTTP status. */
const results: Readonly<Record<string, Failed['result']>> = {
  SSO_EXPIRED: 'refused',
  CREDENTIALS_MISSING: 'refused',
  CREDENTIALS_EXPIRED: 'refused',
  CREDENTIALS_INVALID: 'refused',
  CLOCK_SKEWED: 'refused',
  ACCESS_DENIED: 'refused',
  RESOURCE_NOT_FOUND: 'refused',
  THROTTLED: 'throttled',
  AWS_UNAVAILABLE: 'server-error',
  UNREACHABLE: 'unknown',
  CERTIFICATE_UNTRUSTED: 'unknown',
  UNREADABLE_REPLY: 'unknown',
}

/**
 * What became of a change whose call failed. Refused, throttled or a server's error only where AWS itself said so, by
 * the name of an error in a whole reply; all else is unknown: a timeout, a broken connection, half a reply, a proxy's
 * page whatever its status, and what nobody has seen before. Of a refusal that has no code of ours AWS's own name is the
 * code.
 */
export function outcomeOfFailure(error: unknown, doing: Doing): Failed {
  const {name, statusCode} = factsOf(error)
  const explained = explainFailure(error, doing)
  const known = explained instanceof PlanError ? explained : null
  // Nothing was sent where there were no credentials to sign with.
  const isUnanswered = statusCode !== null && isUnnamed(name)
  const result = isUnanswered || isTimeout(name) ? 'unknown' : (results[known?.code ?? ''] ?? byStatus(statusCode))
  const code = codeOf({known: known?.code, result, name, isUnanswered})
  return {result, code, message: wordsOf(error, {known, code})}
}

/** AWS's word that it did not get the whole request in time. */
const isTimeout = (name: string) => /^RequestTimeout(Exception)?$/.test(name)

function byStatus(statusCode: number | null): Failed['result'] {
  if (statusCode === null || statusCode < 400) return 'unknown'
  return statusCode >= 500 ? 'server-error' : 'refused'
}

function codeOf({
  known,
  result,
  name,
  isUnanswered,
}: {
  known: string | undefined
  result: Failed['result']
  name: string
  isUnanswered: boolean
}): string {
  if (isUnanswered) return 'UNREADABLE_REPLY'
  if (known === undefined || known === 'UNEXPECTED_REPLY') return name
  // The name of a server's error says more than that there was one.
  return result === 'server-error' ? name : known
}

function wordsOf(error: unknown, {known, code}: {known: PlanError | null; code: string}): string {
  if (known !== null && known.code === code) return known.message
  return error instanceof Error ? firstLine(error) : String(error)
}

function factsOf(error: unknown): {name: string; statusCode: number | null} {
  if (!(error instanceof Error)) return {name: 'Unknown', statusCode: null}
  const {$metadata} = error as Error & {$metadata?: {httpStatusCode?: number}}
  return {name: error.name, statusCode: $metadata?.httpStatusCode ?? null}
}
