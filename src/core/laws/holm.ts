/**
 * Holm's adjustment: probabilities of several tests, raised so that the chance of even one false alarm among all of
 * them stays below the level that each is compared with.
 *
 * `chances` are 0…1, in any order, of tests that may depend on each other; the result is in the same order, never lower
 * than what came in, never above 1. Never weaker than Bonferroni's.
 *
 * @source Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 6, 1979
 * @example holm([0.01, 0.04, 0.03, 0.005])[0] // => 0.03
 * @example holm([0.01, 0.04, 0.03, 0.005])[1] // => 0.06
 */
export function holm(chances: readonly number[]): number[] {
  const order = chances.map((chance, index) => ({chance, index})).sort((a, b) => a.chance - b.chance)
  const adjusted = chances.map(() => 1)
  let highest = 0
  order.forEach(({chance, index}, rank) => {
    highest = Math.max(highest, Math.min(1, chance * (chances.length - rank)))
    adjusted[index] = highest
  })
  return adjusted
}
