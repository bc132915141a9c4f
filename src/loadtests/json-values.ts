import {unreadable} from './unreadable.js'

export type JsonObject = Record<string, unknown>

/** Parses a whole JSON file. Throws LOAD_TEST_UNREADABLE where it is broken or cut off. */
export function parseJson({text, file}: {text: string; file: string}): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unreadable({file, what: 'is JSON that is broken or cut off', cause})
  }
}

/** The object at a key, or an empty one. */
export function objectAt(root: unknown, ...path: readonly string[]): JsonObject {
  const value = path.reduce<unknown>((here, key) => (isObject(here) ? here[key] : undefined), root)
  return isObject(value) ? value : {}
}

/** The list at a key, or an empty one. */
export function listAt(root: unknown, key: string): unknown[] {
  const value = isObject(root) ? root[key] : undefined
  return Array.isArray(value) ? value : []
}

/** A finite number of at least 0, also where a tool writes it as text; null for everything else. */
export function figureOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null
}

/** The number at a path; throws LOAD_TEST_UNREADABLE where there is none. */
export function figureAt({root, path, file}: {root: unknown; path: readonly string[]; file: string}): number {
  const value = path.reduce<unknown>((here, key) => (isObject(here) ? here[key] : undefined), root)
  const figure = figureOf(value)
  if (figure !== null) return figure
  const field = path.join('.')
  const found = value === undefined ? `has no ${field}` : `has ${JSON.stringify(value)?.slice(0, 80)} as ${field}`
  throw unreadable({file, field, what: `${found}, expected a number`})
}

/** The percentiles of an object whose keys name them, of those that are there; the unit is how many make a second. */
export function percentilesAt({
  root,
  keys,
  perSecond,
}: {
  root: JsonObject
  keys: Record<string, number>
  perSecond: number
}) {
  return Object.entries(keys).flatMap(([key, ratio]) => {
    const figure = figureOf(root[key])
    return figure === null ? [] : [{ratio, responseTimeS: figure / perSecond}]
  })
}

/** An instant as ISO 8601 in UTC, or null where the text is none with a zone. */
export function utcOf(text: unknown): string | null {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return null
  const at = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'))
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** An instant in milliseconds of the epoch as ISO 8601 in UTC, or null where it is no time of this era. */
export function utcOfMs(atMs: number | null): string | null {
  return atMs !== null && atMs > 0 && atMs < 4_102_444_800_000 ? new Date(atMs).toISOString() : null
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
