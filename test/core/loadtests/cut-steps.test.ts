import fc from 'fast-check'
import {expect, test} from 'vitest'
import {cutSteps} from '../../../src/core/loadtests/cut-steps.js'
import {makeLoadTest, type ReadTest} from '../../../src/core/loadtests/make-load-test.js'
import {recordOf} from '../../../src/loadtests/record-of.js'
import {Tally} from '../../../src/loadtests/tally.js'

const originMs = 1_760_000_000_000
const nothingSaid = {tier: null, unitCount: null, commit: null, tags: {}}

type Level = {
  seconds: number
  users?: number
  rps: number
  responseTimeMs: (second: number) => number
  failedRatio?: number
}

/** A tally of evenly sent requests, level after level. */
function tallyOf(levels: readonly Level[], labels: readonly string[] = ['home']): Tally {
  const tally = new Tally()
  const ids = labels.map((label) => tally.labelId(label))
  let atMs = originMs
  for (const {seconds, users, rps, responseTimeMs, failedRatio = 0} of levels) {
    for (let i = 0; i < seconds * rps; i++) {
      const sentMs = atMs + (i / rps) * 1000
      const isFailed = i % 100 < failedRatio * 100
      tally.add(ids[i % ids.length] ?? 0, sentMs, responseTimeMs(i / rps) * 1000, isFailed)
      if (users !== undefined) tally.users(sentMs, users)
    }
    atMs += seconds * 1000
  }
  return tally
}

function readOf(tally: Tally, loop: ReadTest['loop']): ReadTest {
  const fileSpans = [{file: 'run.jtl', fromS: tally.firstMs / 1000, toS: tally.lastEndMs / 1000}]
  const record = recordOf(tally)
  return {
    tool: 'jmeter',
    format: 'JTL CSV',
    toolVersion: null,
    loop,
    startedAt: null,
    sources: [{name: 'run.jtl', sha256: '00', byteCount: 1}],
    flags: [],
    record,
    fileSpans,
    printed: [],
  }
}
const testOf = (tally: Tally, loop: ReadTest['loop']) => makeLoadTest({read: readOf(tally, loop), facts: nothingSaid})
const codes = (test: {flags: {code: string}[]}) => test.flags.map(({code}) => code)

test('a closed loop: plateaus of users, without warm-up, with exact figures and Little’s law kept', () => {
  const found = testOf(
    tallyOf([
      {seconds: 30, users: 2, rps: 20, responseTimeMs: () => 100},
      {seconds: 30, users: 8, rps: 80, responseTimeMs: () => 100},
      {seconds: 30, users: 32, rps: 160, responseTimeMs: () => 200},
    ]),
    'closed',
  )
  const figures = found.steps.map(({concurrencyCount, throughputRps, meanResponseTimeS, isSteady}) => [
    concurrencyCount,
    throughputRps,
    meanResponseTimeS,
    isSteady,
  ])
  expect(figures).toEqual([
    [2, 20, 0.1, true],
    [8, 80, 0.1, true],
    [32, 160, 0.2, true],
  ])
  // Of 30 s the first 3 are warm-up and the last is the change.
  expect(found.steps.map(({startS, durationS}) => [startS, durationS])).toEqual([
    [3, 26],
    [33, 26],
    [63, 26],
  ])
  expect(codes(found)).toEqual(['few-steps', 'closed-loop'])
  expect(found.startedAt).toBe(new Date(originMs).toISOString())
  expect(found.windows).toHaveLength(90)
})

test('property: the steps of an open loop are found by their rate, wherever the levels lie', () => {
  const level = fc.record({seconds: fc.integer({min: 12, max: 40}), factor: fc.constantFrom(1.5, 2, 3)})
  fc.assert(
    fc.property(fc.array(level, {minLength: 1, maxLength: 5}), fc.integer({min: 20, max: 40}), (plan, firstRps) => {
      let rps = firstRps
      const levels = plan.map(({seconds, factor}) => {
        rps = Math.round(rps * factor)
        return {seconds, rps, responseTimeMs: () => 20}
      })
      const found = testOf(tallyOf(levels), 'open')
      expect(found.steps).toHaveLength(levels.length)
      for (const [i, step] of found.steps.entries()) {
        const truth = levels[i]?.rps ?? 0
        expect(Math.abs(step.throughputRps - truth) / truth).toBeLessThan(0.02)
        expect(Math.abs((step.offeredRps ?? 0) - truth) / truth).toBeLessThan(0.02)
        expect(step.concurrencyCount).toBe(null)
      }
    }),
    {numRuns: 15},
  )
})

test('a load that never stays level is cut into equal parts, and said to be', () => {
  const levels = Array.from({length: 120}, (_, i) => ({
    seconds: 1,
    users: i + 1,
    rps: 10 + i,
    responseTimeMs: () => 50,
  }))
  const found = testOf(tallyOf(levels), 'closed')
  expect(found.steps).toHaveLength(12)
  expect(found.steps.every(({isSteady}) => !isSteady)).toBe(true)
  expect(codes(found)).toContain('ramp')
})

test('response times that rise while the load is held are not steady', () => {
  const rising = testOf(
    tallyOf([{seconds: 60, users: 10, rps: 50, responseTimeMs: (second) => 100 + second * 10}]),
    'closed',
  )
  expect(rising.steps.map(({isSteady}) => isSteady)).toEqual([false])
  expect(rising.flags.find(({code}) => code === 'not-steady')?.text).toMatch(
    /mean response time went from 2\d\d ms to 6\d\d ms/,
  )
})

test('an open tool that drops requests falls short of what it offered', () => {
  const tally = tallyOf([{seconds: 30, rps: 100, responseTimeMs: () => 20}])
  for (let second = 0; second < 30; second++) tally.dropped(originMs + second * 1000, 10)
  const found = testOf(tally, 'open')
  expect(found.steps).toMatchObject([{throughputRps: 100, offeredRps: 110, isSteady: false}])
  expect(codes(found)).toContain('generator-short')
})

test('users that think break Little’s law, and are told', () => {
  const found = testOf(tallyOf([{seconds: 30, users: 50, rps: 20, responseTimeMs: () => 100}]), 'closed')
  expect(found.flags.find(({code}) => code === 'little')?.text).toMatch(
    /throughput × mean response time is 2\.0, concurrency 50/,
  )
})

test('fast failures are told, and failing requests are kept apart', () => {
  const tally = tallyOf([{seconds: 30, users: 4, rps: 40, responseTimeMs: () => 100}])
  const label = tally.labelId('home')
  for (let i = 0; i < 300; i++) tally.add(label, originMs + i * 100, 1000, true)
  const found = testOf(tally, null)
  expect(found.steps[0]?.errorRatio).toBeCloseTo(0.2, 2)
  expect(found.steps[0]?.failureHistogram?.maxS).toBe(0.001)
  expect(codes(found)).toContain('fast-failures')
})

test('100 % errors say nothing of the tier; no request at all is an error', () => {
  const found = testOf(tallyOf([{seconds: 20, users: 2, rps: 20, responseTimeMs: () => 5, failedRatio: 1}]), 'closed')
  expect(found.flags).toContainEqual(expect.objectContaining({code: 'all-failed', severity: 'error'}))
  expect(() => makeLoadTest({read: {...readOf(tallyOf([]), null), record: null}, facts: nothingSaid})).toThrow(
    expect.objectContaining({code: 'LOAD_TEST_EMPTY'}),
  )
})

test('a generator that is the limit slows every endpoint alike; a slow endpoint alone does not accuse it', () => {
  const labels = ['home', 'search', 'cart']
  const base = {home: 5, search: 20, cart: 40}
  const run = (added: Record<string, number>) => {
    const tally = new Tally()
    for (const [step, users] of [2, 64].entries()) {
      for (let i = 0; i < 3000; i++) {
        const label = labels[i % 3] as keyof typeof base
        const atMs = originMs + step * 30_000 + i * 10
        tally.add(tally.labelId(label), atMs, (base[label] + (step === 1 ? (added[label] ?? 0) : 0)) * 1000, false)
        tally.users(atMs, users)
      }
    }
    return codes(testOf(tally, 'closed'))
  }
  expect(run({home: 40, search: 42, cart: 45})).toContain('generator-suspected')
  expect(run({home: 1, search: 3, cart: 200})).not.toContain('generator-suspected')
})

test('a clock that jumps within a file is told, and either side is cut for itself', () => {
  const tally = tallyOf([{seconds: 20, users: 2, rps: 20, responseTimeMs: () => 50}])
  const label = tally.labelId('home')
  for (let i = 0; i < 400; i++) {
    tally.add(label, originMs + 86_400_000 + i * 50, 50_000, false)
    tally.users(originMs + 86_400_000 + i * 50, 4)
  }
  const found = testOf(tally, 'closed')
  expect(codes(found)).toContain('clock-jump')
  expect(found.steps.map(({concurrencyCount}) => concurrencyCount)).toEqual([2, 4])
})

test('files that follow one another are steps even where the load of both is the same', () => {
  const tally = tallyOf([{seconds: 40, rps: 50, responseTimeMs: () => 20}])
  const record = recordOf(tally)
  const cut = (boundariesS: number[]) => cutSteps({record, loop: 'open', boundariesS}).spans.length
  expect([cut([]), cut([originMs / 1000 + 20])]).toEqual([1, 2])
})
