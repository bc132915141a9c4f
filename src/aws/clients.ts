import {StandardRetryStrategy} from '@smithy/core/retry'
import {NodeHttpHandler} from '@smithy/node-http-handler'
import {type ConnectionSource, connectionSource} from './connection.js'
import {guardEndpoint} from './guard-endpoint.js'
import {requireWholeReplies} from './require-whole-replies.js'
import {type RoleCredentials, roleCredentials} from './role-credentials.js'

/** Where AWS is and who asks. Credentials come from the SDK's own chain; AWS_ENDPOINT_URL is read by the SDK. */
export type ClientOptions = {
  region: string
  profile?: string | undefined
  /** A role that these credentials take on first. */
  role?: string | undefined
  /** What the owner of that role asks for. */
  externalId?: string | undefined
  /** `--endpoint-url`: another place that speaks AWS's protocols, in place of AWS_ENDPOINT_URL. Writes go there too. */
  endpointUrl?: string | undefined
  /** How long one attempt may take; 30,000 ms when not told. */
  requestTimeoutMs?: number | undefined
  /** Attempts before a call is given up, the first included; AWS_MAX_ATTEMPTS, or 6, when not told. */
  maxAttempts?: number | undefined
  /** For changes: what `writer` makes. */
  isWriter?: boolean | undefined
  /** A fixed pause between attempts, in place of the SDK's exponential one, for tests that must not wait. */
  retryDelayMs?: number | undefined
}

/** The settings that every SDK client is made with. */
export type ClientSettings = {
  region: string
  profile?: string
  endpoint?: string
  maxAttempts: number
  retryMode: 'standard'
  retryStrategy?: StandardRetryStrategy
  credentials?: RoleCredentials
  requestHandler: NodeHttpHandler
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
  /** What `--endpoint-url` named. */
  readonly endpointUrl: string | undefined
  /**
   * The same caller for changes: one attempt a call, since a change may be made though no answer came, and each attempt
   * is the caller's own to decide and to record; and to no host but AWS's and that of `--endpoint-url`.
   */
  writer(): AwsClients
  /** The same caller in another Region with one short attempt a call: to look where something is, not to read. */
  scout(region: string): AwsClients
  /** Calls so far, pages included and retries not. */
  callCount(): number
}

/**
 * Prepares clients; makes no call.
 *
 * Throttling, 5xx and broken connections are tried again up to `maxAttempts` times in all. Without explicit timeouts a
 * dead connection would be waited for without end, and without `throwOnRequestTimeout` only be warned of.
 */
export function makeClients(options: ClientOptions): AwsClients {
  const made = new Map<string, Map<unknown, object>>()
  const connection = connectionSource(options)
  const credentials = roleCredentials(options, () => handlerOf(options, connection))
  let callCount = 0
  let writer: AwsClients | null = null
  return {
    callCount: () => callCount + (writer?.callCount() ?? 0),
    region: options.region,
    profile: options.profile,
    endpointUrl: options.endpointUrl,
    writer: () => {
      writer ??= makeClients({...options, maxAttempts: 1, isWriter: true})
      return writer
    },
    of<Client extends object>(clientClass: ClientClass<Client>, region = options.region): Client {
      const inRegion = made.get(region) ?? new Map<unknown, object>()
      made.set(region, inRegion)
      const known = inRegion.get(clientClass)
      if (known instanceof clientClass) return known
      const client = new clientClass(settingsOf({options, region, connection, credentials}))
      requireWholeReplies(client)
      if (options.isWriter === true) guardEndpoint(client, options.endpointUrl)
      countCalls(client, () => {
        callCount += 1
      })
      inRegion.set(clientClass, client)
      return client
    },
    scout: (region) => makeClients({...options, region, maxAttempts: 1, requestTimeoutMs: scoutTimeoutMs}),
  }
}

/** A look that nobody waits for longer: a network that lets its own Region through alone answers nothing of others. */
const scoutTimeoutMs = 3000

type Send = (args: unknown) => Promise<unknown>
type Stack = {add: (middleware: (next: Send) => Send, options: object) => void}

function countCalls(client: object, count: () => void): void {
  if (!('middlewareStack' in client)) return
  const stack = client.middlewareStack as Stack
  const counted = (next: Send) => (args: unknown) => {
    count()
    return next(args)
  }
  stack.add(counted, {step: 'initialize', name: 'countCalls'})
}

function settingsOf({options, region, connection, credentials}: Made): ClientSettings {
  const maxAttempts = options.maxAttempts ?? attemptsOf(process.env['AWS_MAX_ATTEMPTS']) ?? 6
  return {
    region,
    ...(options.profile === undefined ? {} : {profile: options.profile}),
    ...(options.endpointUrl === undefined ? {} : {endpoint: options.endpointUrl}),
    maxAttempts,
    retryMode: 'standard',
    ...(options.retryDelayMs === undefined ? {} : {retryStrategy: fixedDelay(maxAttempts, options.retryDelayMs)}),
    ...(credentials === null ? {} : {credentials}),
    requestHandler: handlerOf(options, connection),
  }
}

/** How AWS is reached and who asks, for a client that is made elsewhere; makes no call. */
export function accessOf(options: ClientOptions): Pick<ClientSettings, 'credentials' | 'requestHandler'> {
  const connection = connectionSource(options)
  const credentials = roleCredentials(options, () => handlerOf(options, connection))
  return {
    ...(credentials === null ? {} : {credentials}),
    requestHandler: handlerOf(options, connection),
  }
}

type Made = {
  options: ClientOptions
  region: string
  connection: ConnectionSource
  credentials: RoleCredentials | null
}

/** Certificates are read, and a proxy looked for, at once; what goes wrong there is thrown by the first call. */
function handlerOf(options: ClientOptions, connection: ConnectionSource): NodeHttpHandler {
  return new NodeHttpHandler(async () => ({
    ...(await connection()),
    connectionTimeout: 5000,
    // The first ends with a reply's first byte; a reply that stops in the middle is the second's to end.
    requestTimeout: options.requestTimeoutMs ?? 30_000,
    socketTimeout: options.requestTimeoutMs ?? 30_000,
    throwOnRequestTimeout: true,
  }))
}

/** The SDK's own variable; what is no number of attempts is left to the default. */
function attemptsOf(text: string | undefined): number | undefined {
  const count = Number(text)
  return Number.isInteger(count) && count > 0 ? count : undefined
}

function fixedDelay(maxAttempts: number, delayMs: number): StandardRetryStrategy {
  const backoff = {computeNextBackoffDelay: () => delayMs, setDelayBase: () => {}}
  return new StandardRetryStrategy({maxAttempts, backoff})
}
