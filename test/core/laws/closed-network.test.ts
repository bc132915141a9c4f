import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {closedBounds} from '../../../src/core/laws/closed-bounds.js'
import {closedNetwork} from '../../../src/core/laws/closed-network.js'
import {meanValueAnalysis} from '../../../src/core/laws/mean-value-analysis.js'

describe('published closed networks', () => {
  test('PDQ: one server of 0.63 s, 100 users who think for 300 s', () => {
    const found = meanValueAnalysis({demandsS: [0.63], userCount: 100, thinkTimeS: 300})
    expect(found.throughputRps).toBeCloseTo(0.332453153, 9)
    expect(found.responseTimeS).toBeCloseTo(0.794259687, 6)
    expect(found.stations[0]?.utilizationRatio).toBeCloseTo(0.209445, 6)
  })

  // PDQ ebiz, of Perl::PDQ section 12.4.4: web, application and database server.
  test.each([
    [1, 43.8212],
    [2, 63.4241],
    [4, 79.7863],
    [7, 88.5762],
    [10, 92.3945],
    [20, 97.0821],
  ])('a shop of three tiers with %d users', (userCount, throughputRps) => {
    const found = meanValueAnalysis({demandsS: [0.0098, 0.0025, 0.00072, 0.0098], userCount, thinkTimeS: 0})
    expect(found.throughputRps).toBeCloseTo(throughputRps, 4)
    if (userCount === 10) expect(found.responseTimeS).toBeCloseTo(0.108232, 6)
  })

  test('Jain, The Art of Computer Systems Performance Analysis, page 577', () => {
    const found = meanValueAnalysis({demandsS: [16 * 0.125, 10 * 0.3, 5 * 0.2], userCount: 20, thinkTimeS: 4})
    const visits = [16, 10, 5]
    const times = found.stations.map(({residenceTimeS}, k) => Number((residenceTimeS / (visits[k] ?? 1)).toFixed(3)))
    expect(times).toEqual([0.373, 4.854, 0.3])
    expect(found.stations.map(({queueCount}) => Number(queueCount.toFixed(3)))).toEqual([1.991, 16.177, 0.5])
  })

  test('six users of four stations, of the tests of octave-queueing', () => {
    const found = meanValueAnalysis({demandsS: [0.02, 0.08, 0.08, 0.06], userCount: 6, thinkTimeS: 0})
    expect(found.stations.map(({queueCount}) => Number(queueCount.toFixed(3)))).toEqual([0.244, 2.261, 2.261, 1.234])
    expect(found.stations.map(({utilizationRatio}) => Number(utilizationRatio.toFixed(3)))).toEqual([
      0.198, 0.794, 0.794, 0.595,
    ])
    expect(found.throughputRps).toBeCloseTo(9.92, 3)
  })

  // Stations of several servers: 165 single ones behind which the work is spread, and one queue before many servers.
  test('PDQ DBcluster, Perl::PDQ section 9.4.1: 800 users of 15, 50 and 100 servers', () => {
    const spread = [
      ...Array.from({length: 15}, () => 0.1 / 15),
      ...Array.from({length: 50}, () => 0.6 / 50),
      ...Array.from({length: 100}, () => 1.2 / 100),
    ]
    const found = meanValueAnalysis({demandsS: spread, userCount: 800, thinkTimeS: 10})
    expect(found.throughputRps).toBeCloseTo(53.0301, 4)
    expect(found.responseTimeS).toBeCloseTo(5.08577, 4)
    expect(closedBounds({demandsS: spread, userCount: 800, thinkTimeS: 10}).saturationCount).toBeCloseTo(991.67, 2)
  })

  test.each([
    [500, 10, 0.1, 8, 49.4804, 0.1050097],
    [1000, 10, 0.1, 8, 80, 2.5],
    [2000, 7, 0.05, 16, 283.1319, 0.0638448],
  ])(
    '%d users who think for %d s, %d s on one of %d servers',
    (userCount, thinkTimeS, serviceDemandS, serverCount, throughputRps, timeS) => {
      const found = closedNetwork({stations: [{serviceDemandS, serverCount}], userCount, thinkTimeS})
      expect(found.throughputRps).toBeCloseTo(throughputRps, 4)
      expect(found.responseTimeS).toBeCloseTo(timeS, 6)
    },
  )

  test('the knee of eight servers of 0.1 s and a think time of 10 s: 808 users', () => {
    expect(8 * closedBounds({demandsS: [0.1], userCount: 1, thinkTimeS: 10}).saturationCount).toBeCloseTo(808, 9)
  })
})

const demand = fc.double({min: 0.001, max: 1, noNaN: true})
const thinkTime = fc.double({min: 0, max: 20, noNaN: true})

test('property: convolution and mean value analysis are one, between their bounds', () => {
  const network = fc.array(demand, {minLength: 1, maxLength: 5})
  fc.assert(
    fc.property(network, fc.integer({min: 1, max: 120}), thinkTime, (demandsS, userCount, thinkTimeS) => {
      const mva = meanValueAnalysis({demandsS, userCount, thinkTimeS})
      const stations = demandsS.map((serviceDemandS) => ({serviceDemandS, serverCount: 1}))
      const found = closedNetwork({stations, userCount, thinkTimeS})
      expect(found.throughputRps / mva.throughputRps).toBeCloseTo(1, 9)
      expect(found.responseTimeS / mva.responseTimeS).toBeCloseTo(1, 9)
      found.stations.forEach(({queueCount}, k) => {
        expect(queueCount).toBeCloseTo(mva.stations[k]?.queueCount ?? Number.NaN, 7)
      })
      const {asymptotic, balanced} = closedBounds({demandsS, userCount, thinkTimeS})
      const slack = 1 + 1e-9
      expect(asymptotic.lowestRps).toBeLessThanOrEqual(balanced.lowestRps * slack)
      expect(balanced.lowestRps).toBeLessThanOrEqual(mva.throughputRps * slack)
      expect(mva.throughputRps).toBeLessThanOrEqual(balanced.highestRps * slack)
      expect(balanced.highestRps).toBeLessThanOrEqual(asymptotic.highestRps * slack)
    }),
  )
})

test('property: users are kept, and neither a user more nor a server more carries less', () => {
  const station = fc.record({serviceDemandS: demand, serverCount: fc.integer({min: 1, max: 30})})
  const network = fc.array(station, {minLength: 1, maxLength: 4})
  fc.assert(
    fc.property(network, fc.integer({min: 1, max: 200}), thinkTime, (stations, userCount, thinkTimeS) => {
      const found = closedNetwork({stations, userCount, thinkTimeS})
      expect(found.throughputRps * (found.responseTimeS + thinkTimeS)).toBeCloseTo(userCount, 6)
      for (const {utilizationRatio} of found.stations) expect(utilizationRatio).toBeLessThanOrEqual(1 + 1e-9)
      const crowded = closedNetwork({stations, userCount: userCount + 1, thinkTimeS})
      expect(crowded.throughputRps).toBeGreaterThanOrEqual(found.throughputRps * (1 - 1e-9))
      const larger = stations.map((each, k) => (k === 0 ? {...each, serverCount: each.serverCount + 1} : each))
      const relieved = closedNetwork({stations: larger, userCount, thinkTimeS})
      expect(relieved.throughputRps).toBeGreaterThanOrEqual(found.throughputRps * (1 - 1e-9))
    }),
  )
})

test('no user does nothing, and numbers without a meaning are refused', () => {
  expect(meanValueAnalysis({demandsS: [1], userCount: 0, thinkTimeS: 1})).toMatchObject({throughputRps: 0})
  const single = {demandsS: [1, 2], userCount: 3, thinkTimeS: 1}
  for (const wrong of [{demandsS: [0]}, {demandsS: [1, -1]}, {userCount: 1.5}, {thinkTimeS: -1}]) {
    expect(() => meanValueAnalysis({...single, ...wrong})).toThrow(RangeError)
  }
  for (const wrong of [{demandsS: []}, {demandsS: [1, -1]}, {userCount: 0}, {thinkTimeS: -1}]) {
    expect(() => closedBounds({...single, ...wrong})).toThrow(RangeError)
  }
  const several = {stations: [{serviceDemandS: 1, serverCount: 2}], userCount: 3, thinkTimeS: 1}
  for (const wrong of [
    {stations: []},
    {stations: [{serviceDemandS: 1, serverCount: 0}]},
    {userCount: 0},
    {thinkTimeS: Number.NaN},
  ]) {
    expect(() => closedNetwork({...several, ...wrong})).toThrow(RangeError)
  }
})
