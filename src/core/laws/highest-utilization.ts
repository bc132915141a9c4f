import {erlangC} from './erlang-c.js'

/**
 * Highest utilization at which at most a share p of the requests waits: the ρ with C(m, ρ·m) = p.
 *
 * `serverCount` is m (a whole number, at least 1), `waitProbability` is p (above 0, below 1). Returns ρ between 0 and
 * 1; it rises with m, which is why a large fleet may run hotter than a small one. Found by halving, since C rises
 * with ρ. Stops being true where Erlang C does. Throws RangeError for numbers outside those ranges.
 *
 * @source https://en.wikipedia.org/wiki/Erlang_(unit)#Erlang_C_formula
 * @example highestUtilization({serverCount: 1, waitProbability: 0.2}) // => 0.2
 */
export function highestUtilization({
  serverCount,
  waitProbability,
}: {
  serverCount: number
  waitProbability: number
}): number {
  if (!(waitProbability > 0 && waitProbability < 1)) {
    throw new RangeError(`highestUtilization: a chance of waiting of ${waitProbability}`)
  }
  let low = 0
  let high = 1
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2
    if (erlangC({offeredLoadErlangs: middle * serverCount, serverCount}) > waitProbability) high = middle
    else low = middle
  }
  return low
}
