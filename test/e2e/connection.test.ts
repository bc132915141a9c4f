import {readFileSync} from 'node:fs'
import {createServer, request as httpRequest, type IncomingMessage, type Server} from 'node:http'
import {createServer as createTlsServer} from 'node:https'
import {type AddressInfo, connect} from 'node:net'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest'
import {runCli} from './run-cli.js'
import {startSmallShop} from './small-shop.js'

const pem = (name: string) => readFileSync(new URL(`../aws-fake/tls/${name}`, import.meta.url), 'utf8')
const authority = new URL('../aws-fake/tls/ca.pem', import.meta.url).pathname
let shop: Awaited<ReturnType<typeof startSmallShop>>
let proxy: Server
let tls: Server
/** What the proxy was asked for: URLs, or `CONNECT host:port`. */
const asked: string[] = []

const portOf = (server: Server) => (server.address() as AddressInfo).port
const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

beforeAll(async () => {
  shop = await startSmallShop()
  const behind = new URL(shop.aws.url)
  const forward = (request: IncomingMessage, path: string) =>
    httpRequest({host: behind.hostname, port: behind.port, path, method: request.method, headers: request.headers})
  proxy = createServer((request, response) => {
    asked.push(request.url ?? '')
    const onward = forward(request, new URL(request.url ?? '').pathname)
    request.pipe(onward)
    onward.on('response', (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
    })
  })
  proxy.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    const onward = connect(portOf(tls), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket)
      socket.pipe(onward)
    })
  })
  // The fake behind a certificate that only our own authority vouches for.
  tls = createTlsServer({key: pem('server.key'), cert: pem('server.pem')}, (request, response) => {
    const onward = forward(request, request.url ?? '/')
    request.pipe(onward)
    onward.on('response', (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
    })
  }) as unknown as Server
  await Promise.all([listen(proxy), listen(tls)])
})
afterAll(async () => {
  for (const server of [proxy, tls]) {
    server.closeAllConnections()
    server.close()
  }
  await shop.close()
})
beforeEach(() => {
  asked.length = 0
})

/** `init --yes` into a file of its own, as a user behind that network would run it. */
async function initWith(env: Record<string, string>, args: string[] = []) {
  const out = `${asked.length}-${Object.keys(env).join('-')}.yaml`
  const {AWS_ENDPOINT_URL: _, ...rest} = shop.env
  const {code, stdout} = await runCli(['init', '--yes', '--force', '--out', out, '--json', ...args], {
    cwd: shop.folder,
    env: {...rest, ...env},
  })
  return {code, ...JSON.parse(stdout)}
}

const unreachable = 'http://aws.invalid'

test('HTTP_PROXY is gone through, but not to hosts in NO_PROXY', async () => {
  const proxyUrl = `http://127.0.0.1:${portOf(proxy)}`
  const through = await initWith({AWS_ENDPOINT_URL: unreachable, HTTP_PROXY: proxyUrl})
  expect(through).toMatchObject({code: 0})
  expect(asked.length).toBeGreaterThan(5)
  expect(asked.every((url) => url.startsWith(unreachable))).toBe(true)
  asked.length = 0
  const around = await initWith({AWS_ENDPOINT_URL: shop.aws.url, HTTP_PROXY: proxyUrl, NO_PROXY: '127.0.0.1'})
  expect({code: around.code, asked}).toEqual({code: 0, asked: []})
})

test('AWS_CA_BUNDLE is trusted, in the open and through HTTPS_PROXY', async () => {
  const url = `https://127.0.0.1:${portOf(tls)}`
  const refused = await initWith({AWS_ENDPOINT_URL: url})
  expect(refused).toMatchObject({code: 4, error: {code: 'CERTIFICATE_UNTRUSTED'}})
  expect(await initWith({AWS_ENDPOINT_URL: url, AWS_CA_BUNDLE: authority})).toMatchObject({code: 0})
  const proxied = await initWith({
    AWS_CA_BUNDLE: authority,
    https_proxy: `http://127.0.0.1:${portOf(proxy)}`,
    AWS_ENDPOINT_URL: 'https://aws.invalid',
  })
  expect(proxied).toMatchObject({code: 0})
  expect(new Set(asked)).toEqual(new Set(['CONNECT aws.invalid:443']))
})

test('a bundle that is not there or holds no certificate', async () => {
  const missing = await initWith({AWS_ENDPOINT_URL: shop.aws.url, AWS_CA_BUNDLE: '/no/such.pem'})
  expect(missing).toMatchObject({code: 4, error: {code: 'CA_BUNDLE_UNREADABLE'}})
  expect(missing.error.message).toContain('/no/such.pem: it cannot be read')
  const wrong = await initWith({
    AWS_ENDPOINT_URL: shop.aws.url,
    AWS_CA_BUNDLE: join(shop.folder, '..', '..', 'etc', 'hostname'),
  })
  expect(wrong.error.code).toBe('CA_BUNDLE_UNREADABLE')
})

test('--endpoint-url is AWS_ENDPOINT_URL, and what is no URL is refused', async () => {
  expect(await initWith({AWS_ENDPOINT_URL: unreachable}, ['--endpoint-url', shop.aws.url])).toMatchObject({code: 0})
  const wrong = await initWith({}, ['--endpoint-url', 'localhost:4566'])
  expect(wrong).toMatchObject({code: 64, error: {code: 'ENDPOINT_INVALID'}})
})
