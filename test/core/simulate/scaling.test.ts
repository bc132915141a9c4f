import {describe, expect, test} from 'vitest'
import {makeChain} from '../../../src/core/simulate/make-chain.js'
import {runOnce} from '../../../src/core/simulate/run-once.js'
import type {SimulatedTier, SimulationModel} from '../../../src/documents/simulation-model.js'
import type {StepPolicy, TrackingPolicy} from '../../../src/documents/simulation-policy.js'
import {databaseOf, flat, modelOf, none, scalingOf, startOf, tierOf, trackingOf} from './sample-model.js'

const quiet = {...modelOf().demand, noiseSpreadRatio: 0, timingSpreadS: 0}
const atOnce = {scheduleLateness: none}
/** Rates that hold from a second on. */
const steps = (...all: (readonly [number, number])[]) =>
  all.flatMap(([atS, rps], i) => {
    const at = {p50Rps: rps, p90Rps: rps, p99Rps: rps}
    const next = all[i + 1]
    return next === undefined
      ? [{atS, ...at}]
      : [
          {atS, ...at},
          {atS: next[0] - 0.1, ...at},
        ]
  })

type Seen = {atS: number; desired: number; serving: number; paid: number}

/** What one tier does minute by minute. */
function watch(
  over: Partial<SimulatedTier>,
  path: SimulationModel['demand']['path'],
  more: Partial<SimulationModel> = {},
): Seen[] {
  const model = modelOf({durationS: 7200, demand: {...quiet, path}, tiers: [tierOf(over)], ...more})
  const chain = makeChain(model)
  const seen: Seen[] = []
  runOnce(chain, 0, ({tick, tiers}) => {
    const fleet = tiers[0]?.fleet
    if (fleet === undefined) return
    seen.push({atS: tick.nowS, desired: fleet.desiredCount, serving: fleet.inServiceCount, paid: fleet.paidCount})
  })
  return seen
}

const at = (seen: readonly Seen[], second: number) => seen.findLast(({atS}) => atS <= second)
const firstAbove = (seen: readonly Seen[], count: number) =>
  seen.find(({desired}) => desired > count)?.atS ?? Number.POSITIVE_INFINITY
const lagOf = (lagS: number) => ({
  periodS: 60,
  outDatapointCount: 3,
  inDatapointCount: 15,
  lag: {kind: 'uniform', leastS: lagS, mostS: lagS} as const,
})
const plain = {boot: none, register: none} as const
const alarm = lagOf(30)

describe('target tracking', () => {
  const policies = [trackingOf({alarm})]

  test('three minutes above the target and the lag, then what brings it there: ⌈10 · 0.9 / 0.5⌉', () => {
    const seen = watch(
      {start: startOf(plain), scaling: scalingOf({policies, startCount: 10})},
      steps([0, 600], [600, 1080]),
    )
    expect(firstAbove(seen, 10)).toBe(600 + 180 + 30)
    expect(at(seen, 820)?.desired).toBe(18)
    expect(at(seen, 3000)?.desired).toBe(18)
  })

  test('fifteen minutes below nine tenths of it, then in; not while units warm up', () => {
    const fast = watch(
      {start: startOf(plain), scaling: scalingOf({policies, startCount: 20, warmupS: 0})},
      steps([0, 1200], [600, 600]),
    )
    expect(fast.find(({desired}) => desired < 20)?.atS).toBe(600 + 900 + 30)
    expect(at(fast, 2000)?.desired).toBe(10)
    const warming = {start: startOf(plain), scaling: scalingOf({policies, startCount: 10, warmupS: 3000})}
    const seen = watch(warming, steps([0, 600], [600, 1080], [1200, 600]))
    expect(at(seen, 3700)?.desired).toBe(18)
    expect(at(seen, 5000)?.desired).toBe(10)
  })

  test('at 8.5 of 9 tenths it stays: the margin is usually more than 10 %', () => {
    const seen = watch(
      {start: startOf(plain), scaling: scalingOf({policies, startCount: 20, minCount: 1})},
      steps([0, 1200], [600, 1100]),
    )
    expect(at(seen, 7000)?.desired).toBe(20)
  })

  test('of several policies the largest number for out; in only when all agree', () => {
    const requests = (targetRatio: number): TrackingPolicy =>
      trackingOf({name: 'requests', metric: 'requests', targetRatio, alarm})
    const both = watch(
      {start: startOf(plain), scaling: scalingOf({policies: [...policies, requests(0.3)], startCount: 10})},
      steps([0, 240], [600, 1080]),
    )
    expect(at(both, 900)?.desired).toBe(30)
    const disagree = watch(
      {
        start: startOf(plain),
        scaling: scalingOf({policies: [...policies, requests(0.3)], startCount: 20, warmupS: 0, minCount: 1}),
      },
      steps([0, 700]),
    )
    expect(at(disagree, 7000)?.desired).toBe(20)
  })

  test('a CPU that is full says no more than full; a count of requests says how many came', () => {
    const [cpu, counted] = [trackingOf({alarm}), trackingOf({metric: 'requests', alarm})].map((policy) =>
      watch(
        {start: startOf(plain), scaling: scalingOf({policies: [policy], startCount: 10, maxCount: 200})},
        steps([0, 600], [600, 4800]),
      ),
    )
    expect(at(cpu ?? [], 820)?.desired).toBe(20)
    expect(at(counted ?? [], 820)?.desired).toBe(80)
  })

  test('scale-in that is switched off never happens', () => {
    const off = [trackingOf({alarm, isScaleInOff: true})]
    const seen = watch(
      {start: startOf(plain), scaling: scalingOf({policies: off, startCount: 40, minCount: 1, warmupS: 0})},
      steps([0, 100]),
    )
    expect(at(seen, 7000)?.desired).toBe(40)
  })

  test('each datapoint is as late as the one before it, however many are on their way', () => {
    const late = trackingOf({metric: 'requests', alarm: lagOf(150)})
    const scaling = scalingOf({policies: [late], startCount: 10, warmupS: 3000})
    const seen = watch({start: startOf(plain), scaling}, steps([0, 600], [600, 1080], [840, 2160]))
    expect([920, 930, 1040, 1050].map((second) => at(seen, second)?.desired)).toEqual([10, 18, 18, 36])
  })

  test('never above the maximum', () => {
    const seen = watch(
      {start: startOf(plain), scaling: scalingOf({policies, maxCount: 12, startCount: 10})},
      steps([0, 600], [600, 4000]),
    )
    expect(Math.max(...seen.map(({desired}) => desired))).toBe(12)
  })
})

describe('other ways to scale', () => {
  const stepPolicy = (over: Partial<StepPolicy> = {}): StepPolicy => ({
    kind: 'step',
    name: 'steps',
    metric: 'utilization',
    direction: 'out',
    thresholdRatio: 0.6,
    adjustment: 'change',
    steps: [
      {fromRatio: 0, byCount: 2},
      {fromRatio: 0.2, byCount: 6},
    ],
    leastCount: 1,
    alarm: lagOf(0),
    ...over,
  })

  test('a step for how far it is beyond; units that warm up count as part of it', () => {
    const scaling = scalingOf({policies: [stepPolicy()], startCount: 10, warmupS: 600})
    const seen = watch({start: startOf(plain), scaling}, steps([0, 600], [600, 1080]))
    expect(at(seen, 800)?.desired).toBe(16)
    expect(at(seen, 1300)?.desired).toBe(16)
    const percent = scalingOf({
      policies: [stepPolicy({adjustment: 'percent', steps: [{fromRatio: 0, byCount: 0.25}], leastCount: 5})],
      startCount: 10,
    })
    expect(at(watch({start: startOf(plain), scaling: percent}, steps([0, 600], [600, 1080])), 800)?.desired).toBe(15)
  })

  test('a scheduled action runs at its time or up to two minutes late, and only sets what it names', () => {
    const action = {name: 'ahead', atS: 1800, minCount: 50, maxCount: null, desiredCount: null}
    const scaling = scalingOf({policies: [], startCount: 10, schedules: [action], ...atOnce})
    const seen = watch({start: startOf(plain), scaling}, flat(100))
    expect(firstAbove(seen, 10)).toBe(1800)
    expect(at(seen, 7000)?.desired).toBe(50)
    const late = scalingOf({policies: [], startCount: 10, schedules: [action]})
    const model = modelOf({
      durationS: 3600,
      demand: {...quiet, path: flat(100)},
      tiers: [tierOf({start: startOf(plain), scaling: late})],
    })
    const chain = makeChain(model)
    const starts = Array.from({length: 60}, (_, run) => {
      let first = Number.POSITIVE_INFINITY
      runOnce(chain, run, ({tick, tiers}) => {
        if ((tiers[0]?.fleet.desiredCount ?? 0) > 10) first = Math.min(first, tick.nowS)
      })
      return first
    })
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(1800)
    expect(Math.max(...starts)).toBeLessThanOrEqual(1925)
    expect(new Set(starts).size).toBeGreaterThan(6)
  })

  test('predictive scaling is a floor: it raises, and never lowers', () => {
    const floor = [
      {atS: 0, unitCount: 5},
      {atS: 1800, unitCount: 30},
      {atS: 3600, unitCount: 5},
    ]
    const scaling = scalingOf({policies: [{kind: 'predictive', name: 'daily', floor}], startCount: 10})
    const seen = watch({start: startOf(plain), scaling}, flat(100))
    expect([1700, 1900, 3700].map((second) => at(seen, second)?.desired)).toEqual([10, 30, 30])
  })

  test('a warm pool feeds a rise in its own time, as far as it reaches; it costs what it costs', () => {
    const minutes = (count: number) => ({kind: 'uniform', leastS: count * 60, mostS: count * 60}) as const
    const warmPool = {boot: minutes(1), minCount: 20, maxPreparedCount: 30, unitUsdPerHour: 0.5}
    const action = {name: 'ahead', atS: 1800, minCount: 50, maxCount: null, desiredCount: null}
    const scaling = scalingOf({policies: [], startCount: 10, maxCount: 100, schedules: [action], ...atOnce})
    const start = startOf({boot: minutes(10), register: none, warmPool})
    const seen = watch({start, scaling}, flat(100))
    expect([1800, 1870, 2390, 2410].map((second) => at(seen, second)?.serving)).toEqual([10, 30, 30, 50])
    const model = modelOf({
      durationS: 3600,
      demand: {...quiet, path: flat(100)},
      tiers: [tierOf({start, scaling: {...scaling, schedules: []}})],
    })
    const chain = makeChain(model)
    runOnce(chain, 0, null)
    expect(chain.poolUsd).toBeCloseTo(10, 9)
  })
})

describe('how units start and stop', () => {
  const action = {name: 'ahead', atS: 600, minCount: 310, maxCount: null, desiredCount: null}
  const scaling = scalingOf({policies: [], startCount: 10, maxCount: 1000, schedules: [action], ...atOnce})

  test('Fargate starts a hundred at once and twenty a second for all; the scheduler five hundred a minute', () => {
    const fargate = {burstCount: 100, perS: 1}
    const byTokens = watch({unit: 'task', start: startOf({kind: 'fargate', ...plain}), scaling}, flat(100), {fargate})
    expect(at(byTokens, 620)?.serving).toBeLessThanOrEqual(130)
    expect(at(byTokens, 780)?.serving).toBeLessThan(310)
    expect(at(byTokens, 820)?.serving).toBe(310)
    const byRate = watch(
      {unit: 'task', start: startOf({kind: 'fargate', ...plain, launchPerS: 500 / 60}), scaling},
      flat(100),
      {
        fargate: {burstCount: 1000, perS: 20},
      },
    )
    expect(at(byRate, 620)?.serving).toBeLessThan(310)
    expect(at(byRate, 640)?.serving).toBe(310)
  })

  test('tasks on hosts wait until their hosts are there', () => {
    const hosts = {
      startCount: 4,
      maxCount: 100,
      tasksPerHostCount: 4,
      boot: {kind: 'uniform', leastS: 120, mostS: 120} as const,
      lag: {kind: 'uniform', leastS: 60, mostS: 60} as const,
      mostStepCount: 10,
      targetRatio: 1,
      warmupS: 300,
      hostUsdPerHour: 1,
    }
    const seen = watch({unit: 'task', start: startOf({kind: 'hosts', ...plain, hosts}), scaling}, flat(100))
    expect(at(seen, 700)?.serving).toBe(16)
    expect(at(seen, 800)?.serving).toBe(56)
    expect(at(seen, 1300)?.serving).toBeGreaterThan(56)
    expect(at(seen, 6000)?.serving).toBe(310)
  })

  test('a launch that fails is tried again; what leaves is paid for while it drains', () => {
    const failing = startOf({...plain, failureRatio: 0.5, retryS: 100})
    const seen = watch({start: failing, scaling}, flat(100))
    expect(at(seen, 620)?.serving).toBeGreaterThan(100)
    expect(at(seen, 620)?.serving).toBeLessThan(220)
    expect(at(seen, 2000)?.serving).toBe(310)
    const down = [{name: 'down', atS: 600, minCount: 5, maxCount: 5, desiredCount: null}]
    const leaving = watch(
      {
        start: startOf({...plain, deregisterS: 300}),
        scaling: scalingOf({policies: [], startCount: 10, schedules: down, ...atOnce}),
      },
      flat(100),
    )
    expect([590, 610, 880, 920].map((second) => at(leaving, second)?.paid)).toEqual([10, 10, 10, 5])
    expect(at(leaving, 610)?.serving).toBe(5)
  })

  test('a zone that is lost: its share fails until checks have failed, then it is replaced', () => {
    const model = modelOf({
      durationS: 3600,
      demand: {...quiet, path: flat(600)},
      tiers: [
        tierOf({
          start: startOf({boot: {kind: 'uniform', leastS: 60, mostS: 60}, register: none}),
          scaling: scalingOf({policies: [], startCount: 12}),
        }),
      ],
      zoneLoss: {chanceRatio: 1, atS: 1200, fromS: 0, toS: 0},
    })
    const chain = makeChain(model)
    const seen: {atS: number; serving: number}[] = []
    runOnce(chain, 0, ({tick, tiers}) => {
      seen.push({atS: tick.nowS, serving: tiers[0]?.fleet.inServiceCount ?? 0})
    })
    const serving = (second: number) => seen.findLast(({atS}) => atS <= second)?.serving
    expect([1190, 1200, 1310, 1320].map(serving)).toEqual([12, 8, 8, 12])
    expect(chain.failedCount).toBeCloseTo((600 * 60) / 3, 3)
  })

  test('a failover takes the database away for its time, and a cold cache reads more from disk', () => {
    const failover = {
      chanceRatio: 1,
      atS: 600,
      fromS: 0,
      toS: 0,
      takes: {kind: 'uniform', leastS: 90, mostS: 90} as const,
      coldFactorRatio: 5,
      warmS: 600,
    }
    const model = modelOf({
      durationS: 3600,
      demand: {...quiet, path: flat(600)},
      tiers: [tierOf({calls: [{to: 'db', perVisitCount: 1, poolCount: null}]})],
      databases: [databaseOf({failover})],
    })
    const chain = makeChain(model)
    const seen: {atS: number; servedRps: number; disk: number}[] = []
    runOnce(chain, 0, ({tick, databases}) => {
      const servedRps = (databases[0]?.line.servedCount ?? 0) / tick.lengthS
      seen.push({atS: tick.nowS, servedRps, disk: databases[0]?.diskRatio ?? 0})
    })
    const now = (second: number) => seen.findLast(({atS}) => atS <= second)
    expect([590, 600, 680].map((second) => now(second)?.servedRps)).toEqual([expect.closeTo(600, 6), 0, 0])
    expect(now(690)?.servedRps).toBeGreaterThan(600)
    expect((now(720)?.disk ?? 0) / (now(590)?.disk ?? 1)).toBeGreaterThan(4)
    expect(now(1350)?.disk).toBeCloseTo(now(590)?.disk ?? 0, 6)
    expect(chain.failedCount).toBeGreaterThan(0)
  })
})
