import {lineSplitter} from '../line-splitter.js'
import type {GatlingRequest, GatlingVisit} from './decode-binary-log.js'

/**
 * Decodes the simulation.log of Gatling 2.0 to 3.12, tab-separated text, chunk by chunk.
 *
 * The layout of a REQUEST is told by its own columns, for the version in the RUN line is not to be trusted (files
 * of 3.x say 2.0): the status (OK or KO) has two times before it (four in 2.0 and 2.1, where the kind is in the third
 * column; the first and the last count), and before them the name and the groups, joined by commas. GROUP records hold sums of the
 * requests inside and are passed over, ERROR and ASSERTION too. `end` returns how many lines are no record and whether
 * the last one was cut off.
 *
 * @source https://github.com/gatling/gatling (FileDataWriter.scala of 2.0, LogFileDataWriter.scala of 2.2 to 3.12)
 */
export function textLogDecoder({file, onRun, onRequest, onUser}: GatlingVisit & {file: string}) {
  let oddLineCount = 0
  let isCut = false
  let hasRun = false
  const splitter = lineSplitter({file, visit: takeLine})

  function takeLine(line: string, isLast: boolean): void {
    if (line === '' || readLine(line.split('\t'))) return
    if (isLast) isCut = true
    else oddLineCount++
  }

  function readLine(cells: string[]): boolean {
    const type = typeAt(cells)
    if (type < 0) return false
    const kind = cells[type]
    if (kind === 'RUN') return readRun(cells, type)
    if (kind === 'REQUEST') return readRequest(cells, type)
    if (kind === 'USER') return readUser(cells, type)
    return true
  }

  function readRun(cells: string[], type: number): boolean {
    const at = cells.findIndex((cell, index) => index > type && /^\d{10,16}$/.test(cell))
    if (at < 0) return false
    hasRun = true
    const simulation = (type === 0 ? cells[1] : cells[0]) ?? ''
    onRun({simulation, startMs: Number(cells[at]), description: cells[at + 1] ?? '', version: cells[at + 2] ?? ''})
    return true
  }

  function readRequest(cells: string[], type: number): boolean {
    const request = requestOf({cells, from: type + 1, timeCount: type === 0 ? 2 : 4})
    if (request !== undefined) onRequest(request)
    return request !== undefined
  }

  function readUser(cells: string[], type: number): boolean {
    const at = cells.findIndex((cell) => cell === 'START' || cell === 'END')
    const times = cells.slice(at + 1).filter((cell) => /^\d+$/.test(cell))
    if (at < 0 || times.length === 0) return false
    const isStart = cells[at] === 'START'
    // up to 3.3 both times stand in each record: the start first, then the end (0 until it is known)
    const atMs = Number(isStart ? times[0] : times.at(-1))
    onUser({scenario: (type === 0 ? cells[1] : cells[0]) ?? '', isStart, atMs})
    return true
  }

  return {
    push: splitter.push,
    end(): {isCut: boolean; hasRun: boolean; oddLineCount: number} {
      splitter.end()
      return {isCut, hasRun, oddLineCount}
    },
  }
}

const kinds = new Set(['RUN', 'REQUEST', 'USER', 'GROUP', 'ERROR', 'ASSERTION'])

/** The column that says what a record is: the first one, or the third in 2.0 and 2.1. */
function typeAt(cells: readonly string[]): number {
  if (cells[2] !== undefined && (cells[2] === 'RUN' || isOldRecord(cells))) return 2
  return kinds.has(cells[0] ?? '') ? 0 : -1
}

/** Of 2.0 and 2.1: `scenario user REQUEST ...`. A first column named like a record kind settles it the other way. */
const isOldRecord = (cells: readonly string[]) => kinds.has(cells[2] ?? '') && !kinds.has(cells[0] ?? '')

/** Behind REQUEST: `[scenario user] groups name start end status message`, with four times in 2.0 and 2.1. */
function requestOf({cells, from, timeCount}: RequestCells): GatlingRequest | undefined {
  const first = cells.findIndex((_, index) => index >= from + 2 && hasTimes({cells, from: index, timeCount}))
  if (first < 0) return undefined
  const groups = cells[first - 2] ?? ''
  return {
    name: cells[first - 1] ?? '',
    groups: groups === '' ? [] : groups.split(','),
    startMs: Number(cells[first]),
    endMs: Number(cells[first + timeCount - 1]),
    isOk: cells[first + timeCount] === 'OK',
  }
}

/** Whether as many times stand here, and the status behind them. A request that never ended has a negative end. */
const hasTimes = ({cells, from, timeCount}: RequestCells) =>
  cells.slice(from, from + timeCount).every((cell) => /^-?\d+$/.test(cell)) &&
  (cells[from + timeCount] === 'OK' || cells[from + timeCount] === 'KO')

type RequestCells = {cells: readonly string[]; from: number; timeCount: number}
