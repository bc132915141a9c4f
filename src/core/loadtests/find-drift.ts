import type {RecordWindow} from '../../documents/load-record.js'
import {figure, seconds} from '../figure.js'

const fewestCells = 6
/** A rise or fall of less is not told. */
const leastResponseTimeRatio = 0.2
const leastThroughputRatio = 0.1
/** In standard errors of the difference. */
const leastStandardErrors = 3

/**
 * Whether a step moved while it was held: the mean response time, or the throughput, of its last third against its
 * first, as words; null where it did not, or where it is too short to tell.
 *
 * A difference counts when it is large (a fifth of the response time, a tenth of the throughput) and beyond the scatter
 * of the cells (three standard errors).
 */
export function findDrift(cells: readonly RecordWindow[], cellS: number): string | null {
  const third = Math.floor(cells.length / 3)
  if (cells.length < fewestCells) return null
  const [first, last] = [cells.slice(0, third), cells.slice(-third)]
  const times = drift(meanTimes(first), meanTimes(last))
  if (times !== null && Math.abs(times.to / times.from - 1) > leastResponseTimeRatio) {
    return `mean response time went from ${seconds(times.from)} to ${seconds(times.to)} while the load was held`
  }
  const rates = drift(
    first.map(({requestCount}) => requestCount / cellS),
    last.map(({requestCount}) => requestCount / cellS),
  )
  if (rates !== null && Math.abs(rates.to / rates.from - 1) > leastThroughputRatio) {
    return `throughput went from ${figure(rates.from)} to ${figure(rates.to)} req/s while the load was held`
  }
  return null
}

function meanTimes(cells: readonly RecordWindow[]): number[] {
  return cells.flatMap(({requestCount, sumS}) => (requestCount === 0 ? [] : [sumS / requestCount]))
}

/** The two means, where they differ beyond their scatter. */
function drift(first: readonly number[], last: readonly number[]): {from: number; to: number} | null {
  if (first.length < 2 || last.length < 2) return null
  const [from, to] = [meanOf(first), meanOf(last)]
  const standardError = Math.sqrt(varianceOf(first) / first.length + varianceOf(last) / last.length)
  return from > 0 && Math.abs(to - from) > leastStandardErrors * standardError ? {from, to} : null
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
}
