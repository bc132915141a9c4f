import * as z from 'zod'

/**
 * A histogram of response times as text: `sumS` is exact, `buckets` is `index:count` pairs in base 36, each index told
 * as the step from the one before it.
 */
export const histogramSchema = z.strictObject({
  sumS: z.number().min(0),
  minS: z.number().min(0),
  maxS: z.number().min(0),
  buckets: z.string().regex(/^([0-9a-z]+:[0-9a-z]+(,[0-9a-z]+:[0-9a-z]+)*)?$/, 'expected pairs such as 4k:2,1:7'),
})
export type HistogramDocument = z.infer<typeof histogramSchema>

/** The largest response time that is told apart, in microseconds: 71.6 minutes. Longer ones count as this one. */
export const longestUs = 0xffff_ffff

/** Buckets are numbered from 0 to this, without a gap. */
export const lastBucket = 1727

/**
 * The bucket of a response time in whole microseconds, 0 to `longestUs`: 64 buckets an octave, exact below 128.
 *
 * A bucket's middle is within 0.8 % of every time in it (half of 1/64). The scheme is HdrHistogram's (Tene), with
 * fewer buckets; the caller clamps to the range and rounds.
 */
export function bucketOf(responseTimeUs: number): number {
  const shift = 25 - Math.clz32(responseTimeUs)
  return shift <= 0 ? responseTimeUs : (shift << 6) + (responseTimeUs >>> shift)
}

/** The middle of a bucket, in microseconds. */
function middleOf(bucket: number): number {
  const shift = Math.max(0, (bucket >> 6) - 1)
  return shift === 0 ? bucket : ((bucket - (shift << 6)) * 2 + 1) * 2 ** (shift - 1) - 0.5
}

/** The largest response time of a bucket, in microseconds. */
function lastOf(bucket: number): number {
  const shift = Math.max(0, (bucket >> 6) - 1)
  return (bucket - (shift << 6) + 1) * 2 ** shift - 1
}

/**
 * Counts of response times in log-linear buckets (64 an octave, microseconds at the base), which merge without loss:
 * percentiles of many generators or seconds are read off the sum of their histograms, never averaged.
 *
 * Quantiles are within 0.8 % of the exact ones; the mean, least and greatest are exact.
 */
export class ResponseTimeHistogram {
  readonly counts = new Float64Array(lastBucket + 1)
  count = 0
  sumUs = 0
  minUs = Number.POSITIVE_INFINITY
  maxUs = 0

  /** Counts a response time, in microseconds, `weight` times. Below 0 counts as 0, above 71 minutes as that. */
  record(responseTimeUs: number, weight = 1): void {
    const us = Math.min(longestUs, Math.max(0, Math.round(responseTimeUs)))
    this.addBucket(bucketOf(us), weight)
    this.addExact({sumUs: us * weight, minUs: us, maxUs: us})
  }

  /** Counts `count` answers of one bucket; the exact sum and bounds are told apart, with `addExact`. */
  addBucket(bucket: number, count: number): void {
    this.counts[bucket] = (this.counts[bucket] as number) + count
    this.count += count
  }

  addExact({sumUs, minUs, maxUs}: {sumUs: number; minUs: number; maxUs: number}): void {
    this.sumUs += sumUs
    if (minUs < this.minUs) this.minUs = minUs
    if (maxUs > this.maxUs) this.maxUs = maxUs
  }

  /** Adds the counts of another. */
  merge(other: ResponseTimeHistogram): void {
    for (let bucket = 0; bucket <= lastBucket; bucket++) {
      const count = other.counts[bucket] as number
      if (count > 0) this.addBucket(bucket, count)
    }
    this.addExact(other)
  }

  /** Forgets all it counted, for use anew. */
  clear(): void {
    this.counts.fill(0)
    this.count = 0
    this.sumUs = 0
    this.minUs = Number.POSITIVE_INFINITY
    this.maxUs = 0
  }

  /** Mean in seconds; 0 where nothing was counted. */
  meanS(): number {
    return this.count === 0 ? 0 : this.sumUs / this.count / 1e6
  }

  /**
   * The response time, in seconds, that `ratio` (0 to 1) of the answers do not exceed, by the nearest rank: within
   * 0.8 % of the exact one. Null where nothing was counted.
   */
  quantileS(ratio: number): number | null {
    if (this.count === 0) return null
    const rank = Math.max(1, Math.ceil(ratio * this.count - 1e-9))
    let seen = 0
    for (let bucket = 0; bucket <= lastBucket; bucket++) {
      seen += this.counts[bucket] as number
      if (seen >= rank) return Math.min(this.maxUs, Math.max(this.minUs, middleOf(bucket))) / 1e6
    }
    return this.maxUs / 1e6
  }

  /** How many answers took at most so long, in seconds, as far as buckets tell: whole buckets count. */
  countUpTo(responseTimeS: number): number {
    const us = responseTimeS * 1e6
    let seen = 0
    for (let bucket = 0; bucket <= lastBucket && lastOf(bucket) <= us; bucket++) seen += this.counts[bucket] as number
    return us >= this.maxUs ? this.count : seen
  }

  /** The histogram as a document keeps it. */
  toDocument(): HistogramDocument {
    const pairs: string[] = []
    let before = 0
    this.counts.forEach((count, bucket) => {
      if (count === 0) return
      pairs.push(`${(bucket - before).toString(36)}:${Math.round(count).toString(36)}`)
      before = bucket
    })
    return {
      sumS: this.sumUs / 1e6,
      minS: this.count === 0 ? 0 : this.minUs / 1e6,
      maxS: this.maxUs / 1e6,
      buckets: pairs.join(','),
    }
  }

  /** The histogram of a document. Buckets beyond the last count as the last. */
  static fromDocument({sumS, minS, maxS, buckets}: HistogramDocument): ResponseTimeHistogram {
    const histogram = new ResponseTimeHistogram()
    let bucket = 0
    for (const pair of buckets === '' ? [] : buckets.split(',')) {
      const [step = '0', count = '0'] = pair.split(':')
      bucket += Number.parseInt(step, 36)
      histogram.addBucket(Math.min(lastBucket, bucket), Number.parseInt(count, 36))
    }
    if (histogram.count > 0) histogram.addExact({sumUs: sumS * 1e6, minUs: minS * 1e6, maxUs: maxS * 1e6})
    return histogram
  }
}
