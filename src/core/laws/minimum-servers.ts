/**
 * Fewest servers with which at most a share p of the requests waits: the least m with C(m, a) ≤ p.
 *
 * `offeredLoadErlangs` is a = λ·D (0 to some 10⁶), `waitProbability` is p (above 0, up to 1). Walks Erlang's blocking
 * recursion upward once, so the answer is exact where the square-root rule is one short or one over. Always more than
 * a; 0 for no load. Stops being true where Erlang C does: arrivals that are not Poisson, service that is not
 * exponential. Throws RangeError for numbers outside those ranges.
 *
 * @source Tijms, A First Course in Stochastic Models (2003), §5.3, table 5.3.2
 * @example minimumServers({offeredLoadErlangs: 100, waitProbability: 0.2}) // => 111
 */
export function minimumServers({
  offeredLoadErlangs,
  waitProbability,
}: {
  offeredLoadErlangs: number
  waitProbability: number
}): number {
  const load = offeredLoadErlangs
  if (!(load >= 0 && load <= 1e7)) throw new RangeError(`minimumServers: an offered load of ${load}`)
  if (!(waitProbability > 0 && waitProbability <= 1)) {
    throw new RangeError(`minimumServers: a chance of waiting of ${waitProbability}`)
  }
  if (load === 0) return 0
  let serverCount = 0
  let blocked = 1
  let waits = 1
  while (serverCount <= load || waits > waitProbability) {
    serverCount += 1
    blocked = (load * blocked) / (serverCount + load * blocked)
    waits = (serverCount * blocked) / (serverCount - load * (1 - blocked))
  }
  return serverCount
}
