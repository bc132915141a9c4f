import {studentT} from './student-t.js'
import {studentTShare} from './student-t-share.js'

export type WelchT = {
  /** Mean of the new values less that of the base. */
  difference: number
  /** 95 % interval of the difference. */
  low: number
  high: number
  freedomCount: number
  /** Two-sided: how often chance alone would bring a difference at least this large. */
  chance: number
}

type Stratum = {readonly base: readonly number[]; readonly new: readonly number[]}

/**
 * Welch's t-test: whether the mean of new values differs from that of base values, whatever their spreads.
 *
 * `strata` are pairs of samples that are compared only with each other, such as the levels of a load test; the
 * difference is the plain mean over the strata, its error by Welch and Satterthwaite over all samples. One stratum is
 * the ordinary test. Each sample needs two values or more, independent and roughly normal: means of runs or of batches,
 * never single requests, which depend on each other. Samples without any spread give a chance of 1 where the means are
 * equal and 0 where not. Throws RangeError for a sample of fewer than two.
 *
 * @source https://doi.org/10.1093/biomet/34.1-2.28 (Welch, The Generalization of Student's Problem when Several Different Population Variances are Involved, 1947)
 * @example welchT([{base: [1, 2, 3, 4], new: [3, 5, 7, 9, 11]}]).freedomCount // => 5.5207877
 * @example welchT([{base: [1, 2, 3, 4], new: [3, 5, 7, 9, 11]}]).chance // => 0.0302862
 */
export function welchT(strata: readonly Stratum[]): WelchT {
  const samples = strata.flatMap((stratum) => [momentsOf(stratum.base), momentsOf(stratum.new)])
  const difference =
    samples.reduce((sum, {mean}, i) => sum + (i % 2 === 0 ? -mean : mean), 0) / Math.max(1, strata.length)
  const errors = samples.map(({variance, count}) => ({square: variance / count / strata.length ** 2, count}))
  const square = errors.reduce((sum, error) => sum + error.square, 0)
  if (!(square > 0))
    return {difference, low: difference, high: difference, freedomCount: 1, chance: difference === 0 ? 1 : 0}
  const freedomCount = square ** 2 / errors.reduce((sum, error) => sum + error.square ** 2 / (error.count - 1), 0)
  const error = Math.sqrt(square)
  const reach = studentT({probability: 0.975, freedomCount}) * error
  const chance = 2 * studentTShare({t: -Math.abs(difference / error), freedomCount})
  return {difference, low: difference - reach, high: difference + reach, freedomCount, chance}
}

function momentsOf(values: readonly number[]): {mean: number; variance: number; count: number} {
  if (values.length < 2) throw new RangeError(`welchT: a sample of ${values.length}`)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return {mean, variance, count: values.length}
}
