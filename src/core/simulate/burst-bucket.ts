import type {Tick} from './tick.js'

/** Burst credits that are spent above a steady rate and earned below it: of a volume, or of a burstable CPU. */
export type BurstBucket = {
  count: number
  mostCount: number
  fillPerS: number
  burstPerS: number
  /** What this tick asks for, and what is carried of it: means per second. */
  askedPerS: number
  carriedPerS: number
  /** When it was first empty; Infinity while it never was. */
  emptiedAtS: number
}

export function burstBucket(asked: Pick<BurstBucket, 'count' | 'mostCount' | 'fillPerS' | 'burstPerS'>): BurstBucket {
  return {...asked, askedPerS: 0.5, carriedPerS: 0.5, emptiedAtS: Number.POSITIVE_INFINITY}
}

/**
 * Spends what this tick asks for. The same law as `tokenBucket`, one step at a time: exact within the step.
 */
export function spend(bucket: BurstBucket, {nowS, lengthS}: Pick<Tick, 'nowS' | 'lengthS'>): void {
  const {fillPerS} = bucket
  const carried = bucket.askedPerS < bucket.burstPerS ? bucket.askedPerS : bucket.burstPerS
  const drain = carried - fillPerS
  bucket.carriedPerS = carried
  if (drain <= 0) {
    const filled = bucket.count - drain * lengthS
    bucket.count = filled < bucket.mostCount ? filled : bucket.mostCount
    return
  }
  const lastsS = bucket.count / drain
  if (lastsS > lengthS) {
    bucket.count -= drain * lengthS
    return
  }
  if (nowS + lastsS < bucket.emptiedAtS) bucket.emptiedAtS = nowS + lastsS
  bucket.count = 0
  bucket.carriedPerS = (carried * lastsS + fillPerS * (lengthS - lastsS)) / lengthS
}
