import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import fc from 'fast-check'
import {afterAll, expect, test} from 'vitest'
import {PlanError} from '../../src/errors.js'
import {readTrafficCsv} from '../../src/files/read-traffic-csv.js'
import {hours, minutes, refused} from './csv-refusals.js'

const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-csv-'))
afterAll(() => rmSync(folder, {recursive: true}))
const path = join(folder, 'traffic.csv')

type Options = Partial<Parameters<typeof readTrafficCsv>[0]>
const read = (content: string | Buffer, options: Options = {}) => {
  writeFileSync(path, content)
  return readTrafficCsv({
    path,
    timeColumn: 'timestamp',
    valueColumn: 'requests',
    unit: 'count',
    timezone: 'UTC',
    ...options,
  })
}
const window = {periodS: 60, startAt: '2026-11-23T10:00:00Z', values: [60, 120, 30.5]}

const spellings: [string, string | Buffer][] = [
  ['plain', minutes],
  ['gzip under the name .csv', gzipSync(minutes)],
  ['a byte-order mark and CRLF', `\uFEFF${minutes.replaceAll('\n', '\r\n')}`],
  ['semicolons', minutes.replaceAll(',', ';')],
  ['tabs, and no line break at the end', minutes.replaceAll(',', '\t').trimEnd()],
  ['quotes', minutes.replaceAll(/[^,\n]+/g, '"$&"')],
  ['blank lines', minutes.replaceAll('\n', '\n\n')],
  ['offsets', minutes.replace('T10:01:00Z', 'T05:01:00-05:00').replace('T10:02:00Z', ' 11:02:00.000+0100')],
  ['seconds of the epoch', hours('1795428000,60', '1795428060,120', '1795428120,30.5')],
  ['milliseconds of the epoch', hours('1795428000000,60', '1795428060000,120', '1795428120000,30.5')],
  [
    'other columns, with the separator, a quote and a line break in them',
    'note,requests,timestamp\n"a, ""b""\nc",60,2026-11-23T10:00:00Z\n,120,2026-11-23T10:01Z\nd,30.5,2026-11-23T10:02Z\n',
  ],
]

test.each(spellings)('the same series from %s', async (_, content) => {
  expect(await read(content)).toEqual({window, capturedAt: '2026-11-23T10:03:00Z', warnings: []})
})

test('rates become counts of the interval, and the time of capture may be given', async () => {
  expect(await read(minutes, {unit: 'rps', capturedAt: '2026-11-24T00:00:00Z'})).toMatchObject({
    window: {values: [3600, 7200, 1830]},
    capturedAt: '2026-11-24T00:00:00Z',
  })
})

test('requests per minute become counts of the interval: five minutes of 60 a minute are 300', async () => {
  const rows = hours('2026-11-23T10:00Z,60', '2026-11-23T10:05Z,12', '2026-11-23T10:10Z,')
  expect((await read(rows, {unit: 'rpm'})).window.values).toEqual([300, 60, null])
})

test('a missing row and an empty cell are gaps, never zeros, and are told', async () => {
  const {window: grid, warnings} = await read(
    hours('2026-11-23T10:00Z,1', '2026-11-23T11:00Z,', '2026-11-23T12:00Z,3', '2026-11-23T15:00Z,6'),
  )
  expect(grid).toEqual({periodS: 3600, startAt: '2026-11-23T10:00:00Z', values: [1, null, 3, null, null, 6]})
  expect(warnings).toEqual([`${path}: 3 of 6 intervals are missing, the first at 2026-11-23T11:00:00Z`])
})

test('rows in no order are sorted, with the line in a warning', async () => {
  const {window: grid, warnings} = await read(
    hours('2026-11-23T10:00Z,1', '2026-11-23T12:00Z,3', '2026-11-23T11:00Z,2', '2026-11-23T13:00Z,4'),
  )
  expect(grid.values).toEqual([1, 2, 3, 4])
  expect(warnings).toEqual([`${path}:4: rows are not in time order; they were sorted`])
})

test('local times: the hour that New York repeats on 1 November 2026 is two hours', async () => {
  const rows = ['00:00,1', '01:00,2', '01:00,3', '02:00,4', '03:00,5'].map((row) => `2026-11-01 ${row}`)
  const expected = {periodS: 3600, startAt: '2026-11-01T04:00:00Z', values: [1, 2, 3, 4, 5]}
  expect((await read(hours(...rows), {timezone: 'America/New_York'})).window).toEqual(expected)
  expect((await read(hours(...rows.reverse()), {timezone: 'America/New_York'})).window).toEqual(expected)
})

test('local times: half hours, where the second pass begins after a gap in the first', async () => {
  const rows = ['00:30,1', '01:00,2', '01:30,3', '01:00,4', '01:30,5', '02:00,6'].map((row) => `2026-11-01 ${row}`)
  const {window: grid} = await read(hours(...rows), {timezone: 'America/New_York'})
  expect(grid).toEqual({periodS: 1800, startAt: '2026-11-01T04:30:00Z', values: [1, 2, 3, 4, 5, 6]})
  const late = await read(
    hours('2026-10-25 02:30,1', '2026-10-25 02:00,2', '2026-10-25 02:30,3', '2026-10-25 03:00,4'),
    {
      timezone: 'Europe/Berlin',
    },
  )
  expect(late.window).toEqual({periodS: 1800, startAt: '2026-10-25T00:30:00Z', values: [1, 2, 3, 4]})
})

test('local times: the hour that is skipped in spring leaves no gap', async () => {
  const rows = hours('2026-03-29T01:00,1', '2026-03-29T03:00,2', '2026-03-29T04:00,3')
  const {window: grid, warnings} = await read(rows, {timezone: 'Europe/Berlin'})
  expect(grid).toEqual({periodS: 3600, startAt: '2026-03-29T00:00:00Z', values: [1, 2, 3]})
  expect(warnings).toEqual([])
})

test('local times of a zone that moves by half an hour', async () => {
  const rows = hours('2026-04-05T01:00,1', '2026-04-05T01:30,2', '2026-04-05T01:30,3', '2026-04-05T02:00,4')
  const {window: grid} = await read(rows, {timezone: 'Australia/Lord_Howe'})
  expect(grid).toEqual({periodS: 1800, startAt: '2026-04-04T14:00:00Z', values: [1, 2, 3, 4]})
})

test.each(refused)('%s is refused', async (_, content, code, line, said, options) => {
  const error = await read(content, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(PlanError)
  const {message, place, exitCode, suggestions, code: found} = error as PlanError
  expect({code: found, exitCode, file: place?.file, line: place?.line}).toEqual({code, exitCode: 3, file: path, line})
  for (const words of said) expect(message).toContain(words)
  expect(message).toContain(line === undefined ? path : `${path}:${line}: `)
  expect(message).not.toContain('\n')
  expect(suggestions.length).toBe(1)
})

test('a misspelt column: what to write where', async () => {
  await expect(read('timestamp,request\n', {})).rejects.toMatchObject({
    place: {line: 1, field: 'requests'},
    suggestions: ['in ecom-plan.yaml write value: request for this source (did you mean request?)'],
  })
})

test('days of a zone with summer time lie on no grid, and the message says what to export', async () => {
  const rows = hours(...['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30'].map((date) => `${date},1`))
  await expect(read(rows, {timezone: 'Europe/Berlin'})).rejects.toMatchObject({
    suggestions: ['export hourly counts: days of Europe/Berlin may have 23 or 25 hours'],
  })
  expect((await read(rows)).window).toMatchObject({periodS: 86_400, values: [1, 1, 1, 1]})
})

test('a missing file and a folder', async () => {
  const missing = join(folder, 'none.csv')
  await expect(read('', {path: missing})).rejects.toMatchObject({
    code: 'FILE_MISSING',
    exitCode: 3,
    place: {file: missing},
  })
  await expect(read('', {path: folder})).rejects.toMatchObject({code: 'FILE_UNREADABLE', exitCode: 3})
})

test('every minute of a year in a local zone comes back at its instant', async () => {
  const clock = new Intl.DateTimeFormat('sv-SE', {timeZone: 'America/New_York', dateStyle: 'short', timeStyle: 'short'})
  const startMs = Date.UTC(2026, 9, 31, 12)
  const rows = Array.from({length: 3000}, (_, index) => `${clock.format(startMs + index * 60_000)},${index}`)
  const {window: grid} = await read(hours(...rows), {timezone: 'America/New_York'})
  expect(grid).toEqual({periodS: 60, startAt: '2026-10-31T12:00:00Z', values: rows.map((_, index) => index)})
})

test('a file larger than any buffer, with a mark across each boundary, is read whole', async () => {
  const rows = Array.from({length: 20_000}, (_, index) => {
    const stamp = new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString()
    return `${stamp},"${index}","ä, ""ö""\n${'é'.repeat(index % 7)}"`
  })
  const {window: grid} = await read(['timestamp,requests,note', ...rows].join('\n'))
  expect(grid.values).toEqual(rows.map((_, index) => index))
})

test('no mutation of a file throws anything but a PlanError, and no value is ever NaN or negative', async () => {
  const local = minutes.replaceAll('Z,', ',').replaceAll('2026-11-23T10', '2026-11-01T01')
  const edit = fc.tuple(
    fc.constantFrom(minutes, local),
    fc.nat(90),
    fc.nat(8),
    fc.string({maxLength: 5, unit: 'binary'}),
  )
  await fc.assert(
    fc.asyncProperty(edit, async ([text, at, cut, insert]) => {
      const content = text.slice(0, at) + insert + text.slice(at + cut)
      const outcome = await read(content, {timezone: 'America/New_York'}).catch((thrown: unknown) => thrown)
      if (outcome instanceof PlanError) {
        expect(outcome).toMatchObject({kind: 'data', exitCode: 3, place: {file: path}})
        return
      }
      expect(outcome).not.toBeInstanceOf(Error)
      const {values} = (outcome as Awaited<ReturnType<typeof readTrafficCsv>>).window
      expect(values.every((value) => value === null || value >= 0)).toBe(true)
    }),
  )
}, 120_000)
