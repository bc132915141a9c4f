import type {AwsObject} from '../documents/snapshot.js'

/**
 * An SDK reply, or a part of it, as JSON values: times become ISO strings in UTC, fields without a value and the
 * SDK's own `$metadata` are left out. What it returns survives a trip through a file unchanged.
 */
export function plain(reply: object): AwsObject {
  return Object.fromEntries(
    Object.entries(reply)
      .filter(([name, value]) => value !== undefined && name !== '$metadata')
      .map(([name, value]) => [name, plainValue(value)]),
  )
}

function plainValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plainValue)
  return typeof value === 'object' && value !== null ? plain(value) : value
}
