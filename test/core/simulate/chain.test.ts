import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {makeChain} from '../../../src/core/simulate/make-chain.js'
import {joinColumns, type RunColumns, simulateRuns} from '../../../src/core/simulate/run-columns.js'
import {runOnce} from '../../../src/core/simulate/run-once.js'
import type {SimulationModel} from '../../../src/documents/simulation-model.js'
import {databaseOf, fiveTierModel, flat, modelOf, scalingOf, tierOf, trackingOf} from './sample-model.js'

const breached = ({badMinuteCount}: RunColumns) => badMinuteCount.filter((count) => count > 3).length
const quiet = {...modelOf().demand, noiseSpreadRatio: 0, timingSpreadS: 0}
/** Something that never happens, for which every tick is looked at by itself. */
const neverLost = [{atS: 1e9, lostRatio: 0}]

describe('a flat window', () => {
  test('starts as it rests: at its target nothing is breached, and nothing scales', () => {
    const model = modelOf({durationS: 21_600, demand: {...quiet, path: flat(1200)}})
    const chain = makeChain(model)
    for (let run = 0; run < 20; run++) {
      runOnce(chain, run, ({tiers}) => expect(tiers[0]?.fleet.desiredCount).toBe(20))
      expect(chain.account.badMinuteCount).toBe(0)
    }
  })

  test('in the evening rush too, with all levels, the start alone breaches nothing', () => {
    const path = [{atS: 0, p50Rps: 3000, p90Rps: 4200, p99Rps: 5500}]
    const demand = {...modelOf().demand, path}
    const tiers = [tierOf({scaling: scalingOf({maxCount: 300})})]
    expect(breached(simulateRuns(modelOf({durationS: 3600, demand, tiers}), {fromRun: 0, toRun: 300}))).toBe(0)
  })

  test('no demand costs the minimum, and not a second more', () => {
    const model = modelOf({durationS: 7200, demand: {...quiet, path: flat(0)}})
    const {unitHours, costUsd, requestCount, badMinuteCount} = simulateRuns(model, {fromRun: 0, toRun: 5})
    expect([...unitHours]).toEqual(new Array(5).fill(20))
    expect(costUsd[0]).toBeCloseTo(2, 9)
    expect([...requestCount, ...badMinuteCount]).toEqual(new Array(10).fill(0))
  })

  test("requests in the chain are their rate times their time (Little's law)", () => {
    const model = modelOf({durationS: 3600, demand: {...quiet, path: flat(1000)}})
    const chain = makeChain(model)
    runOnce(chain, 0, null)
    const run = chain.tiers[0]
    const busy = (run?.utilizationRatio ?? 0) * (run?.fleet.inServiceCount ?? 0) * (run?.tier.workerCount ?? 0)
    expect(busy).toBeCloseTo(1000 * (run?.tier.serviceTimeS ?? 0), 6)
  })
})

describe('a day of a sale', () => {
  test('all hazards off and three times the capacity: nothing is breached', () => {
    const big = scalingOf({minCount: 300, maxCount: 300, policies: []})
    const model = modelOf({
      tiers: [tierOf({scaling: big})],
      slo: {p95ResponseTimeS: 0.3, errorRatio: 0.01, allowedBadMinuteCount: 0},
    })
    expect(breached(simulateRuns(model, {fromRun: 0, toRun: 200}))).toBe(0)
  })

  test('what no policy can foresee: today breaches, minima that are raised ahead hardly do, desired alone is removed again', () => {
    const withSchedule = (schedules: ReturnType<typeof scalingOf>['schedules']) =>
      breached(
        simulateRuns(modelOf({tiers: [tierOf({scaling: scalingOf({maxCount: 160, schedules})})]}), {
          fromRun: 0,
          toRun: 200,
        }),
      )
    const action = {name: 'ahead', atS: 40_500, minCount: null, maxCount: null, desiredCount: null}
    expect(withSchedule([])).toBeGreaterThan(190)
    expect(withSchedule([{...action, desiredCount: 110}])).toBeGreaterThan(100)
    expect(withSchedule([{...action, minCount: 110}])).toBeLessThan(20)
  })

  test('a fixed fleet: more of it is never worse, run by run', () => {
    const fixed = (count: number) =>
      modelOf({tiers: [tierOf({scaling: scalingOf({minCount: count, maxCount: count, policies: []})})]})
    const of = (count: number) => simulateRuns(fixed(count), {fromRun: 0, toRun: 60}).badMinuteCount
    const sizes = [30, 40, 50, 60, 80, 120].map(of)
    for (let i = 1; i < sizes.length; i++) {
      for (const [run, bad] of (sizes[i] ?? []).entries()) expect(bad).toBeLessThanOrEqual(sizes[i - 1]?.[run] ?? 0)
    }
    expect(sizes[0]?.some((bad) => bad > 3)).toBe(true)
    expect(sizes.at(-1)?.some((bad) => bad > 0)).toBe(false)
  })

  test('a higher minimum never makes breaches more likely, beyond noise', () => {
    const of = (minCount: number) =>
      breached(
        simulateRuns(modelOf({tiers: [tierOf({scaling: scalingOf({minCount, maxCount: 160})})]}), {
          fromRun: 0,
          toRun: 200,
        }),
      )
    const counts = [10, 30, 50, 70, 90, 110].map(of)
    for (let i = 1; i < counts.length; i++) expect(counts[i]).toBeLessThanOrEqual((counts[i - 1] ?? 0) + 6)
    expect(counts[0]).toBeGreaterThan(counts.at(-1) ?? 0)
  })

  test('ticks of ten seconds and of one come to the same chance, within two points', () => {
    const tiers = [
      tierOf({scaling: scalingOf({minCount: 25, maxCount: 160, policies: [trackingOf({targetRatio: 0.4})]})}),
    ]
    const model = modelOf({durationS: 54_000, tiers})
    const share = (fineS: number) => {
      const spans = [{fromS: 42_000, toS: 48_000}]
      return breached(simulateRuns({...model, fine: {tickS: fineS, spans}}, {fromRun: 0, toRun: 400})) / 400
    }
    const [coarse, fine] = [share(10), share(1)]
    expect(coarse).toBeGreaterThan(0.03)
    expect(coarse).toBeLessThan(0.9)
    expect(Math.abs(coarse - fine)).toBeLessThanOrEqual(0.02)
  })
})

describe('any chain', () => {
  const someModel: fc.Arbitrary<SimulationModel> = fc
    .record({
      seed: fc.integer({min: 0, max: 1e6}),
      peakRps: fc.integer({min: 100, max: 40_000}),
      retryRatio: fc.double({min: 0, max: 0.9, noNaN: true}),
      poolCount: fc.option(fc.integer({min: 1, max: 20}), {nil: null}),
      vcpuCount: fc.integer({min: 1, max: 64}),
      burstIops: fc.constantFrom(0, 3000, 12_000),
      maxCount: fc.integer({min: 10, max: 200}),
      zoneChance: fc.constantFrom(0, 1),
      failureRatio: fc.constantFrom(0, 0.3),
      slowStartS: fc.constantFrom(0, 60),
      isPooled: fc.boolean(),
      periodS: fc.constantFrom(20, 60, 300),
      limitRps: fc.option(fc.integer({min: 10, max: 5000}), {nil: null}),
    })
    .map((asked) => {
      const base = fiveTierModel({seed: asked.seed, durationS: 14_400})
      const pool = {
        boot: {kind: 'lognormal', medianS: 40, p95S: 60} as const,
        minCount: 2,
        maxPreparedCount: null,
        unitUsdPerHour: 0,
      }
      return {
        ...base,
        demand: {
          ...base.demand,
          path: base.demand.path.map((point) => {
            const factor = asked.peakRps / 30_000
            return {
              atS: point.atS - 39_600,
              p50Rps: point.p50Rps * factor,
              p90Rps: point.p90Rps * factor,
              p99Rps: point.p99Rps * factor,
            }
          }),
          retryRatio: asked.retryRatio,
        },
        zoneLoss: {chanceRatio: asked.zoneChance, atS: null, fromS: 0, toS: 14_000},
        tiers: base.tiers.map((tier) => ({
          ...tier,
          scaling: {
            ...tier.scaling,
            maxCount: asked.maxCount,
            policies: [trackingOf({alarm: {...trackingOf().alarm, periodS: asked.periodS}})],
          },
          calls: [
            ...tier.calls.map((call) => ({...call, poolCount: asked.poolCount})),
            ...(tier.name === 'checkout' ? [{to: 'payments', perVisitCount: 1, poolCount: null}] : []),
          ],
          start: {
            ...tier.start,
            failureRatio: asked.failureRatio,
            slowStartS: asked.slowStartS,
            warmPool: asked.isPooled && tier.start.kind === 'instance' ? pool : null,
          },
        })),
        databases: [
          databaseOf({
            vcpuCount: asked.vcpuCount,
            baselineIops: 600,
            burstIops: asked.burstIops,
            startCreditCount: 1e6,
            mostCreditCount: 5.4e6,
            maxConnectionCount: 1500,
          }),
        ],
        dependencies: [
          {name: 'payments', responseTimeS: 0.2, responseCvSquaredRatio: 1, limitRps: asked.limitRps, slow: []},
        ],
      }
    })

  test('no request is lost or made: they are served, fail, or still wait', () => {
    fc.assert(
      fc.property(someModel, (model) => {
        const chain = makeChain(model)
        for (let run = 0; run < 2; run++) {
          runOnce(chain, run, null)
          const waiting = [...chain.tiers, ...chain.databases].reduce((sum, {line}) => sum + line.count, 0)
          const came = chain.servedCount + chain.failedCount + waiting
          expect(Math.abs(came - chain.arrivedCount)).toBeLessThan(1e-6 * Math.max(1, chain.arrivedCount))
        }
      }),
      {numRuns: 25},
    )
  })

  test('its figures are finite, its units whole and within their limits', () => {
    fc.assert(
      fc.property(someModel, (model) => {
        const chain = makeChain(model)
        runOnce(chain, 3, ({tick, tiers}) => {
          expect(tick.p95S).toBeGreaterThan(0)
          expect(tick.p95S).toBeLessThan(1000)
          for (const {fleet} of tiers) {
            const counts = [
              fleet.inServiceCount,
              fleet.warmCount,
              fleet.startedCount,
              fleet.waitingCount,
              fleet.paidCount,
            ]
            expect(
              counts.every((count) => Number.isInteger(count) && count >= 0),
              JSON.stringify(counts),
            ).toBe(true)
            expect(fleet.desiredCount).toBeLessThanOrEqual(fleet.maxCount)
            expect(fleet.desiredCount).toBeGreaterThanOrEqual(fleet.minCount)
            expect(fleet.inServiceCount).toBeLessThanOrEqual(fleet.desiredCount)
          }
        })
      }),
      {numRuns: 10},
    )
  })

  test('calm minutes that are taken as one step come to what their ticks come to', () => {
    fc.assert(
      fc.property(someModel, (asked) => {
        const model = {...asked, loadBalancer: null, demand: {...asked.demand, retryRatio: 0}}
        const byTick = {...model, tiers: model.tiers.map((tier) => ({...tier, losses: neverLost}))}
        const [steps, ticks] = [model, byTick].map((one) => simulateRuns(one, {fromRun: 0, toRun: 2}))
        expect(steps?.badMinuteCount).toEqual(ticks?.badMinuteCount)
        for (let run = 0; run < 2; run++) {
          expect(steps?.unitHours[run]).toBeCloseTo(ticks?.unitHours[run] ?? 0, 6)
          const [lost = 0, plainly = 0] = [steps?.lostCount[run], ticks?.lostCount[run]]
          expect(Math.abs(lost - plainly)).toBeLessThan(1e-6 * Math.max(1, plainly))
        }
      }),
      {numRuns: 15},
    )
  })

  test('runs are the same in whatever portions they are made', () => {
    const model = fiveTierModel({durationS: 50_400})
    const whole = simulateRuns(model, {fromRun: 0, toRun: 12})
    const parts = [
      [7, 12],
      [0, 3],
      [3, 7],
    ].map(([fromRun = 0, toRun = 0]) => simulateRuns(model, {fromRun, toRun}))
    expect(joinColumns(parts)).toEqual(whole)
    expect(simulateRuns({...model, seed: 8}, {fromRun: 0, toRun: 12})).not.toEqual(whole)
  })
})
