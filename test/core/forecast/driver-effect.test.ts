import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {driverEffect} from '../../../src/core/forecast/driver-effect.js'
import type {Driver} from '../../../src/core/forecast/planned-event.js'

const judgement = (name: keyof typeof catalog.judgements) => catalog.judgements[name].value

const dates = ['2021-11-26', '2022-11-25', '2023-11-24', '2024-11-29', '2025-11-28']
/** Occurrences up to 2025, the last of them the heaviest. */
const occurrences = (upliftRatios: readonly number[]) =>
  upliftRatios.map((ratio, i) => ({
    date: dates[dates.length - upliftRatios.length + i] ?? '',
    logUplift: Math.log(ratio),
  }))
const weightsOf = (count: number) => Array.from({length: count}, (_, i) => 0.75 ** (count - 1 - i))
const driver = (planned: number, values: readonly (number | null)[], over: Partial<Driver> = {}): Driver => ({
  name: 'marketingSpend',
  planned,
  past: Object.fromEntries(
    values.flatMap((value, i) => (value === null ? [] : [[dates[dates.length - values.length + i] ?? '', value]])),
  ),
  isShare: false,
  ...over,
})
const effect = (drivers: readonly Driver[], upliftRatios: readonly number[], noiseLogSpread = 0.15) => {
  const events = occurrences(upliftRatios)
  const found = driverEffect({drivers, events, weights: weightsOf(events.length), noiseLogSpread, judgement})
  if (found === null) throw new Error('expected an effect')
  return found
}

test('two occurrences: worked by hand', () => {
  const found = effect([driver(250_000, [180_000, 210_000])], [3, 3.2])
  // Mean of the logs in thousands: (.75·5.192957 + 5.347108) / 1.75 = 5.281043, e^5.281043 = 196.57.
  // Around it x = −.088086 and .066065; Σwx² = .010184. Noise .15 and prior spread .15 give a penalty of 1.
  // Σwxy = −.75·.088086·1.098612 + .066065·1.163151 = .004264; less .12·.010184: .003042.
  // Elasticity .12 + .003042 / 1.010184 = .12301; ln 250 − 5.281043 = .240418, so a shift of .02957.
  expect(found.logShift).toBeCloseTo(0.02957, 5)
  // .15 · .240418 / √1.010184 = .03588; 250 is within twice 210, so nothing is cut off.
  expect(found.logSpread).toBeCloseTo(0.03588, 5)
  expect(found.sentences).toEqual([
    'Marketing spend 250,000 against 197,000 on average before: +3.0 % (elasticity 0.12: 0.12 assumed, corrected by 2 past events). It is outside the 180,000 to 210,000 seen so far, which widens the spread.',
  ])
})

test('one occurrence teaches no elasticity: the prior alone, worked by hand', () => {
  const found = effect([driver(0.3, [0.25], {name: 'price_depth', isShare: true})], [3])
  // .12 · ln 1.2 = .02188; .15 · ln 1.2 = .02735.
  expect(found.logShift).toBeCloseTo(0.02188, 5)
  expect(found.logSpread).toBeCloseTo(0.02735, 5)
  expect(found.sentences[0]).toBe(
    'Price depth 30 % against 25 % on average before: +2.2 % (elasticity 0.12, assumed: its past tells of none yet). It is outside the 25 % seen so far, which widens the spread.',
  )
})

test('far beyond the range: what is not counted in the mean is spread, worked by hand', () => {
  const found = effect([driver(800, [100])], [3])
  // Counted to twice the range: .12 · ln 2 = .08318. Unsure of the elasticity over ln 8: .15 · 2.07944 = .31192; cut
  // off .12 · ln 4 = .16636; together √(.31192² + .16636²) = .35351.
  expect(found.logShift).toBeCloseTo(0.08318, 5)
  expect(found.logSpread).toBeCloseTo(0.35351, 5)
})

test('many occurrences that follow a driver closely are believed', () => {
  // They were made with .5; around the mean Σwx² = 2.6, the penalty is (.05 / .15)² = .11: .12 + .38 · 2.6 / 2.7.
  const spends = [100, 200, 400, 800, 1600]
  const found = effect(
    [driver(800, spends)],
    spends.map((spend) => 3 * (spend / 100) ** 0.5),
    0.05,
  )
  expect(found.sentences[0]).toMatch(/elasticity 0\.48: 0\.12 assumed, corrected by 5 past events/)
})

test('beyond twice the range the mean stops and the spread goes on, which is said', () => {
  const at = (planned: number) => effect([driver(planned, [100, 200])], [3, 3.2])
  const [twice, ten] = [at(400), at(2000)]
  expect(ten.logShift).toBeCloseTo(twice.logShift, 12)
  expect(ten.logSpread).toBeGreaterThan(twice.logSpread)
  expect(twice.sentences[0]).not.toContain('counted as')
  expect(ten.sentences[0]).toContain(
    'outside the 100 to 200 seen so far, which widens the spread, and counted as twice 200 only',
  )
  expect(at(10).sentences[0]).toContain('counted as half of 100 only')
})

test('an occurrence without a value is left out of that driver, which is said', () => {
  const known = effect([driver(250, [180, 210])], [3, 3.2])
  const found = effect([driver(250, [null, 180, 210])], [9, 3, 3.2])
  expect(found.logShift).toBeCloseTo(known.logShift, 12)
  expect(found.logSpread).toBeCloseTo(known.logSpread, 12)
  expect(found.sentences[0]).toMatch(/No value for 2023-11-24, so left out\.$/)
})

test('one that ran into a limit counts in the mean and teaches no elasticity', () => {
  const events = occurrences([3, 1.2]).map((event, i) => ({...event, isCensored: i === 1}))
  const drivers = [driver(300, [100, 300])]
  const found = driverEffect({drivers, events, weights: [1, 1], noiseLogSpread: 0.15, judgement})
  expect(found?.logShift).toBeCloseTo(0.12 * Math.log(300 / Math.sqrt(100 * 300)), 10)
  expect(found?.sentences[0]).toContain('2025-11-28 ran into a limit and teaches no elasticity')
})

test('drivers that rose together share the effect', () => {
  const [spend, sends] = [driver(800, [100, 400]), driver(8, [1, 4], {name: 'emailSends'})]
  const [one, both] = [effect([spend], [2, 4]), effect([spend, sends], [2, 4])]
  const elasticityOf = (sentence = '') => Number(/elasticity ([\d.]+):/.exec(sentence)?.[1])
  expect(elasticityOf(both.sentences[0])).toBe(elasticityOf(both.sentences[1]))
  expect(elasticityOf(both.sentences[0])).toBeLessThan(elasticityOf(one.sentences[0]))
  expect(both.sentences[1]).toMatch(/^Email sends 8 against /)
})

test('no drivers: nothing; a driver whose past was not measured: no effect, and a sentence', () => {
  const events = occurrences([3])
  expect(driverEffect({drivers: [], events, weights: [1], noiseLogSpread: 0.15, judgement})).toBeNull()
  const unknown = driver(5, [4], {past: {'2019-11-29': 4}})
  const said = ['No past value of marketing spend was measured with its event, so it moves nothing.']
  expect(effect([unknown], [3])).toEqual({logShift: 0, logSpread: 0, sentences: said})
  expect(
    driverEffect({drivers: [unknown], events: [], weights: [], noiseLogSpread: 0.15, judgement})?.sentences,
  ).toEqual(said)
})

const amount = fc.double({min: 1e-3, max: 1e9, noNaN: true})
const history = fc.array(fc.tuple(fc.double({min: 0.3, max: 80, noNaN: true}), amount), {minLength: 1, maxLength: 5})

test('property: finite and bounded whatever is planned, and the spread is never negative', () => {
  fc.assert(
    fc.property(history, amount, amount, (drawn, planned, other) => {
      const values = drawn.map(([, value]) => value)
      const drivers = [driver(planned, values), driver(other, values.toReversed(), {name: 'emailSends'})]
      const found = effect(
        drivers,
        drawn.map(([ratio]) => ratio),
      )
      expect(Number.isFinite(found.logShift)).toBe(true)
      expect(found.logSpread).toBeGreaterThanOrEqual(0)
      expect(Number.isFinite(found.logSpread)).toBe(true)
      expect(found.sentences.join(' ')).not.toMatch(/NaN|Infinity|undefined/)
    }),
  )
})

test('property: what is planned beyond the reach changes the mean no more', () => {
  fc.assert(
    fc.property(history, fc.double({min: 2, max: 1e6, noNaN: true}), (drawn, times) => {
      const values = drawn.map(([, value]) => value)
      const at = (planned: number) =>
        effect(
          [driver(planned, values)],
          drawn.map(([ratio]) => ratio),
        ).logShift
      const most = Math.max(...values)
      expect(at(most * times)).toBeCloseTo(at(most * 2), 9)
    }),
  )
})

test('property: with a flat or rising past, more is never less; as much as on average moves nothing', () => {
  const rising = fc.array(
    fc.tuple(fc.double({min: 1, max: 10, noNaN: true}), fc.double({min: 1, max: 3, noNaN: true})),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  fc.assert(
    fc.property(rising, amount, amount, (drawn, first, second) => {
      const values = drawn.map(([value]) => value).sort((a, b) => a - b)
      const ratios = drawn.map(([, ratio]) => ratio).sort((a, b) => a - b)
      const at = (planned: number) => effect([driver(planned, values)], ratios)
      expect(at(Math.max(first, second)).logShift).toBeGreaterThanOrEqual(at(Math.min(first, second)).logShift - 1e-12)
      const weights = weightsOf(values.length)
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const meanLog = values.reduce((sum, value, i) => sum + (weights[i] ?? 0) * Math.log(value), 0) / total
      const middle = at(Math.exp(meanLog))
      expect(middle.logShift).toBeCloseTo(0, 12)
      expect(middle.logSpread).toBeCloseTo(0, 12)
    }),
  )
})
