import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type ColumnSource, parquetWriteBuffer} from 'hyparquet-writer'
import {afterAll, expect, test} from 'vitest'
import {readTrafficCsv} from '../../src/files/read-traffic-csv.js'
import {readTrafficParquet} from '../../src/files/read-traffic-parquet.js'
import {hours, minutes} from './csv-refusals.js'

const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-parquet-'))
afterAll(() => rmSync(folder, {recursive: true}))
const path = join(folder, 'traffic.parquet')

type Options = Partial<Parameters<typeof readTrafficParquet>[0]>
type Write = Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'>
const source = {path, timeColumn: 'timestamp', valueColumn: 'requests', unit: 'count', timezone: 'UTC'} as const

const read = (columnData: ColumnSource[], options: Options = {}, write: Write = {}) => {
  writeFileSync(path, new Uint8Array(parquetWriteBuffer({...write, columnData})))
  return readTrafficParquet({...source, ...options})
}

const at = ['10:00', '10:01', '10:02'].map((time) => new Date(`2026-11-23T${time}:00Z`))
const requests = {name: 'requests', data: [60, 120, 30.5], type: 'DOUBLE' as const}
const window = {periodS: 60, startAt: '2026-11-23T10:00:00Z', values: [60, 120, 30.5]}
const seconds = at.map((time) => BigInt(time.getTime() / 1000))

const times: [string, ColumnSource][] = [
  ['timestamps', {name: 'timestamp', data: at, type: 'TIMESTAMP'}],
  ['text in UTC', {name: 'timestamp', data: at.map((time) => time.toISOString()), type: 'STRING'}],
  ['seconds of the epoch', {name: 'timestamp', data: seconds, type: 'INT64'}],
  ['milliseconds of the epoch', {name: 'timestamp', data: seconds.map((second) => second * 1000n), type: 'INT64'}],
]

test.each(times)('the same series as from CSV: %s', async (_, timestamp) => {
  const found = await read([timestamp, requests])
  expect(found).toEqual({window, capturedAt: '2026-11-23T10:03:00Z', warnings: []})
  writeFileSync(join(folder, 'same.csv'), minutes)
  expect(found).toEqual(await readTrafficCsv({...source, path: join(folder, 'same.csv')}))
})

test.each(['UNCOMPRESSED', 'SNAPPY'] as const)('%s, in several row groups, whole numbers and gaps', async (codec) => {
  const data = Array.from({length: 500}, (_, i) => (i % 50 === 7 ? null : i))
  const timestamp = data.map((_, i) => new Date(Date.UTC(2026, 10, 23) + i * 60_000))
  const columns: ColumnSource[] = [
    {name: 'hits', data, type: 'INT32', nullable: true},
    {name: 'note', data: data.map(() => 'x'), type: 'STRING'},
    {name: 'at', data: timestamp, type: 'TIMESTAMP'},
  ]
  const found = await read(columns, {timeColumn: 'at', valueColumn: 'hits'}, {codec, rowGroupSize: 100})
  expect(found.window.values).toEqual(data)
  expect(found.warnings).toEqual([`${path}: 10 of 500 intervals are missing, the first at 2026-11-23T00:07:00Z`])
})

test('local text: the hour that New York repeats is two hours', async () => {
  const data = ['00:00', '01:00', '01:00', '02:00'].map((time) => `2026-11-01 ${time}`)
  const columns: ColumnSource[] = [
    {name: 'timestamp', data, type: 'STRING'},
    {name: 'requests', data: [1, 2, 3, 4], type: 'DOUBLE'},
  ]
  const {window: grid} = await read(columns, {timezone: 'America/New_York'})
  expect(grid).toEqual({periodS: 3600, startAt: '2026-11-01T04:00:00Z', values: [1, 2, 3, 4]})
})

test('timestamps without a zone are local times', async () => {
  const schema = [
    {name: 'root', num_children: 2},
    {
      name: 'timestamp',
      type: 'INT64' as const,
      repetition_type: 'REQUIRED' as const,
      logical_type: {type: 'TIMESTAMP' as const, isAdjustedToUTC: false, unit: 'MILLIS' as const},
    },
    {name: 'requests', type: 'DOUBLE' as const, repetition_type: 'REQUIRED' as const},
  ]
  const columns = [
    {name: 'timestamp', data: at.map((time) => BigInt(time.getTime()))},
    {name: 'requests', data: requests.data},
  ]
  const {window: grid} = await read(columns, {timezone: 'America/New_York'}, {schema})
  expect(grid).toEqual({...window, startAt: '2026-11-23T15:00:00Z'})
})

test('units: a second, a minute, an interval', async () => {
  const [[, timestamp] = []] = times
  const columns = [timestamp as ColumnSource, requests]
  expect((await read(columns, {unit: 'rpm'})).window.values).toEqual([60, 120, 30.5])
  expect((await read(columns, {unit: 'rps'})).window.values).toEqual([3600, 7200, 1830])
})

const stamps = {name: 'timestamp', data: at, type: 'TIMESTAMP' as const}
const values = (...data: (number | null)[]): ColumnSource => ({name: 'requests', data, type: 'DOUBLE', nullable: true})
const texts = (...data: string[]): ColumnSource => ({name: 'timestamp', data, type: 'STRING'})
const refused: [string, ColumnSource[], string, string][] = [
  [
    'a column that is not there',
    [stamps, {...requests, name: 'hits'}],
    'PARQUET_INVALID',
    'there is no column requests',
  ],
  ['no value at all', [stamps, values(null, null, null)], 'DATA_EMPTY', 'no row has a value'],
  [
    'no row',
    [
      {...stamps, data: []},
      {...requests, data: []},
    ],
    'DATA_EMPTY',
    'no row',
  ],
  ['NaN', [stamps, values(1, Number.NaN, 2)], 'PARQUET_INVALID', 'row 2: "NaN" is not a number'],
  ['a negative value', [stamps, values(1, 2, -3)], 'PARQUET_INVALID', 'row 3: "-3" is negative'],
  [
    'infinity',
    [stamps, values(Number.POSITIVE_INFINITY, 2, 3)],
    'PARQUET_INVALID',
    'row 1: "Infinity" is not a number',
  ],
  [
    'text as a value',
    [stamps, {name: 'requests', data: ['1', '2', '3'], type: 'STRING'}],
    'PARQUET_INVALID',
    'row 1: "1" is not a number',
  ],
  ['no time', [texts('soon', 'later', 'now'), requests], 'PARQUET_INVALID', 'row 1: "soon" is not a time'],
  [
    'mixed zones',
    [texts('2026-11-23T10:00Z', '2026-11-23T10:01', '2026-11-23T10:02Z'), requests],
    'PARQUET_INVALID',
    'row 2: times are mixed',
  ],
  [
    'a time twice',
    [texts('2026-11-23T10:00Z', '2026-11-23T10:01Z', '2026-11-23T10:00Z'), requests],
    'PARQUET_INVALID',
    'row 3: 2026-11-23T10:00:00Z is there twice, first on row 1',
  ],
]

test.each(refused)('%s is refused', async (_, columns, code, said) => {
  await expect(read(columns)).rejects.toMatchObject({
    code,
    exitCode: 3,
    message: expect.stringContaining(said),
    place: {file: path},
    suggestions: [expect.stringMatching(/\w/)],
  })
})

test('a CSV file is told from a Parquet file, both ways', async () => {
  writeFileSync(path, hours('2026-11-23T10:00Z,1'))
  await expect(readTrafficParquet(source)).rejects.toMatchObject({
    code: 'PARQUET_INVALID',
    suggestions: [expect.stringContaining('kind: csv')],
  })
  await read([stamps, requests])
  await expect(readTrafficCsv(source)).rejects.toMatchObject({
    code: 'CSV_INVALID',
    suggestions: [expect.stringContaining('kind: parquet')],
  })
})

test('a missing file, a folder, and a file that was cut', async () => {
  await expect(readTrafficParquet({...source, path: join(folder, 'none')})).rejects.toMatchObject({
    code: 'FILE_MISSING',
  })
  await expect(readTrafficParquet({...source, path: folder})).rejects.toMatchObject({code: 'FILE_UNREADABLE'})
  const bytes = new Uint8Array(parquetWriteBuffer({columnData: [stamps, requests]}))
  for (const keep of [0, 3, 20, bytes.length - 9]) {
    writeFileSync(path, bytes.subarray(0, keep))
    await expect(readTrafficParquet(source)).rejects.toMatchObject({code: 'PARQUET_INVALID', exitCode: 3})
  }
})

test('no spoiled byte of a footer throws anything but a PlanError, and no value is ever NaN or negative', async () => {
  const bytes = new Uint8Array(parquetWriteBuffer({columnData: [stamps, requests]}))
  // Not the pages before it: hyparquet never returns from some headers of pages that are damaged.
  const footerCount = new DataView(bytes.buffer).getUint32(bytes.length - 8, true)
  for (let i = bytes.length - 8 - footerCount; i < bytes.length; i++) {
    const spoiled = bytes.slice()
    spoiled[i] = (spoiled[i] ?? 0) ^ 0x55
    writeFileSync(path, spoiled)
    const outcome = await readTrafficParquet(source).catch((thrown: unknown) => thrown)
    if (outcome instanceof Error) expect(outcome).toMatchObject({kind: 'data', exitCode: 3})
    else
      expect(
        (outcome as Awaited<ReturnType<typeof read>>).window.values.every((value) => value === null || value >= 0),
      ).toBe(true)
  }
})
