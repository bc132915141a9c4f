import {NormalizedSchema} from '@smithy/core/schema'
import type {AwsObject} from '../../src/documents/snapshot.js'
import type {OperationSchema} from './operations.js'

/** How a client spells a request: awsQuery and ec2Query as a form, awsJson as JSON, restXml in path and query. */
export type Protocol = 'query' | 'ec2' | 'json' | 'rest-xml'

type Form = {[name: string]: Form | string}

/** The input of a request, as the client's caller wrote it; times are Date. */
export function decodeInput(
  operation: OperationSchema,
  protocol: Exclude<Protocol, 'rest-xml'>,
  body: string,
): AwsObject {
  const schema = NormalizedSchema.of(operation.input)
  if (schema.isUnitSchema()) return {}
  const decoded =
    protocol === 'json' ? decodeJson(schema, JSON.parse(body || '{}')) : decodeForm(schema, formOf(body), protocol)
  return decoded as AwsObject
}

/** `Filters.member.1.Name=x` as a tree. */
function formOf(body: string): Form {
  const root: Form = {}
  for (const [key, value] of new URLSearchParams(body)) {
    const path = key.split('.')
    const last = path.pop() ?? ''
    let node = root
    for (const name of path) {
      const child = node[name]
      const next: Form = typeof child === 'object' ? child : {}
      node[name] = next
      node = next
    }
    node[last] = value
  }
  return root
}

function decodeForm(schema: NormalizedSchema, node: Form | string | undefined, protocol: 'query' | 'ec2'): unknown {
  if (node === undefined) return undefined
  if (schema.isListSchema()) {
    const member = schema.getValueSchema()
    const isFlat = protocol === 'ec2' || Boolean(schema.getMergedTraits().xmlFlattened)
    const list = isFlat || typeof node === 'string' ? node : node[xmlNameOf(member) ?? 'member']
    return numbered(list).map((item) => decodeForm(member, item, protocol))
  }
  if (schema.isMapSchema() && typeof node === 'object') return decodeFormMap(schema, node, protocol)
  if (schema.isStructSchema() && typeof node === 'object') {
    const members = [...schema.structIterator()].map(
      ([name, member]) => [name, decodeForm(member, node[formName(member, name, protocol)], protocol)] as const,
    )
    return Object.fromEntries(members.filter(([, value]) => value !== undefined))
  }
  return decodeScalar(schema, node)
}

/** `entry.1.Name=x&entry.1.Value=y`. */
function decodeFormMap(schema: NormalizedSchema, node: Form, protocol: 'query' | 'ec2'): unknown {
  const [key, value] = [schema.getKeySchema(), schema.getValueSchema()]
  const entries = numbered(node['entry']).flatMap((entry) =>
    typeof entry === 'object'
      ? [[String(entry[xmlNameOf(key) ?? 'key']), decodeForm(value, entry[xmlNameOf(value) ?? 'value'], protocol)]]
      : [],
  )
  return Object.fromEntries(entries)
}

function formName(member: NormalizedSchema, name: string, protocol: 'query' | 'ec2'): string {
  const traits = member.getMergedTraits()
  const plain = xmlNameOf(member) ?? name
  if (protocol === 'query') return plain
  return typeof traits.ec2QueryName === 'string' ? traits.ec2QueryName : plain.charAt(0).toUpperCase() + plain.slice(1)
}

function xmlNameOf(schema: NormalizedSchema): string | undefined {
  const {xmlName} = schema.getMergedTraits()
  return typeof xmlName === 'string' ? xmlName : undefined
}

/** The children 1, 2, 3, … of a form list in their order. */
function numbered(node: Form | string | undefined): (Form | string)[] {
  if (typeof node !== 'object') return []
  return Object.keys(node)
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((index) => node[String(index)] ?? [])
}

function decodeJson(schema: NormalizedSchema, value: unknown): unknown {
  if (value === undefined || value === null) return undefined
  if (schema.isListSchema() && Array.isArray(value)) {
    return value.map((item) => decodeJson(schema.getValueSchema(), item))
  }
  if (schema.isStructSchema() && typeof value === 'object') {
    const members = [...schema.structIterator()].map(
      ([name, member]) => [name, decodeJson(member, (value as AwsObject)[name])] as const,
    )
    return Object.fromEntries(members.filter(([, decoded]) => decoded !== undefined))
  }
  return decodeScalar(schema, value)
}

function decodeScalar(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isTimestampSchema()) return new Date(typeof value === 'number' ? value * 1000 : String(value))
  if (schema.isBooleanSchema()) return value === true || value === 'true'
  return schema.isNumericSchema() ? Number(value) : value
}
