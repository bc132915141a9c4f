/**
 * The time that a share of the cases stays within, from the tail P(T > t) of its distribution, by halving.
 *
 * `tail` falls from at most 1 at t = 0 toward 0, without steps above 0; `probability` (0…1, below 1) is the share that
 * stays within; `scaleS` is a first guess above 0, only for speed. Returns seconds, good to twelve digits; 0 where
 * already P(T > 0) is small enough. Throws RangeError for a probability outside that range.
 *
 * @source https://dlmf.nist.gov/3.8 (Nonlinear Equations, bisection)
 * @example tailQuantile({tail: (timeS) => Math.exp(-timeS), probability: 0.5, scaleS: 1}) // => 0.6931472
 */
export function tailQuantile({
  tail,
  probability,
  scaleS,
}: {
  tail: (timeS: number) => number
  probability: number
  scaleS: number
}): number {
  if (!(probability >= 0 && probability < 1)) throw new RangeError(`tailQuantile: a probability of ${probability}`)
  const allowed = 1 - probability
  if (tail(0) <= allowed) return 0
  let high = scaleS
  while (tail(high) > allowed) high *= 2
  let low = 0
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step += 1) {
    const middle = (low + high) / 2
    if (tail(middle) > allowed) low = middle
    else high = middle
  }
  return high
}
