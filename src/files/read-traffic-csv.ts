import {csvFailure, shownCell} from './csv-failure.js'
import {visitCsvRecords} from './csv-records.js'
import {findColumn} from './find-column.js'
import {type Stamp, stampReader} from './stamp-reader.js'
import {type RowFile, type Rows, rowTaker} from './traffic-rows.js'
import {exportAgain, type TrafficRead, type TrafficSource, trafficWindow} from './traffic-window.js'

/**
 * Reads a traffic series from a CSV file, plain or gzip, into counts per interval on a regular grid.
 *
 * `timeColumn` holds the start of each interval: ISO 8601 with a zone, seconds or milliseconds of the epoch, or local
 * times of `timezone`. `valueColumn` holds requests in the interval (`unit: 'count'`), requests per second (`'rps'`) or
 * per minute (`'rpm'`), both multiplied by the interval. The interval is the most common step; a missing row or an
 * empty cell is a gap (null). `capturedAt` is the end of the last interval unless given.
 *
 * Throws FILE_MISSING, FILE_UNREADABLE, DATA_EMPTY, and CSV_INVALID with the line for everything else: a header
 * without the columns, times with and without a zone, twice, or off the grid, values that are no number or negative.
 */
export async function readTrafficCsv(source: TrafficSource): Promise<TrafficRead> {
  const {rows, isLocal} = await readTable(source)
  return trafficWindow(source, rows, isLocal)
}

type Table = {take: (ms: number, value: number, line: number) => void; firstLine: number; isLocal: boolean | undefined}
type ReadStamp = (text: string) => Stamp | undefined
type Columns = {time: number; value: number; count: number}

async function readTable(source: TrafficSource): Promise<{rows: Rows; isLocal: boolean}> {
  const {path} = source
  const file: RowFile = {path, kind: 'csv'}
  const {take, taken} = rowTaker(file)
  const table: Table = {take, firstLine: 0, isLocal: undefined}
  const readStamp = stampReader()
  let columns: Columns | undefined
  const visit = (cells: string[], line: number) => {
    if (columns === undefined) columns = findColumns({source, file, cells, line})
    else addRow({source, table, columns, readStamp, cells, line})
  }
  await visitCsvRecords({path, visit})
  if (columns === undefined) throw empty({path, what: 'the file is empty'})
  if (table.isLocal === undefined) throw empty({path, what: 'there is a header and no row', line: 1})
  return {rows: taken(), isLocal: table.isLocal}
}

function empty({path, what, line}: {path: string; what: string; line?: number}) {
  return csvFailure({path, code: 'DATA_EMPTY', what, next: exportAgain, ...(line === undefined ? {} : {line})})
}

type Header = {source: TrafficSource; file: RowFile; cells: string[]; line: number}

function findColumns({source, file, cells, line}: Header): Columns {
  const names = cells.map((cell) => cell.trim())
  return {
    time: findColumn({file, line, names, key: 'time', wanted: source.timeColumn}),
    value: findColumn({file, line, names, key: 'value', wanted: source.valueColumn}),
    count: names.length,
  }
}

type Row = {source: TrafficSource; table: Table; columns: Columns; readStamp: ReadStamp; cells: string[]; line: number}

function addRow({source, table, columns, readStamp, cells, line}: Row): void {
  const {path, timeColumn} = source
  if (cells.length !== columns.count) {
    const what = `this row has ${cells.length} cells and the header ${columns.count}`
    throw csvFailure({path, line, what, next: 'put cells that hold the separator in quotes'})
  }
  const text = cells[columns.time]?.trim() ?? ''
  const stamp = readStamp(text)
  if (stamp === undefined) {
    const next = 'write times such as 2026-11-27T05:00:00Z or 1795755600'
    throw csvFailure({path, line, field: timeColumn, what: `${shownCell(text)} is not a time`, next})
  }
  if (table.isLocal === undefined) {
    table.isLocal = stamp.isLocal
    table.firstLine = line
  }
  if (stamp.isLocal !== table.isLocal) {
    const [first, here] = table.isLocal ? ['no zone', 'one'] : ['a zone', 'none']
    const what = `times are mixed: line ${table.firstLine} has ${first}, ${shownCell(text)} has ${here}`
    throw csvFailure({path, line, field: timeColumn, what, next: 'export every time in UTC, with a Z at the end'})
  }
  table.take(stamp.ms, parseValue(source, cells[columns.value]?.trim() ?? '', line), line)
}

function parseValue({path, valueColumn}: TrafficSource, text: string, line: number): number {
  if (text === '') return Number.NaN
  if (text.length < 10 && /^\d+$/.test(text)) return Number(text)
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  if (Number.isFinite(number) && number >= 0) return Math.abs(number)
  const what = number < 0 ? `${shownCell(text)} is negative` : `${shownCell(text)} is not a number`
  const next = 'correct it, or leave the cell empty where nothing was measured'
  throw csvFailure({path, line, field: valueColumn, what, next})
}
