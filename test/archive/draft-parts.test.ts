import fc from 'fast-check'
import {expect, test} from 'vitest'
import {draftParts} from '../../src/archive/draft-parts.ts'
import {coverageOf, requests, seriesOf, shop} from './sample-series.ts'

test('a partition that outgrows a file is cut between series, and says what was asked only in its last file', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(30), {minLength: 1, maxLength: 12}),
      fc.integer({min: 1, max: 60}),
      (counts, mostRows) => {
        const series = counts.map((count, i) =>
          seriesOf(
            {...requests, dimensions: {Number: String(i)}},
            '2026-11-01T00:00:00.000Z',
            new Array(count).fill(i),
            60,
          ),
        )
        const coverage = coverageOf(series)
        const pulledAt = '2026-11-02T06:00:00Z'
        const partitions = draftParts({...shop, pulledAt, series, coverage, mostRows})
        const drafts = partitions[0] ?? []
        const asked = coverage.filter(({fromAt, toAt}) => fromAt !== toAt)
        expect(partitions.length).toBe(asked.length > 0 ? 1 : 0)
        expect(drafts.flatMap((draft) => draft.coverage)).toHaveLength(asked.length)
        expect(drafts.at(-1)?.coverage ?? []).toHaveLength(asked.length)
        const rows = drafts.map((draft) => draft.makeRows())
        expect(rows.flatMap(({values}) => [...values]).length).toBe(counts.reduce((sum, count) => sum + count, 0))
        for (const {values, runs} of rows) expect(values.length <= mostRows || runs.length === 1).toBe(true)
      },
    ),
  )
})
