import type {Config} from '../documents/config.js'
import type {LoadTest} from '../documents/load-test.js'
import type {LoadTestRow} from '../report/terminal/render-load-tests.js'
import {openLoadTestStore} from './load-test-store.js'

/** The tests of the store as a list shows them, newest first, and what could not be read. */
export async function listLoadTests({
  found,
  tier,
}: {
  found: {config: Config; folder: string} | null
  tier: string | undefined
}): Promise<{place: string; rows: LoadTestRow[]; warnings: string[]}> {
  const store = await openLoadTestStore(found)
  const {readStoredTests} = await import('../loadtests/stored-tests.js')
  const {tests, failures} = await readStoredTests(store)
  const wanted = tests.filter((test) => tier === undefined || test.tier === tier)
  return {place: store.place, rows: wanted.map(rowOf), warnings: failures.map(({message}) => message)}
}

function rowOf({id, tool, tier, unitCount, commit, tags, startedAt, steps, flags}: LoadTest): LoadTestRow {
  return {
    id,
    tool,
    tier,
    unitCount,
    commit,
    tags,
    startedAt,
    stepCount: steps.length,
    requestCount: steps.reduce((sum, step) => sum + step.requestCount, 0),
    highestRps: Math.max(...steps.map((step) => step.throughputRps)),
    warningCount: flags.filter(({severity}) => severity !== 'info').length,
  }
}
