import {expect, test} from 'vitest'
import {chooseRuns, earlierRuns, newestRuns} from '../../../src/core/loadtests/choose-runs.js'
import {madeTest} from './made-tests.js'

const day = (n: number) => new Date(Date.UTC(2026, 10, n)).toISOString()
const old = [1, 2, 3].map((n) => madeTest({id: `aaaa${n}`, commit: 'aa11bb22', startedAt: day(n)}))
const next = [4, 5].map((n) =>
  madeTest({id: `bbbb${n}`, commit: 'cc33dd44', startedAt: day(n), tags: {branch: 'cart'}}),
)
const tests = [...next, ...old].toReversed()
const ids = (chosen: readonly {id: string}[]) => chosen.map(({id}) => id).toSorted()

test('by id, commit, tag, latest, and several with commas', () => {
  expect(ids(chooseRuns(tests, 'aaaa2'))).toEqual(['aaaa2'])
  expect(ids(chooseRuns(tests, 'aa11'))).toEqual(['aaaa1', 'aaaa2', 'aaaa3'])
  expect(ids(chooseRuns(tests, 'branch=cart'))).toEqual(['bbbb4', 'bbbb5'])
  expect(ids(chooseRuns(tests, 'latest'))).toEqual(['bbbb5'])
  expect(ids(chooseRuns(tests, 'latest, aaaa1,aa11'))).toEqual(['aaaa1', 'aaaa2', 'aaaa3', 'bbbb5'])
})

test.each(['nothing', 'aaa', 'env=production', ''])('"%s" means none', (word) => {
  expect(() => chooseRuns(tests, word)).toThrow(expect.objectContaining({code: 'LOAD_TEST_UNKNOWN', kind: 'data'}))
})

test('by default: the newest commit against the last other one that has three runs', () => {
  expect(ids(newestRuns(tests))).toEqual(['bbbb4', 'bbbb5'])
  expect(ids(earlierRuns(tests, newestRuns(tests)))).toEqual(['aaaa1', 'aaaa2', 'aaaa3'])
})

test('what came later is no base', () => {
  expect(earlierRuns(tests, old)).toEqual([])
})

test('a last commit of one run is joined by the runs before it, unlike ones left out', () => {
  const single = madeTest({id: 'dddd6', commit: 'ee55', startedAt: day(6)})
  const odd = madeTest({id: 'eeee7', commit: 'ff66', startedAt: day(7), unitCount: 9})
  const newest = madeTest({id: 'ffff8', commit: 'ff77', startedAt: day(8)})
  const all = [...old, single, odd, newest]
  expect(ids(newestRuns(all))).toEqual(['ffff8'])
  expect(ids(earlierRuns(all, [newest]))).toEqual(['aaaa1', 'aaaa2', 'aaaa3', 'dddd6'])
  // Nothing alike: the last one, so that it can be said why.
  expect(ids(earlierRuns([odd, newest], [newest]))).toEqual(['eeee7'])
  expect(earlierRuns([newest], [newest])).toEqual([])
})
