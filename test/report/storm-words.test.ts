import {expect, test} from 'vitest'
import type {Run} from '../../src/documents/run.js'
import {stormSteps, stormWords} from '../../src/report/storm-words.js'
import {sampleRun} from './sample-run.js'

const ratios = (p90Ratio: number) => ({p50Ratio: p90Ratio / 2, p90Ratio, p99Ratio: p90Ratio * 2})
const share = (tier: string, measure: string, now: number, after: number) => ({
  tier,
  measure,
  now: ratios(now),
  after: ratios(after),
})
const run: Run = {
  ...sampleRun,
  cdn: {
    hitRatio: 0.84,
    origin: 'the last days',
    onePointRatio: 0.0625,
    missLogSpreadRatio: 0.1,
    missBecause: 'our judgement',
    storm: {
      hitRatio: 0.42,
      origin: 'the lowest seen',
      factorRatio: 3.625,
      originPeak: {p50Rps: 1000, p90Rps: 2000, p99Rps: 3000},
      shares: [
        share('db', 'cpu', 3.4, 2),
        share('web', 'requests', 3.1, 3.1),
        share('cart', 'requests', 2, 1),
        share('catalog', 'requests', 1.5, 1),
      ],
    },
  },
}

test('one sentence says the load after a purge and the fullest limits', () => {
  const words = stormWords({...run, plan: {...run.plan, target: 'p90'}})
  expect(words).toContain('42.0 % hit ratio (the lowest seen) puts 3.63 × the load')
  expect(words).toContain('db CPU 340 % (200 % with the plan), web 310 %, cart 200 % (100 % with the plan) and 1 more')
})

test('step by step the law and every limit', () => {
  const steps = stormSteps(run)
  expect(steps[0]).toContain('(1 − 42.0 %) / (1 − 84.0 %) = 3.63 ×')
  expect(steps).toHaveLength(6)
})

test('nothing is said where no cache can be lost', () => {
  expect(stormWords({...run, cdn: null})).toBeNull()
  expect(stormSteps({...run, cdn: run.cdn && {...run.cdn, storm: null}})).toEqual([])
})
