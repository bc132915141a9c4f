import {describe, expect, test} from 'vitest'
import {seededUniform} from '../../../src/core/laws/seeded-uniform.js'
import {parseThreshold} from '../../../src/core/loadtests/check-threshold.js'
import {compareRuns} from '../../../src/core/loadtests/compare-runs.js'
import type {ComparedRun} from '../../../src/core/loadtests/compared-run.js'
import {loadComparisonSchema} from '../../../src/documents/load-comparison.js'
import {madeRun, madeRuns} from './compared-runs.js'

const compare = (
  base: readonly ComparedRun[],
  fresh: readonly ComparedRun[],
  more: Partial<Parameters<typeof compareRuns>[0]> = {},
) => compareRuns({base, new: fresh, history: [], minEffectRatio: 0.05, thresholds: [], ...more})

/** How many of `count` pairs of sides are not found unchanged. */
function alarms(count: number, pair: (random: () => number) => ReturnType<typeof compare>): number {
  const random = seededUniform(20261127)
  return Array.from({length: count}, () => pair(random)).filter(
    ({verdict}) => verdict !== 'unchanged' && verdict !== 'improvement',
  ).length
}

describe('how often it cries wolf, and how often it bites', () => {
  const labels = ['all', 'cart', 'search']
  // The statistics alone, without the least effect that hides most alarms.
  const anyEffect = {minEffectRatio: 1e-9}

  test('three runs against three of the same version: at most 5 % false alarms, at any scatter', () => {
    for (const noise of [0.01, 0.05, 0.1]) {
      const found = alarms(200, (random) =>
        compare(madeRuns(3, {noise, labels, random}), madeRuns(3, {noise, labels, random, from: 4}), anyEffect),
      )
      expect(found, String(noise)).toBeLessThanOrEqual(10)
    }
  })

  test('three against three, scatter 1 %: +10 % is always found, and +3 % is mostly too small to count', () => {
    const run = (factor: number) => (random: () => number) =>
      compare(madeRuns(3, {noise: 0.01, random}), madeRuns(3, {noise: 0.01, factor, random, from: 4}))
    expect(alarms(50, run(1.1))).toBeGreaterThanOrEqual(49)
    expect(alarms(50, run(1.03))).toBeLessThanOrEqual(5)
  })

  test('one run against one by its windows, as stable as a run: at most 5 % false alarms, +20 % suspected', () => {
    const pair = (factor: number) => (random: () => number) =>
      compare(
        [madeRun({id: 'r1', batchNoise: 0.05, batchCount: 10, random})],
        [madeRun({id: 'r2', batchNoise: 0.05, batchCount: 10, factor, random})],
      )
    expect(alarms(200, pair(1))).toBeLessThanOrEqual(10)
    expect(alarms(50, pair(1.2))).toBeGreaterThanOrEqual(49)
  })

  test('one run against five: at most 5 % false alarms, +30 % suspected', () => {
    const pair = (factor: number) => (random: () => number) =>
      compare(madeRuns(5, {noise: 0.02, random}), [madeRun({id: 'r9', noise: 0.02, factor, random})])
    expect(alarms(200, pair(1))).toBeLessThanOrEqual(10)
    expect(alarms(50, pair(1.3))).toBeGreaterThanOrEqual(47)
  })

  test('a history of twelve runs of the same version: at most 5 % false alarms', () => {
    const found = alarms(200, (random) => {
      const runs = madeRuns(12, {noise: 0.05, labels, random})
      return compare(runs.slice(6, 9), runs.slice(9), {history: runs, ...anyEffect})
    })
    expect(found).toBeLessThanOrEqual(10)
  })
})

test('three runs 20 % slower: a regression in every time, less throughput, and the chance of it', () => {
  const random = seededUniform(3)
  const found = compare(madeRuns(3, {noise: 0.01, random}), madeRuns(3, {noise: 0.01, factor: 1.2, random, from: 4}))
  expect(found.verdict).toBe('regression')
  const p95 = found.rows.find(({metric}) => metric === 'p95')
  expect(p95).toMatchObject({label: 'all', verdict: 'regression', method: 'runs', leastChangeRatio: 0.05})
  expect(p95?.changeRatio).toBeCloseTo(0.2, 1)
  expect(p95?.change?.lowRatio).toBeLessThan(p95?.changeRatio ?? 0)
  expect(p95?.chanceRatio).toBeLessThan(0.05)
  expect(found.rows.find(({metric}) => metric === 'throughput')?.changeRatio).toBeCloseTo(-0.167, 1)
  expect(found.words[0]).toBe('regression: 3 new runs against 3 runs')
  expect(found.words.join('\n')).toMatch(/all: p95 response time \+\d+\.\d %, by chance/)
  expect(loadComparisonSchema.parse(found)).toEqual(found)
})

test('less throughput within the SLO is a regression of its own', () => {
  const within = (limits: readonly number[], from: number) =>
    limits.map((limitRps, i) => ({...madeRun({id: `r${from + i}`}), limitRps}))
  const found = compare(within([400, 401, 399], 1), within([350, 351, 349], 4))
  expect(found.rows.find(({metric}) => metric === 'limit')).toMatchObject({
    label: 'all',
    verdict: 'regression',
    measured: {baseRps: expect.closeTo(400, 1), newRps: expect.closeTo(350, 1)},
  })
  expect(found.words.join('\n')).toMatch(/all: throughput within the SLO −12\.5 %/)
})

test('faster: an improvement, whatever the gate', () => {
  const random = seededUniform(3)
  const found = compare(madeRuns(3, {noise: 0.01, random}), madeRuns(3, {noise: 0.01, factor: 0.8, random, from: 4}))
  expect(found.verdict).toBe('improvement')
  expect(found.words[0]).toMatch(/^improvement: .* nothing got worse$/)
})

test('single runs are at most suspected, and a history that scatters raises what counts', () => {
  const slow = (history: readonly ComparedRun[]) => {
    const random = seededUniform(5)
    return compare(
      [madeRun({id: 'r20', batchNoise: 0.03, batchCount: 10, random})],
      [madeRun({id: 'r21', batchNoise: 0.03, batchCount: 10, factor: 1.12, random})],
      {history},
    )
  }
  const alone = slow([])
  expect(alone.verdict).toBe('suspected')
  expect(alone.rows.find(({metric}) => metric === 'mean')).toMatchObject({method: 'batches', verdict: 'suspected'})
  expect(alone.words.at(-1)).toMatch(/do not know the scatter from run to run/)
  const scattered = slow([0.8, 1.2, 0.9, 1.1].map((factor, i) => madeRun({id: `r${i + 1}`, factor})))
  expect(scattered.verdict).toBe('unchanged')
  expect(scattered.rows.find(({metric}) => metric === 'mean')?.leastChangeRatio).toBeGreaterThan(0.3)
})

test('single runs without windows: not tested, whatever the difference', () => {
  const found = compare([madeRun({id: 'r1'})], [madeRun({id: 'r2', factor: 3})])
  // Errors were compared, and say nothing of it.
  expect(found.verdict).toBe('untested')
  expect(found.rows.filter(({metric}) => metric !== 'errors').map(({verdict}) => verdict)).toEqual([
    'untested',
    'untested',
    'untested',
    'untested',
  ])
  expect(found.rows[1]).toMatchObject({
    metric: 'mean',
    chanceRatio: null,
    why: expect.stringMatching(/three runs a side/),
  })
})

describe('errors', () => {
  test('from 0.05 % to 1 %: suspected by single runs, a regression by three', () => {
    const single = compare([madeRun({id: 'r1', errorCount: 5})], [madeRun({id: 'r2', errorCount: 100})])
    expect(single.verdict).toBe('suspected')
    expect(single.rows.find(({metric}) => metric === 'errors')).toMatchObject({
      method: 'proportions',
      verdict: 'suspected',
    })
    const three = (counts: readonly number[], from: number) =>
      counts.map((errorCount, i) => madeRun({id: `r${from + i}`, errorCount}))
    expect(compare(three([5, 4, 6], 1), three([100, 95, 105], 4)).verdict).toBe('regression')
  })

  test('a burst in one of three runs is no regression, though requests alone would say so', () => {
    const three = (counts: readonly number[], from: number) =>
      counts.map((errorCount, i) => madeRun({id: `r${from + i}`, errorCount}))
    const found = compare(three([5, 4, 6], 1), three([5, 300, 4], 4))
    expect(found.rows.find(({metric}) => metric === 'errors')?.verdict).toBe('unchanged')
  })

  test('no errors on both sides: unchanged', () => {
    expect(compare([madeRun({id: 'r1'})], [madeRun({id: 'r2'})]).rows.at(-1)).toMatchObject({
      metric: 'errors',
      changeRatio: 0,
      chanceRatio: 1,
      verdict: 'unchanged',
    })
  })
})

describe('a history', () => {
  const random = seededUniform(11)
  const before = madeRuns(7, {noise: 0.01, random})
  const after = madeRuns(5, {noise: 0.01, factor: 1.15, random, from: 8})
  const history = [...before, ...after]

  test('names the run where it changed, whatever the order it is given in', () => {
    const found = compare(after.slice(0, 2), after.slice(2), {history: history.toReversed()})
    expect(found.changes.find(({metric}) => metric === 'mean')).toMatchObject({
      label: 'all',
      since: {id: 'r8', name: 'k6 r8'},
      isWorse: true,
      isNew: true,
    })
    expect(found.changes[0]?.changeRatio).toBeLessThan(-0.1)
    expect(found.verdict).toBe('regression')
    expect(found.words.join('\n')).toMatch(/all: mean response time \+1\d\.\d % since k6 r8/)
    expect(compare(after.slice(0, 2), after.slice(2), {history})).toEqual(found)
  })

  test('a change that an earlier comparison could have named is told, and does not fail this one', () => {
    const later = madeRuns(4, {noise: 0.01, factor: 1.15, random, from: 13})
    const found = compare(later.slice(0, 2), later.slice(2, 3), {history: [...history, ...later.slice(0, 3)]})
    expect(found.changes.find(({metric}) => metric === 'mean')).toMatchObject({since: {id: 'r8'}, isNew: false})
    expect(found.verdict).not.toBe('regression')
    expect(found.words.join('\n')).toMatch(/since k6 r8, known before/)
  })

  test('what came after the new runs is no history of theirs', () => {
    expect(compare(before.slice(0, 3), before.slice(3, 6), {history}).historyCount).toBe(3)
  })

  test('of seven runs it says nothing', () => {
    expect(compare(before.slice(0, 3), before.slice(3), {history: before}).changes).toEqual([])
  })
})

describe('like with like', () => {
  test.each([
    [{likeness: {tool: 'jmeter'}}, 'tool: jmeter against k6'],
    [{likeness: {loop: 'open'}}, 'kind of load (open or closed): open against closed'],
    [{likeness: {units: '4'}}, 'units under test: 4 against 6'],
    [{likeness: {environment: 'production'}}, 'environment: production against staging'],
    [{labels: ['all', 'cart']}, 'endpoints: cart is gone'],
  ])('%j', (other, reason) => {
    const found = compare([madeRun({id: 'r1', ...other})], [madeRun({id: 'r2'})])
    expect(found).toMatchObject({verdict: 'not-comparable', rows: [], reasons: [`k6 r1: ${reason}`]})
    expect(found.words[0]).toBe(`not comparable: k6 r1: ${reason}`)
  })

  test('other levels of load', () => {
    const run = madeRun({id: 'r1'})
    const other = {...run, labels: run.labels.map(({label, levels}) => ({label, levels: levels.slice(0, 2)}))}
    expect(compare([other], [madeRun({id: 'r2'})]).reasons).toEqual([
      'k6 r1: levels of load: 16, 32 against 16, 32, 64',
    ])
  })

  test('one unlike run among alike ones is left out, and said so', () => {
    const odd = madeRun({id: 'r9', likeness: {units: '4'}})
    const found = compare([...madeRuns(3, {}), odd], madeRuns(3, {from: 4}))
    expect(found.base.map(({id}) => id)).toEqual(['r1', 'r2', 'r3'])
    expect(found.warnings).toEqual(['k6 r9 was left out: units under test: 4 against 6'])
  })

  test('an endpoint that a run lacks at a level is not compared, and said so', () => {
    const whole = madeRun({id: 'r1', labels: ['all', 'cart']})
    const found = compare(
      [whole],
      [
        {
          ...madeRun({id: 'r2'}),
          labels: whole.labels.map((one, i) => (i === 0 ? one : {...one, levels: one.levels.slice(1)})),
        },
      ],
    )
    expect(new Set(found.rows.map(({label}) => label))).toEqual(new Set(['all']))
    expect(found.warnings).toEqual(['not every run has these at every level of load, so they were not compared: cart'])
  })

  test('nothing to compare with: no baseline', () => {
    expect(compare([], [madeRun({id: 'r1'})])).toMatchObject({
      verdict: 'no-base',
      words: ['no baseline: there is no earlier run to compare with'],
    })
  })
})

describe('thresholds', () => {
  test('a broken one is a regression, with a base or without; a kept one changes nothing', () => {
    const broken = compare([], [madeRun({id: 'r1'})], {thresholds: [parseThreshold('p95<=50ms')]})
    expect(broken.verdict).toBe('regression')
    expect(broken.words.join('\n')).toMatch(/threshold broken: p95 of all is 120 ms, asked for p95<=50ms/)
    const kept = compare([], [madeRun({id: 'r1'})], {thresholds: [parseThreshold('p95<=1s')]})
    expect(kept).toMatchObject({verdict: 'no-base', thresholds: [{isKept: true}]})
  })

  test('of an endpoint that nobody measured: not kept', () => {
    const {thresholds} = compare([], [madeRun({id: 'r1'})], {thresholds: [parseThreshold('cart:p95<=1s')]})
    expect(thresholds).toEqual([{asked: 'cart:p95<=1s', isKept: false, why: 'the new runs have no p95 of cart'}])
  })

  test.each(['p95<=500', 'p95=500ms', 'errors<=1', 'throughput>=10ms', 'speed>=3', ''])('%s is refused', (text) => {
    expect(() => parseThreshold(text)).toThrow(expect.objectContaining({code: 'THRESHOLD_INVALID'}))
  })

  test('as they are read', () => {
    expect(parseThreshold('errors<=0.5%')).toMatchObject({
      label: 'all',
      metric: 'errors',
      isCeiling: true,
      limit: 0.005,
    })
    expect(parseThreshold('GET /a:b:throughput >= 400')).toMatchObject({
      label: 'GET /a:b',
      isCeiling: false,
      limit: 400,
    })
  })
})
