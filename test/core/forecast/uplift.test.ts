import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {liftFactors} from '../../../src/core/forecast/censored.js'
import type {PastEvent} from '../../../src/core/forecast/event-bank.js'
import {likeUplift, priorSpread, recencyWeights, upliftFromFactor} from '../../../src/core/forecast/uplift.js'

const judgement = (name: keyof typeof catalog.judgements) => catalog.judgements[name].value

const past = (upliftRatio: number, yearsAgo: number, isCensored = false): PastEvent => ({
  date: `${2026 - yearsAgo}-11-27`,
  yearsAgo,
  peakAtS: 0,
  peakHourRps: 100 * upliftRatio,
  levelRps: 100,
  logUplift: Math.log(upliftRatio),
  ...(isCensored ? {isCensored} : {}),
})
const lift = (events: readonly PastEvent[]) =>
  liftFactors({
    events,
    weights: recencyWeights(events, judgement),
    spreadOf: (logMean) => priorSpread(logMean, judgement),
  })

test('one censored occurrence: worked by hand', () => {
  // ln 3 = 1.0986; spread .065 + .06·1.0986 = .1309. What is known to be at least the middle of a normal lies
  // √(2/π) = .7979 spreads above it: .1045, e^.1045 = 1.110.
  expect(lift([past(3, 1, true)])[0]).toBeCloseTo(1.11, 3)
  expect(lift([past(3, 1)])).toEqual([1])
})

test('a censored occurrence far above the others counts almost as measured, one far below them is lifted to them', () => {
  const [, above] = lift([past(3, 2), past(9, 1, true)])
  expect(above).toBeGreaterThan(1)
  expect(above).toBeLessThan(1.1)
  const [high, low] = lift([past(4, 2), past(1.5, 1, true)])
  expect(high).toBe(1)
  expect(1.5 * (low ?? 0)).toBeGreaterThan(2.2)
})

test('property: to call an occurrence censored never lowers it, and leaves the others alone', () => {
  const drawn = fc.array(fc.tuple(fc.double({min: 0.3, max: 80, noNaN: true}), fc.boolean()), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(drawn, (occurrences) => {
      const factors = lift(occurrences.map(([ratio, mark], i) => past(ratio, occurrences.length - i, mark)))
      occurrences.forEach(([, mark], i) => {
        if (mark) expect(factors[i]).toBeGreaterThanOrEqual(1)
        else expect(factors[i]).toBe(1)
        expect(factors[i]).toBeLessThan(1000)
      })
    }),
  )
})

test('a year back weighs four fifths of the year after it', () => {
  // 1 and .8: 1 / 1.8 = .5556.
  expect(recencyWeights([past(3, 2), past(3, 1)], judgement).map((weight) => weight.toFixed(4))).toEqual([
    '0.4444',
    '0.5556',
  ])
})

test('the likeness to another event multiplies its uplift and widens it', () => {
  const uplift = {...upliftFromFactor({factorRatio: 3, why: 'asked', judgement}), origin: '2 past occurrences'}
  const found = likeUplift({uplift, name: 'Black Friday', factorRatio: 0.6, why: 'same list', judgement})
  expect(Math.exp(found.logMean)).toBeCloseTo(1.8, 6)
  expect(found.logSpread).toBeGreaterThan(uplift.logSpread)
  expect(found.origin).toBe('2 past occurrences of Black Friday × 0.6, which it is said to be like (same list)')
})
