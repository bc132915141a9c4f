/** σ, κ and γ of the Universal Scalability Law. */
type Law = {contention: number; coherency: number; singleUnitRps: number}

/**
 * The Universal Scalability Law X(N) = γ·N / (1 + σ·(N − 1) + κ·N·(N − 1)), solved for each of its other sides.
 *
 * The concurrency at which the mean response time N / X is `responseTimeS`: the root at or above N = 1 of
 * κ·N² + (σ − κ)·N + (1 − σ − γ·R) = 0. Null where no N has that response time: it is below 1/γ, what a request takes
 * alone, or σ and κ are 0 and it is anything else. Exact; the answer may lie beyond the peak. Some libraries print
 * another formula, which holds for κ = 0 only.
 *
 * @source https://arxiv.org/abs/0808.1431 (Gunther, A General Theory of Computational Scalability; solved here)
 * @example concurrencyAtResponseTime({contention: 0.02, coherency: 0.02, singleUnitRps: 1, responseTimeS: 2.26}) // => 8
 * @example concurrencyAtThroughput({contention: 0.02, coherency: 0.02, singleUnitRps: 1, throughputRps: 3.5294117647}) // => 6
 * @example responseTimeAtThroughput({contention: 0.02, coherency: 0.02, singleUnitRps: 1, throughputRps: 3.5294117647}) // => 1.7
 * @example throughputAtResponseTime({contention: 0.02, coherency: 0.02, singleUnitRps: 1, responseTimeS: 2.26}) // => 3.5398230
 */
export function concurrencyAtResponseTime({
  contention,
  coherency,
  singleUnitRps,
  responseTimeS,
}: Law & {responseTimeS: number}): number | null {
  const alone = 1 - contention - singleUnitRps * responseTimeS
  const count = largerRoot(coherency, contention - coherency, alone)
  // One in flight takes exactly 1/γ, and a last digit must not make that impossible.
  if (count === null || count < 1 - 1e-9) return null
  return Math.max(1, count)
}

/** The throughput where the mean response time is `responseTimeS`: N / R, beyond the peak too. Null as above. */
export function throughputAtResponseTime(asked: Law & {responseTimeS: number}): number | null {
  const concurrencyCount = concurrencyAtResponseTime(asked)
  return concurrencyCount === null ? null : concurrencyCount / asked.responseTimeS
}

/**
 * The least concurrency that carries `throughputRps`: the smaller root of κ·N² + (σ − κ − γ/X)·N + (1 − σ) = 0.
 * Null above the highest throughput of the law, where there is no such concurrency. `throughputRps` is above 0; below
 * γ, what one in flight carries, the answer is less than 1: an open system that is idle part of the time.
 */
export function concurrencyAtThroughput({
  contention,
  coherency,
  singleUnitRps,
  throughputRps,
}: Law & {throughputRps: number}): number | null {
  const slope = contention - coherency - singleUnitRps / throughputRps
  const inside = slope ** 2 - 4 * coherency * (1 - contention)
  if (slope >= 0 || inside < -1e-12 * slope ** 2) return null
  // The form that does not lose its digits, nor divide by 0, where κ is small or 0.
  return (2 * (1 - contention)) / (-slope + Math.sqrt(Math.max(0, inside)))
}

/** The mean response time on the rising side of the law at `throughputRps`: N / X. Null above the highest throughput. */
export function responseTimeAtThroughput(asked: Law & {throughputRps: number}): number | null {
  const concurrencyCount = concurrencyAtThroughput(asked)
  return concurrencyCount === null ? null : concurrencyCount / asked.throughputRps
}

/** The larger root of a·x² + b·x + c, for a ≥ 0; null where there is none. */
function largerRoot(a: number, b: number, c: number): number | null {
  if (a === 0) return b === 0 ? null : -c / b
  const inside = b * b - 4 * a * c
  if (inside < 0) return null
  const root = Math.sqrt(inside)
  return b <= 0 ? (-b + root) / (2 * a) : (-2 * c) / (b + root)
}
