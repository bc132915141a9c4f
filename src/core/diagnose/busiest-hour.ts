import type {Window} from '../../documents/series.js'
import {instantOf} from '../series/zone.js'
import type {Span} from './diagnosis-queries.js'

const hourS = 3600

/**
 * The full hour in `[fromS, toS)` in which a metric stood highest on average, by its windows of five minutes or finer,
 * where there are none by those of an hour. `isSum` where a value is the sum of its step. Null where nothing was
 * measured; of equal hours the last.
 */
export function busiestHour({
  windows,
  fromS,
  toS,
  isSum,
}: Span & {windows: readonly Window[]; isSum: boolean}): Span | null {
  const fine = windows.filter(({periodS}) => periodS <= 300)
  for (const some of [fine, windows.filter(({periodS}) => periodS === hourS)]) {
    const means = new Map<number, {sum: number; count: number}>()
    for (const window of some) addHours(means, window, {fromS, toS, isSum})
    const best = [...means].reduce<{startS: number; mean: number} | null>((found, [startS, {sum, count}]) => {
      const mean = sum / count
      const isMore = found === null || mean > found.mean || (mean === found.mean && startS > found.startS)
      return isMore ? {startS, mean} : found
    }, null)
    if (best !== null) return {fromS: best.startS, toS: best.startS + hourS}
  }
  return null
}

function addHours(
  means: Map<number, {sum: number; count: number}>,
  {startAt, periodS, values}: Window,
  {fromS, toS, isSum}: Span & {isSum: boolean},
): void {
  const startS = instantOf(startAt)
  const end = Math.min(values.length, Math.floor((toS - startS) / periodS))
  for (let i = Math.max(0, Math.ceil((fromS - startS) / periodS)); i < end; i++) {
    const value = values[i] ?? null
    if (value === null) continue
    const hour = Math.floor((startS + i * periodS) / hourS) * hourS
    const {sum, count} = means.get(hour) ?? {sum: 0, count: 0}
    means.set(hour, {sum: sum + (isSum ? value / periodS : value), count: count + 1})
  }
}
