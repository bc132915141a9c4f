import {randomUUID} from 'node:crypto'
import {NormalizedSchema} from '@smithy/core/schema'
import type {AwsObject} from '../../src/documents/snapshot.js'
import type {Protocol} from './decode.js'
import type {OperationSchema} from './operations.js'
import {payloadOf} from './rest-xml.js'

type XmlProtocol = Exclude<Protocol, 'json'>

export type Reply = {status: number; headers: Record<string, string>; body: string}

/** A reply as AWS spells it. Members that the operation's schema does not have are dropped, as they would be there. */
export function encodeOutput(operation: OperationSchema, protocol: Protocol, output: AwsObject): Reply {
  const schema = NormalizedSchema.of(operation.output)
  if (protocol === 'json') return reply(200, protocol, JSON.stringify(jsonOf(schema, output) ?? {}))
  if (protocol === 'rest-xml') {
    const [name, member] = payloadOf(schema) ?? ['', schema]
    return reply(200, protocol, xmlElement(name, member, output[name] ?? {}, protocol))
  }
  const members = schema.isUnitSchema() ? '' : xmlMembers(schema, output, protocol)
  const id = randomUUID()
  const {name} = operation
  return reply(
    200,
    protocol,
    protocol === 'ec2'
      ? `<${name}Response><requestId>${id}</requestId>${members}</${name}Response>`
      : `<${name}Response><${name}Result>${members}</${name}Result><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></${name}Response>`,
  )
}

/** An error as AWS spells it in that protocol. */
export function encodeError(protocol: Protocol, status: number, code: string, message: string): Reply {
  if (protocol === 'json') return reply(status, protocol, JSON.stringify({__type: code, message}))
  const error = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`
  return reply(
    status,
    protocol,
    protocol === 'ec2'
      ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>${randomUUID()}</RequestID></Response>`
      : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  )
}

function reply(status: number, protocol: Protocol, body: string): Reply {
  const type = protocol === 'json' ? 'application/x-amz-json-1.1' : 'text/xml'
  return {status, headers: {'content-type': type, 'x-amzn-requestid': randomUUID()}, body}
}

function xmlMembers(schema: NormalizedSchema, value: AwsObject, protocol: XmlProtocol): string {
  return [...schema.structIterator()]
    .filter(([name]) => value[name] !== undefined && value[name] !== null)
    .map(([name, member]) => xmlElement(xmlNameOf(member.getMemberTraits()) ?? name, member, value[name], protocol))
    .join('')
}

function xmlElement(tag: string, schema: NormalizedSchema, value: unknown, protocol: XmlProtocol): string {
  if (!schema.isListSchema() || !Array.isArray(value)) return `<${tag}>${xmlValue(schema, value, protocol)}</${tag}>`
  const member = schema.getValueSchema()
  const isFlat = Boolean(schema.getMergedTraits().xmlFlattened)
  const inner = xmlNameOf(member.getMergedTraits()) ?? (protocol === 'ec2' ? 'item' : 'member')
  const items = value.map((item) => xmlElement(isFlat ? tag : inner, member, item, protocol)).join('')
  return isFlat ? items : `<${tag}>${items}</${tag}>`
}

function xmlValue(schema: NormalizedSchema, value: unknown, protocol: XmlProtocol): string {
  if (schema.isStructSchema()) return xmlMembers(schema, value as AwsObject, protocol)
  if (schema.isTimestampSchema()) return dateOf(value).toISOString()
  return escapeXml(String(value))
}

function xmlNameOf(traits: {xmlName?: unknown}): string | undefined {
  return typeof traits.xmlName === 'string' ? traits.xmlName : undefined
}

function jsonOf(schema: NormalizedSchema, value: unknown): unknown {
  if (value === undefined || value === null) return undefined
  if (schema.isListSchema() && Array.isArray(value)) return value.map((item) => jsonOf(schema.getValueSchema(), item))
  if (schema.isStructSchema()) {
    return Object.fromEntries(
      [...schema.structIterator()].map(([name, member]) => [name, jsonOf(member, (value as AwsObject)[name])]),
    )
  }
  return schema.isTimestampSchema() ? dateOf(value).getTime() / 1000 : value
}

/** Handlers give times as Date; a snapshot file holds them as ISO text. */
function dateOf(value: unknown): Date {
  return value instanceof Date ? value : new Date(String(value))
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
