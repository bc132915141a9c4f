/**
 * Universal Scalability Law: X(N) = γ·N / (1 + σ·(N − 1) + κ·N·(N − 1)).
 *
 * The throughput in requests per second at `concurrencyCount` (N, at least 1) in flight, or servers, or users: what
 * the load test varied. `singleUnitRps` (γ) is the throughput at N = 1, `contention` (σ) the share that runs one at a
 * time, `coherency` (κ) the cost of agreeing, both 0…1. True as far as the test went; beyond, it is a guess.
 *
 * @source https://arxiv.org/abs/0808.1431 (Gunther, A General Theory of Computational Scalability)
 * @example uslThroughput({concurrencyCount: 8, contention: 0.02, coherency: 0.02, singleUnitRps: 1}) // => 3.5398230
 * @example peakConcurrency({contention: 0.02, coherency: 0.02}) // => 7
 * @example throughputLimitRps({contention: 0.02, singleUnitRps: 10}) // => 500
 * @example kneeConcurrency({contention: 0.02}) // => 50
 */
export function uslThroughput({
  concurrencyCount,
  contention,
  coherency,
  singleUnitRps,
}: {
  concurrencyCount: number
  contention: number
  coherency: number
  singleUnitRps: number
}): number {
  const others = concurrencyCount - 1
  return (singleUnitRps * concurrencyCount) / (1 + contention * others + coherency * concurrencyCount * others)
}

/**
 * The concurrency N* = √((1 − σ) / κ) beyond which throughput falls; at least 1. Null when `coherency` is 0: then
 * throughput has no peak and only nears γ/σ.
 */
export function peakConcurrency({contention, coherency}: {contention: number; coherency: number}): number | null {
  if (coherency === 0) return null
  return Math.max(1, Math.sqrt((1 - contention) / coherency))
}

/**
 * The highest throughput of the law: at its peak, or the ceiling γ/σ that it nears without a peak. Null when both
 * coefficients are 0, and throughput grows with concurrency for ever.
 */
export function highestThroughput(law: {contention: number; coherency: number; singleUnitRps: number}): number | null {
  const concurrencyCount = peakConcurrency(law)
  if (concurrencyCount !== null) return uslThroughput({...law, concurrencyCount})
  return throughputLimitRps(law)
}

/**
 * What throughput nears if agreeing costs nothing (Amdahl's law): γ/σ. Null when `contention` is 0: then it grows without
 * bound.
 */
export function throughputLimitRps({
  contention,
  singleUnitRps,
}: {
  contention: number
  singleUnitRps: number
}): number | null {
  return contention === 0 ? null : singleUnitRps / contention
}

/**
 * The concurrency 1/σ at which a straight line through a single unit meets that limit; at least 1. Null when `contention`
 * is 0. More units than that are worth little.
 */
export function kneeConcurrency({contention}: {contention: number}): number | null {
  return contention === 0 ? null : Math.max(1, 1 / contention)
}
