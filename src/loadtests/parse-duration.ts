/** A second in each unit, and the seconds of the longer ones: dividing by a power of ten rounds once, as it should. */
const perSecond: Record<string, number> = {ns: 1e9, us: 1e6, µs: 1e6, μs: 1e6, ms: 1e3}
const secondsIn: Record<string, number> = {s: 1, sec: 1, secs: 1, second: 1, seconds: 1, m: 60, h: 3600}

/**
 * The seconds of a time as load tools print it, each value with a unit of its own: `142.79ms`, `1.2s`, `85us`, and
 * Go's compound `1m30.5s`. Null where the text is none.
 */
export function parseDuration(text: string): number | null {
  // Longer than any time.
  if (text.length > 100) return null
  const parts = [...text.matchAll(/(?<!\d)(\d+(?:\.\d+)?)\s*([a-zµμ]+)/g)]
  if (parts.length === 0 || text.replace(/(?<!\d)(\d+(?:\.\d+)?)\s*([a-zµμ]+)/g, '').trim() !== '') return null
  return parts.reduce<number | null>((sum, [, value, unit = '']) => {
    const [small, large] = [perSecond[unit], secondsIn[unit]]
    if (sum === null || (small === undefined && large === undefined)) return null
    return sum + (Number(value) * (large ?? 1)) / (small ?? 1)
  }, 0)
}
