import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import type {PastEvent} from '../../../src/core/forecast/event-bank.js'
import {hindcast} from '../../../src/core/forecast/hindcast.js'
import {likeUplift, upliftFromHistory} from '../../../src/core/forecast/uplift.js'

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

test('one censored occurrence: worked by hand', () => {
  const found = upliftFromHistory({events: [past(3, 1, true)], judgement})
  // ln 3 = 1.0986; prior .08 + .06·1.0986 = .1459. What is known to be at least the middle of a normal lies
  // √(2/π) = .7979 spreads above it: 1.0986 + .7979·.1459 = 1.2150, e^1.2150 = 3.370. No shrinking.
  expect(Math.exp(found.logMean)).toBeCloseTo(3.37, 2)
  // Prior for it: .08 + .06·1.2150 = .1529. Times √2 for one occurrence: .2162 (three degrees, no scatter).
  // The judgement's .15 is added with its whole weight: √(.2162² + .15²) = .2632.
  expect(found.logSpread).toBeCloseTo(0.2632, 3)
})

test('a censored occurrence far below another says little, and one above it counts almost as measured', () => {
  const plain = upliftFromHistory({events: [past(3, 2), past(3, 1)], judgement})
  const low = upliftFromHistory({events: [past(4, 2), past(1.5, 1, true)], judgement})
  const lowAsMeasured = upliftFromHistory({events: [past(4, 2), past(1.5, 1)], judgement})
  expect(low.logMean).toBeGreaterThan(lowAsMeasured.logMean)
  const high = upliftFromHistory({events: [past(3, 2), past(3, 1, true)], judgement})
  expect(high.logMean).toBeGreaterThan(plain.logMean)
  expect(high.logSpread).toBeGreaterThan(plain.logSpread)
})

test('property: to call an occurrence censored never lowers a quantile', () => {
  const events = fc.array(fc.tuple(fc.double({min: 0.3, max: 80, noNaN: true}), fc.boolean()), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(events, (drawn) => {
      const count = drawn.length
      const as = (isMarked: boolean) =>
        upliftFromHistory({
          events: drawn.map(([ratio, mark], i) => past(ratio, count - i, mark && isMarked)),
          judgement,
        })
      const [measured, censored] = [as(false), as(true)]
      expect(Number.isFinite(censored.logMean) && Number.isFinite(censored.logSpread)).toBe(true)
      // Without shrinking, which a single occurrence of below 1 turns upwards.
      if (count > 1) expect(censored.logMean).toBeGreaterThanOrEqual(measured.logMean - 1e-9)
    }),
  )
})

test('the likeness to another event multiplies its uplift and widens it', () => {
  const uplift = upliftFromHistory({events: [past(3, 2), past(3, 1)], judgement})
  const found = likeUplift({uplift, name: 'Black Friday', factorRatio: 0.6, why: 'same list', judgement})
  expect(Math.exp(found.logMean)).toBeCloseTo(1.8, 6)
  expect(found.logSpread).toBeGreaterThan(uplift.logSpread)
  expect(found.origin).toBe('2 past occurrences of Black Friday × 0.6, which it is said to be like (same list)')
})

test('a censored occurrence is neither hit nor missed', () => {
  const found = hindcast({events: [past(3, 3), past(9, 2, true), past(3, 1)], judgement, levelSpread: 0.05})
  expect(found.summary?.eventCount).toBe(1)
})
