/** One of the two: its demand for each visit, and how many it serves at once. */
type Station = {serviceDemandS: number; serverCount: number}

/**
 * Exact throughput of a closed network of two stations, between which so many customers go to and fro: the shares of
 * time with k of them at the second station are those of a birth and death chain with rates min(N − k, m₁)/D₁ and
 * min(k, m₂)/D₂, and X = Σ p(k)·min(k, m₂)/D₂.
 *
 * `customerCount` is N (0…10⁵; between two whole numbers the straight line counts), demands are in seconds (above 0), a
 * station of Infinity servers only delays. Number of servers above 0, not necessarily whole: it is a rate. Customers
 * are requests, or the workers of an application that each wait for their database: then the first station is what the
 * worker does alone and N is the number of workers. Takes time in proportion to N where closed-network.ts takes N².
 * X never falls with N, with either number of servers, nor exceeds m₁/D₁, m₂/D₂ or N/(D₁ + D₂). Exponential service is
 * assumed; steadier service rounds the knee less. Throws RangeError for numbers outside those ranges.
 *
 * @source https://doi.org/10.1287/opre.15.2.254 (Gordon and Newell, Closed Queuing Systems with Exponential Servers, 1967)
 * @example twoStations({customerCount: 2, own: {serviceDemandS: 1, serverCount: 1}, shared: {serviceDemandS: 1, serverCount: 1}}) // => 0.6666667
 * @example twoStations({customerCount: 500, own: {serviceDemandS: 10, serverCount: Number.POSITIVE_INFINITY}, shared: {serviceDemandS: 0.1, serverCount: 8}}) // => 49.4804075
 */
export function twoStations({
  customerCount,
  own,
  shared,
}: {
  customerCount: number
  own: Station
  shared: Station
}): number {
  if (!(customerCount >= 0 && customerCount <= 1e5)) throw new RangeError(`twoStations: ${customerCount} customers`)
  for (const {serviceDemandS, serverCount} of [own, shared]) {
    if (!(serviceDemandS > 0 && serverCount > 0)) {
      throw new RangeError(`twoStations: ${serverCount} servers that need ${serviceDemandS} s`)
    }
  }
  const whole = Math.floor(customerCount)
  const below = throughput(whole, own, shared)
  if (customerCount === whole) return below
  return below + (customerCount - whole) * (throughput(whole + 1, own, shared) - below)
}

function throughput(customerCount: number, own: Station, shared: Station): number {
  let weight = 1
  let total = 1
  let flow = 0
  for (let count = 1; count <= customerCount; count += 1) {
    const arrives = Math.min(customerCount - count + 1, own.serverCount) / own.serviceDemandS
    const leaves = Math.min(count, shared.serverCount) / shared.serviceDemandS
    weight *= arrives / leaves
    total += weight
    flow += weight * leaves
    if (weight < 1e280) continue
    // Only ratios matter, so all is taken smaller before it leaves the range of a double.
    total /= weight
    flow /= weight
    weight = 1
  }
  return flow / total
}
