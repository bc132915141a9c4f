import type {LoadTest} from '../../documents/load-test.js'
import {PlanError} from '../../errors.js'
import {runShape} from './compared-run.js'
import {findUnlikeness} from './find-unlikeness.js'

/** Without a base of its own commit large enough, so many earlier runs are one. */
const mostBase = 10
const fewestBase = 3

/**
 * The tests that a word on the command line means: `latest`, the id of a test or its first letters, a commit or its first
 * letters, or a tag as NAME=VALUE; several words with commas between them. Throws LOAD_TEST_UNKNOWN for a word that
 * means none.
 */
export function chooseRuns(tests: readonly LoadTest[], words: string): LoadTest[] {
  const chosen = words.split(',').flatMap((word) => {
    const found = meantBy(tests, word.trim())
    if (found.length > 0) return found
    throw new PlanError('data', 'LOAD_TEST_UNKNOWN', `no load test is kept whose id, commit or tag is ${word.trim()}`, {
      suggestions: ['ecom-plan loadtest list', 'ecom-plan loadtest import FILE --commit ID'],
    })
  })
  return [...new Set(chosen)]
}

function meantBy(tests: readonly LoadTest[], word: string): LoadTest[] {
  if (word === 'latest') return inTime(tests).slice(-1)
  const [, name, value] = /^([^=]+)=(.*)$/.exec(word) ?? []
  if (name !== undefined) return tests.filter((test) => test.tags[name] === value)
  if (word.length < 4) return []
  const byId = tests.filter(({id}) => id.startsWith(word))
  return byId.length > 0 ? byId : tests.filter(({commit}) => commit?.startsWith(word) === true)
}

/** New by default: the newest test, and those like it of the same commit. Empty without a test. */
export function newestRuns(tests: readonly LoadTest[]): LoadTest[] {
  const newest = inTime(tests).at(-1)
  if (newest === undefined) return []
  return newest.commit === null ? [newest] : alikeRuns(newest, tests).filter(({commit}) => commit === newest.commit)
}

/**
 * Base by default: of the runs before the new ones that are like them, those of the last other commit where there are
 * three, else the last ten of any; where none is alike, the last one, so that it can be said why.
 */
export function earlierRuns(tests: readonly LoadTest[], fresh: readonly LoadTest[]): LoadTest[] {
  const [first] = inTime(fresh)
  if (first === undefined) return []
  const others = inTime(tests).filter(
    (test) => !fresh.includes(test) && (test.commit === null || test.commit !== first.commit) && !isAfter(test, first),
  )
  const alike = alikeRuns(first, others)
  const last = alike.at(-1)
  if (last === undefined) return others.slice(-1)
  const ofCommit = alike.filter(({commit}) => commit !== null && commit === last.commit)
  return ofCommit.length >= fewestBase ? ofCommit : alike.slice(-mostBase)
}

/** The tests that can be compared with this one, itself too, oldest first. */
export function alikeRuns(test: LoadTest, tests: readonly LoadTest[]): LoadTest[] {
  const run = runShape(test)
  return inTime(tests).filter((other) => findUnlikeness(run, runShape(other)).length === 0)
}

const isAfter = (a: LoadTest, b: LoadTest) => (a.startedAt ?? '') > (b.startedAt ?? '')

/** Oldest first; those without a start before all others, as they were given. */
function inTime(tests: readonly LoadTest[]): LoadTest[] {
  return [...tests].sort((a, b) => Number(isAfter(a, b)) - Number(isAfter(b, a)))
}
