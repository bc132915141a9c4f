import fc from 'fast-check'
import {expect, test} from 'vitest'
import {closedBounds} from '../../../src/core/laws/closed-bounds.js'
import {closedNetwork} from '../../../src/core/laws/closed-network.js'
import {meanValueAnalysis} from '../../../src/core/laws/mean-value-analysis.js'
import {twoStations} from '../../../src/core/laws/two-stations.js'

const delay = (serviceDemandS: number) => ({serviceDemandS, serverCount: Number.POSITIVE_INFINITY})

// Published with PDQ and checked against load-dependent mean value analysis.
test.each([
  [500, 10, 0.1, 8, 49.4804],
  [1000, 10, 0.1, 8, 80],
  [2000, 7, 0.05, 16, 283.1319],
])('%d users who think for %d s, %d s at %d servers', (customerCount, thinkS, serviceDemandS, serverCount, rps) => {
  expect(twoStations({customerCount, own: delay(thinkS), shared: {serviceDemandS, serverCount}})).toBeCloseTo(rps, 4)
})

const demand = fc.double({min: 1e-3, max: 2, noNaN: true})
const servers = fc.integer({min: 1, max: 40})
const customers = fc.integer({min: 1, max: 200})

test('property: as mean value analysis and as convolution have it', () => {
  fc.assert(
    fc.property(demand, demand, servers, servers, customers, (a, b, m, n, customerCount) => {
      const single = {own: {serviceDemandS: a, serverCount: 1}, shared: {serviceDemandS: b, serverCount: 1}}
      const exact = meanValueAnalysis({demandsS: [a, b], userCount: customerCount, thinkTimeS: 0}).throughputRps
      expect(twoStations({customerCount, ...single}) / exact).toBeCloseTo(1, 9)
      const own = {serviceDemandS: a, serverCount: m}
      const shared = {serviceDemandS: b, serverCount: n}
      const several = closedNetwork({stations: [own, shared], userCount: customerCount, thinkTimeS: 0}).throughputRps
      expect(twoStations({customerCount, own, shared}) / several).toBeCloseTo(1, 7)
    }),
    {numRuns: 50},
  )
})

test('property: within the asymptotic bounds; more customers or servers never carry less', () => {
  fc.assert(
    fc.property(demand, demand, servers, customers, (a, b, serverCount, customerCount) => {
      const at = (count: number, m: number) =>
        twoStations({customerCount: count, own: delay(a), shared: {serviceDemandS: b, serverCount: m}})
      const rps = at(customerCount, serverCount)
      expect(at(customerCount + 0.5, serverCount)).toBeGreaterThanOrEqual(rps * (1 - 1e-12))
      expect(at(customerCount, serverCount + 0.5)).toBeGreaterThanOrEqual(rps * (1 - 1e-12))
      const {asymptotic} = closedBounds({demandsS: [b], userCount: customerCount, thinkTimeS: a})
      expect(at(customerCount, 1)).toBeLessThanOrEqual(asymptotic.highestRps * (1 + 1e-9))
      expect(at(customerCount, 1)).toBeGreaterThanOrEqual(asymptotic.lowestRps * (1 - 1e-9))
    }),
  )
})

test('a hundred thousand customers stay in the range of a double', () => {
  const rps = twoStations({customerCount: 1e5, own: delay(1), shared: {serviceDemandS: 0.1, serverCount: 50}})
  expect(rps).toBeCloseTo(500, 6)
})

test.each([
  ['a negative number of customers', -1, 1, 1],
  ['no demand', 1, 0, 1],
  ['no server', 1, 1, 0],
])('%s is refused', (_name, customerCount, serviceDemandS, serverCount) => {
  expect(() => twoStations({customerCount, own: delay(1), shared: {serviceDemandS, serverCount}})).toThrow(RangeError)
})
