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

type Change = {csv?: string; more?: string; event?: [from: string | RegExp, to: string]}

/** The example with one series in place of its own (and a second beside it), or one word of its event changed. */
function spoiled({csv, more, event}: Change): string {
  const folder = join(home, `case-${count++}`)
  cpSync(join(home, 'good'), folder, {recursive: true})
  const path = join(folder, 'ecom-plan.yaml')
  let config = readFileSync(path, 'utf8')
  if (csv !== undefined) {
    writeFileSync(join(folder, 'traffic/hourly.csv.gz'), csv)
    config = config.replace(
      /.*five-minute.*\n/,
      more === undefined ? '' : '    - {kind: csv, path: traffic/more.csv}\n',
    )
  }
  if (more !== undefined) writeFileSync(join(folder, 'traffic/more.csv'), more)
  if (event !== undefined) {
    const changed = config.replace(...event)
    if (changed === config) throw new Error(`the config has no ${event[0]}`)
    config = changed
  }
  writeFileSync(path, config)
  return folder
}

function days(from: string, count: number): string {
  const rows = series(from, count * 24, wave).split('\n')
  return [...rows.filter((_, i) => i === 0 || (i - 1) % 24 === 0), ''].join('\n')
}
const inChicago: [string, string] = ['hourly.csv.gz}', 'hourly.csv.gz, timezone: America/Chicago}']
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
  ['infinite', {csv: series('2025-09-01', year, (i) => (i === 50 ? 'inf' : wave(i)))}, asOf, 3, 'CSV_INVALID', /:52/],
  [
    'less than none',
    {csv: series('2025-09-01', year, (i) => (i === 50 ? -1 : wave(i)))},
    asOf,
    3,
    'CSV_INVALID',
    /:52/,
  ],
  [
    'a time stamp for a count',
    {csv: series('2025-09-01', year, (i) => (i === 50 ? '1e18' : wave(i)))},
    asOf,
    3,
    'CSV_INVALID',
    /:52: 1000000000000000000 is more/,
  ],
  ['days', {csv: days('2025-09-01', 427)}, asOf, 3, 'DATA_COARSE', /one row every 24 hours/],
  [
    'a time that is there twice',
    {csv: `${series('2025-09-01', year, wave)}2025-09-02T00:00:00Z,5\n`},
    asOf,
    3,
    'CSV_INVALID',
    /:10250: 2025-09-02T00:00:00Z is there twice, first on line 26/,
  ],
  [
    'a local hour that the clock skips',
    {csv: series('2025-09-01', year, wave).replaceAll('.000Z', ''), event: inChicago},
    asOf,
    3,
    'CSV_INVALID',
    /2026-03-08T02:00 does not exist in America\/Chicago/,
  ],
  [
    'all of it excluded',
    {event: ['\ncdn:', '  exclude: [{from: 2024-01-01T00:00:00Z, to: 2027-01-01T00:00:00Z, why: x}]\n\ncdn:']},
    [],
    3,
    'DATA_GAP',
    /fewer than 7 ordinary days/,
  ],
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

const long = 24 * 560
const onDay = (date: string): [RegExp, string] => [
  /date: 2026-11-17(.*\n.*\n).*start: 17h, end: 24h\}/,
  `date: ${date}$1    window: {start: 0h, end: 24h}\n    launches: ['02:30']`,
]
const reserved: [name: string, change: Change, args: string[], says: RegExp][] = [
  [
    'traffic that is three weeks old',
    {csv: series('2025-09-01', year - 20 * 24, wave)},
    asOf,
    /ends on 2026-10-13, 20 days before/,
  ],
  [
    'a shop that tripled three weeks ago',
    {csv: series('2025-09-01', year, (hour) => wave(hour) * (hour > year - 21 * 24 ? 3 : 1))},
    asOf,
    /14 of the last 28 days were far above/,
  ],
  [
    'a shop of which four fifths are gone',
    {csv: series('2025-09-01', year, (hour) => wave(hour) * (hour > year - 21 * 24 ? 0.2 : 1))},
    asOf,
    /14 of the last 28 days were far below/,
  ],
  [
    'two sources that count different things',
    {
      csv: series('2025-09-01', year, wave),
      more: series('2026-09-05', 58 * 24, (hour) => wave(hour) * 3),
    },
    asOf,
    /more\.csv has 3 × the requests of traffic\/hourly\.csv\.gz/,
  ],
  [
    'cells without a value',
    {csv: series('2025-09-01', year, (hour) => (hour % 97 === 0 ? '' : wave(hour)))},
    asOf,
    /106 of 10248 intervals are missing/,
  ],
  [
    'an impossible hour inside an ordinary day',
    {csv: series('2025-09-01', year, (hour) => (hour === year - 100 ? 1e14 : wave(hour)))},
    asOf,
    /storm/,
  ],
  [
    'a day of 25 hours',
    {csv: series('2025-09-01', long, wave), event: onDay('2026-11-01')},
    ['--as-of', '2026-10-20'],
    /our judgement/,
  ],
  [
    'a day of 23 hours, with a launch in the one that is skipped',
    {csv: series('2025-09-01', long, wave), event: onDay('2027-03-14')},
    ['--as-of', '2027-02-20'],
    /no spike is planned/,
  ],
  [
    'a window of half an hour',
    {csv: series('2025-09-01', year, wave), event: ['start: 17h, end: 24h', 'start: 1210m, end: 1240m']},
    asOf,
    /our judgement/,
  ],
  ['a hundredfold sale', {csv: series('2025-09-01', year, wave)}, [...asOf, '--uplift', '100'], /factor 100 given/],
]

test.each(reserved)('%s: a forecast that says what it is worth', async (_, change, args, says) => {
  const {code, stdout} = await runCli(['forecast', '-c', 'ecom-plan.yaml', '--offline', ...args, '--json'], {
    cwd: spoiled(change),
  })
  expect(code).toBe(0)
  const {data, warnings} = JSON.parse(stdout)
  const {forecast} = runSchema.parse(data)
  const {notes, anomalies, upliftOrigin, peak, peakHour, path, finePath} = forecast
  expect(JSON.stringify([notes, anomalies, upliftOrigin, warnings])).toMatch(says)
  for (const {p50Rps, p90Rps, p99Rps} of [peak, peakHour, ...path, ...(finePath?.points ?? [])]) {
    expect(p50Rps >= 0 && p50Rps <= p90Rps && p90Rps <= p99Rps && Number.isFinite(p99Rps)).toBe(true)
  }
})

/** Hourly counts as a document of access logs, a fifth of them from bots. */
function counted(hourCount: number): string {
  const grid = {periodS: 3600, startAt: '2025-09-01T00:00:00Z'}
  const window = (share: number) => ({
    ...grid,
    values: Array.from({length: hourCount}, (_, hour) => Math.round(wave(hour) * share)),
  })
  const bots = {...grid, values: new Array(hourCount).fill(180_000)}
  const total = {...grid, values: window(1).values.map((count) => count + 180_000)}
  return JSON.stringify({
    schema: 'ecom-plan.access-log-traffic/v1',
    format: 'cloudfront',
    capturedAt: '2026-11-02T00:00:00Z',
    fromAt: grid.startAt,
    toAt: '2026-11-02T00:00:00Z',
    fileCount: 1,
    lineCount: 1,
    malformedCount: 0,
    firstMalformed: null,
    total,
    bots,
    busiestSecond: window(0.001),
    byTargetGroup: [{name: 'shop', requestCount: 1, botCount: 1, errorCount: 0, total, bots}],
    byRoute: [],
  })
}

test('bots in access logs are added as the load they are, unless something blocks them', async () => {
  const logged = (more: string): [RegExp, string] => [
    /- \{kind: csv, path: traffic\/hourly.*\n.*\n/,
    `- {kind: access-log, path: counted.json}\n${more}`,
  ]
  const forecastOf = async (change: Change) => {
    const cwd = spoiled(change)
    writeFileSync(join(cwd, 'counted.json'), counted(year))
    const {stdout} = await runCli(['forecast', '-c', 'ecom-plan.yaml', '--offline', ...asOf, '--json'], {cwd})
    return runSchema.parse(JSON.parse(stdout).data)
  }
  const people = await forecastOf({csv: series('2025-09-01', year, wave)})
  const all = await forecastOf({event: logged('')})
  const blocked = await forecastOf({event: logged("  bots: {blockedBy: 'AWS WAF Bot Control since 2026-09'}\n")})
  // 180,000 an hour are 50 req/s, whatever the event's uplift.
  for (const name of ['p50Rps', 'p90Rps', 'p99Rps'] as const) {
    expect(all.forecast.peak[name] - people.forecast.peak[name]).toBeCloseTo(50, 1)
    expect(blocked.forecast.peak[name]).toBeCloseTo(people.forecast.peak[name], 6)
  }
  expect(all.forecast.upliftRatio).toBeCloseTo(people.forecast.upliftRatio, 9)
  expect(all.forecast.notes.join(' ')).toContain('50 req/s of bots')
  expect(blocked.forecast.notes.join(' ')).toContain('AWS WAF Bot Control since 2026-09 blocks them')
  expect(blocked.plan.planId).not.toBe(all.plan.planId)
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
