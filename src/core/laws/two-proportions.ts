import {gammaln} from 'simple-statistics'
import {normalShare} from './normal-share.js'

/** Below so many expected on any side the normal curve is no picture of the counts. */
const fewestExpected = 10

/**
 * Whether two shares differ: the two-sided probability of counts at least as far apart if both sides had one rate.
 *
 * `baseCount` of `baseTotal` against `newCount` of `newTotal`, whole numbers, totals above 0. By the pooled z-test, or
 * where fewer than ten are expected on a side by Fisher's exact test. Takes requests as independent: failures that come
 * in bursts make it see differences that are none. Throws RangeError for counts outside 0 and their totals.
 *
 * @source https://doi.org/10.2307/2340521 (Fisher, The Logic of Inductive Inference, 1935)
 * @example twoProportions({baseCount: 3, baseTotal: 4, newCount: 1, newTotal: 4}) // => 0.4857143
 * @example twoProportions({baseCount: 100, baseTotal: 10000, newCount: 150, newTotal: 10000}) // => 0.0014615
 */
export function twoProportions({
  baseCount,
  baseTotal,
  newCount,
  newTotal,
}: {
  baseCount: number
  baseTotal: number
  newCount: number
  newTotal: number
}): number {
  for (const [count, total] of [
    [baseCount, baseTotal],
    [newCount, newTotal],
  ] as const) {
    if (!(count >= 0 && count <= total && total > 0)) throw new RangeError(`twoProportions: ${count} of ${total}`)
  }
  const share = (baseCount + newCount) / (baseTotal + newTotal)
  if (share === 0 || share === 1) return 1
  const expected = Math.min(baseTotal, newTotal) * Math.min(share, 1 - share)
  if (expected < fewestExpected) return exact({baseCount, baseTotal, newCount, newTotal})
  const spread = Math.sqrt(share * (1 - share) * (1 / baseTotal + 1 / newTotal))
  return 2 * normalShare(-Math.abs(newCount / newTotal - baseCount / baseTotal) / spread)
}

/** The sum of all divisions of the failures that are no likelier than the one seen. */
function exact({baseCount, baseTotal, newCount, newTotal}: Parameters<typeof twoProportions>[0]): number {
  const total = baseTotal + newTotal
  const failures = baseCount + newCount
  const logChoose = (n: number, k: number) => gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
  const chance = (inBase: number) =>
    Math.exp(logChoose(baseTotal, inBase) + logChoose(newTotal, failures - inBase) - logChoose(total, failures))
  const seen = chance(baseCount) * (1 + 1e-7)
  let sum = 0
  for (let inBase = Math.max(0, failures - newTotal); inBase <= Math.min(baseTotal, failures); inBase++) {
    const one = chance(inBase)
    if (one <= seen) sum += one
  }
  return Math.min(1, sum)
}
