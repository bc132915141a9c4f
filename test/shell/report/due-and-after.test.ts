import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {parse} from 'yaml'
import {configSchema} from '../../../src/documents/config.ts'
import {deliverReport} from '../../../src/shell/report/deliver-report.ts'
import type {MadeReport} from '../../../src/shell/report/report-walk.ts'
import {memoryStore} from '../../archive/memory-store.ts'
import {madeThere, quietShop, reportThere} from './quiet-shop.ts'

const keep = (made: MadeReport) =>
  deliverReport({made, paths: [], options: {budget: null, chromium: undefined}, gate: undefined, telling: null})
const eventId = 'newsletter-2026-11'
// Tue 17 Nov 17:00 to 24:00 in Chicago.
const windowStartMs = Date.UTC(2026, 10, 17, 23)
const windowEndAt = '2026-11-18T06:00:00.000Z'

test('from the first report to the one after the event: what is due, what changed, what was said before', async () => {
  const store = memoryStore()
  const folder = await quietShop()
  const due = (asOf: string, more = {}) => reportThere({folder, store, asOf, when: 'due', ...more})

  const first = await due('2026-10-26T11:00:00.000Z')
  if (first.kind !== 'made') throw new Error('the first is due')
  await keep(first)
  expect([first.previous, first.report.delta, first.report.record]).toEqual([null, null, []])

  const early = await due('2026-10-30T11:00:00.000Z')
  expect(early).toMatchObject({
    kind: 'not-due',
    due: {isDue: false, nextAt: '2026-11-02T06:00:00.000Z', because: expect.stringContaining('one is due every 7 d')},
    last: {reportId: first.report.reportId},
  })

  const second = await due('2026-11-02T11:00:00.000Z')
  if (second.kind !== 'made') throw new Error('a week later the next is due')
  await keep(second)
  expect(second.report.delta?.sinceReportId).toBe(first.report.reportId)
  expect(second.report.delta?.reasons[0]).toMatch(/^new data: traffic up to Mon 2 Nov 00:00, [\d.]+ d more$/)
  const {p50Rps, p90Rps, p99Rps} = first.report.run.forecast.peak
  expect(second.report.record).toEqual([
    {reportId: first.report.reportId, at: first.report.at, peak: {p50Rps, p90Rps, p99Rps}},
  ])

  // The evening came a tenth higher than the median said, minute by minute; in its last hour three times as high.
  const path = second.report.run.forecast.path
  const lines = path.flatMap(({p50Rps: rps}, hour) =>
    Array.from({length: 60}, (_, minute) => {
      const at = new Date(windowStartMs + (hour * 60 + minute) * 60_000).toISOString()
      return `${at},${Math.round(rps * (hour === 6 ? 3 : 1.1) * 60 * (minute === 17 ? 1 : 0.8))}`
    }),
  )
  await writeFile(join(folder, 'evening.csv'), `time,requests\n${lines.join('\n')}\n`)
  const config = join(folder, 'ecom-plan.yaml')
  const yaml = await readFile(config, 'utf8')
  const source = '    - {kind: csv, path: evening.csv, time: time, value: requests}\n'
  await writeFile(config, yaml.replace(/^ {2}sources:\n/m, `  sources:\n${source}`))

  const after = await due('2026-11-18T12:00:00.000Z')
  if (after.kind !== 'made' || after.report.after === undefined) throw new Error('that of the event is due')
  await keep(after)
  const came = after.report.after
  expect(came.forecastReportId).toBe(second.report.reportId)
  expect(came.measuredStepS).toBeUndefined()
  const hours = path.map(({p50Rps: rps}, hour) => rps * (hour === 6 ? 3 : 1.1))
  const peak = Math.max(...hours)
  expect(came.measuredPeakRps / peak).toBeCloseTo(1, 3)
  expect(came.measuredPeakAt).toBe(new Date(windowStartMs + (hours.indexOf(peak) * 60 + 17) * 60_000).toISOString())
  expect(came.errorRatio).toBeCloseTo(peak / Math.max(...path.map(({p50Rps: rps}) => rps)) - 1, 3)
  const under = (key: 'p50Rps' | 'p90Rps' | 'p99Rps') =>
    path.filter((point, hour) => (hours[hour] ?? 0) <= point[key]).length / path.length
  expect(came.coverage).toEqual({
    p50Ratio: under('p50Rps'),
    p90Ratio: under('p90Rps'),
    p99Ratio: under('p99Rps'),
    hourCount: 7,
  })
  expect(came.coverage.p90Ratio).toBeGreaterThan(0)
  expect(came.coverage.p90Ratio).toBeLessThan(1)
  // The metrics of the example end before the evening: nothing is said to have held.
  expect(new Set(came.tiers.map(({held}) => held))).toEqual(new Set(['not-measured']))
  expect(came.wastedInstanceHoursCount).toBeNull()

  // What is printed to be added to the config is read as the config has it.
  const {events} = parse(came.configYaml ?? '')
  expect(events[0].previous).toEqual(expect.arrayContaining(['2026-09-15', '2026-11-17']))
  const event = {...parse(yaml).events[0], ...events[0], date: '2027-01-19'}
  expect(configSchema.shape.events.safeParse([event]).error).toBeUndefined()

  expect(await due('2026-11-18T18:00:00.000Z')).toMatchObject({kind: 'not-due', due: {nextAt: null}})
}, 120_000)

test('--after without a report from before the window says how to make one, and of an event to come it is refused', async () => {
  const folder = await quietShop()
  const asked = {folder, store: memoryStore(), isAfter: true}
  await expect(reportThere({...asked, asOf: '2026-11-18T12:00:00.000Z'})).rejects.toMatchObject({
    code: 'EVENT_WITHOUT_REPORT',
    suggestions: [
      expect.stringContaining(`ecom-plan report --event ${eventId} --as-of 2026-11-17T22:00:00Z --offline`),
      expect.anything(),
    ],
  })
  for (const [asOf, says] of [
    ['2026-11-10T12:00:00.000Z', /did not end in the 60 days before/],
    ['2026-11-18T01:00:00.000Z', new RegExp(`closes at ${windowEndAt}`)],
  ] as const) {
    await expect(reportThere({...asked, asOf, event: eventId})).rejects.toMatchObject({
      code: 'EVENT_NOT_OVER',
      message: expect.stringMatching(says),
    })
  }
})

test('an event whose window was not measured is a clear exit', async () => {
  const folder = await quietShop()
  const store = memoryStore()
  await keep(await madeThere({folder, store, asOf: '2026-11-02T11:00:00.000Z'}))
  await expect(reportThere({folder, store, isAfter: true, asOf: '2026-11-18T12:00:00.000Z'})).rejects.toMatchObject({
    code: 'EVENT_UNMEASURED',
    exitCode: 3,
  })
})
