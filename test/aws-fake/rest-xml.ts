import {NormalizedSchema} from '@smithy/core/schema'
import type {AwsObject} from '../../src/documents/snapshot.js'
import {findOperation, type OperationSchema} from './operations.js'

/** The operation of a REST service that a request is for, by method and path; empty when it handles none such. */
export function restOperation({
  sdk,
  names,
  method,
  path,
}: {
  sdk: object
  names: readonly string[]
  method: string
  path: string
}): string {
  return names.find((name) => isFor(findOperation(sdk, name), method, path)) ?? ''
}

function isFor(operation: OperationSchema | null, method: string, path: string): boolean {
  const [wantedMethod, wantedPath] = operation?.http ?? []
  return wantedMethod === method && wantedPath === path
}

/** The members that travel in the query string, under the names that the schema's traits give them. */
export function decodeQuery(operation: OperationSchema, query: URLSearchParams): AwsObject {
  const members = [...NormalizedSchema.of(operation.input).structIterator()].flatMap(([name, member]) => {
    const {httpQuery} = member.getMergedTraits()
    const text = typeof httpQuery === 'string' ? query.get(httpQuery) : null
    return text === null ? [] : [[name, member.isNumericSchema() ? Number(text) : text] as const]
  })
  return Object.fromEntries(members)
}

/** The member that is the body of a reply by itself, with its name. */
export function payloadOf(schema: NormalizedSchema): [name: string, member: NormalizedSchema] | null {
  return [...schema.structIterator()].find(([, member]) => Boolean(member.getMergedTraits().httpPayload)) ?? null
}
