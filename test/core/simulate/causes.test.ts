import {expect, test} from 'vitest'
import {simulateRuns} from '../../../src/core/simulate/run-columns.js'
import {outcomeOf} from '../../../src/core/simulate/summarize.js'
import type {SimulationModel} from '../../../src/documents/simulation-model.js'
import {databaseOf, flat, modelOf, none, scalingOf, startOf, tierOf, trackingOf} from './sample-model.js'

const fixed = (count: number) => scalingOf({minCount: count, maxCount: count, startCount: count, policies: []})
const at = (rps: number) => ({p50Rps: rps, p90Rps: rps, p99Rps: rps})
const jump = [
  {atS: 0, ...at(600)},
  {atS: 1800, ...at(600)},
  {atS: 1860, ...at(2400)},
  {atS: 9000, ...at(2400)},
]
const demand = {...modelOf().demand, timingSpreadS: 0}
const slow = {kind: 'uniform', leastS: 600, mostS: 600} as const
const lag = (seconds: number) =>
  trackingOf({alarm: {...trackingOf().alarm, lag: {kind: 'uniform', leastS: seconds, mostS: seconds}}})
const model = (over: Partial<SimulationModel>) =>
  modelOf({durationS: 7200, demand: {...demand, path: flat(600)}, ...over})
const jumping = (over: Partial<SimulationModel>) => model({demand: {...demand, path: jump}, ...over})
const action = {name: 'down', atS: 1200, minCount: 6, maxCount: 100, desiredCount: 6}

/** Each cause in a story of its own, and where it lies. */
const stories: [string, string, SimulationModel][] = [
  ['max reached', 'web', jumping({tiers: [tierOf({scaling: scalingOf({maxCount: 15})})]})],
  [
    'metric lag',
    'web',
    jumping({
      tiers: [tierOf({start: startOf({boot: none, register: none}), scaling: scalingOf({policies: [lag(600)]})})],
    }),
  ],
  [
    'boot',
    'web',
    jumping({
      tiers: [tierOf({start: startOf({boot: slow, register: none}), scaling: scalingOf({policies: [lag(0)]})})],
    }),
  ],
  [
    'scale-in',
    'web',
    model({
      demand: {...demand, path: flat(1000)},
      tiers: [
        tierOf({
          scaling: scalingOf({
            startCount: 12,
            minCount: 6,
            policies: [{...lag(900), metric: 'requests', targetRatio: 0.9}],
            schedules: [action],
            scheduleLateness: none,
          }),
        }),
      ],
    }),
  ],
  ['AZ', 'web', model({tiers: [tierOf({scaling: fixed(6)})], zoneLoss: {chanceRatio: 1, atS: 1800, fromS: 0, toS: 0}})],
  [
    'CDN',
    'web',
    model({
      demand: {...demand, path: flat(3000)},
      tiers: [tierOf({scaling: scalingOf({minCount: 10, maxCount: 100, policies: [lag(600)]})})],
      edge: {
        hitRatio: 0.8,
        driverIds: [],
        miss: {chanceRatio: 1, atS: 1800, fromS: 0, toS: 0, hitLossRatio: 0.6, refillS: 600},
      },
    }),
  ],
  [
    'database',
    'db',
    jumping({
      tiers: [tierOf({scaling: fixed(60), calls: [{to: 'db', perVisitCount: 1, poolCount: null}]})],
      databases: [databaseOf({vcpuCount: 2})],
    }),
  ],
  [
    'database',
    'web',
    jumping({
      tiers: [tierOf({scaling: fixed(60), calls: [{to: 'db', perVisitCount: 1, poolCount: 2}]})],
      databases: [databaseOf({vcpuCount: 2})],
    }),
  ],
  [
    'dependency',
    'payments',
    model({
      tiers: [tierOf({scaling: fixed(20), calls: [{to: 'payments', perVisitCount: 1, poolCount: null}]})],
      dependencies: [
        {
          name: 'payments',
          responseTimeS: 0.05,
          responseCvSquaredRatio: 1,
          limitRps: null,
          slow: [{fromS: 1800, toS: 5400, factorRatio: 10}],
        },
      ],
    }),
  ],
  [
    'load balancer',
    'load balancer',
    jumping({
      tiers: [tierOf({scaling: fixed(60)})],
      loadBalancer: {headroomRatio: 1.2, doublingS: 300, reservedRps: 0, leastRps: 0},
    }),
  ],
]

test.each(stories)('%s at %s', (cause, where, story) => {
  const {causes, breach} = outcomeOf({model: story, columns: simulateRuns(story, {fromRun: 0, toRun: 20})})
  expect(breach.breachRatio).toBeGreaterThan(0.5)
  expect(causes[0]).toMatchObject({cause, where})
  expect(causes.reduce((sum, {shareRatio}) => sum + shareRatio, 0)).toBeCloseTo(1, 9)
})

test('where nothing is breached nothing is blamed', () => {
  const calm = model({tiers: [tierOf({scaling: fixed(20)})]})
  expect(outcomeOf({model: calm, columns: simulateRuns(calm, {fromRun: 0, toRun: 20})}).causes).toEqual([])
})
