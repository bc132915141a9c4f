import type {Readable} from 'node:stream'
import {makeLoadTest, type TestFacts} from '../core/loadtests/make-load-test.js'
import type {LoadTest} from '../documents/load-test.js'
import {sha256Of} from '../files/sha256.js'

/**
 * Reads the files of one load test and cuts it into steps.
 *
 * The id is a hash of what was measured, so that the same results give the same id however they were packed or named.
 * `startedAt` is what the user says of the time, where the files say nothing. Throws as readSources and makeLoadTest.
 */
export async function importLoadTest({
  paths,
  facts,
  startedAt = null,
  stdin,
}: {
  paths: readonly string[]
  facts: TestFacts
  startedAt?: string | null
  stdin?: Readable
}): Promise<LoadTest> {
  const {readSources} = await import('../loadtests/read-sources.js')
  const read = await readSources({paths, ...(stdin === undefined ? {} : {stdin})})
  const test = makeLoadTest({read, facts})
  const measured = {
    tool: test.tool,
    startedAt: test.startedAt,
    steps: test.steps.map(({file: _, ...step}) => step),
    endpoints: test.endpoints.map(({label, steps}) => ({label, steps: steps.map(({file: _, ...step}) => step)})),
  }
  return {...test, startedAt: startedAt ?? test.startedAt, id: sha256Of(measured).slice(0, 16)}
}
