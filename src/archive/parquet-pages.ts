import {ByteWriter} from 'hyparquet-writer'

/** The numbers that Parquet knows its encodings by. */
const encodingNumbers = {PLAIN: 0, DELTA_BINARY_PACKED: 5, RLE_DICTIONARY: 8} as const
export type PageEncoding = keyof typeof encodingNumbers

/** Thrift's compact protocol: a field is its distance from the one before and its type in one byte. */
const thrift = {i32: 5, struct: 12, stop: 0}

/** The header in front of a page. A data page here is of version 1 and has no levels, for no column has nulls. */
export function writePageHeader(
  writer: ByteWriter,
  page: {isDictionary: boolean; encoding: PageEncoding; valueCount: number; rawCount: number; storedCount: number},
): void {
  const int = (distance: number, value: number) => {
    writer.appendUint8((distance << 4) | thrift.i32)
    appendVarNumber(writer, value * 2)
  }
  int(1, page.isDictionary ? 2 : 0)
  int(1, page.rawCount)
  int(1, page.storedCount)
  writer.appendUint8(((page.isDictionary ? 4 : 2) << 4) | thrift.struct)
  int(1, page.valueCount)
  int(1, encodingNumbers[page.encoding])
  if (!page.isDictionary) {
    const levelsRle = 3
    int(1, levelsRle)
    int(1, levelsRle)
  }
  writer.appendUint8(thrift.stop)
  writer.appendUint8(thrift.stop)
}

/** Indices of a dictionary, each repeated `count` times: run-length encoded behind the width of an index in bits. */
export function encodeDictionaryRuns(runs: readonly {index: number; count: number}[], size: number): Uint8Array {
  const writer = new ByteWriter(1024)
  const bitWidth = Math.max(1, 32 - Math.clz32(size - 1))
  writer.appendUint8(bitWidth)
  for (const {index, count} of joined(runs)) {
    appendVarNumber(writer, count * 2)
    for (let bit = 0; bit < bitWidth; bit += 8) writer.appendUint8((index >> bit) & 0xff)
  }
  return writer.getBytes()
}

function joined(runs: readonly {index: number; count: number}[]): {index: number; count: number}[] {
  const all: {index: number; count: number}[] = []
  for (const {index, count} of runs) {
    const last = all.at(-1)
    if (last?.index === index) last.count += count
    else all.push({index, count})
  }
  return all
}

const blockSize = 128
const miniSize = 32

/**
 * Whole numbers as 64-bit DELTA_BINARY_PACKED. Exact for values and differences within 2^53, and for differences that
 * lie less than 2^40 apart within 128 values: epoch milliseconds of one month keep well inside. A regular grid costs
 * next to nothing, which a general encoder on BigInt would take seconds to find out.
 */
export function encodeDeltas(values: Float64Array): Uint8Array {
  const writer = new ByteWriter(1024)
  appendVarNumber(writer, blockSize)
  appendVarNumber(writer, blockSize / miniSize)
  appendVarNumber(writer, values.length)
  appendZigZag(writer, values[0] ?? 0)
  const deltas = new Float64Array(blockSize)
  for (let start = 1; start < values.length; start += blockSize) {
    const count = Math.min(blockSize, values.length - start)
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < count; i++) {
      const delta = (values[start + i] ?? 0) - (values[start + i - 1] ?? 0)
      deltas[i] = delta
      if (delta < least) least = delta
    }
    appendZigZag(writer, least)
    appendBlock(writer, deltas, {count, least})
  }
  return writer.getBytes()
}

function appendBlock(writer: ByteWriter, deltas: Float64Array, {count, least}: {count: number; least: number}): void {
  const widths: number[] = []
  for (let from = 0; from < blockSize; from += miniSize) {
    let most = least
    for (let i = from; i < Math.min(from + miniSize, count); i++) most = Math.max(most, deltas[i] ?? least)
    widths.push(bitsOf(most - least))
  }
  for (const width of widths) writer.appendUint8(width)
  for (const [k, width] of widths.entries()) {
    if (width > 0) appendPacked(writer, deltas, {from: k * miniSize, count, least, width})
  }
}

/** 32 numbers, least significant bit first; where the block has fewer, zeros fill it up. */
function appendPacked(
  writer: ByteWriter,
  deltas: Float64Array,
  {from, count, least, width}: {from: number; count: number; least: number; width: number},
): void {
  const bytes = new Uint8Array(width * (miniSize / 8))
  let byteIndex = 0
  let pending = 0
  let pendingBits = 0
  for (let i = from; i < from + miniSize; i++) {
    // Arithmetic and not shifts: a difference may take more than 32 bits, and with fewer than 8 pending stays exact.
    pending += (i < count ? (deltas[i] ?? least) - least : 0) * 2 ** pendingBits
    pendingBits += width
    while (pendingBits >= 8) {
      bytes[byteIndex++] = pending % 256
      pending = Math.floor(pending / 256)
      pendingBits -= 8
    }
  }
  writer.appendBytes(bytes)
}

function bitsOf(value: number): number {
  const high = Math.floor(value / 2 ** 32)
  return high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(value)
}

function appendZigZag(writer: ByteWriter, value: number): void {
  appendVarNumber(writer, value < 0 ? -value * 2 - 1 : value * 2)
}

/** A varint of any whole number up to 2^53; the library's own is cut to 32 bits. */
function appendVarNumber(writer: ByteWriter, value: number): void {
  let rest = value
  while (rest >= 128) {
    writer.appendUint8((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  writer.appendUint8(rest)
}
