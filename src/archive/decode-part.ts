import {zstdDecompressSync} from 'node:zlib'
import {type Compressors, type FileMetaData, parquetMetadata, parquetScan} from 'hyparquet'
import type {Damage} from './archive-failure.js'
import {instantsOf, type PartRows} from './part-rows.js'
import {indexKey, partColumns} from './part-schema.js'

/** Says that bytes are no Parquet file of this archive, and why. */
export class PartUnreadable extends Error {
  override readonly name = 'PartUnreadable'
  constructor(
    readonly damage: Damage,
    options?: {cause: unknown},
  ) {
    super(damage.message, options)
  }
}

type PartIndex = Omit<PartRows, 'atMs' | 'values'>

/** A Parquet file of the archive, opened: its index, and its columns as they are asked for. */
export type OpenPart = PartIndex & {rowCount: number; readColumn: (name: string) => Promise<ArrayLike<unknown>>}

/**
 * Opens the bytes of a Parquet file. Throws PartUnreadable for bytes that are no Parquet file, and for a Parquet file
 * that something else wrote.
 */
export function openPart(bytes: Uint8Array): OpenPart {
  // A copy: the bytes may be a piece of a larger buffer, and a Buffer's own slice() would be one too.
  const file = new Uint8Array(bytes).buffer
  const metadata = metadataOf(file)
  const index = indexOf(metadata)
  const rowCount = Number(metadata.num_rows)
  const readColumn = async (name: string): Promise<ArrayLike<unknown>> => {
    if (rowCount === 0) return []
    try {
      const scan = await parquetScan({file, metadata: untimed(metadata), columns: [name], compressors})
      return await scan.readColumn({column: name, rowStart: 0, rowEnd: rowCount})
    } catch (cause) {
      const message = `has a column ${name} that cannot be read`
      throw new PartUnreadable({code: 'ARCHIVE_DAMAGED', message}, {cause})
    }
  }
  return {...index, rowCount, readColumn}
}

/**
 * The rows of a part's bytes. Only the values are read, and the instants where much is missing: the index says the
 * rest, which `archive verify` compares. Throws PartUnreadable.
 */
export async function decodePart(bytes: Uint8Array): Promise<PartRows> {
  const {readColumn, rowCount, ...index} = openPart(bytes)
  const values = numbersOf(await readColumn(partColumns.value.name))
  const atMs = instantsOf(index.runs, rowCount) ?? numbersOf(await readColumn(partColumns.measuredAt.name))
  return {...index, atMs, values}
}

/** hyparquet's own decoder of zstd is in JavaScript; Node's is four times as fast. */
const compressors: Compressors = {ZSTD: (bytes) => zstdDecompressSync(bytes)}

function metadataOf(file: ArrayBuffer): FileMetaData {
  try {
    return parquetMetadata(file)
  } catch (cause) {
    throw new PartUnreadable({code: 'ARCHIVE_DAMAGED', message: 'is no readable Parquet file'}, {cause})
  }
}

/** Without its kind an instant is read as the number it is: hyparquet would make a Date of each. */
function untimed(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map((element) => {
    const {logical_type, converted_type, ...plain} = element
    return logical_type?.type === 'TIMESTAMP' ? plain : element
  })
  return {...metadata, schema}
}

function indexOf(metadata: FileMetaData): PartIndex {
  const text = metadata.key_value_metadata?.find(({key}) => key === indexKey)?.value
  const index = text === undefined ? null : parsed(text)
  if (index === null) {
    throw new PartUnreadable({code: 'ARCHIVE_FOREIGN', message: 'is a Parquet file that ecom-plan did not write'})
  }
  const rowCount = index.runs.reduce((sum, run) => sum + run.rowCount, 0)
  if (rowCount === Number(metadata.num_rows)) return index
  throw new PartUnreadable({code: 'ARCHIVE_DAMAGED', message: 'has another number of rows than its index says'})
}

function parsed(text: string): PartIndex | null {
  try {
    const index: Partial<PartIndex> = JSON.parse(text)
    const isWhole = typeof index.namespace === 'string' && Array.isArray(index.series) && Array.isArray(index.runs)
    return isWhole ? (index as PartIndex) : null
  } catch {
    return null
  }
}

function numbersOf(column: ArrayLike<unknown>): Float64Array {
  return column instanceof Float64Array ? column : Float64Array.from(column, Number)
}
