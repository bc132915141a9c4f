/**
 * Weighted ridge regression toward a prior: the β that makes Σ w·(y − xβ)² + λ·Σ (β − β₀)² smallest.
 *
 * With noise of variance σ² (for an observation of weight 1) and a normal prior of variance τ² around β₀ this is the
 * posterior mean for λ = σ²/τ², and σ² times `inverse`, which is (XᵀWX + λ)⁻¹, its covariance. There is no intercept:
 * take the weighted mean off every column first. `rows` are the observations, one value a coefficient in each, `weights`
 * theirs (0 or more), `prior` is β₀ and `penalty` λ, above 0, so that there is always one answer, even with no row.
 * Throws RangeError for a penalty that is not above 0.
 *
 * @source https://doi.org/10.1080/00401706.1970.10488634 (Hoerl and Kennard, Ridge Regression, 1970)
 * @example ridgeRegression({rows: [[1], [-1]], targets: [1, -1], weights: [1, 1], prior: [0], penalty: 2}).coefficients[0] // => 0.5
 */
export function ridgeRegression({
  rows,
  targets,
  weights,
  prior,
  penalty,
}: {
  rows: readonly (readonly number[])[]
  targets: readonly number[]
  weights: readonly number[]
  prior: readonly number[]
  penalty: number
}): {coefficients: number[]; inverse: number[][]} {
  if (!(penalty > 0)) throw new RangeError(`ridgeRegression: a penalty of ${penalty}`)
  const sumOf = (term: (row: readonly number[], i: number) => number) =>
    rows.reduce((sum, row, i) => sum + (weights[i] ?? 0) * term(row, i), 0)
  const at = (row: readonly number[], j: number) => row[j] ?? 0
  const normal = prior.map((_, j) =>
    prior.map((__, k) => sumOf((row) => at(row, j) * at(row, k)) + (j === k ? penalty : 0)),
  )
  const missed = prior.map((_, j) => sumOf((row, i) => at(row, j) * ((targets[i] ?? 0) - dot(row, prior))))
  const inverse = inverted(normal)
  return {coefficients: prior.map((value, j) => value + dot(inverse[j] ?? [], missed)), inverse}
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, i) => sum + value * (right[i] ?? 0), 0)
}

/** Gauss and Jordan without exchange of rows, which a symmetric positive matrix does not need. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length
  const work = matrix.map((row, i) => [...row, ...Array.from({length: size}, (_, j) => Number(i === j))])
  for (let pivot = 0; pivot < size; pivot++) {
    const own = work[pivot] ?? []
    const lead = own[pivot] ?? 1
    own.forEach((value, k) => {
      own[k] = value / lead
    })
    for (const [i, row] of work.entries()) {
      const factor = i === pivot ? 0 : (row[pivot] ?? 0)
      row.forEach((value, k) => {
        row[k] = value - factor * (own[k] ?? 0)
      })
    }
  }
  return work.map((row) => row.slice(size))
}
