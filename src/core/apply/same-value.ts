/**
 * Whether two values of AWS fields are the same. Key order does not matter, a missing field is one that is null, and
 * times are compared to the second, since AWS drops what is below.
 */
export function isSameValue(a: unknown, b: unknown): boolean {
  const [one, other] = [a ?? null, b ?? null]
  if (Object.is(one, other)) return true
  if (typeof one === 'string' && typeof other === 'string') return isSameTime(one, other)
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => isSameValue(fieldOf(one, key), fieldOf(other, key)))
}

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/

function isSameTime(a: string, b: string): boolean {
  if (!isoTime.test(a) || !isoTime.test(b)) return false
  return Math.floor(Date.parse(a) / 1000) === Math.floor(Date.parse(b) / 1000)
}

const fieldOf = (value: object, key: string) =>
  Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
