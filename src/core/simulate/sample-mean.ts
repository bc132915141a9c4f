/** The two-sided 95 % point of the normal distribution. */
const z = 1.959963984540054

/** A mean with its 95 % interval. */
export type SampleMean = {mean: number; low: number; high: number}

/** The mean of so many values, read by their place; one value has no interval but itself. */
export function sampleMean(count: number, valueAt: (i: number) => number): SampleMean {
  let sum = 0
  for (let i = 0; i < count; i++) sum += valueAt(i)
  const mean = count > 0 ? sum / count : 0
  let squares = 0
  for (let i = 0; i < count; i++) squares += (valueAt(i) - mean) ** 2
  const reach = count > 1 ? z * Math.sqrt(squares / (count - 1) / count) : 0
  return {mean, low: mean - reach, high: mean + reach}
}

export const inSeconds = ({mean, low, high}: SampleMean) => ({meanS: mean, lowS: low, highS: high})
export const inCounts = ({mean, low, high}: SampleMean) => ({meanCount: mean, lowCount: low, highCount: high})
export const inUsd = ({mean, low, high}: SampleMean) => ({meanUsd: mean, lowUsd: low, highUsd: high})
