import {beforeAll, describe, expect, test} from 'vitest'
import {checkModel} from '../../../src/core/simulate/check-model.js'
import {learnDelays} from '../../../src/core/simulate/learned-delays.js'
import type {ModelInput} from '../../../src/core/simulate/model-setting.js'
import {chartSeries} from '../../../src/core/simulate/record-run.js'
import {simulateRuns} from '../../../src/core/simulate/run-columns.js'
import {breachChance, isSettled, simulationResult} from '../../../src/core/simulate/summarize.js'
import {simulationResultSchema} from '../../../src/documents/simulation.js'
import {type SimulationModel, simulationModelSchema} from '../../../src/documents/simulation-model.js'
import {PlanError} from '../../../src/errors.js'
import {brightFriday, planned, today} from './bright-friday.js'
import {modelOf, scalingOf, tierOf, trackingOf} from './sample-model.js'

describe('the model of bright-friday', () => {
  let input: Omit<ModelInput, 'policy'>
  beforeAll(async () => {
    input = await brightFriday()
  })

  test('has the chain of the config, with what was left out by name', () => {
    const model = simulationModelSchema.parse(today(input))
    expect(model.tiers.map(({name}) => name)).toEqual(['web', 'catalog', 'cart', 'checkout'])
    expect(model.databases.map(({name}) => name)).toEqual(['orders-db', 'orders-replica'])
    expect(model.notices.filter((words) => words.startsWith('payments'))).toEqual([
      'payments is left out: give its visits, and its limit or responseTime, in ecom-plan.yaml',
    ])
    expect(model.durationS).toBe(32 * 3600)
    expect(model.assumptions.find(({what}) => what.startsWith('minuteLagLeastS'))?.source).toBe('judgement')
    expect(model.assumptions.find(({what}) => what.startsWith('fargateLaunchPerS'))?.source).toMatch(/^https/)
  })

  test('a judgement of the config takes the place of ours, and says so', () => {
    const config = {...input.config, judgements: {userTimeoutS: 7}}
    const model = today({...input, config})
    expect(model.tiers[0]?.timeoutS).toBe(7)
    expect(model.assumptions.find(({what}) => what.startsWith('userTimeoutS 7'))?.source).toBe('ecom-plan.yaml')
  })

  test('burstable instances in standard mode have their credits', () => {
    const autoScalingGroups = input.inventory.autoScalingGroups.map((group) =>
      group.name === 'shop-web' ? {...group, instanceType: 't3.large', cpuCreditMode: 'standard' as const} : group,
    )
    const model = today({...input, inventory: {...input.inventory, autoScalingGroups}})
    expect(model.tiers[0]?.credits).toEqual({vcpuCount: 2, baselineCpuRatio: 0.3, startCount: 432, mostCount: 864})
    expect(today(input).tiers[0]?.credits).toBeNull()
  })

  test('the plan has its maxima, its scheduled minima and its class', () => {
    const [before, after] = [today(input), planned(input)]
    const web = (model: SimulationModel) => model.tiers.find(({name}) => name === 'web')?.scaling
    expect(web(before)).toMatchObject({maxCount: 36, schedules: []})
    expect(web(after)).toMatchObject({minCount: 24, maxCount: 48})
    expect(web(after)?.schedules.map(({minCount}) => minCount)).toEqual([12, 33, 48, 24])
    expect([before, after].map(({databases}) => databases[0]?.vcpuCount)).toEqual([8, 16])
  })

  test('today breaches where the plan hardly does, under the same luck; the result is a document', () => {
    const simulated = [today(input), planned(input)].map((model) => ({
      model,
      columns: simulateRuns(model, {fromRun: 0, toRun: 120}),
    }))
    const [first, second] = simulated
    if (first === undefined || second === undefined) throw new Error('two models')
    const result = simulationResultSchema.parse(
      simulationResult({
        simulated: [first, second],
        askedRunCount: 200,
        series: chartSeries(second.model, second.columns),
      }),
    )
    const [now, then] = result.outcomes
    expect(now?.breach.breachRatio).toBeGreaterThan(0.4)
    expect(then?.breach.breachRatio).toBeLessThan(0.1)
    expect(then?.breach.atMostRatio).not.toBeNull()
    expect(result.difference?.fewerBreaches.lowRatio).toBeGreaterThan(0.3)
    expect(now?.causes[0]).toMatchObject({cause: 'max reached', where: 'catalog'})
    expect(result.isPartial).toBe(true)
    expect(result.series.map(({name}) => name)).toEqual(['p50', 'p90', 'p99', 'worst'])
    expect(new Set(result.series.map(({p95S}) => p95S.length))).toEqual(new Set([32 * 60]))
  })
})

describe('what a chance is told as', () => {
  test('none of 300 is below 1 %, as the rule of three has it; ten are an interval', () => {
    expect(breachChance({breachedCount: 0, runCount: 300})).toMatchObject({
      breachRatio: 0,
      atMostRatio: expect.closeTo(0.00999, 4),
    })
    expect(breachChance({breachedCount: 10, runCount: 300})).toMatchObject({
      atMostRatio: null,
      lowRatio: expect.closeTo(0.0182, 3),
    })
  })
})

test('a chance is settled when its interval is narrow enough', () => {
  expect(isSettled(breachChance({breachedCount: 30, runCount: 300}), 0.02)).toBe(false)
  expect(isSettled(breachChance({breachedCount: 200, runCount: 2000}), 0.02)).toBe(true)
})

describe('a model that cannot be run', () => {
  const withScaling = (over: Parameters<typeof scalingOf>[0]) => modelOf({tiers: [tierOf({scaling: scalingOf(over)})]})
  const late = {name: 'late', minCount: 5, maxCount: null, desiredCount: null}
  test.each<[string, SimulationModel, RegExp]>([
    [
      'min above max',
      withScaling({minCount: 20, maxCount: 10}),
      /tiers\[0\] \(web\)\.scaling\.minCount: the minimum of 20 is above the maximum of 10/,
    ],
    [
      'a target of 0',
      withScaling({policies: [trackingOf({targetRatio: 0})]}),
      /policies\[0\] \(cpu\)\.targetRatio: a target of 0/,
    ],
    [
      'a schedule in the past',
      withScaling({schedules: [{...late, atS: -60}]}),
      /schedules \(late\): it is 60 s before the window starts/,
    ],
    [
      'a schedule after the end',
      withScaling({schedules: [{...late, atS: 86_460}]}),
      /it is 60 s after the window ends/,
    ],
    [
      'a schedule above the maximum',
      withScaling({schedules: [{...late, atS: 60, minCount: 500}]}),
      /a minimum of 500 above a maximum of 100/,
    ],
    [
      'a window shorter than a tick',
      modelOf({durationS: 5}),
      /durationS: a window of 5 s is shorter than a tick of 10 s/,
    ],
    ['no tier', modelOf({tiers: []}), /tiers: there is no tier/],
    ['no capacity', modelOf({tiers: [tierOf({unitFullRps: 0})]}), /unitFullRps: what one instance carries is 0 req\/s/],
    [
      'an alarm of no period',
      withScaling({policies: [trackingOf({alarm: {...trackingOf().alarm, periodS: 0}})]}),
      /alarm\.periodS: a period of 0 s/,
    ],
    [
      'a call to nowhere',
      modelOf({tiers: [tierOf({calls: [{to: 'gone', perVisitCount: 1, poolCount: null}]})]}),
      /it calls gone, which is not in the model/,
    ],
  ])('%s: named, located, with what to do', (_name, model, message) => {
    const refusal = (() => {
      try {
        checkModel(model, 'model.json')
        return null
      } catch (error) {
        return error
      }
    })()
    expect(refusal).toBeInstanceOf(PlanError)
    expect(refusal).toMatchObject({code: 'SIMULATION_MODEL_INVALID', message: expect.stringMatching(message)})
    expect((refusal as PlanError).place?.file).toBe('model.json')
    expect((refusal as PlanError).suggestions).toHaveLength(1)
  })

  test('a good one passes', () => {
    expect(() => checkModel(modelOf(), 'model.json')).not.toThrow()
  })
})

describe('delays that an account teaches', () => {
  const launch = (atS: number, tookS: number, over: object = {}) => ({
    AutoScalingGroupName: 'shop-web',
    Description: 'Launching a new EC2 instance: i-1',
    StatusCode: 'Successful',
    StartTime: new Date(atS * 1000).toISOString(),
    EndTime: new Date((atS + tookS) * 1000).toISOString(),
    ...over,
  })
  const took = [100, 110, 120, 130, 200]
  const activities = took.map((seconds, i) => launch(1000 + i * 4000, seconds))

  test('boot by the launches of its group, lag by the alarm before them', () => {
    const alarms = took.map((_, i) => ({atS: 990 + i * 4000, lastDatapointEndS: 900 + i * 4000 - i}))
    const {boot, register, metricLag} = learnDelays({group: 'shop-web', activities, alarms})
    expect(boot).toMatchObject({kind: 'seen'})
    if (boot?.kind !== 'seen' || metricLag?.kind !== 'seen') throw new Error('both were seen')
    expect([boot.quantilesS[0], boot.quantilesS[10], boot.quantilesS[20]]).toEqual([100, 120, 200])
    expect([metricLag.quantilesS[0], metricLag.quantilesS[20]]).toEqual([100, 104])
    expect(register).toEqual({kind: 'uniform', leastS: 0, mostS: 0})
  })

  test('too few, failed, endless and other groups’ launches teach nothing', () => {
    const bad = [
      launch(1, 100, {StatusCode: 'Failed'}),
      launch(1, 100, {Description: 'Terminating EC2 instance: i-1'}),
      launch(1, 100, {AutoScalingGroupName: 'other'}),
      launch(1, 7200),
      launch(1, 100, {EndTime: undefined}),
    ]
    const nothing = {boot: null, register: null, metricLag: null}
    expect(learnDelays({group: 'shop-web', activities: bad, alarms: []})).toEqual(nothing)
    expect(learnDelays({group: 'shop-web', activities: activities.slice(1), alarms: []})).toEqual(nothing)
  })
})
