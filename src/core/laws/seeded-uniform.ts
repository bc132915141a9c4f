/**
 * A stream of uniform numbers in [0, 1) that is the same for the same seed, everywhere and for ever: xoshiro128++.
 *
 * `seed` is a whole number; its lower 32 bits count, and the four words of the state are drawn from it with
 * splitmix32's mixing. Steps of 2⁻³². For resampling, not for cryptography.
 *
 * @source https://prng.di.unimi.it/ (Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators)
 * @example seededUniform(1)() - seededUniform(1)() // => 0
 */
export function seededUniform(seed: number): () => number {
  return uniformFrom(stateOf(seed))
}

function stateOf(seed: number): [number, number, number, number] {
  let word = seed | 0
  const mixed = () => {
    word = (word + 0x9e3779b9) | 0
    const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
    const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
    return second ^ (second >>> 16)
  }
  return [mixed(), mixed(), mixed(), mixed()]
}

/** Fills a list with the first numbers of the stream of a seed, several times as fast as one by one. */
export function fillUniform(seed: number, out: Float64Array): void {
  let [a, b, c, d] = stateOf(seed)
  for (let i = 0; i < out.length; i++) {
    out[i] = ((rotated((a + d) | 0, 7) + a) >>> 0) / 2 ** 32
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11)
  }
}

/** The stream that follows from four words of state, not all 0. */
export function uniformFrom(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const result = (rotated((a + d) | 0, 7) + a) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11)
    return result / 2 ** 32
  }
}

function rotated(word: number, count: number): number {
  return (word << count) | (word >>> (32 - count))
}
