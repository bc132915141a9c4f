import fc from 'fast-check'
import {expect, test} from 'vitest'
import {seeded} from '../../../fixtures/generate/seeded.js'
import {findPlateau} from '../../../src/core/series/plateau.js'
import {isoOf} from '../../../src/core/series/zone.js'
import type {Window} from '../../../src/documents/series.js'
import '../../seed.js'

const firstS = Date.UTC(2026, 4, 1) / 1000
const dayS = 86_400
const eventDay = 35
const span = {fromS: firstS + eventDay * dayS, toS: firstS + (eventDay + 1) * dayS}

type Drawn = {stepS: number; seed: string; noiseRatio?: number; upliftRatio?: number; limitRps?: number}

/** Five weeks of an evening peak of 100 req/s and a sale day, of which a limit lets no more through than `limitRps`. */
function drawn({stepS, seed, noiseRatio = 0.03, upliftRatio = 3, limitRps = Infinity}: Drawn) {
  const random = seeded(seed)
  const perDay = dayS / stepS
  const values = Array.from({length: (eventDay + 1) * perDay}, (_, i) => {
    const height = 60 + 40 * Math.cos(((((i % perDay) / perDay) * 24 - 20) / 24) * 2 * Math.PI)
    const rate = height * (1 + noiseRatio * random.normal()) * (i >= eventDay * perDay ? upliftRatio : 1)
    const served = rate > limitRps ? limitRps * (1 + 0.002 * random.normal()) : rate
    return Math.max(0, Math.round(served * stepS))
  })
  return [{periodS: stepS, startAt: isoOf(firstS), values}]
}
const found = (windows: readonly Window[]) => findPlateau({windows, span, masked: [], mostScatterRatio: 0.4})

test('what a limit lets through stands still, and how long is told', () => {
  // The evening asks for 300 req/s; all above 240 was cut, for some nine hours around 20:00.
  const plateau = found(drawn({stepS: 300, seed: 'cut', limitRps: 240}))
  expect(plateau).not.toBeNull()
  const {fromS = 0, toS = 0, stepS, scatterRatio} = plateau ?? {}
  expect(stepS).toBe(300)
  expect(scatterRatio).toBeLessThan(0.2)
  expect((toS - fromS) / 3600).toBeGreaterThan(3)
  expect((fromS - span.fromS) / 3600).toBeGreaterThan(14)
  expect(found(drawn({stepS: 60, seed: 'cut', limitRps: 240}))).not.toBeNull()
})

test('demand that rises and falls is none, at one resolution in a hundred draws', () => {
  const seen = Array.from({length: 100}, (_, i) => found(drawn({stepS: 300, seed: `free ${i}`})))
  expect(seen.filter((plateau) => plateau !== null).length).toBeLessThanOrEqual(3)
})

test('a busier stretch that scatters less since more is counted is no plateau', () => {
  // Nothing but counting: a Poisson count of 60,000 scatters a third as much as one of 6,000.
  const random = seeded('counts')
  const values = Array.from({length: (eventDay + 1) * 288}, (_, i) => {
    const mean = i >= eventDay * 288 ? 60_000 : 6000
    return Math.round(mean + Math.sqrt(mean) * random.normal())
  })
  expect(found([{periodS: 300, startAt: isoOf(firstS), values}])).toBeNull()
})

test.each([
  ['a series without any scatter', drawn({stepS: 300, seed: 'still', noiseRatio: 0, upliftRatio: 1})],
  ['a constant', [{periodS: 300, startAt: isoOf(firstS), values: new Array(36 * 288).fill(100)}]],
  ['zeros', [{periodS: 300, startAt: isoOf(firstS), values: new Array(36 * 288).fill(0)}]],
  ['gaps', [{periodS: 300, startAt: isoOf(firstS), values: new Array(36 * 288).fill(null)}]],
  ['nothing before', [{periodS: 300, startAt: isoOf(span.fromS), values: new Array(288).fill(100)}]],
  ['days', [{periodS: dayS, startAt: isoOf(firstS), values: new Array(36).fill(100)}]],
])('%s: none', (_name, windows) => {
  expect(found(windows)).toBeNull()
})

test('property: whatever the values, a plateau lies inside the span and holds its shortest stretch', () => {
  const values = fc.array(fc.oneof(fc.integer({min: 0, max: 1e9}), fc.constant(null), fc.constant(5000)), {
    minLength: 24,
    maxLength: 400,
  })
  fc.assert(
    fc.property(values, (pattern) => {
      const all = Array.from({length: 36 * 288}, (_, i) => pattern[i % pattern.length] ?? null)
      const plateau = found([{periodS: 300, startAt: isoOf(firstS), values: all}])
      if (plateau === null) return
      expect(plateau.fromS).toBeGreaterThanOrEqual(span.fromS)
      expect(plateau.toS).toBeLessThanOrEqual(span.toS)
      expect(plateau.toS - plateau.fromS).toBeGreaterThanOrEqual(2400)
      expect(plateau.scatterRatio).toBeLessThan(0.4)
    }),
    {numRuns: 30},
  )
})
