/**
 * Where a series most likely changed: the split that is greatest in the energy statistic of E-divisive,
 * Q = (m·n / (m + n)) · (2·mean|x − y| − mean|x − x′| − mean|y − y′|), x before the split and y from it on.
 *
 * `values` are in the order of time; both sides keep at least `leastCount` (two or more). Returns the index of the first
 * value after the split, or null where the series is too short. It sees changes of level and of spread alike and always
 * finds some split: whether it means anything is for a test to say. No chance is involved, unlike the permutations of
 * the original. Time grows with the square of the values.
 *
 * @source https://doi.org/10.1080/01621459.2013.849605 (Matteson and James, A Nonparametric Approach for Multiple Change Point Analysis, 2014)
 * @example eDivisiveSplit({values: [1, 1.1, 0.9, 5, 5.1, 4.9, 5], leastCount: 2})?.index // => 3
 */
export function eDivisiveSplit({
  values,
  leastCount,
}: {
  values: readonly number[]
  leastCount: number
}): {index: number; statistic: number} | null {
  const least = Math.max(2, leastCount)
  let best: {index: number; statistic: number} | null = null
  for (let index = least; index <= values.length - least; index++) {
    const statistic = energyOf(values.slice(0, index), values.slice(index))
    // The earlier of two equal ones, by more than the last digits.
    if (best === null || statistic > best.statistic * (1 + 1e-12)) best = {index, statistic}
  }
  return best
}

function energyOf(before: readonly number[], after: readonly number[]): number {
  const across = 2 * (sumOfDistances([...before, ...after]) - sumOfDistances(before) - sumOfDistances(after))
  const [m, n] = [before.length, after.length]
  const within = (values: readonly number[]) => (2 * sumOfDistances(values)) / (values.length * (values.length - 1))
  return ((m * n) / (m + n)) * (across / (m * n) - within(before) - within(after))
}

/** Sum of |a − b| over all pairs: of sorted values each counts once for every value below it, less for every one above. */
function sumOfDistances(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.reduce((sum, value, rank) => sum + value * (2 * rank - sorted.length + 1), 0)
}
