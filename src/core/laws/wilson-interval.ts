/** The 97.5th percentile of the standard normal. */
const normalQuantile = 1.959963984540054

/**
 * Where a rate lies that was seen as `count` of `total`, with 95 % confidence: Wilson's score interval.
 *
 * Whole numbers, `total` above 0. Does not collapse at 0 nor leave 0…1, as the textbook interval does. Takes requests as
 * independent. Throws RangeError for a count outside 0 and its total.
 *
 * @source https://doi.org/10.1080/01621459.1927.10502953 (Wilson, Probable Inference, the Law of Succession, and Statistical Inference, 1927)
 * @example wilsonInterval({count: 81, total: 263}).lowRatio // => 0.2552885
 * @example wilsonInterval({count: 0, total: 20}).highRatio // => 0.1611252
 */
export function wilsonInterval({count, total}: {count: number; total: number}): {lowRatio: number; highRatio: number} {
  if (!(count >= 0 && count <= total && total > 0)) throw new RangeError(`wilsonInterval: ${count} of ${total}`)
  const square = normalQuantile ** 2
  const middle = (count + square / 2) / (total + square)
  const reach = (normalQuantile / (total + square)) * Math.sqrt((count * (total - count)) / total + square / 4)
  return {lowRatio: Math.max(0, middle - reach), highRatio: Math.min(1, middle + reach)}
}
