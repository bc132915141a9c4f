import {mean, quantileSorted} from 'simple-statistics'
import {seeded} from '../../fixtures/generate/seeded.ts'

const drawCount = 2000

/**
 * A ratio of two means over the same cases, with its 95 % interval by bootstrap over series: cases of one series hang
 * together, so whole series are drawn. The stream is seeded: the same cases give the same interval. With one or two
 * series the interval says little.
 */
export function ratioWithInterval(pairs: readonly {series: string; ours: number; other: number}[]): {
  ratio: number
  low: number
  high: number
} {
  const names = [...new Set(pairs.map(({series}) => series))]
  const bySeries = names.map((name) => pairs.filter(({series}) => series === name))
  const ratioOf = (drawn: readonly {ours: number; other: number}[]) =>
    mean(drawn.map(({ours}) => ours)) / mean(drawn.map(({other}) => other))
  const random = seeded('forecast-bench/bootstrap')
  const ratios = Array.from({length: drawCount}, () =>
    ratioOf(bySeries.flatMap(() => bySeries[Math.floor(random.uniform() * bySeries.length)] ?? [])),
  ).sort((a, b) => a - b)
  return {ratio: ratioOf(pairs), low: quantileSorted(ratios, 0.025), high: quantileSorted(ratios, 0.975)}
}
