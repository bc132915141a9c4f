import {expect, test} from 'vitest'
import {seeded} from '../../fixtures/generate/seeded.js'
import {truth} from '../truth.js'
import {startArrivals} from './arrivals.js'
import {type Duration, durationOf} from './draw.js'
import {eventClock} from './event-clock.js'
import {simulateShop, type WatchedShop} from './simulate-shop.js'
import {type StationMeasure, station} from './station.js'

const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'
const replicationCount = 12
// The two-sided 99.99 % point of Student's t with 11 degrees of freedom: some forty intervals are looked at.
const t = 5.921
const lengthS = isDeep ? 20_000 : 2000

/** Where the true mean lies, if the samples are independent. */
function interval(samples: readonly number[]): {low: number; high: number} {
  expect(samples).toHaveLength(replicationCount)
  const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length
  const variance = samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (samples.length - 1)
  const margin = t * Math.sqrt(variance / samples.length)
  return {low: mean - margin, high: mean + margin}
}

const expectIn = ({low, high}: {low: number; high: number}, value: number) => {
  expect(value, JSON.stringify({low, high})).toBeGreaterThanOrEqual(low)
  expect(value, JSON.stringify({low, high})).toBeLessThanOrEqual(high)
}

const replications = <T>(once: (seed: string) => T): T[] =>
  Array.from({length: replicationCount}, (_, i) => once(`published/${i}`))

/** One station with Poisson arrivals, the mean service time 1 s. */
function oneStation(asked: {serverCount: number; rho: number; service?: Duration}): StationMeasure[] {
  const {serverCount, rho, service = {meanS: 1, squaredVariation: 1}} = asked
  return replications((seed) => {
    const clock = eventClock()
    const own = station(clock, serverCount)
    const services = seeded(`${seed}/services/${serverCount}/${rho}`)
    startArrivals({
      clock,
      random: seeded(`${seed}/arrivals/${serverCount}/${rho}`),
      arrivals: {meanRps: rho * serverCount, burst: null},
      arrive: () => own.serve(durationOf(services, service), () => {}),
    })
    clock.runUntil(200)
    own.reset()
    clock.runUntil(200 + lengthS)
    return own.measure()
  })
}

const grid = [
  [1, 0.6],
  [2, 0.8],
  [4, 0.8],
  [8, 0.7],
  [16, 0.8],
] as const

test.each(grid)('the published share who wait (Erlang C): %i servers at %d', (serverCount, rho) => {
  const published = truth.erlangC_grid.rows[serverCount]?.[truth.erlangC_grid.rho.indexOf(rho)] ?? Number.NaN
  const runs = oneStation({serverCount, rho})
  const waits = interval(runs.map((run) => run.delayedCount / run.arrivalCount))
  expectIn(waits, published)
  // Narrow enough to tell: the same load on one server more is outside.
  const fewer = truth.erlangC_grid.rows[serverCount * 2]?.[truth.erlangC_grid.rho.indexOf(rho)] ?? Number.NaN
  expect(fewer).toBeLessThan(waits.low)
  expectIn(interval(runs.map((run) => run.utilizationRatio)), rho)
  expectIn(interval(runs.map((run) => run.waitingCount)), (published * rho) / (1 - rho))
})

test.each([0, 0.3, 0.5, 1, 4])('the Pollaczek–Khinchine queue at a squared variation of %d', (squaredVariation) => {
  const rho = 0.7
  const runs = oneStation({serverCount: 1, rho, service: {meanS: 1, squaredVariation}})
  expectIn(interval(runs.map((run) => run.waitingCount)), (rho ** 2 / (1 - rho)) * ((1 + squaredVariation) / 2))
})

const tier = {
  name: 'web',
  unitCount: 4,
  workerCount: 1,
  service: {meanS: 0.1, squaredVariation: 1},
  visitCount: 1,
  choresRatio: 0,
  calls: null,
}
const shop: WatchedShop = {
  seed: 'one',
  arrivals: {meanRps: 60, burst: null},
  hitRatio: 0.5,
  tiers: [tier],
  database: null,
  sloS: 1,
  warmUpS: 30,
  lengthS: isDeep ? 3000 : 300,
  minuteS: 60,
}

test('units dealt out in turn are E4/M/1 queues, shorter than those of a Poisson stream each', () => {
  // The root of x = A(μ(1 − x)) is the share who wait; A is the transform of four phases at 30 req/s in all.
  const rho = 0.75
  let share = 0.5
  for (let i = 0; i < 200; i += 1) share = ((4 * rho) / (4 * rho + 1 - share)) ** 4
  const p95S = (-0.1 * Math.log(0.05)) / (1 - share)
  const runs = replications((seed) => simulateShop({...shop, seed}))
  expectIn(interval(runs.map(({tiers}) => tiers[0]?.p95S ?? 0)), p95S)
  expectIn(interval(runs.map(({tiers}) => tiers[0]?.utilizationRatio ?? 0)), rho)
  expect(interval(runs.map(({p95S: all}) => all)).high).toBeLessThan((-0.1 * Math.log(0.05)) / (1 - rho))
})

test('the utilization law and the forced flow, through CDN, two tiers, chores and a database', () => {
  const runs = replications((seed) =>
    simulateShop({
      ...shop,
      seed,
      arrivals: {meanRps: 80, burst: {heightRatio: 0.3, meanS: 2}},
      hitRatio: 0.75,
      tiers: [
        {...tier, unitCount: 5, workerCount: 2, choresRatio: 0.05},
        {
          ...tier,
          name: 'cart',
          visitCount: 1.6,
          unitCount: 3,
          workerCount: 2,
          service: {meanS: 0.08, squaredVariation: 0.5},
          calls: {perVisitCount: 1.5, poolSize: 40},
        },
      ],
      database: {
        cpuCount: 2,
        service: {meanS: 0.02, squaredVariation: 2},
        choresRatio: 0.1,
        connectionCount: 100,
        ioPerCallCount: 2.5,
        diskIops: 300,
        diskVariation: 1,
        choresIops: 30,
      },
    }),
  )
  const mean = (read: (run: (typeof runs)[number]) => number | undefined) =>
    interval(runs.map((run) => read(run) ?? Number.NaN))
  expectIn(
    mean((run) => run.originRps),
    20,
  )
  expectIn(
    mean((run) => run.tiers[0]?.utilizationRatio),
    (20 * 0.1) / 10 + 0.05,
  )
  expectIn(
    mean((run) => run.tiers[1]?.utilizationRatio),
    (32 * 0.08) / 6,
  )
  expectIn(
    mean((run) => run.tiers[1]?.throughputRps),
    32,
  )
  expectIn(
    mean((run) => run.cpu?.utilizationRatio),
    (48 * 0.02) / 2 + 0.1,
  )
  expectIn(
    mean((run) => run.disk?.utilizationRatio),
    (48 * 2.5 + 30) / 300,
  )
})

test('connections that run out make a queue like any other: Erlang C once more', () => {
  const published = truth.erlangC_grid.rows['4']?.[truth.erlangC_grid.rho.indexOf(0.8)] ?? Number.NaN
  const runs = replications((seed) =>
    simulateShop({
      ...shop,
      seed,
      arrivals: {meanRps: 16, burst: null},
      hitRatio: 0,
      lengthS: lengthS / 2,
      tiers: [
        {
          ...tier,
          unitCount: 1,
          workerCount: Number.POSITIVE_INFINITY,
          service: {meanS: 0, squaredVariation: 0},
          calls: {perVisitCount: 1, poolSize: 1000},
        },
      ],
      database: {
        cpuCount: 1000,
        service: {meanS: 0.2, squaredVariation: 1},
        choresRatio: 0,
        connectionCount: 4,
        ioPerCallCount: 0,
        diskIops: 1000,
        diskVariation: 1,
        choresIops: 0,
      },
    }),
  )
  expectIn(
    interval(runs.map(({connections}) => (connections?.delayedCount ?? 0) / (connections?.arrivalCount ?? 1))),
    published,
  )
  expect(runs.every(({connections}) => connections?.mostBusyCount === 4)).toBe(true)
})

test('what does not keep up is seen: every minute is breached, and the answers stay behind the questions', () => {
  const {minuteCount, breachedMinuteCount, originRps, completedRps} = simulateShop({
    ...shop,
    tiers: [{...tier, unitCount: 2}],
    lengthS: 240,
  })
  expect(minuteCount).toBe(4)
  expect(breachedMinuteCount).toBe(4)
  expect(completedRps).toBeLessThan(originRps * 0.75)
  expect(simulateShop({...shop, lengthS: 240}).breachedMinuteCount).toBe(0)
})

test('the same seed gives the same shop, another one another', () => {
  expect(simulateShop(shop)).toEqual(simulateShop(shop))
  expect(simulateShop({...shop, seed: 'two'})).not.toEqual(simulateShop(shop))
})
