import {PlanError} from '../errors.js'
import {clockSkewed} from './clock-skewed.js'
import {withoutSignature} from './without-signature.js'

/** What was being done when it failed. `service` is the prefix that IAM knows it by (`autoscaling`, `servicequotas`). */
export type Doing = {
  service: string
  operation: string
  resource?: string | undefined
  profile?: string | undefined
  region?: string | undefined
}

/** What the SDK puts on an error, all of it optional: some failures never reached AWS. */
type Failure = {
  name: string
  message: string
  code: string
  statusCode: number | null
  isSdk: boolean
  /** How far AWS's clock was ahead of this machine's when it answered; null where the reply says no time. */
  clockOffsetMs: number | null
}

/**
 * An SDK failure as one sentence of fact with what to do next; exit code 4.
 *
 * Names differ by protocol (`AccessDenied`, `AccessDeniedException`), and a proxy's HTML page has none at all, so the
 * HTTP status counts too. A PlanError passes through, and so does an error that is none of the SDK's: it is a bug and
 * must not be dressed up as AWS's doing.
 */
export function explainFailure(error: unknown, doing: Doing): unknown {
  if (error instanceof PlanError || !(error instanceof Error)) return error
  const failure = factsOf(error)
  if (isAboutClock(failure)) {
    return clockSkewed({offsetMs: failure.clockOffsetMs, refused: call(doing), cause: error})
  }
  const kind = kinds.find(({matches}) => matches(failure))
  if (!kind) return failure.isSdk ? unexpected(failure, doing, error) : error
  return new PlanError('aws', kind.code, kind.message(doing, failure), {
    suggestions: kind.suggestions(doing, failure),
    cause: error,
  })
}

type Kind = {
  code: string
  matches: (failure: Failure) => boolean
  message: (doing: Doing, failure: Failure) => string
  suggestions: (doing: Doing, failure: Failure) => string[]
}

const networkCodes = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH']
const profileFlag = (doing: Doing) => (doing.profile === undefined ? '' : ` --profile ${doing.profile}`)
const call = (doing: Doing) => `${doing.service}:${doing.operation}`
const about = (doing: Doing) => (doing.resource === undefined ? '' : ` on ${doing.resource}`)

/** The first that matches wins: an expired SSO session is also a missing credential, a throttled call may be a 503. */
const kinds: Kind[] = [
  {
    code: 'SSO_EXPIRED',
    matches: ({name, message}) =>
      /^(Credentials|Token)ProviderError$/.test(name) && /\bsso\b|SSO session/i.test(message),
    message: (doing) =>
      `the SSO session${doing.profile ? ` of profile ${doing.profile}` : ''} has expired or is missing`,
    suggestions: (doing) => [`aws sso login${profileFlag(doing)}`],
  },
  {
    code: 'CREDENTIALS_MISSING',
    matches: ({name}) => /^(Credentials|Token)ProviderError$/.test(name),
    message: (doing) =>
      doing.profile === undefined
        ? 'no AWS credentials were found in the environment, the shared files or the instance'
        : `profile ${doing.profile} gives no AWS credentials`,
    suggestions: (doing) => [
      `aws configure list${profileFlag(doing)}`,
      'set aws.profile in ecom-plan.yaml, or AWS_PROFILE, to a profile that `aws configure list-profiles` shows',
    ],
  },
  {
    code: 'CREDENTIALS_EXPIRED',
    matches: ({name}) => /^(ExpiredToken|RequestExpired|ExpiredTokenException)$/.test(name),
    message: (doing) => `the AWS credentials expired before ${call(doing)} was answered`,
    suggestions: (doing) => [
      `aws sso login${profileFlag(doing)}`,
      'or assume the role anew, then run the same command again',
    ],
  },
  {
    code: 'CREDENTIALS_INVALID',
    matches: ({name}) =>
      /^(InvalidClientTokenId|UnrecognizedClient(Exception)?|AuthFailure|SignatureDoesNotMatch|InvalidSignature(Exception)?|IncompleteSignature(Exception)?)$/.test(
        name,
      ),
    message: (doing, failure) => `AWS does not accept the credentials for ${call(doing)}: ${firstLine(failure)}`,
    suggestions: (doing) => [`aws sts get-caller-identity${profileFlag(doing)}`],
  },
  {
    code: 'ACCESS_DENIED',
    matches: ({name, statusCode}) =>
      /AccessDenied|UnauthorizedOperation|NotAuthorized|^Forbidden$/.test(name) ||
      // A name that no kind knows is AWS's own; a proxy's page has none.
      (statusCode === 403 && !isUnnamed(name)),
    message: (doing) => `these credentials may not call ${call(doing)}${about(doing)}`,
    suggestions: (doing) => [`allow the action ${call(doing)} in the role's IAM policy`],
  },
  {
    code: 'THROTTLED',
    matches: ({name, statusCode}) =>
      /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|BandwidthLimitExceeded/.test(name) || statusCode === 429,
    message: (doing) => `AWS kept refusing ${call(doing)}${about(doing)} for being called too often`,
    suggestions: () => ['run the same command again in a minute', 'stop what else calls this API in the account'],
  },
  {
    code: 'RESOURCE_NOT_FOUND',
    matches: ({name}) => /NotFound|NoSuchResource/.test(name),
    message: (doing, failure) => `${call(doing)} found no ${doing.resource ?? 'such resource'}: ${firstLine(failure)}`,
    suggestions: () => ['correct the name, the account or the region in ecom-plan.yaml'],
  },
  {
    code: 'CERTIFICATE_UNTRUSTED',
    matches: ({code}) => /CERT|^UNABLE_TO_(VERIFY|GET_ISSUER)|^ERR_TLS_/.test(code),
    message: (doing, failure) => `the certificate that answered ${call(doing)} is not trusted: ${firstLine(failure)}`,
    suggestions: () => [
      'behind a proxy with its own authority: AWS_CA_BUNDLE=/path/to/ca.pem',
      'check that AWS_ENDPOINT_URL is the host that the certificate names',
    ],
  },
  {
    code: 'UNREACHABLE',
    matches: ({name, code}) => /^TimeoutError$/.test(name) || networkCodes.includes(code),
    message: (doing, failure) =>
      `${doing.service}${doing.region ? ` in ${doing.region}` : ''} did not answer ${doing.operation}: ${firstLine(failure)}`,
    suggestions: () => ['check the network, the proxy and the region', 'run the same command again'],
  },
  {
    code: 'AWS_UNAVAILABLE',
    matches: ({statusCode}) => statusCode !== null && statusCode >= 500,
    message: (doing, failure) => `AWS answered ${call(doing)} with HTTP ${failure.statusCode} at every attempt`,
    suggestions: () => ['look at https://health.aws.amazon.com', 'run the same command again later'],
  },
  {
    code: 'UNREADABLE_REPLY',
    matches: ({name, statusCode}) => statusCode !== null && (statusCode < 300 || isUnnamed(name)),
    message: (doing, failure) =>
      `${call(doing)}${about(doing)} was answered with something that is not AWS's (HTTP ${failure.statusCode}): ${oddityOf(failure)}`,
    suggestions: () => [
      'check that no proxy, no sign-in page and no AWS_ENDPOINT_URL stands between this machine and AWS',
      'run the same command again',
    ],
  },
]

/** What came in place of a reply; a parser's complaint about it says less. */
function oddityOf({name, message, statusCode}: Failure): string {
  if (name === 'UnreadableReply') return message
  return statusCode !== null && statusCode < 300 ? 'half a reply' : 'a page without the name of an error'
}

/** The parsers' own errors, and what the SDK calls an error whose reply gives it no name. */
export const isUnnamed = (name: string) => /^(SyntaxError|Error|Unknown|UnknownError)$/.test(name)

/**
 * A signature out of its time. EC2 says RequestExpired of expired credentials too, and other services name no reason,
 * so there the time in the reply decides: from four minutes on, the SDK too takes it for the cause.
 */
function isAboutClock({name, message, clockOffsetMs}: Failure): boolean {
  if (/^(RequestTimeTooSkewed|RequestInTheFuture)$/.test(name)) return true
  if (!/^(SignatureDoesNotMatch|InvalidSignature(Exception)?|RequestExpired|AuthFailure)$/.test(name)) return false
  return /Signature (expired|not yet current)/i.test(message) || Math.abs(clockOffsetMs ?? 0) >= 240_000
}

function unexpected(failure: Failure, doing: Doing, cause: Error): PlanError {
  const status = failure.statusCode === null ? '' : ` (HTTP ${failure.statusCode})`
  return new PlanError(
    'aws',
    'UNEXPECTED_REPLY',
    `${call(doing)}${about(doing)} was answered with ${failure.name}${status}: ${firstLine(failure)}`,
    {suggestions: ['check that no proxy and no AWS_ENDPOINT_URL stands between this machine and AWS'], cause},
  )
}

function factsOf(error: Error): Failure {
  const extra = error as Error & {
    code?: unknown
    $metadata?: {httpStatusCode?: number}
    $fault?: unknown
    $response?: {headers?: Record<string, string>}
  }
  const offsetMs = Date.parse(extra.$response?.headers?.['date'] ?? '') - Date.now()
  return {
    name: error.name,
    message: error.message,
    code: typeof extra.code === 'string' ? extra.code : '',
    statusCode: extra.$metadata?.httpStatusCode ?? null,
    isSdk: extra.$metadata !== undefined || extra.$fault !== undefined,
    clockOffsetMs: Number.isNaN(offsetMs) ? null : offsetMs,
  }
}

/**
 * AWS's own words; a page of HTML or a stack behind them is cut off, and so is what AWS repeats of the signature or the
 * key of a request that it does not like.
 */
export function firstLine({message}: {message: string}): string {
  const [line = ''] = message.split('\n')
  return withoutSignature(line.replace(/^@smithy\/node-http-handler - (\[ERROR\] )?/, '')).slice(0, 200)
}
