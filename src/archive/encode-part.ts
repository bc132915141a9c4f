import {zstdCompressSync} from 'node:zlib'
import type {ColumnChunk, CompressionCodec, SchemaElement, Statistics} from 'hyparquet'
import {ByteWriter, ParquetWriter} from 'hyparquet-writer'
import {dimensionText} from './dimension-text.js'
import {encodeDeltas, encodeDictionaryRuns, type PageEncoding, writePageHeader} from './parquet-pages.js'
import type {PartRows, PartRun} from './part-rows.js'
import {indexKey, partColumns} from './part-schema.js'

type Page = {isDictionary: boolean; encoding: PageEncoding; valueCount: number; bytes: Uint8Array}
type Column = {element: SchemaElement; codec: CompressionCodec; pages: Page[]; statistics: Statistics}

/**
 * Rows as one Parquet file with one row group: the same rows give the same bytes.
 *
 * The footer is hyparquet-writer's. The pages are not: of ten columns eight repeat a value over each run, and an encoder
 * that is handed every row takes 1.5 µs a row to find that out, twenty seconds for a first pull.
 */
export function encodePart(rows: PartRows): Uint8Array {
  const writer = new ByteWriter(4096)
  const elements = Object.values(partColumns)
  const {account, region, namespace, metricName, series, runs} = rows
  const file = new ParquetWriter({
    writer,
    schema: [{name: 'ecom_plan', num_children: elements.length}, ...elements],
    kvMetadata: [{key: indexKey, value: JSON.stringify({account, region, namespace, metricName, series, runs})}],
    createdBy: 'ecom-plan',
  })
  const rowCount = rows.values.length
  if (rowCount > 0) {
    const chunks = columnsOf(rows).map((column) => writeColumn(writer, column, rowCount))
    const total = (key: 'total_uncompressed_size' | 'total_compressed_size') =>
      chunks.reduce((sum, chunk) => sum + (chunk.meta_data?.[key] ?? 0n), 0n)
    file.row_groups.push({
      columns: chunks,
      total_byte_size: total('total_uncompressed_size'),
      total_compressed_size: total('total_compressed_size'),
      num_rows: BigInt(rowCount),
    })
    file.num_rows = BigInt(rowCount)
  }
  file.finish()
  return writer.getBytes()
}

function columnsOf(rows: PartRows): Column[] {
  const {runs, series} = rows
  const texts = series.map(({dimensions}) => dimensionText(dimensions))
  const same = (element: SchemaElement, value: string) => textColumn(element, runs, () => value)
  return [
    same(partColumns.account, rows.account),
    same(partColumns.region, rows.region),
    same(partColumns.namespace, rows.namespace),
    same(partColumns.metric, rows.metricName),
    textColumn(partColumns.stat, runs, (run) => series[run.seriesIndex]?.stat ?? ''),
    textColumn(partColumns.dimensions, runs, (run) => texts[run.seriesIndex] ?? ''),
    numberColumn(partColumns.periodS, runs, (run) => run.periodS),
    plainColumn(partColumns.measuredAt, {
      encoding: 'DELTA_BINARY_PACKED',
      values: rows.atMs,
      bytes: encodeDeltas(rows.atMs),
    }),
    // Parquet is little-endian, and so is every machine that Node runs on but IBM's mainframes.
    plainColumn(partColumns.value, {encoding: 'PLAIN', values: rows.values, bytes: bytesOf(rows.values)}),
    numberColumn(partColumns.pulledAt, runs, (run) => run.pulledAtMs),
  ]
}

function textColumn(element: SchemaElement, runs: readonly PartRun[], pick: (run: PartRun) => string): Column {
  const encoder = new TextEncoder()
  return dictionaryColumn(element, runs, pick, (writer, value) => {
    const bytes = encoder.encode(value)
    writer.appendUint32(bytes.length)
    writer.appendBytes(bytes)
  })
}

function numberColumn(element: SchemaElement, runs: readonly PartRun[], pick: (run: PartRun) => number): Column {
  return dictionaryColumn(element, runs, pick, (writer, value) => {
    if (element.type === 'INT32') writer.appendInt32(value)
    else writer.appendInt64(BigInt(value))
  })
}

function dictionaryColumn<T extends string | number>(
  element: SchemaElement,
  runs: readonly PartRun[],
  pick: (run: PartRun) => T,
  append: (writer: ByteWriter, value: T) => void,
): Column {
  const indices = new Map<T, number>()
  const indexRuns = runs.map((run) => {
    const value = pick(run)
    const index = indices.get(value) ?? indices.size
    indices.set(value, index)
    return {index, count: run.rowCount}
  })
  const values = [...indices.keys()]
  const writer = new ByteWriter(256)
  for (const value of values) append(writer, value)
  const valueCount = runs.reduce((sum, run) => sum + run.rowCount, 0)
  return {
    element,
    codec: 'UNCOMPRESSED',
    pages: [
      {isDictionary: true, encoding: 'PLAIN', valueCount: values.length, bytes: writer.getBytes()},
      {
        isDictionary: false,
        encoding: 'RLE_DICTIONARY',
        valueCount,
        bytes: encodeDictionaryRuns(indexRuns, values.length),
      },
    ],
    statistics: statisticsOf(values),
  }
}

function plainColumn(
  element: SchemaElement,
  {encoding, values, bytes}: {encoding: PageEncoding; values: Float64Array; bytes: Uint8Array},
): Column {
  return {
    element,
    codec: 'ZSTD',
    pages: [{isDictionary: false, encoding, valueCount: values.length, bytes}],
    statistics: statisticsOf(values),
  }
}

/** What lets DuckDB and Athena pass over a file. Texts are left out: JavaScript does not sort them as Parquet does. */
function statisticsOf(values: ArrayLike<string | number>): Statistics {
  const nulls = {null_count: 0n}
  const first = values[0]
  if (typeof first === 'string') return values.length === 1 ? {...nulls, min_value: first, max_value: first} : nulls
  if (first === undefined) return nulls
  let least = first
  let most = first
  for (let i = 1; i < values.length; i++) {
    const value = values[i]
    if (typeof value !== 'number') continue
    if (value < least) least = value
    if (value > most) most = value
  }
  // The format asks for it: a zero as the least may stand for -0, as the most for +0.
  return {...nulls, min_value: least === 0 ? -0 : least, max_value: most === 0 ? 0 : most}
}

function writeColumn(writer: ByteWriter, {element, codec, pages, statistics}: Column, rowCount: number): ColumnChunk {
  const start = writer.offset
  let rawCount = 0
  let dataStart = start
  for (const page of pages) {
    if (!page.isDictionary) dataStart = writer.offset
    const stored = codec === 'ZSTD' ? compressed(page.bytes) : page.bytes
    const headerStart = writer.offset
    writePageHeader(writer, {...page, rawCount: page.bytes.length, storedCount: stored.length})
    rawCount += writer.offset - headerStart + page.bytes.length
    writer.appendBytes(stored)
  }
  return {
    file_offset: BigInt(start),
    meta_data: {
      type: element.type ?? 'BYTE_ARRAY',
      encodings: [...new Set(pages.map((page) => page.encoding))],
      path_in_schema: [element.name],
      codec,
      num_values: BigInt(rowCount),
      total_uncompressed_size: BigInt(rawCount),
      total_compressed_size: BigInt(writer.offset - start),
      data_page_offset: BigInt(dataStart),
      ...(dataStart > start ? {dictionary_page_offset: BigInt(start)} : {}),
      statistics,
    },
  }
}

/**
 * zstd at its default level. BYTE_STREAM_SPLIT in front of it would save a fifth, and not every Athena reads that.
 */
const compressed = (bytes: Uint8Array) => zstdCompressSync(bytes)

const bytesOf = (values: Float64Array) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
