import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {gunzipSync} from 'node:zlib'
import type {AwsObject} from '../../src/documents/snapshot.js'
import {checkBounds} from './bounds.js'
import {decodeInput, type Protocol} from './decode.js'
import {encodeError, encodeOutput, type Reply} from './encode.js'
import {type FakeEstate, FakeFailure} from './estate.js'
import {type Fault, takeFault} from './faults.js'
import {makeBuckets} from './limit.js'
import {findOperation, type OperationSchema} from './operations.js'
import {pageSizeOf} from './page-size.js'
import {refuseByPolicy} from './policy.js'
import {estateIn} from './region.js'
import {decodeQuery, restOperation} from './rest-xml.js'
import {services} from './services.js'
import {send, strike, throttled} from './strike.js'

/** A request as it came in. `isMutating` is true of everything that does not Describe, Get, List or Simulate. */
export type FakeCall = {service: string; operation: string; region: string; isMutating: boolean; input: AwsObject}

export type FakeAws = {
  url: string
  /** Every call so far, retries and refused ones included. Clear with `calls.length = 0`. */
  calls: FakeCall[]
  /** What goes wrong; push to it. */
  faults: Fault[]
  /** Called with each call as it comes in, before it is answered. */
  onCall: (call: FakeCall) => void
  close: () => Promise<void>
}

/**
 * AWS on a local port, for the unmodified SDK: it reads requests and writes replies by the schemas that the SDK's own
 * clients export.
 *
 * It answers the reads in `services.ts` from the estate as the Region of the request shows it, refuses every change
 * with AccessDenied unless the estate is writable, and everything else with 501. What `estate.allowed` has not is refused as IAM refuses it. Signatures
 * are not checked.
 */
export async function startFakeAws({estate, port = 0}: {estate: FakeEstate; port?: number}): Promise<FakeAws> {
  const mayPass = makeBuckets(() => estate.limits)
  const server = createServer((request, response) => {
    if (estate.clockOffsetMs !== 0)
      response.setHeader('date', new Date(Date.now() + estate.clockOffsetMs).toUTCString())
    answer({request, response, estate, fake, mayPass}).catch((error: unknown) => {
      response.writeHead(500, {'content-type': 'text/plain'}).end(`the fake itself failed: ${String(error)}`)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const fake: FakeAws = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    faults: [],
    onCall: () => {},
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return fake
}

async function answer({
  request,
  response,
  estate,
  fake,
  mayPass,
}: {
  request: IncomingMessage
  response: ServerResponse
  estate: FakeEstate
  fake: FakeAws
  mayPass: (service: string) => boolean
}): Promise<void> {
  const body = await bodyOf(request)
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '')
  const [, region = '', service = ''] = scope ?? []
  const protocol: Protocol = services[service]?.protocol ?? 'json'
  const url = new URL(request.url ?? '/', 'http://fake')
  const operation = protocol === 'rest-xml' ? restCall(service, request.method, url) : actionOf(request, body)
  const schema = findOperation(services[service]?.sdk ?? {}, operation)
  const call = {
    service,
    operation,
    region,
    isMutating: !/^(Assume|Describe|Get|List|Simulate|StartQuery)/.test(operation),
    input: schema ? inputOf(schema, protocol, url, body) : {},
  }
  fake.calls.push(call)
  fake.onCall(call)
  if (!mayPass(service)) return send(response, throttled(service, protocol))
  const fault = takeFault(fake.faults, call)
  const accessKey = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const here = estateIn(estate.accounts[accessKey] ?? estate, call)
  const seen = {...here, pageSize: pageSizeOf(call, here.pageSize)}
  const reply = () => replyTo({call, protocol, estate: seen})
  if (fault) strike({fault, service, protocol, request, response, answer: reply})
  else send(response, reply())
}

function replyTo({call, protocol, estate}: {call: FakeCall; protocol: Protocol; estate: FakeEstate}): Reply {
  const service = services[call.service]
  const schema = findOperation(service?.sdk ?? {}, call.operation)
  const refusal = refuseByPolicy({call, protocol, estate})
  if (refusal !== null) return refusal
  const write = estate.isWritable ? service?.writes?.[call.operation] : undefined
  if (schema && call.isMutating && !write) {
    return encodeError(protocol, 403, 'AccessDenied', `this fake estate is for reading: ${call.operation} is refused`)
  }
  const handler = write ?? service?.handlers[call.operation]
  if (!schema || !handler) {
    return encodeError(protocol, 501, 'NotImplemented', `${call.service}.${call.operation} is not emulated`)
  }
  try {
    checkBounds(call)
    return encodeOutput(schema, protocol, handler(call.input, estate))
  } catch (error) {
    if (error instanceof FakeFailure) return encodeError(protocol, error.status, error.code, error.message)
    throw error
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8')
}

function actionOf(request: IncomingMessage, form: string): string {
  const target = request.headers['x-amz-target']
  if (typeof target === 'string') return target.split('.').at(-1) ?? ''
  return new URLSearchParams(form).get('Action') ?? ''
}

function restCall(service: string, method = 'GET', {pathname: path}: URL): string {
  const {sdk = {}, handlers = {}} = services[service] ?? {}
  return restOperation({sdk, names: Object.keys(handlers), method, path})
}

function inputOf(schema: OperationSchema, protocol: Protocol, url: URL, body: string): AwsObject {
  return protocol === 'rest-xml' ? decodeQuery(schema, url.searchParams) : decodeInput(schema, protocol, body)
}
