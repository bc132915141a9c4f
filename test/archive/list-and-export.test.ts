import {expect, test} from 'vitest'
import {exportArchive} from '../../src/archive/export-archive.ts'
import {listArchive} from '../../src/archive/list-archive.ts'
import {writePart} from '../../src/archive/write-part.ts'
import {memoryStore} from './memory-store.ts'
import {coverageOf, requests, seriesOf, shop} from './sample-series.ts'

const pulledAt = '2026-11-02T06:00:00Z'
const odd = {...requests, metricName: '=1+1', dimensions: {Note: 'a,"b"'}, stat: 'p99'}
const series = [
  seriesOf(requests, '2026-10-31T22:00:00.000Z', [1, null, 3, 4.25]),
  seriesOf(odd, '2026-11-01T00:00:00.000Z', [-0.5], 60),
]

async function archive() {
  const store = memoryStore()
  await writePart({store, ...shop, pulledAt, series, coverage: coverageOf(series)})
  // The next pull goes over the last two hours again and one further.
  const later = [seriesOf(requests, '2026-11-01T00:00:00.000Z', [3, 5, null])]
  await writePart({store, ...shop, pulledAt: '2026-11-03T06:00:00Z', series: later, coverage: coverageOf(later)})
  return store
}

test('list: each instant once, gaps where it was asked in vain, first and last instant', async () => {
  const listed = await listArchive({store: await archive()})
  expect(listed.map(({byteCount, ...rest}) => rest)).toEqual([
    {
      ...shop,
      ...odd,
      periodS: 60,
      firstAt: '2026-11-01T00:00:00.000Z',
      lastAt: '2026-11-01T00:01:00.000Z',
      rowCount: 1,
      gapCount: 0,
    },
    {
      ...shop,
      ...requests,
      periodS: 3600,
      firstAt: '2026-10-31T22:00:00.000Z',
      lastAt: '2026-11-01T03:00:00.000Z',
      rowCount: 3,
      gapCount: 2,
    },
  ])
  expect(listed.every(({byteCount}) => byteCount > 100)).toBe(true)
  expect(await listArchive({store: await archive(), metricName: 'RequestCount'})).toHaveLength(1)
  expect(await listArchive({store: memoryStore()})).toEqual([])
})

test('export: one line a value, the later pull wins, a gap is no line, text is safe in a spreadsheet', async () => {
  const lines: string[] = []
  for await (const line of exportArchive({store: await archive(), metrics: [requests, odd]})) lines.push(line)
  const lead = 'AWS/ApplicationELB,RequestCount,Sum,LoadBalancer=app/shop/50dc6c495c0c9188,3600'
  expect(lines).toEqual([
    'metric_namespace,metric_name,stat,dimensions,period_s,measured_at,value',
    `${lead},2026-10-31T22:00:00.000Z,1`,
    `${lead},2026-11-01T00:00:00.000Z,3`,
    `${lead},2026-11-01T01:00:00.000Z,5`,
    `AWS/ApplicationELB,'=1+1,p99,"Note=a,""b""",60,2026-11-01T00:00:00.000Z,-0.5`,
  ])
})
