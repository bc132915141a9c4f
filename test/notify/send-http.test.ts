import {afterEach, describe, expect, test} from 'vitest'
import type {PlanError} from '../../src/errors.js'
import {checkDestination} from '../../src/notify/check-destination.js'
import {type HttpCall, type Patience, sendHttp, usualPatience} from '../../src/notify/send-http.js'
import {openSite, status} from './local-site.js'

const canary = 'cAnArYsEcReT'
let sites: {close: () => Promise<void>}[] = []
afterEach(async () => {
  await Promise.all(sites.map((site) => site.close()))
  sites = []
})

async function site(answer: Parameters<typeof openSite>[0]) {
  const made = await openSite(answer)
  sites.push(made)
  return made
}

/** No test waits: pauses are written down. */
function patient(given: Partial<Patience> = {}): Patience & {pauses: number[]} {
  const pauses: number[] = []
  return {...usualPatience, pause: async (ms) => pauses.push(ms), ...given, pauses}
}
const callTo = (url: string): HttpCall => ({
  name: 'slack (notify[0])',
  url: `${url}/services/${canary}?token=${canary}`,
  method: 'POST',
  headers: {authorization: `Bearer ${canary}`},
  body: '{"é":1}',
})
const failureOf = (sending: Promise<unknown>): Promise<PlanError> =>
  sending.then(
    () => Promise.reject(new Error('sent')),
    (error) => error,
  )

test('a call arrives as it is, and its reply comes back', async () => {
  const {url, seen} = await site(status(200))
  expect(await sendHttp(callTo(url), {}, patient())).toMatchObject({status: 200, body: 'ok'})
  expect(seen).toMatchObject([{method: 'POST', body: '{"é":1}', headers: {'content-length': '8'}}])
})

test.each([500, 503, 429])('HTTP %i is tried again', async (code) => {
  let count = 0
  const {url, seen} = await site((response) => status(++count < 3 ? code : 200)(response))
  const patience = patient()
  await sendHttp(callTo(url), {}, patience)
  expect(seen).toHaveLength(3)
  expect(patience.pauses).toEqual([1000, 2000])
})

test('a pause is as long as Retry-After asks, within bounds, and GitHub may ask for one with 403', async () => {
  let count = 0
  const answers = [status(429, {'retry-after': '7'}), status(403, {'retry-after': '3600'}), status(200)]
  const {url} = await site((response) => answers[count++]?.(response))
  const patience = patient()
  await sendHttp(callTo(url), {}, patience)
  expect(patience.pauses).toEqual([7000, 15_000])
})

test('attempts and pauses together have an end', async () => {
  const {url, seen} = await site(status(503, {'retry-after': '900'}))
  const patience = patient({wholeMs: 20_000})
  expect((await failureOf(sendHttp(callTo(url), {}, patience))).message).toBe(
    `slack (notify[0]) was not told: ${new URL(url).host} answered with HTTP 503 at each of 2 attempts`,
  )
  expect(seen).toHaveLength(2)
})

describe('no failure says more than the host', () => {
  test.each([
    ['a refusal', 400, 1],
    ['a token that may not', 403, 1],
    ['a webhook that was removed', 404, 1],
    ['a server that stays down', 500, 4],
  ])('%s: HTTP %i', async (_, code, attempts) => {
    const {url, seen} = await site((response) => response.writeHead(code).end(`you sent ${canary}`))
    const failure = await failureOf(sendHttp(callTo(url), {}, patient()))
    expect(failure).toMatchObject({code: 'NOTIFY_FAILED', exitCode: 8})
    expect(JSON.stringify([failure.message, failure.suggestions, failure.stack, failure.cause])).not.toContain(canary)
    expect(seen).toHaveLength(attempts)
  })

  test('a redirect is not followed, so that the token goes nowhere else', async () => {
    const other = await site(status(200))
    const {url} = await site(status(307, {location: `${other.url}/${canary}`}))
    const failure = await failureOf(sendHttp(callTo(url), {}, patient()))
    expect(failure.message).toContain('answered with HTTP 307')
    expect(failure.suggestions[0]).toContain('redirects are not followed')
    expect(other.seen).toEqual([])
  })

  test('a timeout is not tried again: it may have arrived', async () => {
    const {url, seen} = await site(() => {})
    const failure = await failureOf(sendHttp(callTo(url), {}, patient({timeoutMs: 40})))
    expect(failure.message).toContain('did not answer in time; it may have taken it or not')
    expect(JSON.stringify([failure.message, failure.stack])).not.toContain(canary)
    expect(seen).toHaveLength(1)
  })

  test('a reply that never ends is cut off', async () => {
    const {url} = await site((response) => {
      response.writeHead(200)
      const write = () => {
        while (!response.destroyed && response.write(Buffer.alloc(1_048_576, canary)));
      }
      response.on('drain', write)
      write()
    })
    const failure = await failureOf(sendHttp(callTo(url), {}, patient()))
    expect(failure.message).toContain('answered with more than 8 MiB')
    expect(failure.message).not.toContain(canary)
  })

  test('nobody there', async () => {
    const gone = await openSite(status(200))
    await gone.close()
    const patience = patient()
    const failure = await failureOf(sendHttp(callTo(gone.url), {}, patience))
    expect(failure.message).toMatch(/could not be reached \(ECONNREFUSED\) at each of 4 attempts$/)
    expect(failure.message).not.toContain(canary)
  })
})

describe('where something may be sent', () => {
  test.each(['https://hooks.slack.example/x', 'http://localhost:8080/x', 'http://127.0.0.1/x', 'http://[::1]:1/'])(
    '%s',
    (url) => {
      expect(checkDestination(url, 'slack').href.startsWith(url)).toBe(true)
    },
  )

  test.each([
    `http://hooks.slack.example/${canary}`,
    `http://localhost.evil.example/${canary}`,
    `http://127.0.0.1.evil.example/${canary}`,
    `https://me:${canary}@hooks.slack.example/`,
    `file:///etc/${canary}`,
    `${canary} no URL`,
  ])('not %s', (url) => {
    expect(() => checkDestination(url, 'slack')).toThrow(/^slack is not told: /)
    try {
      checkDestination(url, 'slack')
    } catch (error) {
      expect(String((error as Error).stack) + JSON.stringify(error)).not.toContain(canary)
    }
  })
})
