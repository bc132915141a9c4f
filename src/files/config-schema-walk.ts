export type YamlPath = readonly PropertyKey[]

type JsonSchema = {
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  const?: unknown
}

/**
 * The keys that a JSON Schema allows in the map at `path`, sorted. Where a union is told apart by a constant (the kind
 * of a tier), only the branches that agree with `value`, the whole document, count.
 */
export function allowedAt({schema, path, value}: {schema: unknown; path: YamlPath; value: unknown}): string[] {
  let nodes = fitting(schema as JsonSchema, value)
  path.forEach((segment, index) => {
    const here = valueAt(value, path.slice(0, index + 1))
    nodes = nodes.flatMap((node) => child(node, segment)).flatMap((node) => fitting(node, here))
  })
  return [...new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})))].sort()
}

/** What stands at a path of a parsed document, or undefined. */
export function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (here, segment) =>
      typeof here === 'object' && here !== null && Object.hasOwn(here, segment)
        ? (here as Record<PropertyKey, unknown>)[segment]
        : undefined,
    value,
  )
}

function child(node: JsonSchema, segment: PropertyKey): JsonSchema[] {
  if (typeof segment === 'number') return node.items === undefined ? [] : [node.items]
  const named = node.properties?.[String(segment)] ?? node.additionalProperties
  return typeof named === 'object' ? [named] : []
}

function fitting(node: JsonSchema, value: unknown): JsonSchema[] {
  const branches = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])]
  if (branches.length === 0) return [node]
  const told = branches.filter((branch) =>
    Object.entries(branch.properties ?? {}).every(
      ([key, property]) => property.const === undefined || property.const === valueAt(value, [key]),
    ),
  )
  return (told.length > 0 ? told : branches).flatMap((branch) => fitting(branch, value))
}
