import {studentT} from './student-t.js'
import {studentTShare} from './student-t-share.js'
import type {WelchT} from './welch-t.js'

/**
 * Student's t-test of two samples with one common spread: whether the mean of new values differs from that of base
 * values. For sides of which one is too small to have a spread of its own, such as one run against many.
 *
 * Together the samples need three values or more, independent and roughly normal. Takes the spread to be the same on
 * both sides. Without any spread the chance is 1 where the means are equal and 0 where not. Throws RangeError for an
 * empty side, or fewer than three values.
 *
 * @source https://doi.org/10.2307/2331554 (Student, The Probable Error of a Mean, 1908)
 * @example pooledT({base: [1, 2, 3, 4], new: [6]}).chance // => 0.0937591
 * @example pooledT({base: [1, 2, 3, 4], new: [3, 5, 7, 9, 11]}).freedomCount // => 7
 */
export function pooledT({base, new: fresh}: {base: readonly number[]; new: readonly number[]}): WelchT {
  const freedomCount = base.length + fresh.length - 2
  if (base.length === 0 || fresh.length === 0 || freedomCount < 1) {
    throw new RangeError(`pooledT: samples of ${base.length} and ${fresh.length}`)
  }
  const difference = meanOf(fresh) - meanOf(base)
  const variance = (squaresOf(base) + squaresOf(fresh)) / freedomCount
  const error = Math.sqrt(variance * (1 / base.length + 1 / fresh.length))
  if (!(error > 0))
    return {difference, low: difference, high: difference, freedomCount, chance: difference === 0 ? 1 : 0}
  const reach = studentT({probability: 0.975, freedomCount}) * error
  const chance = 2 * studentTShare({t: -Math.abs(difference / error), freedomCount})
  return {difference, low: difference - reach, high: difference + reach, freedomCount, chance}
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function squaresOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}
