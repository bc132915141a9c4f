import type {IncomingMessage, ServerResponse} from 'node:http'
import type {AwsObject} from '../../src/documents/snapshot.js'
import type {Protocol} from './decode.js'
import {encodeError, type Reply} from './encode.js'
import type {Fault, FaultKind} from './faults.js'

/** A call that a fault strikes: how the service speaks, and what it would have answered. */
type Struck = {
  fault: Fault
  service: string
  protocol: Protocol
  request: IncomingMessage
  response: ServerResponse
  answer: () => Reply
}

/** Does to the connection and the reply what the fault says. */
export function strike(struck: Struck): void {
  strikes[struck.fault.kind](struck)
}

export function send(response: ServerResponse, {status, headers, body}: Reply): void {
  response.writeHead(status, headers).end(body)
}

/** The refusal of a call that came too soon: EC2 has a name and a status of its own for it. */
export function throttled(service: string, protocol: Protocol, {status, code}: Partial<Fault> = {}): Reply {
  const own =
    service === 'ec2'
      ? {status: 503, code: 'RequestLimitExceeded'}
      : {status: 400, code: protocol === 'json' ? 'ThrottlingException' : 'Throttling'}
  return encodeError(protocol, status ?? own.status, code ?? own.code, 'Rate exceeded')
}

const hourMs = 3_600_000

const strikes: Record<FaultKind, (struck: Struck) => void> = {
  throttle: ({fault, service, protocol, response}) => send(response, throttled(service, protocol, fault)),
  error: ({fault, protocol, response}) => send(response, errorOf(fault, protocol, 400, 'ValidationError')),
  denied: ({fault, service, protocol, response}) => {
    const message = 'User: arn:aws:sts::123456789012:assumed-role/ecom-plan-read/test is not authorized to perform this'
    const {status, code} = namesOf(service, protocol).denied
    send(response, errorOf({message, ...fault}, protocol, status, code))
  },
  expired: ({fault, service, protocol, response}) => {
    const message = 'The security token included in the request is expired'
    const {status, code} = namesOf(service, protocol).expired
    send(response, errorOf({message, ...fault}, protocol, status, code))
  },
  '5xx': ({fault, protocol, response}) => send(response, errorOf(fault, protocol, 500, 'InternalFailure')),
  html: ({fault, response}) => {
    const headers = {'content-type': 'text/html'}
    send(response, {status: fault.status ?? 502, headers, body: '<html><body><h1>Bad gateway</h1></body></html>'})
  },
  reset: ({request}) => {
    request.socket.destroy()
  },
  hang: () => {},
  stall: ({response, answer}) => {
    const {status, headers, body} = answer()
    const bytes = Buffer.from(body)
    response.writeHead(status, {...headers, 'content-length': bytes.length})
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)))
  },
  truncate: ({request, response}) => {
    response.writeHead(200, {'content-length': 1000})
    response.write('{"Metr', () => request.socket.destroy())
  },
  cut: ({response, answer}) => {
    const reply = answer()
    send(response, {...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2))})
  },
  empty: ({response, answer}) => send(response, {...answer(), body: ''}),
  hollow: ({response, answer}) => send(response, {...answer(), body: '{}'}),
  skew: ({fault, service, protocol, response}) => {
    const {status, code, message = ''} = namesOf(service, protocol).skewed
    const reply = errorOf({message, ...fault}, protocol, status, code)
    send(response, {...reply, headers: {...reply.headers, date: new Date(Date.now() + 2 * hourMs).toUTCString()}})
  },
  'internal-error': ({response, answer}) => {
    const reply = answer()
    const document = JSON.parse(reply.body) as AwsObject
    const results = (document['MetricDataResults'] ?? []) as AwsObject[]
    const failed = results.map((result) => ({...result, Timestamps: [], Values: [], StatusCode: 'InternalError'}))
    send(response, {...reply, body: JSON.stringify({...document, MetricDataResults: failed, NextToken: undefined})})
  },
}

type Name = {status: number; code: string; message?: string}

/** Each family of protocols has names of its own for the same refusals. */
function namesOf(service: string, protocol: Protocol): {denied: Name; expired: Name; skewed: Name} {
  const late = 'Signature expired: 20261126T060000Z is now earlier than 20261126T074500Z (20261126T080000Z - 15 min.)'
  if (service === 'ec2') {
    return {
      denied: {status: 403, code: 'UnauthorizedOperation'},
      expired: {status: 400, code: 'RequestExpired'},
      skewed: {status: 400, code: 'RequestExpired', message: 'Request has expired.'},
    }
  }
  if (protocol === 'json') {
    return {
      denied: {status: 400, code: 'AccessDeniedException'},
      expired: {status: 400, code: 'ExpiredTokenException'},
      skewed: {status: 400, code: 'InvalidSignatureException', message: late},
    }
  }
  return {
    denied: {status: 403, code: 'AccessDenied'},
    expired: {status: 403, code: 'ExpiredToken'},
    skewed: {status: 403, code: 'SignatureDoesNotMatch', message: late},
  }
}

function errorOf({status, code, message}: Fault, protocol: Protocol, usual: number, usualCode: string): Reply {
  return encodeError(protocol, status ?? usual, code ?? usualCode, message ?? 'injected')
}
