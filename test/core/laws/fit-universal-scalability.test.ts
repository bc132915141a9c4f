import fc from 'fast-check'
import {expect, test} from 'vitest'
import {fitUniversalScalability} from '../../../src/core/laws/fit-universal-scalability.js'
import {highestThroughput, peakConcurrency, uslThroughput} from '../../../src/core/laws/universal-scalability.js'
import {truth} from '../../truth.js'

type Data = readonly (readonly [number, number])[]
const pointsOf = (data: Data) => data.map(([concurrencyCount, throughputRps]) => ({concurrencyCount, throughputRps}))
const digits = (value: number | null, count: number) => Number((value ?? Number.NaN).toPrecision(count))

test('specsdm91: every digit that R package usl publishes', () => {
  const {data, published, precise} = truth.usl_specsdm91
  const fit = fitUniversalScalability(pointsOf(data))
  expect(digits(fit.contention, 4)).toBe(published['alpha'])
  expect(digits(fit.coherency, 4)).toBe(published['beta'])
  expect(digits(fit.singleUnitRps, 3)).toBe(published['gamma'])
  expect(digits(fit.standardError.contention, 4)).toBe(published['se_alpha'])
  expect(digits(fit.standardError.coherency, 4)).toBe(published['se_beta'])
  expect(digits(fit.standardError.singleUnitRps, 4)).toBe(published['se_gamma'])
  expect(digits(fit.spreadRps, 4)).toBe(published['sigma'])
  expect(digits(peakConcurrency(fit), 7)).toBe(published['peak_N'])
  expect(digits(fit.contention, 8)).toBeCloseTo(precise['alpha'] ?? 0, 8)
  expect(digits(fit.coherency, 8)).toBeCloseTo(precise['beta'] ?? 0, 12)
  expect(fit.singleUnitRps).toBeCloseTo(precise['gamma'] ?? 0, 5)
  expect((fit.spreadRps ?? 0) ** 2 * 4).toBeCloseTo(precise['sse'] ?? 0, 2)
})

test('specsdm91: efficiency at the levels tested', () => {
  const {data, efficiency} = truth.usl_specsdm91
  const {singleUnitRps} = fitUniversalScalability(pointsOf(data))
  const found = data.map(([users, throughput]) => throughput / (users * singleUnitRps))
  expect(found.map((ratio) => Number(ratio.toFixed(4)))).toEqual(efficiency)
})

test('raytracer: coherency is exactly 0, on its bound', () => {
  const {data, published} = truth.usl_raytracer
  const fit = fitUniversalScalability(pointsOf(data))
  expect(fit.coherency).toBe(0)
  expect(fit.standardError.coherency).toBeNull()
  expect(digits(fit.contention, 6)).toBe(published['alpha'])
  expect(digits(fit.singleUnitRps, 7)).toBe(published['gamma'])
  expect(digits(fit.spreadRps, 6)).toBe(published['sigma'])
  expect(digits((fit.spreadRps ?? 0) ** 2 * 8, 6)).toBe(published['sse'])
  expect(digits(fit.singleUnitRps / fit.contention, 6)).toBe(published['limit_X'])
})

test('raytracer, its first six points', () => {
  const {data, first6} = truth.usl_raytracer
  const fit = fitUniversalScalability(pointsOf(data.slice(0, 6)))
  expect(digits(fit.contention, 4)).toBe(first6['alpha'])
  expect(digits(fit.coherency, 3)).toBe(first6['beta'])
  expect(digits(fit.singleUnitRps, 7)).toBe(first6['gamma'])
})

test('synthetic points give back the coefficients they were made with', () => {
  const {data, alpha, beta, gamma} = truth.usl_synthetic
  const fit = fitUniversalScalability(pointsOf(data))
  expect(fit.contention).toBeCloseTo(alpha, 4)
  expect(fit.coherency).toBeCloseTo(beta, 4)
  expect(fit.singleUnitRps).toBeCloseTo(gamma, 4)
})

test('three points are met exactly, and leave nothing to judge the fit by', () => {
  const fit = fitUniversalScalability(pointsOf(truth.usl_synthetic.data.slice(0, 3)))
  expect(uslThroughput({...fit, concurrencyCount: 4})).toBeCloseTo(3.0769, 6)
  expect(fit.spreadRps).toBeNull()
  expect(fit.standardError).toEqual({contention: null, coherency: null, singleUnitRps: null})
})

test('any law is found again from its own points, in any order and any unit', () => {
  fc.assert(
    fc.property(
      fc.double({min: 0, max: 0.5, noNaN: true}),
      fc.double({min: 0, max: 0.05, noNaN: true}),
      fc.double({min: 0.01, max: 1e5, noNaN: true}),
      (contention, coherency, singleUnitRps) => {
        const points = [32, 1, 16, 4, 64, 2, 8].map((concurrencyCount) => ({
          concurrencyCount,
          throughputRps: uslThroughput({concurrencyCount, contention, coherency, singleUnitRps}),
        }))
        const fit = fitUniversalScalability(points)
        for (const {concurrencyCount, throughputRps} of points) {
          expect(uslThroughput({...fit, concurrencyCount}) / throughputRps).toBeCloseTo(1, 5)
        }
        expect(fit.contention).toBeCloseTo(contention, 4)
        expect(fit.coherency).toBeCloseTo(coherency, 4)
      },
    ),
  )
})

// A deep run fits ten thousand odd curves, so this one may take longer than the rest.
test('any points give coefficients within their bounds, and never fit worse than a flat or a straight line', () => {
  const throughput = fc.double({min: 0.1, max: 1000, noNaN: true})
  fc.assert(
    fc.property(fc.array(throughput, {minLength: 4, maxLength: 9}), (values) => {
      const points = values.map((throughputRps, i) => ({concurrencyCount: 2 ** i, throughputRps}))
      const fit = fitUniversalScalability(points)
      for (const coefficient of [fit.contention, fit.coherency]) {
        expect(coefficient).toBeGreaterThanOrEqual(0)
        expect(coefficient).toBeLessThanOrEqual(1)
      }
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const flat = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
      const found = points.reduce((sum, p) => sum + (uslThroughput({...fit, ...p}) - p.throughputRps) ** 2, 0)
      const slope =
        points.reduce((sum, p) => sum + p.concurrencyCount * p.throughputRps, 0) /
        points.reduce((sum, p) => sum + p.concurrencyCount ** 2, 0)
      const straight = points.reduce((sum, p) => sum + (slope * p.concurrencyCount - p.throughputRps) ** 2, 0)
      expect(found).toBeLessThanOrEqual(Math.min(flat, straight) * (1 + 1e-6) + 1e-9)
    }),
  )
}, 120_000)

// The Cisco benchmark of Schwartz's book, as usl4j and usl-rs test themselves with it.
test('Cisco: the published coefficients and peak', () => {
  const throughput = [
    955.16, 1878.91, 2688.01, 3548.68, 4315.54, 5130.43, 5931.37, 6531.08, 7219.8, 7867.61, 8278.71, 8646.7, 9047.84,
    9426.55, 9645.37, 9897.24, 10_097.6, 10_240.5, 10_532.39, 10_798.52, 11_151.43, 11_518.63, 11_806, 12_089.37,
    12_075.41, 12_177.29, 12_211.41, 12_158.93, 12_155.27, 12_118.04, 12_140.4, 12_074.39,
  ]
  const fit = fitUniversalScalability(throughput.map((x, i) => ({concurrencyCount: i + 1, throughputRps: x})))
  expect(fit.contention).toBeCloseTo(0.0267159, 6)
  expect(fit.coherency).toBeCloseTo(7.69094e-4, 8)
  expect(fit.singleUnitRps).toBeCloseTo(995.6486, 3)
  expect(Math.floor(peakConcurrency(fit) ?? 0)).toBe(35)
  expect(highestThroughput(fit)).toBeCloseTo(12_342.9, 0)
})

test('specsdm91: the limit, the optimal load and the determination that are published', () => {
  const {data, published, precise} = truth.usl_specsdm91
  const fit = fitUniversalScalability(pointsOf(data))
  expect(digits(fit.singleUnitRps / fit.contention, 7)).toBe(published['limit_X'])
  expect(digits(1 / fit.contention, 7)).toBe(published['opt_N'])
  expect(Math.round(highestThroughput(fit) ?? 0)).toBe(published['peak_X'])
  const mean = data.reduce((sum, [, x]) => sum + x, 0) / data.length
  const total = data.reduce((sum, [, x]) => sum + (x - mean) ** 2, 0)
  expect(Number((1 - ((fit.spreadRps ?? 0) ** 2 * 4) / total).toFixed(5))).toBe(precise['r2'])
  // Published residuals, to their two decimals.
  const residuals = data.map(([n, x]) => x - uslThroughput({...fit, concurrencyCount: n}))
  const theirs = [-25.1, -81.66, 111.09, 3.05, -49.99, -46.6, 56]
  expect(residuals.map((value) => Number(value.toFixed(2)))).toEqual(theirs)
})

test('a point of weight 2 is the same point twice, and a fit from near by is the same fit', () => {
  const points = pointsOf(truth.usl_specsdm91.data)
  const [first, ...rest] = points
  if (first === undefined) throw new Error('no points')
  const weighted = fitUniversalScalability([{...first, weight: 2}, ...rest])
  const doubled = fitUniversalScalability([first, ...points])
  expect(weighted.contention).toBeCloseTo(doubled.contention, 8)
  expect(weighted.singleUnitRps).toBeCloseTo(doubled.singleUnitRps, 4)
  expect(fitUniversalScalability(points).singleUnitRps).not.toBeCloseTo(weighted.singleUnitRps, 1)
  const near = fitUniversalScalability(points, {contention: 0.03, coherency: 2e-4})
  expect(near.contention).toBeCloseTo(fitUniversalScalability(points).contention, 8)
})

test('two levels of load are too few, however many steps', () => {
  const points = pointsOf([
    [1, 10],
    [8, 60],
    [8, 61],
  ])
  expect(() => fitUniversalScalability(points)).toThrow(
    expect.objectContaining({
      kind: 'data',
      code: 'LOAD_TEST_TOO_FEW_STEPS',
      message: expect.stringContaining('2 different levels'),
    }),
  )
})

test('a test that carried nothing is refused', () => {
  expect(() =>
    fitUniversalScalability(
      pointsOf([
        [1, 0],
        [8, 0],
        [16, 0],
      ]),
    ),
  ).toThrow(expect.objectContaining({code: 'LOAD_TEST_NO_THROUGHPUT'}))
})
