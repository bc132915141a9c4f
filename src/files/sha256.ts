import {createHash} from 'node:crypto'

/**
 * The SHA-256 of a value as canonical JSON, in hexadecimal: keys sorted by code unit at every depth, no spaces.
 *
 * Two values that differ only in the order of their keys have the same digest. What JSON cannot say (undefined,
 * functions) is left out as JSON.stringify does.
 */
export function sha256Of(value: unknown): string {
  const canonical = JSON.stringify(value, (_key, part: unknown) => (isRecord(part) ? sorted(part) : part)) ?? 'null'
  return createHash('sha256').update(canonical).digest('hex')
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sorted = (record: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
