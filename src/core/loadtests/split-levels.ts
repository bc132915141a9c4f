/** A run of cells, `from` inclusive, `to` exclusive. */
export type Cells = {from: number; to: number}

/**
 * Runs of cells that hold one level of users: those that stay within 2 % (or half a user) of their first cell for at
 * least `fewest` cells. What rises or falls between them is in none.
 */
export function findPlateaus(levels: readonly number[], fewest: number): Cells[] {
  const runs: Cells[] = []
  let from = 0
  for (let i = 1; i <= levels.length; i++) {
    const level = levels[from] as number
    if (i < levels.length && Math.abs((levels[i] as number) - level) <= Math.max(0.5, level * 0.02)) continue
    if (i - from >= fewest && level > 0) runs.push({from, to: i})
    from = i
  }
  return runs
}

/** Levels differ when they are this far apart, relative to the higher. */
const leastDifferenceRatio = 0.1
/** And by so many standard errors of the difference. */
const leastStandardErrors = 5

/**
 * Splits noisy values into runs of one level each, by binary segmentation (Scott and Knott, 1974): the best split of a
 * run stands if its two means differ by a tenth and by five standard errors. Runs are no shorter than `fewest` cells.
 */
export function splitLevels(values: readonly number[], fewest: number): Cells[] {
  const sums = prefixSums(values)
  const squares = prefixSums(values.map((value) => value * value))
  const open: Cells[] = [{from: 0, to: values.length}]
  const done: Cells[] = []
  for (let cells = open.pop(); cells !== undefined; cells = open.pop()) {
    const at = bestSplit({cells, fewest, sums, squares})
    if (at === null) done.push(cells)
    else open.push({from: cells.from, to: at}, {from: at, to: cells.to})
  }
  return done.filter(({from, to}) => to > from).sort((a, b) => a.from - b.from)
}

function prefixSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1)
  values.forEach((value, i) => {
    sums[i + 1] = (sums[i] as number) + value
  })
  return sums
}

function bestSplit({
  cells: {from, to},
  fewest,
  sums,
  squares,
}: {
  cells: Cells
  fewest: number
  sums: Float64Array
  squares: Float64Array
}): number | null {
  const sumOf = (a: number, b: number) => (sums[b] as number) - (sums[a] as number)
  const squaresOf = (a: number, b: number) => (squares[b] as number) - (squares[a] as number)
  const scatterOf = (a: number, b: number) => Math.max(0, squaresOf(a, b) - sumOf(a, b) ** 2 / (b - a))
  let best: number | null = null
  let least = Number.POSITIVE_INFINITY
  for (let at = from + fewest; at <= to - fewest; at++) {
    const scatter = scatterOf(from, at) + scatterOf(at, to)
    if (scatter < least) {
      least = scatter
      best = at
    }
  }
  if (best === null) return null
  const [left, right] = [sumOf(from, best) / (best - from), sumOf(best, to) / (to - best)]
  const difference = Math.abs(left - right)
  const variance = least / Math.max(1, to - from - 2)
  const standardError = Math.sqrt(variance * (1 / (best - from) + 1 / (to - best)))
  const isReal =
    difference > leastDifferenceRatio * Math.max(left, right) && difference > leastStandardErrors * standardError
  return isReal ? best : null
}
