/** The rate where demand is counted at which a share reaches one; null when it does not within ten times the P99. */
export function breakingRate(shareOf: (rps: number) => number, p99Rps: number): number | null {
  let high = p99Rps * 10
  if (shareOf(high) <= 1) return null
  let low = 0
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (shareOf(middle) > 1) high = middle
    else low = middle
  }
  return low
}
