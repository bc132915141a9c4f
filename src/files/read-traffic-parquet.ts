import {brotliDecompressSync, gunzipSync, zstdDecompressSync} from 'node:zlib'
import {
  asyncBufferFromFile,
  type Compressors,
  type FileMetaData,
  type ParquetScan,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
  type SchemaElement,
} from 'hyparquet'
import {PlanError} from '../errors.js'
import {shownCell} from './csv-failure.js'
import {findColumn} from './find-column.js'
import {readFailure} from './read-failure.js'
import {type Stamp, stampReader} from './stamp-reader.js'
import {type RowFile, type Rows, rowFailure, rowTaker} from './traffic-rows.js'
import {type TrafficRead, type TrafficSource, trafficWindow} from './traffic-window.js'

/**
 * Reads a traffic series from a Parquet file, as `readTrafficCsv` does from CSV: the same columns, units and rules.
 *
 * Times may be timestamps (those not adjusted to UTC and dates are local times of `timezone`), text as in CSV, or whole
 * seconds or milliseconds of the epoch; values any number; null is a gap. Row groups are read one at a time. Knows
 * SNAPPY, ZSTD, GZIP, BROTLI and no compression.
 *
 * Throws FILE_MISSING, FILE_UNREADABLE, DATA_EMPTY, and PARQUET_INVALID with the row for everything else.
 */
export async function readTrafficParquet(source: TrafficSource): Promise<TrafficRead> {
  const {path} = source
  const file: RowFile = {path, kind: 'parquet'}
  try {
    const buffer = await asyncBufferFromFile(path)
    const metadata = await parquetMetadataAsync(buffer).catch((cause: unknown) => {
      throw isSystem(cause) ? cause : noParquet(file)
    })
    const columns = columnsOf({source, file, metadata})
    const scan = await parquetScan({file: buffer, metadata, columns: names(columns), compressors, parsers})
    const {rows, isLocal} = await readRows({file, columns, scan})
    return trafficWindow(source, rows, isLocal)
  } catch (cause) {
    throw cause instanceof PlanError ? cause : isSystem(cause) ? readFailure({path, cause}) : damaged(file, cause)
  }
}

const isSystem = (cause: unknown) => cause instanceof Error && 'syscall' in cause

/** hyparquet's own zstd is slower than Node's. */
const compressors: Compressors = {
  ZSTD: (bytes) => zstdDecompressSync(bytes),
  GZIP: (bytes) => gunzipSync(bytes),
  BROTLI: (bytes) => brotliDecompressSync(bytes),
}

/** Times as milliseconds: a Date for each of a million rows would be made to be taken apart. */
const parsers = {
  timestampFromMilliseconds: (ms: bigint) => Number(ms),
  timestampFromMicroseconds: (us: bigint) => Number(us / 1000n),
  timestampFromNanoseconds: (ns: bigint) => Number(ns / 1_000_000n),
  dateFromDays: (days: number) => days * 86_400_000,
}

/** What the numbers of the time column are. `text` also stands for whole numbers, which are read as CSV has them. */
type TimeKind = 'utc-ms' | 'local-ms' | 'text'
type Columns = {time: string; value: string; timeKind: TimeKind}
const names = ({time, value}: Columns) => [...new Set([time, value])]

function columnsOf({source, file, metadata}: {source: TrafficSource; file: RowFile; metadata: FileMetaData}): Columns {
  const elements = parquetSchema(metadata).children.map(({element}) => element)
  const find = (key: 'time' | 'value', wanted: string) =>
    findColumn({file, names: elements.map(({name}) => name), key, wanted})
  const time = elements[find('time', source.timeColumn)]
  find('value', source.valueColumn)
  return {time: source.timeColumn, value: source.valueColumn, timeKind: timeKindOf(time)}
}

function timeKindOf(element: SchemaElement | undefined): TimeKind {
  const {logical_type: logical, converted_type: converted, type} = element ?? {}
  if (logical?.type === 'TIMESTAMP') return logical.isAdjustedToUTC ? 'utc-ms' : 'local-ms'
  if (converted === 'DATE' || logical?.type === 'DATE') return 'local-ms'
  const isStamp = converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS' || type === 'INT96'
  return isStamp ? 'utc-ms' : 'text'
}

type Reading = {file: RowFile; columns: Columns; scan: ParquetScan}

async function readRows({file, columns, scan}: Reading): Promise<{rows: Rows; isLocal: boolean}> {
  const {take, taken} = rowTaker(file)
  const readTime = timeReader(file, columns)
  let isLocal: boolean | undefined
  for (const {rowStart, rowEnd} of scan.ranges) {
    const times = await scan.readColumn({column: columns.time, rowStart, rowEnd})
    const values = await scan.readColumn({column: columns.value, rowStart, rowEnd})
    for (let i = 0; i < rowEnd - rowStart; i++) {
      const row = rowStart + i + 1
      const stamp = readTime(times[i], row)
      isLocal ??= stamp.isLocal
      if (stamp.isLocal !== isLocal) throw mixed({file, row, columns})
      take(stamp.ms, numberOf({file, columns, value: values[i], row}), row)
    }
  }
  if (isLocal !== undefined) return {rows: taken(), isLocal}
  throw rowFailure({
    file,
    isEmpty: true,
    what: 'the file has no row',
    next: 'export the traffic again: one row an interval',
  })
}

function timeReader(file: RowFile, {time, timeKind}: Columns): (value: unknown, row: number) => Stamp {
  const readStamp = stampReader()
  const isLocal = timeKind === 'local-ms'
  return (value, row) => {
    if (timeKind !== 'text' && typeof value === 'number' && Number.isFinite(value)) return {ms: value, isLocal}
    const text = value === null || value === undefined ? '' : String(value)
    const stamp = timeKind === 'text' ? readStamp(text) : undefined
    if (stamp !== undefined) return stamp
    const next = 'write times as timestamps, or as text such as 2026-11-27T05:00:00Z'
    throw rowFailure({
      file,
      line: row,
      field: time,
      what: `${text === '' ? 'a null' : shownCell(text)} is not a time`,
      next,
    })
  }
}

function numberOf({file, columns, value, row}: {file: RowFile; columns: Columns; value: unknown; row: number}): number {
  if (value === null || value === undefined) return Number.NaN
  const number = typeof value === 'number' || typeof value === 'bigint' ? Number(value) : Number.NaN
  if (Number.isFinite(number) && number >= 0) return Math.abs(number)
  const what = `${shownCell(String(value))} is ${number < 0 ? 'negative' : 'not a number'}`
  const next = 'correct it, or write null where nothing was measured'
  throw rowFailure({file, line: row, field: columns.value, what, next})
}

function mixed({file, row, columns}: {file: RowFile; row: number; columns: Columns}): PlanError {
  const what = 'times are mixed: some have a zone, some have none'
  return rowFailure({file, line: row, field: columns.time, what, next: 'export every time in UTC, with a Z at the end'})
}

function noParquet(file: RowFile): PlanError {
  const next = 'if it is a CSV file, plain or .gz, write kind: csv for this source in ecom-plan.yaml'
  return rowFailure({file, what: 'this is not a Parquet file', next})
}

function damaged(file: RowFile, cause: unknown): PlanError {
  const why = cause instanceof Error ? cause.message : String(cause)
  const next = 'write it again, with SNAPPY, ZSTD, GZIP, BROTLI or no compression'
  return rowFailure({file, what: `this Parquet file cannot be read: ${why}`, next})
}
