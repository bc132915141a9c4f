/** Names that mean something to every JavaScript object: no document of ours has them. */
const reserved = new Set(['__proto__', 'constructor', 'prototype'])
const deepestCount = 64

/**
 * What a plain value from a file has that no document of ours may have: a key that every JavaScript object has, or more
 * than 64 levels. A sentence without its subject, or null where there is neither. Walks without recursion.
 */
export function unsafeIn(value: unknown): string | null {
  const open: {value: unknown; path: string; depthCount: number}[] = [{value, path: '', depthCount: 0}]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depthCount >= deepestCount) return `is nested more than ${deepestCount} levels deep`
    const found = reservedKey(next.value)
    if (found !== undefined) return `has the key ${next.path}${found}, which is refused everywhere`
    for (const [key, inner] of Object.entries(next.value)) {
      if (typeof inner !== 'object' || inner === null) continue
      open.push({value: inner, path: `${next.path}${key}.`, depthCount: next.depthCount + 1})
    }
  }
  return null
}

const reservedKey = (value: object) =>
  Array.isArray(value) ? undefined : Object.keys(value).find((key) => reserved.has(key))
