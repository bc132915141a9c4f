import type {LoadTestFlag} from '../documents/load-test.js'
import {brokenRows, cutOff} from './row-flags.js'
import {unreadable} from './unreadable.js'

/** The rows of a CSV at hand as text: RFC 4180, blank lines passed over, comma, semicolon or tab as the header shows. */
type CsvRows = {
  header: string[]
  /** Every record below the header. A quote that nothing closes ends with its line. */
  records: () => Generator<string[]>
  /** The flags for a last row that was cut off, and for rows that the caller could not read. */
  flags: (brokenCount: number) => LoadTestFlag[]
}

/** Splits a CSV of at most 64 MiB into rows of cells. Throws LOAD_TEST_UNREADABLE where it has no row. */
export function csvRows({text, file}: {text: string; file: string}): CsvRows {
  const all = recordsOf(text)
  const first = all.next()
  if (first.done === true) throw unreadable({file, what: 'has no row'})
  const delimiter = delimiterOf(first.value)
  const header = cellsOf(first.value, delimiter).map((cell) => cell.trim())
  let lastLength = header.length
  return {
    header,
    *records() {
      for (const record of all) {
        const cells = cellsOf(record, delimiter)
        lastLength = cells.length
        yield cells
      }
    },
    flags(brokenCount) {
      const isCut = brokenCount > 0 && lastLength < header.length
      const oddCount = brokenCount - (isCut ? 1 : 0)
      return [...(isCut ? [cutOff] : []), ...(oddCount > 0 ? [brokenRows(oddCount)] : [])]
    },
  }
}

/** The number of a column, by its name in any case; -1 where there is none. */
export const columnOf = (header: readonly string[], ...names: readonly string[]): number =>
  header.findIndex((cell) => names.some((name) => cell.toLowerCase() === name.toLowerCase()))

function* recordsOf(text: string): Generator<string> {
  let at = 0
  while (at < text.length) {
    const end = recordEnd(text, at)
    const record = text.slice(at, text[end - 1] === '\r' ? end - 1 : end)
    at = end + 1
    if (record.trim() !== '') yield record
  }
}

/** The end of the record that begins here. Quotes that do not pair up within 1,000 lines end with the first. */
function recordEnd(text: string, from: number): number {
  const first = lineEnd(text, from)
  let quotes = quotesIn(text, from, first)
  let end = first
  for (let lines = 0; quotes % 2 === 1; lines++) {
    if (end >= text.length || lines > 1000) return first
    const next = lineEnd(text, end + 1)
    quotes += quotesIn(text, end + 1, next)
    end = next
  }
  return end
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function quotesIn(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('"', from); at >= 0 && at < to; at = text.indexOf('"', at + 1)) count++
  return count
}

/** The separator that splits the header into most cells; a comma when none does. */
function delimiterOf(header: string): string {
  const counted = [',', ';', '\t'].map((delimiter) => ({delimiter, count: header.split(delimiter).length}))
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter
}

/** The cells of a record, quotes taken off. */
function cellsOf(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return record.split(delimiter)
  const cells: string[] = []
  const quoted = /"((?:[^"]|"")*)"/y
  for (let at = 0; at <= record.length; ) {
    quoted.lastIndex = at
    const [whole = '', inside = ''] = quoted.exec(record) ?? []
    const next = record.indexOf(delimiter, at + whole.length)
    const end = next < 0 ? record.length : next
    cells.push(inside.replaceAll('""', '"') + record.slice(at + whole.length, end))
    at = end + 1
  }
  return cells
}
