/**
 * The knee of the Universal Scalability Law by Kleinrock's power: the concurrency where X / R, throughput over mean
 * response time, is greatest.
 *
 * The positive root of 3·κ·N² + (σ − κ)·N − (1 − σ) = 0, never below 1. `contention` (σ) and `coherency` (κ) are 0…1.
 * Up to the knee more load buys more throughput than it costs response time, beyond it less: a place to run at, where
 * the peak is the place to stay away from. Other definitions of a knee put it elsewhere. Null when both are 0: power
 * then grows for ever.
 *
 * @source Kleinrock, Power and Deterministic Rules of Thumb for Probabilistic Problems in Computer Communications, ICC 1979 (solved here)
 * @example powerKnee({contention: 0.05, coherency: 0.0008}) // => 12.1307023
 * @example powerKnee({contention: 0.05, coherency: 0}) // => 19
 */
export function powerKnee({contention, coherency}: {contention: number; coherency: number}): number | null {
  const slope = contention - coherency
  if (coherency === 0) return slope === 0 ? null : Math.max(1, (1 - contention) / slope)
  const inside = slope ** 2 + 12 * coherency * (1 - contention)
  return Math.max(1, (Math.sqrt(inside) - slope) / (6 * coherency))
}
