import {PlanError} from '../errors.js'

/** What was asked of S3, and where. */
export type S3Doing = {
  action: 's3:PutObject' | 's3:GetObject' | 's3:ListBucket' | 's3:DeleteObject'
  bucket: string
  place: string
  profile: string | undefined
}

type Facts = {name: string; message: string; code: string; status: number; isSdk: boolean}
type Kind = {
  code: string
  matches: (facts: Facts) => boolean
  message: (doing: S3Doing, facts: Facts) => string
  suggestions: (doing: S3Doing) => string[]
}

const networkCodes = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH']
const profileFlag = ({profile}: S3Doing) => (profile === undefined ? '' : ` --profile ${profile}`)

/** The first that matches wins. */
const kinds: Kind[] = [
  {
    code: 'CREDENTIALS_MISSING',
    matches: ({name}) => /^(Credentials|Token)ProviderError$/.test(name),
    message: ({place, profile}) =>
      `${place} needs AWS credentials, and ${profile === undefined ? 'there are none' : `profile ${profile} gives none`}`,
    suggestions: (doing) => [`aws sso login${profileFlag(doing)}`, `aws configure list${profileFlag(doing)}`],
  },
  {
    code: 'CREDENTIALS_EXPIRED',
    matches: ({name}) => /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/.test(name),
    message: ({place}) => `the AWS credentials for ${place} have expired`,
    suggestions: (doing) => [`aws sso login${profileFlag(doing)}`, 'then run the same command again'],
  },
  {
    code: 'BUCKET_NOT_FOUND',
    matches: ({name}) => name === 'NoSuchBucket',
    message: ({bucket}) => `there is no bucket ${bucket}`,
    suggestions: (doing) => [
      `aws s3 mb s3://${doing.bucket}${profileFlag(doing)}`,
      'correct archive in ecom-plan.yaml',
    ],
  },
  {
    code: 'BUCKET_ELSEWHERE',
    matches: ({name, status}) =>
      name === 'PermanentRedirect' || name === 'AuthorizationHeaderMalformed' || status === 301,
    message: ({bucket}) => `the bucket ${bucket} is in another region than the one it was asked for in`,
    suggestions: (doing) => [`aws s3api get-bucket-location --bucket ${doing.bucket}${profileFlag(doing)}`],
  },
  {
    code: 'ACCESS_DENIED',
    matches: ({name, status}) =>
      /AccessDenied|Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch/.test(name) || status === 403,
    message: ({action, place}) => `these credentials may not ${action} at ${place}`,
    suggestions: (doing) => [
      `allow the action ${doing.action} on the bucket ${doing.bucket} in the role's IAM policy`,
      `aws sts get-caller-identity${profileFlag(doing)}`,
    ],
  },
  {
    code: 'THROTTLED',
    matches: ({name, status}) => /SlowDown|Throttl|RequestLimitExceeded/.test(name) || status === 429,
    message: ({action, place}) => `S3 kept refusing ${action} at ${place} for being called too often`,
    suggestions: () => ['run the same command again in a minute'],
  },
  {
    code: 'UNREACHABLE',
    matches: ({name, code}) => name === 'TimeoutError' || networkCodes.includes(code),
    message: ({action, place}, {message}) => `${place} did not answer ${action}: ${message}`,
    suggestions: () => ['check the network, the proxy and the region', 'run the same command again'],
  },
  {
    code: 'AWS_UNAVAILABLE',
    matches: ({status}) => status >= 500,
    message: ({action, place}, {status}) => `S3 answered ${action} at ${place} with HTTP ${status} at every attempt`,
    suggestions: () => ['look at https://health.aws.amazon.com', 'run the same command again later'],
  },
  {
    code: 'UNREADABLE_REPLY',
    matches: ({name}) => name === 'UnreadableReply',
    message: ({action, place}) => `${action} at ${place} was answered with something that is not S3's`,
    suggestions: () => [
      'check that no proxy, no sign-in page and no AWS_ENDPOINT_URL stands between this machine and S3',
      'run the same command again',
    ],
  },
  {
    code: 'UNEXPECTED_REPLY',
    matches: ({isSdk}) => isSdk,
    message: ({action, place}, {name, status, message}) =>
      `${action} at ${place} was answered with ${name} (HTTP ${status}): ${message}`,
    suggestions: () => [
      'check that no proxy, no sign-in page and no AWS_ENDPOINT_URL stands between this machine and S3',
    ],
  },
]

/** A failure of the S3 client as one sentence with what to do next; exit code 4. What is not the SDK's passes through. */
export function s3Failure(error: unknown, doing: S3Doing): unknown {
  if (error instanceof PlanError || !(error instanceof Error)) return error
  const facts = factsOf(error)
  const kind = kinds.find(({matches}) => matches(facts))
  if (kind === undefined) return error
  return new PlanError('aws', kind.code, kind.message(doing, facts), {
    suggestions: kind.suggestions(doing),
    place: {file: doing.place},
    cause: error,
  })
}

/** The HTTP status of a reply that the SDK made an error of; 0 where there was no reply. */
export function statusOf(error: unknown): number {
  if (!(error instanceof Error)) return 0
  return (error as Error & {$metadata?: {httpStatusCode?: number}}).$metadata?.httpStatusCode ?? 0
}

function factsOf(error: Error): Facts {
  const extra = error as Error & {code?: unknown; $metadata?: unknown; $fault?: unknown}
  return {
    name: error.name,
    message: (error.message.split('\n')[0] ?? '').slice(0, 200),
    code: typeof extra.code === 'string' ? extra.code : '',
    status: statusOf(error),
    isSdk: extra.$metadata !== undefined || extra.$fault !== undefined,
  }
}
