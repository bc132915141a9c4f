const bucketCount = 2184
const longestUs = 86_400_000_000

/** The name of the layout in `statistics.histogramLayout`. */
export const layoutId = 'dlt.latency-us.rel-0p5pct.0-24h.v1'

/**
 * The time in microseconds that each bucket of AWS DLT's histogram stands for, within 0.5 %.
 *
 * A bucket begins at L, 1 µs for the first; it stands for R = ⌊201·L / 200⌋ and ends at ⌊200·R / 199⌋, behind which the
 * next begins; the last is capped at 24 hours.
 *
 * @source https://github.com/aws-solutions/distributed-load-testing-on-aws
 *   (source/common/src/streaming-statistics/latency-layout.ts)
 */
export function latencyLayout(): Float64Array {
  const representatives = new Float64Array(bucketCount)
  let lowerUs = 1
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const representativeUs = Math.min(longestUs, Math.floor((201 * lowerUs) / 200))
    representatives[bucket] = representativeUs
    lowerUs = Math.min(longestUs, Math.floor((200 * representativeUs) / 199)) + 1
  }
  return representatives
}
