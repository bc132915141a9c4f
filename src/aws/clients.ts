import {StandardRetryStrategy} from '@smithy/core/retry'

/** Where AWS is and who asks. Credentials come from the SDK's own chain; AWS_ENDPOINT_URL is read by the SDK. */
export type ClientOptions = {
  region: string
  profile?: string | undefined
  /** Another place that speaks AWS's protocols, such as a test's; in place of AWS_ENDPOINT_URL. */
  endpointUrl?: string | undefined
  /** How long one attempt may take; 30,000 ms when not told. */
  requestTimeoutMs?: number | undefined
  /** Attempts before a call is given up, the first included; 6 when not told. */
  maxAttempts?: number | undefined
  /** A fixed pause between attempts, in place of the SDK's exponential one, for tests that must not wait. */
  retryDelayMs?: number | undefined
}

/** The settings that every SDK client is made with. */
type ClientSettings = {
  region: string
  profile?: string
  endpoint?: string
  maxAttempts: number
  retryMode: 'standard'
  retryStrategy?: StandardRetryStrategy
  requestHandler: {connectionTimeout: number; requestTimeout: number; throwOnRequestTimeout: true}
}

type ClientClass<Client> = new (settings: ClientSettings) => Client

/**
 * The SDK clients of one run, made when first asked for and kept. No SDK client is imported here: a reader brings the
 * class of the one that it needs, so that a command loads no more than it uses.
 */
export type AwsClients = {
  readonly region: string
  readonly profile: string | undefined
  /** The client of that class, in the run's region unless another is named (CloudFront's metrics live in us-east-1). */
  of<Client extends object>(clientClass: ClientClass<Client>, region?: string): Client
}

/**
 * Prepares clients; makes no call.
 *
 * Throttling, 5xx and broken connections are tried again up to `maxAttempts` times in all. Without explicit timeouts a
 * dead connection would be waited for without end, and without `throwOnRequestTimeout` only be warned of.
 */
export function makeClients(options: ClientOptions): AwsClients {
  const made = new Map<string, Map<unknown, object>>()
  return {
    region: options.region,
    profile: options.profile,
    of<Client extends object>(clientClass: ClientClass<Client>, region = options.region): Client {
      const inRegion = made.get(region) ?? new Map<unknown, object>()
      made.set(region, inRegion)
      const known = inRegion.get(clientClass)
      if (known instanceof clientClass) return known
      const client = new clientClass(settingsOf(options, region))
      inRegion.set(clientClass, client)
      return client
    },
  }
}

function settingsOf(options: ClientOptions, region: string): ClientSettings {
  const maxAttempts = options.maxAttempts ?? 6
  return {
    region,
    ...(options.profile === undefined ? {} : {profile: options.profile}),
    ...(options.endpointUrl === undefined ? {} : {endpoint: options.endpointUrl}),
    maxAttempts,
    retryMode: 'standard',
    ...(options.retryDelayMs === undefined ? {} : {retryStrategy: fixedDelay(maxAttempts, options.retryDelayMs)}),
    requestHandler: {
      connectionTimeout: 5000,
      requestTimeout: options.requestTimeoutMs ?? 30_000,
      throwOnRequestTimeout: true,
    },
  }
}

function fixedDelay(maxAttempts: number, delayMs: number): StandardRetryStrategy {
  const backoff = {computeNextBackoffDelay: () => delayMs, setDelayBase: () => {}}
  return new StandardRetryStrategy({maxAttempts, backoff})
}
