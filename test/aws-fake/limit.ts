/**
 * How often a service lets itself be called: `perSecond` in the long run, `burst` at once, as AWS's own token buckets
 * do. Time passes by the clock; with `msPerCall` it passes by so much with each call that comes in, refused ones too,
 * so that a test needs no waiting.
 */
export type Limit = {perSecond: number; burst: number; msPerCall?: number}

/** Limits by the name that a request is signed for; `*` is one bucket for all services together. */
export type Limits = Record<string, Limit>

/** Says of each call whether it may pass, and counts it. */
export function makeBuckets(limits: () => Limits, clock: () => number = () => performance.now()) {
  const buckets = new Map<string, {tokens: number; atMs: number; counted: number}>()
  const passes = (name: string, {perSecond, burst, msPerCall}: Limit): boolean => {
    const bucket = buckets.get(name) ?? {tokens: burst, atMs: msPerCall === undefined ? clock() : 0, counted: 0}
    buckets.set(name, bucket)
    bucket.counted += 1
    const nowMs = msPerCall === undefined ? clock() : bucket.counted * msPerCall
    bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * perSecond)
    bucket.atMs = nowMs
    if (bucket.tokens < 1) return false
    bucket.tokens -= 1
    return true
  }
  return (service: string): boolean => {
    const own = Object.entries(limits()).filter(([name]) => name === '*' || name === service)
    return own.every(([name, limit]) => passes(name, limit))
  }
}
