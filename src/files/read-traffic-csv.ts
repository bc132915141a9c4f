import {nearestName} from '../documents/nearest-name.js'
import type {Window} from '../documents/series.js'
import {csvFailure, shownCell} from './csv-failure.js'
import {visitCsvRecords} from './csv-records.js'
import {localRowsToUtc} from './local-rows.js'
import {isoTime, type Rows, toRegularGrid} from './regular-grid.js'
import {type Stamp, stampReader} from './stamp-reader.js'

type Source = {
  path: string
  timeColumn: string
  valueColumn: string
  unit: 'count' | 'rps'
  timezone: string
  capturedAt?: string | undefined
}

/**
 * Reads a traffic series from a CSV file, plain or gzip, into counts per interval on a regular grid.
 *
 * `timeColumn` holds the start of each interval: ISO 8601 with a zone, seconds or milliseconds of the epoch, or local
 * times of `timezone`. `valueColumn` holds requests in the interval (`unit: 'count'`) or requests per second (`'rps'`,
 * multiplied by the interval). The interval is the most common step; a missing row or an empty cell is a gap (null).
 * `capturedAt` is the end of the last interval unless given.
 *
 * Throws FILE_MISSING, FILE_UNREADABLE, DATA_EMPTY, and CSV_INVALID with the line for everything else: a header
 * without the columns, times with and without a zone, twice, or off the grid, values that are no number or negative.
 */
export async function readTrafficCsv(
  source: Source,
): Promise<{window: Window; capturedAt: string; warnings: string[]}> {
  const {path, timezone} = source
  const table = await readTable(source)
  const {times: wallMs, values, lines} = table
  if (values.every((value) => value === null)) throw empty({path, what: 'no row has a value', line: lines[0]})
  const timesMs = table.isLocal ? localRowsToUtc({path, wallMs, lines, timezone}) : wallMs
  const rows = {timesMs, values, lines}
  const {window, endAt} = toRegularGrid({path, rows, timezone})
  const warnings = [...orderWarnings(path, rows), ...gapWarnings(path, window)]
  return {window: inCounts(window, source.unit), capturedAt: source.capturedAt ?? endAt, warnings}
}

type Table = {times: number[]; values: (number | null)[]; lines: number[]; isLocal: boolean | undefined}
type ReadStamp = (text: string) => Stamp | undefined
type Columns = {time: number; value: number; count: number}

async function readTable(source: Source): Promise<Table> {
  const table: Table = {times: [], values: [], lines: [], isLocal: undefined}
  const readStamp = stampReader()
  let columns: Columns | undefined
  const visit = (cells: string[], line: number) => {
    if (columns === undefined) columns = findColumns({source, cells, line})
    else addRow({source, table, columns, readStamp, cells, line})
  }
  await visitCsvRecords({path: source.path, visit})
  if (columns === undefined) throw empty({path: source.path, what: 'the file is empty'})
  if (table.lines.length === 0) throw empty({path: source.path, what: 'there is a header and no row', line: 1})
  return table
}

function empty({path, what, line}: {path: string; what: string; line?: number | undefined}) {
  const next = 'export the traffic again: a header, then one row an interval'
  return csvFailure({path, code: 'DATA_EMPTY', what, next, ...(line === undefined ? {} : {line})})
}

function findColumns({source, cells, line}: {source: Source; cells: string[]; line: number}): Columns {
  const names = cells.map((cell) => cell.trim())
  const find = (key: 'time' | 'value', wanted: string) => {
    const index = names.indexOf(wanted)
    if (index >= 0 && names.indexOf(wanted, index + 1) < 0) return index
    const near = nearestName(wanted, names)
    const listed = names.map(shownCell).join(', ').slice(0, 300)
    throw csvFailure({
      path: source.path,
      line,
      field: wanted,
      what: index >= 0 ? `two columns are called ${wanted}` : `there is no column ${wanted}; the header has ${listed}`,
      next: `in ecom-plan.yaml write ${key}: ${near ?? 'NAME-OF-THE-COLUMN'} for this source${near ? ` (did you mean ${near}?)` : ''}`,
    })
  }
  return {time: find('time', source.timeColumn), value: find('value', source.valueColumn), count: names.length}
}

type Row = {source: Source; table: Table; columns: Columns; readStamp: ReadStamp; cells: string[]; line: number}

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
  table.isLocal ??= stamp.isLocal
  if (stamp.isLocal !== table.isLocal) {
    const [first, here] = table.isLocal ? ['no zone', 'one'] : ['a zone', 'none']
    const what = `times are mixed: line ${table.lines[0]} has ${first}, ${shownCell(text)} has ${here}`
    throw csvFailure({path, line, field: timeColumn, what, next: 'export every time in UTC, with a Z at the end'})
  }
  table.times.push(stamp.ms)
  table.values.push(parseValue(source, cells[columns.value]?.trim() ?? '', line))
  table.lines.push(line)
}

function parseValue({path, valueColumn}: Source, text: string, line: number): number | null {
  if (text === '') return null
  if (text.length < 10 && /^\d+$/.test(text)) return Number(text)
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  if (Number.isFinite(number) && number >= 0) return Math.abs(number)
  const what = number < 0 ? `${shownCell(text)} is negative` : `${shownCell(text)} is not a number`
  const next = 'correct it, or leave the cell empty where nothing was measured'
  throw csvFailure({path, line, field: valueColumn, what, next})
}

function inCounts(window: Window, unit: Source['unit']): Window {
  if (unit === 'count') return window
  return {...window, values: window.values.map((rate) => (rate === null ? null : rate * window.periodS))}
}

function orderWarnings(path: string, {timesMs, lines}: Rows): string[] {
  const index = timesMs.findIndex((ms, at) => at > 0 && ms < (timesMs[at - 1] ?? 0))
  return index < 0 ? [] : [`${path}:${lines[index]}: rows are not in time order; they were sorted`]
}

function gapWarnings(path: string, {values, startAt, periodS}: Window): string[] {
  const missing = values.reduce<number>((count, value) => count + (value === null ? 1 : 0), 0)
  if (missing === 0) return []
  const firstAt = isoTime(Date.parse(startAt) + values.indexOf(null) * periodS * 1000)
  return [`${path}: ${missing} of ${values.length} intervals are missing, the first at ${firstAt}`]
}
