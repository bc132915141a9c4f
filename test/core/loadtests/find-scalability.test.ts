import fc from 'fast-check'
import {expect, test} from 'vitest'
import {seededUniform} from '../../../src/core/laws/seeded-uniform.js'
import {peakConcurrency, uslThroughput} from '../../../src/core/laws/universal-scalability.js'
import {findScalability} from '../../../src/core/loadtests/find-scalability.js'
import {truth} from '../../truth.js'
import {checkout, openSteps, samples, stepOf} from './sample-steps.js'

const found = (rows: readonly (readonly number[])[], seed = 1) =>
  findScalability({levels: rows.map(([n = 0, x = 0]) => stepOf(n, x)), random: seededUniform(seed)})

const tools = Object.entries(samples.tools)

test('eight tools against one server: each highest throughput within 4 % of the truth', () => {
  expect(tools).toHaveLength(8)
  const off = tools.map(([tool, rows]) => ({
    tool,
    errorRatio: (found(rows).finding?.highestRps ?? 0) / checkout.highestRps - 1,
  }))
  expect(off.filter(({errorRatio}) => Math.abs(errorRatio) > 0.04)).toEqual([])
})

test('the 90 % intervals of at least seven of the eight hold the truth, and none is so wide that it says nothing', () => {
  for (const seed of [1, 2, 3]) {
    const findings = tools.map(([, rows]) => found(rows, seed).finding)
    const held = findings.filter((finding) => {
      const {lowRps = 0, highRps = 0} = finding?.highest ?? {}
      return lowRps <= checkout.highestRps && checkout.highestRps <= (highRps ?? 0)
    })
    expect(held.length).toBeGreaterThanOrEqual(7)
    const heldPeaks = findings.filter((finding) => {
      const {lowCount = 0, highCount = 0} = finding?.peakConcurrency ?? {}
      return lowCount <= checkout.peakCount && checkout.peakCount <= (highCount ?? 0)
    })
    expect(heldPeaks.length).toBeGreaterThanOrEqual(7)
    for (const finding of findings) {
      const {lowRps = 0, highRps = 0} = finding?.highest ?? {}
      expect((highRps ?? Number.POSITIVE_INFINITY) - lowRps).toBeLessThan(0.2 * checkout.highestRps)
      expect(finding?.isExtrapolated).toBe(false)
    }
  }
})

test('vegeta stopped short of the peak: said to be extrapolated', () => {
  const {finding, warnings} = findScalability({levels: openSteps(), random: seededUniform(1)})
  expect(finding).toMatchObject({shape: 'peak', isExtrapolated: true})
  expect(finding?.highestRps).toBeCloseTo(458.5, 0)
  expect(finding?.contentionRatio).toBeCloseTo(0.0371, 3)
  expect(finding?.coherencyRatio).toBeCloseTo(1.07e-3, 5)
  expect(warnings.join()).toMatch(/459 req\/s at 29\.9 in flight is extrapolated: the test ended at 445 req\/s/)
})

test('specsdm91: the published peak; raytracer: none, a ceiling that is named an extrapolation', () => {
  const peaked = found(truth.usl_specsdm91.data)
  expect(peaked.finding?.peakConcurrencyCount).toBeCloseTo(96.5196, 3)
  expect(peaked.finding?.highestRps).toBeCloseTo(1883.9, 1)
  expect(peaked.finding?.isExtrapolated).toBe(false)
  expect(peaked.warnings).toEqual([])
  const nearing = found(truth.usl_raytracer.data)
  expect(nearing.finding).toMatchObject({shape: 'asymptote', peakConcurrencyCount: null, peakConcurrency: null})
  expect(nearing.finding?.highestRps).toBeCloseTo(378.199, 2)
  expect(nearing.finding?.isExtrapolated).toBe(true)
  // At least what was measured.
  expect(nearing.finding?.highest?.lowRps).toBeGreaterThanOrEqual(310)
  expect(nearing.warnings).toEqual([
    'no peak was seen: throughput nears 378 req/s, an extrapolation beyond the 310 req/s measured',
  ])
})

test('in proportion: not saturated, no highest throughput at all', () => {
  const {finding, warnings} = found([1, 2, 4, 8, 16, 32].map((n) => [n, 10 * n]))
  expect(finding).toMatchObject({shape: 'linear', highestRps: null, highest: null, knee: null})
  expect(warnings).toEqual(['not saturated: throughput grew with concurrency up to 320 req/s, and no limit was seen'])
})

test('a test that ended before half of its peak is too little to plan with', () => {
  const {warnings} = found([1, 2, 4, 6, 8, 10, 12].map((n) => [n, uslThroughput({...checkout, concurrencyCount: n})]))
  expect(warnings.join()).toMatch(/35 % of the way, which is too little to plan with/)
})

test('few levels: four are warned of, three are refused', () => {
  const rows = [1, 8, 32, 64].map((n) => [n, uslThroughput({...checkout, concurrencyCount: n})])
  expect(found(rows).warnings.join()).toMatch(/^4 levels of load are few: six or more/)
  const refused = found(rows.slice(0, 3))
  expect(refused.finding).toBeNull()
  expect(refused.warnings.join()).toMatch(/3 levels of load are too few .* needs 4 and is better with 6/)
})

test('the same seed gives the same intervals, another seed others, no seed none', () => {
  const rows = samples.tools['hey'] ?? []
  expect(found(rows, 7)).toEqual(found(rows, 7))
  expect(found(rows, 7).finding?.highest).not.toEqual(found(rows, 8).finding?.highest)
  const bare = findScalability({levels: rows.map(([n = 0, x = 0]) => stepOf(n, x)), random: null})
  expect(bare.finding).toMatchObject({highest: null, peakConcurrency: null, contention: null, drawCount: 0})
  expect(bare.finding?.highestRps).toBe(found(rows).finding?.highestRps)
})

// Simulated: noise as of counting. About nine in ten intervals hold the truth; five levels without leverage give 50.
test.each([
  [[1, 4, 8, 16, 24, 32, 48, 64], 50],
  [[1, 8, 24, 48, 96], 53],
])(
  'intervals hold the truth about as often as they say: levels %j, %d of 60',
  (counts, least) => {
    const random = seededUniform(20261127)
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const highest = uslThroughput({...checkout, concurrencyCount: peakConcurrency(checkout) ?? 0})
    const held = Array.from({length: 60}, () => {
      const levels = counts.map((n) => {
        const rps = uslThroughput({...checkout, concurrencyCount: n})
        return stepOf(n, rps + Math.sqrt(rps / 8) * normal())
      })
      const {lowRps = 0, highRps = null} = findScalability({levels, random}).finding?.highest ?? {}
      return lowRps <= highest && highest <= (highRps ?? Number.POSITIVE_INFINITY)
    })
    expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(least)
  },
  120_000,
)

test('any steps: every number is finite, every interval holds its own figure', () => {
  const rows = fc.array(fc.tuple(fc.integer({min: 1, max: 500}), fc.double({min: 0, max: 1e5, noNaN: true})), {
    maxLength: 9,
  })
  fc.assert(
    fc.property(rows, (steps) => {
      const {finding} = found(steps)
      if (finding === null) return
      const numbers = JSON.stringify(finding, (_, value) =>
        typeof value === 'number' && !Number.isFinite(value) ? 'odd' : value,
      )
      expect(numbers).not.toContain('odd')
      if (finding.highest !== null)
        expect(finding.highest.lowRps).toBeLessThanOrEqual((finding.highestRps ?? 0) * (1 + 1e-9))
    }),
    {numRuns: 30},
  )
}, 120_000)
