import {type Agent, request as httpRequest, type IncomingMessage, type RequestOptions} from 'node:http'
import {request as httpsRequest} from 'node:https'
import {setTimeout as pause} from 'node:timers/promises'
import {PlanError} from '../errors.js'
import {checkDestination} from './check-destination.js'

/** How others are reached from here; empty where nothing stands in between. */
export type Way = {httpAgent?: Agent | undefined; httpsAgent?: Agent | undefined}

export type HttpCall = {
  /** The target as messages call it: `slack (notify[0])`. */
  name: string
  url: string
  method: 'GET' | 'POST' | 'PATCH'
  headers?: Record<string, string>
  body?: string
}

/** How long a call may take. Milliseconds live at this edge alone. */
export type Patience = {
  /** One attempt, from the first byte sent to the last one read. */
  timeoutMs: number
  attemptCount: number
  /** The longest pause that Retry-After may ask for. */
  longestPauseMs: number
  /** Attempts and pauses together. */
  wholeMs: number
  pause: (ms: number) => Promise<unknown>
}

export const usualPatience: Patience = {
  timeoutMs: 10_000,
  attemptCount: 4,
  longestPauseMs: 15_000,
  wholeMs: 45_000,
  pause: (ms) => pause(ms),
}

/** A reply above this is not read: nothing that is called answers at such length. */
const replyByteLimit = 8_388_608

export type HttpReply = {status: number; headers: IncomingMessage['headers']; body: string}

/**
 * Makes a call and returns the reply of 2xx.
 *
 * 429, 5xx, a refused or broken connection and GitHub's 403 with Retry-After are tried again, after the pause that the
 * reply asks for, within bounds; a timeout is not, since what was sent may have been done. A redirect is never followed:
 * the token would go along. Throws NOTIFY_FAILED, whose words name the host and the status alone: path, query, headers
 * and reply may hold the secret.
 */
export async function sendHttp(call: HttpCall, way: Way, patience: Patience = usualPatience): Promise<HttpReply> {
  const url = checkDestination(call.url, call.name)
  let leftMs = patience.wholeMs
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(url, call, way, Math.min(patience.timeoutMs, leftMs))
    leftMs -= outcome.tookMs
    if ('reply' in outcome && outcome.reply.status >= 200 && outcome.reply.status < 300) return outcome.reply
    const pauseMs = Math.min(pauseOf(outcome, attempt), patience.longestPauseMs)
    const isLast = attempt >= patience.attemptCount || pauseMs >= leftMs
    if (!isRepeatable(outcome) || isLast) throw failed(call, url, outcome, attempt)
    await patience.pause(pauseMs)
    leftMs -= pauseMs
  }
}

type Outcome = ({reply: HttpReply} | {broken: string}) & {tookMs: number}

/** Nothing was taken in by who did not answer at all. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', 'EHOSTUNREACH', 'EPIPE'])

function isRepeatable(outcome: Outcome): boolean {
  if ('broken' in outcome) return unreached.has(outcome.broken)
  const {status, headers} = outcome.reply
  return status === 429 || status >= 500 || (status === 403 && headers['retry-after'] !== undefined)
}

/** What Retry-After asks for, in seconds or as a date, else 1 s, 2 s, 4 s. */
function pauseOf(outcome: Outcome, attempt: number): number {
  const usual = 1000 * 2 ** (attempt - 1)
  if ('broken' in outcome) return usual
  const {'retry-after': asked, date} = outcome.reply.headers
  if (asked === undefined) return usual
  if (/^\d+$/.test(asked)) return Number(asked) * 1000
  const untilMs = Date.parse(asked) - Date.parse(date ?? '')
  return Number.isNaN(untilMs) ? usual : Math.max(0, untilMs)
}

async function attemptOnce(url: URL, call: HttpCall, way: Way, timeoutMs: number): Promise<Outcome> {
  const startMs = performance.now()
  const done = (outcome: {reply: HttpReply} | {broken: string}): Outcome => ({
    ...outcome,
    tookMs: performance.now() - startMs,
  })
  const isTls = url.protocol === 'https:'
  const agent = isTls ? way.httpsAgent : way.httpAgent
  const options: RequestOptions = {
    method: call.method,
    headers: {
      'user-agent': 'ecom-plan',
      ...call.headers,
      ...(call.body === undefined ? {} : {'content-length': String(Buffer.byteLength(call.body))}),
    },
    signal: AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs))),
    ...(agent === undefined ? {} : {agent}),
  }
  try {
    const reply = await new Promise<HttpReply>((resolve, reject) => {
      const request = (isTls ? httpsRequest : httpRequest)(url, options, (message) => {
        bodyOf(message).then(
          (body) => resolve({status: message.statusCode ?? 0, headers: message.headers, body}),
          reject,
        )
      })
      request.on('error', reject)
      request.end(call.body)
    })
    return done({reply})
  } catch (error) {
    return done({broken: brokenBy(error)})
  }
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let byteCount = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    byteCount += chunk.length
    if (byteCount > replyByteLimit) throw Object.assign(new Error('too long'), {code: 'REPLY_TOO_LONG'})
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The code of an error and nothing of its words, which may repeat the URL. */
function brokenBy(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'TIMEOUT'
  const {code} = error as Error & {code?: unknown}
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : 'UNKNOWN'
}

function failed(call: HttpCall, url: URL, outcome: Outcome, attempts: number): PlanError {
  const tries = attempts === 1 ? '' : ` at each of ${attempts} attempts`
  const what = 'broken' in outcome ? brokenWords(outcome.broken) : `answered with HTTP ${outcome.reply.status}`
  return new PlanError('output', 'NOTIFY_FAILED', `${call.name} was not told: ${url.host} ${what}${tries}`, {
    suggestions: 'broken' in outcome ? brokenHelp(outcome.broken) : statusHelp(outcome.reply.status),
  })
}

function brokenWords(code: string): string {
  if (code === 'TIMEOUT') return 'did not answer in time; it may have taken it or not'
  if (code === 'REPLY_TOO_LONG') return 'answered with more than 8 MiB'
  return `could not be reached (${code})`
}

function brokenHelp(code: string): string[] {
  if (/CERT|^UNABLE_TO_|^SELF_SIGNED|^DEPTH_ZERO|^ERR_TLS/.test(code)) {
    return ['behind a proxy with its own authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem']
  }
  return ['check the network, and HTTPS_PROXY where there is a proxy', 'ecom-plan report --notify-test']
}

function statusHelp(status: number): string[] {
  if (status >= 300 && status < 400)
    return ['put the URL that it redirects to in its place: redirects are not followed']
  if (status === 401 || status === 403)
    return ['check that the token is valid and may do it', 'ecom-plan report --notify-test']
  if (status === 404 || status === 410)
    return ['check that the URL is still valid: a webhook that was removed answers so']
  if (status === 429 || status >= 500) return ['run ecom-plan report --notify-test in a few minutes']
  return ['ecom-plan report --notify-test']
}
