import {incompleteBeta} from './incomplete-beta.js'

/**
 * Distribution function of Student's t: the probability that T ≤ t. The inverse of `studentT`.
 *
 * `t` is any finite number, `freedomCount` the degrees of freedom (above 0, need not be whole). Throws RangeError else.
 *
 * @source https://dlmf.nist.gov/8.17 (incomplete beta functions)
 * @example studentTShare({t: 2.7764451, freedomCount: 4}) // => 0.975
 * @example studentTShare({t: -1, freedomCount: 1}) // => 0.25
 */
export function studentTShare({t, freedomCount}: {t: number; freedomCount: number}): number {
  if (!Number.isFinite(t)) throw new RangeError(`studentTShare: a t of ${t}`)
  if (!(freedomCount > 0)) throw new RangeError(`studentTShare: ${freedomCount} degrees of freedom`)
  const tail = incompleteBeta({x: freedomCount / (freedomCount + t * t), a: freedomCount / 2, b: 0.5}) / 2
  return t > 0 ? 1 - tail : tail
}
