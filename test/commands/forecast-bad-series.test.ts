import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {parquetWriteBuffer} from 'hyparquet-writer'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {runSchema} from '../../src/documents/run.js'
import {runCli} from '../e2e/run-cli.js'
import {exampleFolder} from '../example-run.js'

/** Series and events that no forecast can be made of, or only an honest one: each in a copy of the smallest example. */
const home = mkdtempSync(join(tmpdir(), 'ecom-plan-series-'))
let count = 0
beforeAll(() => cpSync(exampleFolder('quiet-tuesday'), join(home, 'good'), {recursive: true}))
afterAll(() => rmSync(home, {recursive: true, force: true}))

const hourMs = 3_600_000
/** Hours from a day on, as a CSV file. */
function series(from: string, hourCount: number, value: (hour: number) => number | string): string {
  const firstMs = Date.parse(`${from}T00:00:00Z`)
  const rows = Array.from(
    {length: hourCount},
    (_, hour) => `${new Date(firstMs + hour * hourMs).toISOString()},${value(hour)}`,
  )
  return ['timestamp,requests', ...rows, ''].join('\n')
}
const wave = (hour: number) => Math.round(1.2e6 + 8e5 * Math.sin((hour / 24) * 2 * Math.PI))
const year = 24 * 427

type Change = {csv?: string; event?: [from: string | RegExp, to: string]}

/** The example with one series in place of its own, or one word of its event changed. */
function spoiled({csv, event}: Change): string {
  const folder = join(home, `case-${count++}`)
  cpSync(join(home, 'good'), folder, {recursive: true})
  const path = join(folder, 'ecom-plan.yaml')
  let config = readFileSync(path, 'utf8')
  if (csv !== undefined) {
    writeFileSync(join(folder, 'traffic/hourly.csv.gz'), csv)
    config = config.replace(/.*five-minute.*\n/, '')
  }
  if (event !== undefined) {
    const changed = config.replace(...event)
    if (changed === config) throw new Error(`the config has no ${event[0]}`)
    config = changed
  }
  writeFileSync(path, config)
  return folder
}

const asOf = ['--as-of', '2026-11-02']
const withUplift = (uplift: string): Change => ({event: [/(window: .*?\}).*/, `$1\n    uplift: ${uplift}`]})
const refused: [name: string, change: Change, args: string[], exit: number, code: string, says: RegExp][] = [
  [
    'a series that no event lies in',
    {csv: series('2026-09-20', 24 * 43, wave)},
    asOf,
    3,
    'EVENT_WITHOUT_HISTORY',
    /no past occurrence.*newsletter/,
  ],
  ['all zero', {csv: series('2025-09-01', year, () => 0)}, asOf, 3, 'DATA_EMPTY', /every value is 0/],
  ['one point', {csv: series('2026-10-01', 1, wave)}, asOf, 3, 'CSV_INVALID', /:2: one row/],
  ['two points', {csv: series('2026-11-01', 2, wave)}, asOf, 3, 'DATA_GAP', /fewer than 7 ordinary days/],
  ['in the future', {csv: series('2027-01-01', 2400, wave)}, asOf, 3, 'DATA_EMPTY', /after the time of the forecast/],
  [
    'in the future, by its own clock',
    {csv: series('2027-01-01', 2400, wave)},
    [],
    3,
    'EVENT_PAST',
    /every event.*ended before 2027/,
  ],
  ['NaN', {csv: series('2025-09-01', year, (i) => (i === 50 ? 'NaN' : wave(i)))}, asOf, 3, 'CSV_INVALID', /:52: "NaN"/],
  ['an event years away', {event: ['date: 2026-11-17', 'date: 2031-11-17']}, [], 3, 'EVENT_TOO_FAR', /400 days/],
  ['an event that is over', {event: ['date: 2026-11-17', 'date: 2026-10-17']}, [], 3, 'EVENT_PAST', /ended before/],
  [
    'a window that ends before it starts',
    {event: ['start: 17h', 'start: 25h']},
    [],
    78,
    'CONFIG_INVALID',
    /not before/,
  ],
  ['a window of two years', {event: ['end: 24h', 'end: 17520h']}, [], 78, 'CONFIG_INVALID', /no peak; at most 60/],
  ['a factor of 0', withUplift('{factor: 0, why: x}'), [], 78, 'CONFIG_INVALID', /factor: 0.*0\.1/],
  ['a factor of 1000', withUplift('{factor: 1000, why: x}'), [], 78, 'CONFIG_INVALID', /factor: 1000.*100/],
  ['all of it less', withUplift("{adjust: '-100%', why: x}"), [], 78, 'CONFIG_INVALID', /-90% to \+9900%/],
  ['more than all of it less', withUplift("{adjust: '-150%', why: x}"), [], 78, 'CONFIG_INVALID', /-90% to \+9900%/],
  ['a thousand times more', withUplift("{adjust: '+100000%', why: x}"), [], 78, 'CONFIG_INVALID', /-90% to \+9900%/],
  ['--uplift -100%', {}, ['--uplift=-100%'], 64, 'UPLIFT_INVALID', /-90% to \+9900%/],
  ['--uplift +100000%', {}, ['--uplift=+100000%'], 64, 'UPLIFT_INVALID', /-90% to \+9900%/],
]

test.each(refused)('%s: a clear error', async (_, change, args, exit, code, says) => {
  const {
    code: ended,
    stdout,
    stderr,
  } = await runCli(['forecast', '-c', 'ecom-plan.yaml', '--offline', ...args], {
    cwd: spoiled(change),
  })
  expect({ended, stdout}).toEqual({ended: exit, stdout: ''})
  expect(stderr).toMatch(says)
  expect(stderr).toContain(`[${code}]`)
  expect(stderr).toContain('Try:')
  expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+\)?\n|undefined|Infinity|BUG/)
})

const answered: [name: string, csv: string, lowest: number, highest: number][] = [
  // 3.6 million an hour is 1,000 requests a second, and the sale was no higher; the busiest minute stands above it.
  ['constant', series('2025-09-01', year, () => 3_600_000), 1000, 2000],
  ['ten years', series('2016-11-01', 24 * 3653, wave), 500, 1200],
]

test.each(answered)('%s: an honest answer', async (_, csv, lowest, highest) => {
  const cwd = spoiled({csv})
  const {code, stdout} = await runCli(['forecast', '-c', 'ecom-plan.yaml', '--offline', ...asOf, '--json'], {cwd})
  expect(code).toBe(0)
  const {forecast} = runSchema.parse(JSON.parse(stdout).data)
  expect(forecast.peak.p50Rps).toBeGreaterThan(lowest)
  expect(forecast.peak.p50Rps).toBeLessThan(highest)
  for (const {p50Rps, p90Rps, p99Rps} of [forecast.peak, forecast.peakHour, ...forecast.path]) {
    expect(p50Rps >= 0 && p50Rps <= p90Rps && p90Rps <= p99Rps && Number.isFinite(p99Rps)).toBe(true)
  }
})

test('Parquet of requests per minute gives the plan that CSV of counts gives', async () => {
  const rows = series('2025-09-01', year, wave).trimEnd().split('\n').slice(1)
  const cells = rows.map((row) => row.split(','))
  const columnData = [
    {name: 'at', data: cells.map(([at = '']) => new Date(at)), type: 'TIMESTAMP' as const},
    {name: 'rate', data: cells.map(([, value]) => Number(value) / 60), type: 'DOUBLE' as const},
  ]
  const plain = spoiled({csv: series('2025-09-01', year, wave)})
  const packed = spoiled({
    event: [
      /- \{kind: csv, path: traffic\/hourly.*\n.*\n/,
      '- {kind: parquet, path: t.parquet, time: at, value: rate, unit: rpm}\n',
    ],
  })
  writeFileSync(join(packed, 't.parquet'), new Uint8Array(parquetWriteBuffer({columnData})))
  const peaks = await Promise.all(
    [plain, packed].map(async (cwd) => {
      const {stdout} = await runCli(['forecast', '-c', 'ecom-plan.yaml', '--offline', ...asOf, '--json'], {cwd})
      return JSON.parse(stdout).data.forecast.peak.p90Rps
    }),
  )
  expect(peaks[1]).toBeCloseTo(peaks[0], 6)
})
