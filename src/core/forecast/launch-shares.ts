/** Something that goes live `offsetS` into the hour, and has nine tenths of its crowd `rampS` later. */
export type Launch = {offsetS: number; rampS: number}

/** A launch near the end of an hour shows in too little of its mean: it is given this much of it at the least. */
const leastShownS = 900

/**
 * An hour in which something launches, in steps of `stepS`, as shares of the event's peak hour.
 *
 * Before the launch the hour before goes on. From then on the crowd arrives as 1 − 10^(−t ÷ ramp), which is nine
 * tenths at t = ramp, and stays: how many they are follows from the hour's own mean. Returns null where the hour is no
 * higher than the one before, since then its mean shows no launch. A crowd that leaves within the hour was higher than
 * this says, which only minutes of a past occurrence can tell.
 *
 * The curve is our judgement: arrivals that begin at their most and tail off.
 */
export function launchShares({
  hourShares,
  hour,
  launch,
  stepS,
}: {
  hourShares: readonly number[]
  hour: number
  launch: Launch
  stepS: number
}): number[] | null {
  const own = hourShares[hour] ?? 0
  const before = hourShares[hour - 1] ?? own
  if (own <= before) return null
  const arrivedUntil = (atS: number, offsetS: number) => arrivalIntegral(Math.max(0, atS - offsetS), launch.rampS)
  const shownFromS = Math.min(launch.offsetS, 3600 - leastShownS)
  const crowd = ((own - before) * 3600) / arrivedUntil(3600, shownFromS)
  return Array.from({length: 3600 / stepS}, (_, step) => {
    const from = arrivedUntil(step * stepS, launch.offsetS)
    const to = arrivedUntil((step + 1) * stepS, launch.offsetS)
    return before + (crowd * (to - from)) / stepS
  })
}

/** The integral of 1 − 10^(−t ÷ ramp) from 0 to `untilS`. */
function arrivalIntegral(untilS: number, rampS: number): number {
  const decayS = rampS / Math.LN10
  return untilS - decayS * (1 - Math.exp(-untilS / decayS))
}
