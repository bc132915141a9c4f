/**
 * A sequence that fills 0…1 evenly from its first number on: the digits of `index` in base `base`, mirrored at the
 * point (van der Corput's; several coprime bases together are Halton's).
 *
 * `index` is a whole number, 0 or more, `base` one of 2 or more. Any stretch of it is spread more evenly than chance
 * would, so that a mean over it has less noise. Throws RangeError for numbers outside those ranges.
 *
 * @source https://doi.org/10.1007/BF01386213 (Halton, On the Efficiency of Certain Quasi-Random Sequences of Points, 1960)
 * @example radicalInverse({index: 6, base: 2}) // => 0.375
 */
export function radicalInverse({index, base}: {index: number; base: number}): number {
  if (!(Number.isInteger(index) && index >= 0 && Number.isInteger(base) && base >= 2)) {
    throw new RangeError(`radicalInverse: ${index} in base ${base}`)
  }
  let rest = index
  let weight = 1 / base
  let sum = 0
  while (rest > 0) {
    sum += (rest % base) * weight
    rest = Math.floor(rest / base)
    weight /= base
  }
  return sum
}
