import {expect, test} from 'vitest'
import {allenCunneenWaitS} from '../../../src/core/laws/allen-cunneen.js'
import {responseTimeS} from '../../../src/core/laws/response-time.js'
import {makeChain} from '../../../src/core/simulate/make-chain.js'
import {runOnce} from '../../../src/core/simulate/run-once.js'
import type {SimulationModel} from '../../../src/documents/simulation-model.js'
import {simulateShop, type WatchedShop} from '../../des/simulate-shop.js'
import {databaseOf, flat, modelOf, scalingOf, tierOf} from './sample-model.js'

const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'
const replicationCount = 10
const lengthS = isDeep ? 2000 : 200

/** What the engine says of a rate that stays: mean and 95th percentile of the response time, tiers' utilization. */
function settled(over: Partial<SimulationModel>, rps: number) {
  const demand = {...modelOf().demand, path: flat(rps), noiseSpreadRatio: 0, timingSpreadS: 0}
  const chain = makeChain(modelOf({durationS: 600, demand, ...over}))
  runOnce(chain, 0, null)
  return {
    meanS: chain.tick.meanS + chain.tick.lineS,
    p95S: chain.tick.p95S,
    busy: chain.tiers.map(({utilizationRatio}) => utilizationRatio),
    cpu: chain.databases[0]?.cpuRatio,
  }
}

function replications(shop: Omit<WatchedShop, 'seed'>) {
  const runs = Array.from({length: replicationCount}, (_, i) => simulateShop({...shop, seed: `engine/${i}`}))
  const of = (read: (run: (typeof runs)[number]) => number) => {
    const values = runs.map(read)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
    return {mean, standardError: Math.sqrt(variance / values.length)}
  }
  return of
}

const fixed = (count: number) => scalingOf({minCount: count, maxCount: count, startCount: count, policies: []})

test.each([
  [1, 0.5],
  [4, 0.8],
  [8, 0.9],
  [16, 0.95],
])('one unit of %i workers at %d has the mean of M/M/m to a ten-thousandth', (workerCount, rho) => {
  const tier = tierOf({workerCount, serviceTimeS: 0.1, unitFullRps: workerCount / 0.1, scaling: fixed(1)})
  const {meanS} = settled({tiers: [tier]}, (rho * workerCount) / 0.1)
  const law = responseTimeS({offeredLoadErlangs: rho * workerCount, serverCount: workerCount, serviceTimeS: 0.1})
  expect(Math.abs(meanS / law - 1)).toBeLessThan(1e-4)
})

test('arrivals dealt in turn and steadier service wait as Allen and Cunneen have it', () => {
  const tier = tierOf({
    serviceTimeS: 0.1,
    unitFullRps: 40,
    serviceCvSquaredRatio: 0.5,
    isDealtInTurn: true,
    scaling: fixed(10),
  })
  const {meanS} = settled({tiers: [tier]}, 340)
  const waitS = allenCunneenWaitS({
    serviceTimeS: 0.1,
    utilizationRatio: 0.85,
    serverCount: 4,
    arrivalCvSquared: 0.1,
    serviceCvSquared: 0.5,
  })
  expect(meanS).toBeCloseTo(0.1 + waitS, 5)
})

const tierShop = (rho: number): Omit<WatchedShop, 'seed'> => ({
  arrivals: {meanRps: rho * 200, burst: null},
  hitRatio: 0,
  tiers: [
    {
      name: 'web',
      unitCount: 10,
      workerCount: 2,
      service: {meanS: 0.1, squaredVariation: 1},
      visitCount: 1,
      choresRatio: 0,
      calls: null,
    },
  ],
  database: null,
  sloS: 1,
  warmUpS: 30,
  lengthS,
  minuteS: 60,
})

test.each([0.5, 0.7, 0.8, 0.9])(
  'ten units dealt in turn at %d: p95 within a tenth of every request’s, utilization within three standard errors',
  (rho) => {
    const of = replications(tierShop(rho))
    const tier = tierOf({workerCount: 2, serviceTimeS: 0.1, unitFullRps: 20, isDealtInTurn: true, scaling: fixed(10)})
    const {p95S, busy} = settled({tiers: [tier]}, rho * 200)
    const seen = of((run) => run.p95S)
    expect(Math.abs(p95S / seen.mean - 1), JSON.stringify({p95S, seen})).toBeLessThan(0.1)
    const share = of((run) => run.tiers[0]?.utilizationRatio ?? 0)
    expect(Math.abs((busy[0] ?? 0) - share.mean)).toBeLessThan(3 * share.standardError + 1e-9)
  },
)

test('CDN, two tiers and a database: p95 of all requests within a tenth, loads within three standard errors', () => {
  const of = replications({
    ...tierShop(0),
    arrivals: {meanRps: 400, burst: null},
    hitRatio: 0.75,
    tiers: [
      {
        name: 'web',
        unitCount: 6,
        workerCount: 4,
        service: {meanS: 0.18, squaredVariation: 1},
        visitCount: 1,
        choresRatio: 0,
        calls: null,
      },
      {
        name: 'cart',
        unitCount: 5,
        workerCount: 4,
        service: {meanS: 0.15, squaredVariation: 1},
        visitCount: 1,
        choresRatio: 0,
        calls: {perVisitCount: 1, poolSize: 100},
      },
    ],
    database: {
      cpuCount: 4,
      service: {meanS: 0.03, squaredVariation: 1},
      choresRatio: 0,
      connectionCount: 1000,
      ioPerCallCount: 1,
      diskIops: 1000,
      diskVariation: 0,
      choresIops: 0,
    },
  })
  const scaled = (count: number, unitFullRps: number, serviceTimeS: number) =>
    ({workerCount: 4, unitFullRps, serviceTimeS, isDealtInTurn: true, scaling: fixed(count)}) as const
  const found = settled(
    {
      edge: {hitRatio: 0.75, driverIds: [], miss: null},
      tiers: [
        tierOf({name: 'web', ...scaled(6, 4 / 0.18, 0.18)}),
        tierOf({name: 'cart', ...scaled(5, 4 / 0.15, 0.15), calls: [{to: 'db', perVisitCount: 1, poolCount: 100}]}),
      ],
      databases: [
        databaseOf({vcpuCount: 4, cpuPerCallS: 0.03, ioPerCallCount: 1, baselineIops: 1000, burstIops: 1000}),
      ],
    },
    400,
  )
  const p95 = of((run) => run.p95S)
  expect(Math.abs(found.p95S / p95.mean - 1), JSON.stringify({found, p95})).toBeLessThan(0.1)
  const loads = [...found.busy, found.cpu ?? 0]
  const seen = [
    of((run) => run.tiers[0]?.utilizationRatio ?? 0),
    of((run) => run.tiers[1]?.utilizationRatio ?? 0),
    of((run) => run.cpu?.utilizationRatio ?? 0),
  ]
  for (const [i, {mean, standardError}] of seen.entries()) {
    expect(Math.abs((loads[i] ?? 0) - mean), JSON.stringify({loads, seen})).toBeLessThan(3 * standardError + 1e-9)
  }
})
