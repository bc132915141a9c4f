import type {NormalizedSchema} from '@smithy/core/schema'

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0]

/** What every SDK client exports for each of its operations, as `DescribeServices$`. */
export type OperationSchema = {
  name: string
  input: SchemaRef
  output: SchemaRef
  /** Method and path of a REST service's operation; none elsewhere. */
  http: readonly unknown[]
}

/** The SDK's own mark of an operation's schema. */
const operationMark = 9

/**
 * The schema of an operation, or null when the client has none of that name.
 *
 * The layout `[9, namespace, name, traits, input, output]` is the SDK's inner business: throws when it is another, so
 * that an SDK upgrade that changes it is loud.
 */
export function findOperation(sdk: object, name: string): OperationSchema | null {
  const schema = (sdk as Record<string, unknown>)[`${name}$`]
  if (schema === undefined) return null
  if (!Array.isArray(schema) || schema.length !== 6 || schema[0] !== operationMark || schema[2] !== name) {
    throw new Error(`the SDK describes ${name} in a way that the fake does not know: ${JSON.stringify(schema)}`)
  }
  const {http = []} = (typeof schema[3] === 'object' ? schema[3] : {}) as {http?: readonly unknown[]}
  return {name, input: schema[4] as SchemaRef, output: schema[5] as SchemaRef, http}
}
