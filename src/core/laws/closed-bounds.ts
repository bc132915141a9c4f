/**
 * Bounds of a closed network without solving it: between them lies what exact analysis gives.
 *
 * `demandsS` are the service demands of its single-server stations (seconds, 0 or more, at least one above 0),
 * `userCount` N (above 0), `thinkTimeS` Z (0 or more). With D the sum and Dmax the largest of the demands:
 * asymptotic X ≤ min(1/Dmax, N/(D + Z)) and X ≥ N/(N·D + Z), for any network; balanced job bounds
 * N/(D + Z + (N − 1)·Dmax/(1 + Z/(N·D))) ≤ X ≤ min(1/Dmax, N/(D + Z + (N − 1)·D/K/(1 + Z/D))), for product form, K stations.
 * `saturationCount` is N* = (D + Z)/Dmax: with more users a queue is certain. A station of m servers enters as D/m with
 * the rest in Z (Seidmann), which is close and no longer a bound. Throws RangeError for numbers outside those ranges.
 *
 * @source Lazowska et al., Quantitative System Performance (1984), §5.2 and §5.4
 * @example closedBounds({demandsS: [0.3, 0.2], userCount: 1, thinkTimeS: 1}).asymptotic.highestRps // => 0.6666667
 * @example closedBounds({demandsS: [0.1], userCount: 500, thinkTimeS: 10}).saturationCount // => 101
 */
export function closedBounds({
  demandsS,
  userCount,
  thinkTimeS,
}: {
  demandsS: readonly number[]
  userCount: number
  thinkTimeS: number
}): {
  asymptotic: {lowestRps: number; highestRps: number}
  balanced: {lowestRps: number; highestRps: number}
  saturationCount: number
} {
  const longestS = demandsS.reduce((most, demandS) => Math.max(most, demandS), 0)
  if (!(longestS > 0 && demandsS.every((demandS) => demandS >= 0))) {
    throw new RangeError(`closedBounds: demands of ${demandsS.join(', ')}`)
  }
  if (!(userCount > 0 && thinkTimeS >= 0)) {
    throw new RangeError(`closedBounds: ${userCount} users with a think time of ${thinkTimeS}`)
  }
  const wholeS = demandsS.reduce((sum, demandS) => sum + demandS, 0)
  const bare = wholeS + thinkTimeS
  const others = userCount - 1
  const evenS = wholeS / demandsS.length
  return {
    asymptotic: {
      lowestRps: userCount / (userCount * wholeS + thinkTimeS),
      highestRps: Math.min(1 / longestS, userCount / bare),
    },
    balanced: {
      lowestRps: userCount / (bare + (others * longestS) / (1 + thinkTimeS / (userCount * wholeS))),
      highestRps: Math.min(1 / longestS, userCount / (bare + (others * evenS) / (1 + thinkTimeS / wholeS))),
    },
    saturationCount: bare / longestS,
  }
}
