import {expect, test} from 'vitest'
import {runSchema} from '../../src/documents/run.ts'
import {sampleRun} from './sample-run.ts'

test('the sample is a run as the schema wants it', () => {
  expect(runSchema.parse(sampleRun)).toEqual(sampleRun)
})

test('the sample is whole: as many hours of last time as of path, and every patch belongs to a change', () => {
  const {forecast, plan} = sampleRun
  expect(forecast.lastTimeRps).toHaveLength(forecast.path.length)
  expect(plan.changes.flatMap((change) => change.patchIds).toSorted()).toEqual(
    plan.patches.map(({id}) => id).toSorted(),
  )
})
