import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {gunzipSync} from 'node:zlib'
import type {AwsObject} from '../../src/documents/snapshot.js'
import {decodeInput, type Protocol} from './decode.js'
import {encodeError, encodeOutput, type Reply} from './encode.js'
import {type FakeEstate, FakeFailure} from './estate.js'
import {type Fault, takeFault} from './faults.js'
import {findOperation, type OperationSchema} from './operations.js'
import {decodeQuery, restOperation} from './rest-xml.js'
import {services} from './services.js'

/** A request as it came in. `isMutating` is true of everything that does not Describe, Get or List. */
export type FakeCall = {service: string; operation: string; region: string; isMutating: boolean; input: AwsObject}

export type FakeAws = {
  url: string
  /** Every call so far, retries and refused ones included. Clear with `calls.length = 0`. */
  calls: FakeCall[]
  /** What goes wrong; push to it. */
  faults: Fault[]
  close: () => Promise<void>
}

/**
 * AWS on a local port, for the unmodified SDK: it reads requests and writes replies by the schemas that the SDK's own
 * clients export.
 *
 * It answers the reads in `services.ts` from the estate, refuses every change with AccessDenied, and everything else
 * with 501. Signatures are not checked.
 */
export async function startFakeAws({estate, port = 0}: {estate: FakeEstate; port?: number}): Promise<FakeAws> {
  const calls: FakeCall[] = []
  const faults: Fault[] = []
  const server = createServer((request, response) => {
    answer({request, response, estate, calls, faults}).catch((error: unknown) => {
      response.writeHead(500, {'content-type': 'text/plain'}).end(`the fake itself failed: ${String(error)}`)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function answer({
  request,
  response,
  estate,
  calls,
  faults,
}: {
  request: IncomingMessage
  response: ServerResponse
  estate: FakeEstate
  calls: FakeCall[]
  faults: Fault[]
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
    isMutating: !/^(Describe|Get|List)/.test(operation),
    input: schema ? inputOf(schema, protocol, url, body) : {},
  }
  calls.push(call)
  const fault = takeFault(faults, call)
  if (fault) strike({fault, protocol, request, response})
  else send(response, replyTo({call, protocol, estate}))
}

function replyTo({call, protocol, estate}: {call: FakeCall; protocol: Protocol; estate: FakeEstate}): Reply {
  const service = services[call.service]
  const schema = findOperation(service?.sdk ?? {}, call.operation)
  if (schema && call.isMutating) {
    return encodeError(protocol, 403, 'AccessDenied', `this fake estate is for reading: ${call.operation} is refused`)
  }
  const handler = service?.handlers[call.operation]
  if (!schema || !handler) {
    return encodeError(protocol, 501, 'NotImplemented', `${call.service}.${call.operation} is not emulated`)
  }
  try {
    return encodeOutput(schema, protocol, handler(call.input, estate))
  } catch (error) {
    if (error instanceof FakeFailure) return encodeError(protocol, error.status, error.code, error.message)
    throw error
  }
}

function strike({
  fault,
  protocol,
  request,
  response,
}: {
  fault: Fault
  protocol: Protocol
  request: IncomingMessage
  response: ServerResponse
}): void {
  const {kind, status, code, message = 'injected'} = fault
  if (kind === 'reset') request.socket.destroy()
  if (kind === 'throttle') {
    const name = protocol === 'json' ? 'ThrottlingException' : 'Throttling'
    send(response, encodeError(protocol, status ?? 400, code ?? name, 'Rate exceeded'))
  }
  if (kind === 'error') send(response, encodeError(protocol, status ?? 400, code ?? 'ValidationError', message))
  if (kind === '5xx') send(response, encodeError(protocol, status ?? 500, code ?? 'InternalFailure', message))
  if (kind === 'html') {
    const headers = {'content-type': 'text/html'}
    send(response, {status: status ?? 502, headers, body: '<html><body><h1>Bad gateway</h1></body></html>'})
  }
  if (kind === 'truncate') {
    response.writeHead(200, {'content-length': 1000})
    response.write('{"Metr', () => request.socket.destroy())
  }
  // A hang answers nothing: the client's own timeout has to end it.
}

function send(response: ServerResponse, {status, headers, body}: Reply): void {
  response.writeHead(status, headers).end(body)
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
