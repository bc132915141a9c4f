import {NormalizedSchema} from '@smithy/core/schema'

/** A schema as the SDK's commands carry it. */
export type SchemaRef = Parameters<typeof NormalizedSchema.of>[0]

/**
 * What is wrong with the input of a request by the SDK's own schema, each problem with its path; empty when nothing is.
 * Times are ISO texts.
 *
 * Shape only: members that are required, unknown or of another type, at any depth. What the server alone knows (a
 * minimum above the maximum, a time in the past) passes.
 */
export function inputProblems({
  schema,
  operation,
  input,
}: {
  schema: SchemaRef
  operation: string
  input: unknown
}): string[] {
  return problemsOf(NormalizedSchema.of(schema), input, operation)
}

/** An input that has no problems, with its ISO texts as the times that the SDK wants. */
export function withTimes(schema: SchemaRef, input: unknown): unknown {
  return timed(NormalizedSchema.of(schema), input)
}

function timed(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isTimestampSchema()) return new Date(String(value))
  if (schema.isListSchema() && Array.isArray(value)) return value.map((item) => timed(schema.getValueSchema(), item))
  if (!schema.isStructSchema() || !isObject(value)) return value
  const members = new Map(schema.structIterator())
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const member = members.get(name)
      return [name, member === undefined ? item : timed(member, item)]
    }),
  )
}

function problemsOf(schema: NormalizedSchema, value: unknown, path: string): string[] {
  if (schema.isStructSchema()) return structureProblems(schema, value, path)
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return [expected('a list', value, path)]
    return value.flatMap((item, index) => problemsOf(schema.getValueSchema(), item, `${path}[${index}]`))
  }
  if (schema.isMapSchema()) {
    if (!isObject(value)) return [expected('a map', value, path)]
    return Object.entries(value).flatMap(([key, item]) => problemsOf(schema.getValueSchema(), item, `${path}.${key}`))
  }
  const kind = scalars.find(({fits}) => fits(schema))
  return !kind || kind.accepts(value) ? [] : [expected(kind.name, value, path)]
}

const scalars: {
  name: string
  fits: (schema: NormalizedSchema) => boolean
  accepts: (value: unknown) => boolean
}[] = [
  {
    name: 'an ISO time',
    fits: (schema) => schema.isTimestampSchema(),
    accepts: (value) =>
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)),
  },
  {name: 'true or false', fits: (schema) => schema.isBooleanSchema(), accepts: (value) => typeof value === 'boolean'},
  {name: 'a number', fits: (schema) => schema.isNumericSchema(), accepts: (value) => Number.isFinite(value)},
  {name: 'text', fits: (schema) => schema.isStringSchema(), accepts: (value) => typeof value === 'string'},
]

function structureProblems(schema: NormalizedSchema, value: unknown, path: string): string[] {
  if (!isObject(value)) return [expected('a structure', value, path)]
  const members = new Map(schema.structIterator())
  const missing = requiredOf(schema)
    .filter((name) => value[name] === undefined)
    .map((name) => `${path}.${name}: required and missing`)
  const given = Object.entries(value).flatMap(([name, item]) => {
    const member = members.get(name)
    return member ? problemsOf(member, item, `${path}.${name}`) : [`${path}.${name}: no such member`]
  })
  return [...missing, ...given]
}

/** A structure's schema is `[3, namespace, name, traits, names, types, requiredCount]`; required members come first. */
function requiredOf(schema: NormalizedSchema): string[] {
  const raw = schema.getSchema() as unknown as readonly unknown[]
  return (raw[4] as string[]).slice(0, Number(raw[6] ?? 0))
}

function expected(what: string, value: unknown, path: string): string {
  return `${path}: expected ${what}, found ${JSON.stringify(value)}`
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
