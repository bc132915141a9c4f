import '../../seed.js'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {knownChecks} from '../../../src/core/readiness/check-names.js'
import {lostPoints, scoreOf} from '../../../src/core/readiness/score.js'
import {readinessSchema} from '../../../src/documents/readiness.js'
import {goodFacts, goodRun, readinessWith, withFinding, withPlan} from './good-shop.js'

const statuses = ['pass', 'warn', 'unknown', 'fail'] as const
const badness = {pass: 0, warn: 1, unknown: 1, fail: 2}
const made = fc.array(
  fc.record({isMust: fc.boolean(), weightPoints: fc.integer({min: 0, max: 100}), status: fc.constantFrom(...statuses)}),
  {minLength: 1, maxLength: 60},
)
const scored = (checks: readonly {isMust: boolean; weightPoints: number; status: (typeof statuses)[number]}[]) =>
  scoreOf(checks.map((one, i) => ({...one, id: `check-${i}`, lostPoints: lostPoints(one.status, one.weightPoints)})))

test('a check that gets worse never raises the score, and no score leaves 0 to 100', () => {
  fc.assert(
    fc.property(made, fc.nat(), fc.constantFrom(...statuses), (checks, at, status) => {
      const i = at % checks.length
      const worse = checks.map((one, j) => (j === i && badness[status] >= badness[one.status] ? {...one, status} : one))
      const [before, after] = [scored(checks).scorePoints, scored(worse).scorePoints]
      expect(after).toBeLessThanOrEqual(before)
      expect(after).toBeGreaterThanOrEqual(0)
      expect(before).toBeLessThanOrEqual(100)
    }),
  )
})

test('a must that fails caps it at 59, also where all else passes; one that is only unknown does not', () => {
  const rest = [{isMust: false, weightPoints: 5, status: 'pass'}] as const
  expect(scored([{isMust: true, weightPoints: 1, status: 'fail'}, ...rest])).toEqual({
    scorePoints: 59,
    cap: {atPoints: 59, checkIds: ['check-0']},
  })
  expect(scored([{isMust: true, weightPoints: 10, status: 'unknown'}, ...rest])).toEqual({scorePoints: 95, cap: null})
})

test('the config sets weights and musts, and skips with a reason; all of it is printed', () => {
  const facts = {...goodFacts, alarms: null}
  const ours = readinessWith({facts})
  const theirs = readinessWith({
    facts,
    checks: {
      require: ['alarms-cpu'],
      weights: {'alarms-5xx': 40},
      skip: [{id: 'alarms-memory', why: 'no memory limit'}],
    },
  })
  expect(readinessSchema.parse(theirs)).toEqual(theirs)
  expect(theirs.checks.find(({id}) => id === 'alarms-5xx')).toMatchObject({weightPoints: 40, lostPoints: 20})
  expect(theirs.checks.filter(({isMust}) => isMust).map(({id}) => id)).toEqual(['alarms-cpu'])
  expect(theirs.skipped).toEqual([{id: 'alarms-memory', title: 'Alarms on memory', why: 'no memory limit'}])
  expect(theirs.scorePoints).toBe(Math.floor(ours.scorePoints + 0.5 - 20 + 1.5 + 0.5))
  expect(theirs.because).toContain('report.checks')
})

test.each([
  ['require', {require: ['quotas'], weights: {}, skip: []}],
  ['weights', {weights: {quotas: 3}, skip: []}],
  ['skip', {weights: {}, skip: [{id: 'quotas', why: 'x'}]}],
])('a check of report.checks.%s that there is none of is an error with the nearest name', (key, checks) => {
  expect(() => readinessWith({checks})).toThrow(
    expect.objectContaining({
      code: 'CHECK_UNKNOWN',
      exitCode: 78,
      suggestions: ['did you mean quota?', 'ecom-plan checklist list shows every id'],
      place: {file: 'ecom-plan.yaml', field: `report.checks.${key}`},
    }),
  )
})

test('the verdict: not ready where the plan is blocked, at risk where anything is open, and a sentence that names it', () => {
  expect(readinessWith({run: withFinding(goodRun, 'SOMETHING', 'block')})).toMatchObject({
    verdict: 'not-ready',
    sentence: 'SOMETHING is found.',
  })
  expect(readinessWith({facts: {...goodFacts, natGateways: null}})).toMatchObject({
    verdict: 'at-risk',
    sentence:
      'No check fails; 1 is open, first NAT gateways in two zones at least: Not known: NAT gateways were not read.',
  })
  expect(readinessWith({run: withPlan(goodRun, {limits: []})}).verdict).toBe('at-risk')
})

test('ids are plain, weights are above zero, and every check says why it weighs what it does', () => {
  for (const {id, weightPoints, why, title} of knownChecks) {
    expect(id).toMatch(/^[a-z0-9-]+$/)
    expect(weightPoints).toBeGreaterThan(0)
    expect(why.length).toBeGreaterThan(15)
    expect(title).toMatch(/^[A-Z]/)
  }
})

test('a must that fails is not ready though nothing blocks the plan', () => {
  const checks = {require: ['nat-gateways', 'multi-az'], weights: {}, skip: []}
  const databases = (goodFacts.databases ?? []).map((one) => ({...one, hasStandby: false}))
  expect(readinessWith({checks, facts: {...goodFacts, databases}}).verdict).toBe('not-ready')
  expect(readinessWith({facts: {...goodFacts, databases}}).verdict).toBe('at-risk')
})

test('what is applied counts as it is in force, and is short where that is not enough', () => {
  const high = {p50Ratio: 1.1, p90Ratio: 1.4, p99Ratio: 1.6}
  const applied = goodRun.plan.patches.map((one) => ({
    ...one,
    tier: 'web',
    before: {MaxSize: 60},
    after: {MaxSize: 60},
  }))
  const limits = goodRun.plan.limits.map((one) =>
    one.tier === 'web' ? {...one, verdict: 'short' as const, now: high} : one,
  )
  const covered = readinessWith({run: withPlan(goodRun, {limits, patches: applied})})
  expect(covered.checks.find(({id}) => id === 'capacity-p90')?.status).toBe('pass')
  const short = limits.map((one) => (one.tier === 'web' ? {...one, after: high} : one))
  expect(readinessWith({run: withPlan(goodRun, {limits: short, patches: applied})})).toMatchObject({
    verdict: 'not-ready',
    scorePoints: 59,
  })
})
