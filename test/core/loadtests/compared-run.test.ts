import {expect, test} from 'vitest'
import {seededUniform} from '../../../src/core/laws/seeded-uniform.js'
import {comparedRun} from '../../../src/core/loadtests/compared-run.js'
import {limitOfTest} from '../../../src/core/loadtests/limit-of-test.js'
import {heldStep, madeTest, windowsOf} from './made-tests.js'

test('the lowest of three levels is taken for the warm-up, of two both are kept', () => {
  const test = madeTest({id: 'a1'})
  const loads = (steps: typeof test.steps) =>
    comparedRun({...test, steps}).labels[0]?.levels.map(({loadCount}) => loadCount)
  expect(loads(test.steps)).toEqual([16, 32])
  expect(loads(test.steps.slice(0, 2))).toEqual([8, 16])
})

test('what has to be alike, and how a run is called', () => {
  const run = comparedRun(
    madeTest({id: '0123456789abcdef', commit: 'c0ffee', tags: {env: 'staging'}, startedAt: '2026-11-02T06:30:00.000Z'}),
  )
  expect(run.likeness).toEqual({tool: 'k6', loop: 'closed', tier: 'web', units: '2', environment: 'staging'})
  expect(run.name).toBe('k6 01234567 of 2026-11-02 06:30, commit c0ffee')
})

test('with an SLO, how much it carries within it', () => {
  const slo = {percentile: 'p95' as const, responseTimeS: 0.5, errorRatio: 0.01}
  expect(comparedRun(madeTest({id: 'a1'})).limitRps).toBeNull()
  expect(comparedRun(madeTest({id: 'a1'}), slo).limitRps).toBe(400)
  expect(comparedRun(madeTest({id: 'a1'}), {...slo, responseTimeS: 0.001}).limitRps).toBeNull()
})

test('windows of a step become ten batches after its first tenth; requests and means add up', () => {
  // 100 windows: 10 are warm-up, 90 make ten batches of 9.
  const step = heldStep(8, 100, {startS: 0, durationS: 100})
  const [level] =
    comparedRun(madeTest({id: 'a1', steps: [step], windows: windowsOf(100, (i) => (i < 10 ? 9 : 0.1 * i))})).labels[0]
      ?.levels ?? []
  expect(level?.batches).toHaveLength(10)
  expect(level?.batches[0]).toEqual({
    throughputRps: 100,
    meanResponseTimeS: expect.closeTo(1.4, 9),
    p95ResponseTimeS: expect.closeTo(2.1, 9),
  })
})

test('a step of unknown time, or without windows, has no batches', () => {
  const batches = (test: Parameters<typeof comparedRun>[0]) => comparedRun(test).labels[0]?.levels[0]?.batches
  expect(batches(madeTest({id: 'a1', windows: windowsOf(50, () => 1)}))).toEqual([])
  expect(batches(madeTest({id: 'a1', steps: [heldStep(8, 100, {startS: 0, durationS: 100})]}))).toEqual([])
})

test('the limit of an open test counts in flight by Little, of a closed one users', () => {
  const steps = [heldStep(500, 100, {meanResponseTimeS: 0.1}), heldStep(600, 200, {meanResponseTimeS: 0.2})]
  const limit = (loop: 'open' | 'closed') =>
    limitOfTest({test: madeTest({id: 'a1', steps, loop}), slo: null, random: seededUniform(1)})
  expect(limit('open').plateau?.concurrencyCount).toBeCloseTo(40, 9)
  expect(limit('closed').plateau?.concurrencyCount).toBe(600)
  expect(limit('open').unit).toEqual({unitCount: 2, unitRps: 100})
})
