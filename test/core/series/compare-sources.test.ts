import {expect, test} from 'vitest'
import {disagreements} from '../../../src/core/series/compare-sources.js'

const source = (
  name: string,
  periodS: number,
  count: number,
  rps: number | null,
  startAt = '2026-10-01T00:00:00Z',
) => ({
  sources: [name],
  windows: [{periodS, startAt, values: new Array(count).fill(rps === null ? null : rps * periodS)}],
})
const hours = source('hours.csv', 3600, 240, 10)

test('the same traffic at two resolutions agrees, also where a tenth is late', () => {
  expect(disagreements([hours, source('minutes.csv', 60, 7200, 10)])).toEqual([])
  expect(disagreements([hours, source('minutes.csv', 60, 7200, 9.2)])).toEqual([])
})

test('a wrong unit and a second balancer do not, and the pair is named', () => {
  const found = disagreements([source('minutes.csv', 60, 7200, 5), source('other.csv', 300, 1440, 5), hours])
  expect(found).toHaveLength(2)
  expect(found[0]).toMatch(/^hours\.csv has 2 × the requests of minutes\.csv in the 120 hours/)
  expect(found[1]).toContain('hours.csv has 2 × the requests of other.csv')
})

test('sources without a day in common, or with nothing measured, are not compared', () => {
  expect(disagreements([hours, source('later.csv', 3600, 240, 90, '2026-11-01T00:00:00Z')])).toEqual([])
  expect(disagreements([hours, source('short.csv', 3600, 23, 90)])).toEqual([])
  expect(disagreements([hours, source('gap.csv', 3600, 240, null), source('zero.csv', 3600, 240, 0)])).toEqual([])
  expect(disagreements([hours])).toEqual([])
  // Three minutes of logs are no hour.
  expect(disagreements([hours, source('log', 60, 3, 90), {sources: ['none'], windows: []}])).toEqual([])
})
