import {createReadStream} from 'node:fs'
import {open} from 'node:fs/promises'
import {pipeline} from 'node:stream'
import {StringDecoder} from 'node:string_decoder'
import {createGunzip} from 'node:zlib'
import {PlanError} from '../errors.js'
import {csvFailure} from './csv-failure.js'
import {readFailure, shellQuoted} from './read-failure.js'

/** What to do with each record: its cells, and the line on which it begins. */
type Visit = (cells: string[], line: number) => void

const longestRecord = 1_000_000

/**
 * Streams a CSV file, plain or gzip (told by its first bytes), and visits its records in order.
 *
 * RFC 4180 with CRLF or LF, a UTF-8 mark, quoted cells (line breaks inside too), and a comma, semicolon or tab as the
 * first line shows. Blank lines are passed over. Throws FILE_MISSING, FILE_UNREADABLE, CSV_INVALID, and what `visit`
 * throws.
 */
export async function visitCsvRecords({path, visit}: {path: string; visit: Visit}): Promise<void> {
  const decoder = new StringDecoder('utf8')
  const split = recordSplitter(path, visit)
  let isFirst = true
  try {
    for await (const chunk of await openStream(path)) {
      const bytes = chunk as Buffer
      if (isFirst && bytes.includes(0)) throw noCsv(path, bytes)
      const text = decoder.write(bytes)
      split({text: isFirst ? text.replace(/^\uFEFF/, '') : text, isLast: false})
      isFirst = false
    }
    split({text: decoder.end(), isLast: true})
  } catch (cause) {
    throw cause instanceof PlanError ? cause : streamFailure({path, cause})
  }
}

function noCsv(path: string, bytes: Buffer): PlanError {
  const isParquet = bytes.toString('latin1', 0, 4) === 'PAR1'
  const what = isParquet ? 'this is a Parquet file and no CSV file' : 'this is not a CSV file in UTF-8'
  const next = isParquet ? 'as a source of demand that is kind: parquet' : `see what it is: file ${shellQuoted(path)}`
  return csvFailure({path, what, next})
}

async function openStream(path: string) {
  const file = await open(path)
  const {buffer, bytesRead} = await file.read(Buffer.alloc(2), 0, 2, 0).finally(() => file.close())
  const bytes = createReadStream(path)
  const isGzip = bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  // the callback is there so that a failing end reaches the loop as an exception and nothing else
  return isGzip ? pipeline(bytes, createGunzip(), () => {}) : bytes
}

function streamFailure({path, cause}: {path: string; cause: unknown}): PlanError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (!code.startsWith('Z_')) return readFailure({path, cause})
  const next = `test it: gzip -t ${shellQuoted(path)}`
  return csvFailure({path, what: 'the gzip file is broken or cut off', next, cause})
}

function recordSplitter(path: string, visit: Visit) {
  let rest = ''
  let line = 1
  let delimiter: string | undefined
  const take = (record: string) => {
    if (record.trim() === '') return
    delimiter ??= delimiterOf(record)
    visit(splitCells(record, delimiter), line)
  }
  const keep = (unfinished: string, isLast: boolean) => {
    rest = unfinished
    if (rest.length <= longestRecord && (!isLast || rest === '')) return
    const next = `look at it: sed -n ${line}p ${shellQuoted(path)}`
    throw csvFailure({path, line, what: 'a quote is opened here and never closed', next})
  }
  return ({text, isLast}: {text: string; isLast: boolean}): void => {
    const all = rest + text
    const endOf = all.includes('"') ? recordEnd : lineEnd
    let start = 0
    for (let end = endOf({all, from: start, isLast}); end >= 0; end = endOf({all, from: start, isLast})) {
      const record = all.slice(start, all[end - 1] === '\r' ? end - 1 : end)
      take(record)
      line += endOf === lineEnd ? 1 : record.split('\n').length
      start = end + 1
    }
    keep(all.slice(start), isLast)
  }
}

type Search = {all: string; from: number; isLast: boolean}

/** The offset of the line break that ends the record which begins there; -1 when it has not been read yet. */
function recordEnd({all, from, isLast}: Search): number {
  let quotes = 0
  for (let counted = from, end = lineEnd({all, from, isLast}); end >= 0; ) {
    quotes += countQuotes(all.slice(counted, end))
    if (quotes % 2 === 0) return end
    counted = end
    end = lineEnd({all, from: end + 1, isLast})
  }
  return -1
}

function lineEnd({all, from, isLast}: Search): number {
  if (from >= all.length) return -1
  const end = all.indexOf('\n', from)
  return end < 0 && isLast ? all.length : end
}

const countQuotes = (line: string) => line.split('"').length - 1

/** The separator that splits the first line into most cells; a comma when none does. */
function delimiterOf(header: string): string {
  const counted = [',', ';', '\t'].map((delimiter) => ({delimiter, count: splitCells(header, delimiter).length}))
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter
}

function splitCells(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return plainCells(record, delimiter)
  const cells: string[] = []
  let at = 0
  while (at <= record.length) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(record.slice(at))
    const from = at + (quoted?.[0].length ?? 0)
    const next = record.indexOf(delimiter, from)
    const end = next < 0 ? record.length : next
    cells.push((quoted?.[1] ?? '').replaceAll('""', '"') + record.slice(from, end))
    at = end + 1
  }
  return cells
}

/** What String.split would give, in half its time: short strings make it slow, and there is one call a row. */
function plainCells(record: string, delimiter: string): string[] {
  const cells: string[] = []
  let at = 0
  for (let end = record.indexOf(delimiter); end >= 0; end = record.indexOf(delimiter, at)) {
    cells.push(record.slice(at, end))
    at = end + 1
  }
  cells.push(record.slice(at))
  return cells
}
