/**
 * Erlang's delay formula C(m, a): the chance that a request has to wait for a server.
 *
 * `offeredLoadErlangs` is a = λ·D (at least 0), `serverCount` is m (a whole number, at least 1). With the blocking
 * recursion B(0) = 1, B(k) = a·B(k−1) / (k + a·B(k−1)), it is C = m·B / (m − a·(1 − B)). Returns 1 when a ≥ m: then
 * all wait, ever longer. Assumes Poisson arrivals, exponential service, one queue and patient requests; smoother
 * traffic waits less, burstier traffic more. Throws RangeError for numbers outside those ranges.
 *
 * @source https://en.wikipedia.org/wiki/Erlang_(unit)#Erlang_C_formula
 * @example erlangC({offeredLoadErlangs: 2, serverCount: 3}) // => 0.4444444
 */
export function erlangC({offeredLoadErlangs, serverCount}: {offeredLoadErlangs: number; serverCount: number}): number {
  if (!(offeredLoadErlangs >= 0)) throw new RangeError(`erlangC: an offered load of ${offeredLoadErlangs}`)
  if (!(Number.isInteger(serverCount) && serverCount >= 1)) throw new RangeError(`erlangC: ${serverCount} servers`)
  if (offeredLoadErlangs >= serverCount) return 1
  let blocked = 1
  for (let k = 1; k <= serverCount; k += 1)
    blocked = (offeredLoadErlangs * blocked) / (k + offeredLoadErlangs * blocked)
  return (serverCount * blocked) / (serverCount - offeredLoadErlangs * (1 - blocked))
}
