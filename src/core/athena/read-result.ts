import type {CountedRequests, GroupTally, RouteTally, Tally} from '../../documents/counted-requests.js'
import {PlanError} from '../../errors.js'
import {resultColumns} from './count-query.js'

/** A row of the query's result as Athena gives it: text, null or empty where there is none. */
export type ResultRow = readonly (string | null)[]

type Row = Tally & {
  kind: string
  name: string
  slot: number
  busiestCount: number
  fileCount: number
  malformedCount: number
  malformedIn: string | null
}

type Sums = Tally & {bySlot: Map<number, {requestCount: number; botCount: number}>}

/**
 * What the query counted, as our own reader counts it; null when it met no request.
 *
 * The first row has the columns' names; the others may come in any order. `place` is what the result is called in failures. Throws RESULT_INVALID for rows that are
 * not those of the query: other columns, a kind that is not known, no number where one belongs.
 */
export function readResult({rows, place}: {rows: readonly ResultRow[]; place: string}): CountedRequests | null {
  const minutes = new Map<number, {requestCount: number; busiestCount: number}>()
  const groups = new Map<string, Sums>()
  const routes = new Map<string, Sums>()
  let line: Row | null = null
  const [header = [], ...counts] = rows
  if (!isResultHeader(header)) throw invalid(place, `its columns are ${header.join(', ') || 'none'}`)
  for (const [i, cells] of counts.entries()) {
    const row = rowOf(cells, `${place}, row ${i + 2}`)
    if (row.kind === 'line') line = row
    else if (row.kind === 'second') minutes.set(row.slot, row)
    else addTo(row.kind === 'group' ? groups : routes, row)
  }
  if (line === null) {
    if (counts.length > 0) throw invalid(place, 'there is no row of kind line')
    return null
  }
  if (line.requestCount === 0) return null
  const slots = [...minutes.keys()]
  return {
    format: formatOf(line.name, place),
    fileCount: line.fileCount,
    lineCount: line.requestCount + line.malformedCount,
    malformedCount: line.malformedCount,
    firstMalformed: line.malformedIn,
    firstS: slots.reduce((least, slot) => Math.min(least, slot), Infinity) * 60,
    lastS: slots.reduce((most, slot) => Math.max(most, slot), -Infinity) * 60,
    requestsAt: (minute) => minutes.get(minute)?.requestCount ?? 0,
    busiestAt: (minute) => minutes.get(minute)?.busiestCount ?? 0,
    groups: tallies(groups),
    routes: tallies(routes),
  }
}

/** Whether a row has the names of the columns that our query gives. */
function isResultHeader(row: ResultRow): boolean {
  return row.length === resultColumns.length && resultColumns.every((name, i) => row[i] === name)
}

function tallies(sums: ReadonlyMap<string, Sums>): Map<string, GroupTally & RouteTally> {
  return new Map(
    [...sums].map(([name, {bySlot, ...tally}]) => [
      name,
      {
        ...tally,
        requestsAt: (slot: number) => bySlot.get(slot)?.requestCount ?? 0,
        botsAt: (slot: number) => bySlot.get(slot)?.botCount ?? 0,
      },
    ]),
  )
}

function addTo(sums: Map<string, Sums>, row: Row): void {
  const known = sums.get(row.name) ?? {requestCount: 0, botCount: 0, errorCount: 0, bySlot: new Map()}
  known.requestCount += row.requestCount
  known.botCount += row.botCount
  known.errorCount += row.errorCount
  known.bySlot.set(row.slot, {requestCount: row.requestCount, botCount: row.botCount})
  sums.set(row.name, known)
}

const kinds = ['second', 'group', 'route', 'line']

function rowOf(cells: ResultRow, place: string): Row {
  if (cells.length !== resultColumns.length) {
    throw invalid(place, `it has ${cells.length} columns, and the query has ${resultColumns.length}`)
  }
  const [kind, name, slot, requests, bots, errors, busiest, files, malformed, malformedIn] = cells
  if (!kinds.includes(kind ?? '')) throw invalid(place, `${JSON.stringify(kind)} is not a kind of count`)
  const number = (text: string | null | undefined, column: string) => {
    if (text !== null && text !== undefined && /^\d{1,15}$/.test(text)) return Number(text)
    throw invalid(place, `${column} is ${JSON.stringify(text)} and not a number`)
  }
  return {
    kind: kind ?? '',
    name: name ?? '',
    slot: kind === 'line' ? 0 : number(slot, 'slot'),
    requestCount: number(requests, 'requests'),
    botCount: number(bots, 'bots'),
    errorCount: number(errors, 'errors'),
    busiestCount: number(busiest, 'busiest'),
    fileCount: number(files, 'files'),
    malformedCount: number(malformed, 'malformed'),
    malformedIn: malformedIn || null,
  }
}

function formatOf(name: string, place: string): CountedRequests['format'] {
  if (name === 'alb' || name === 'cloudfront') return name
  throw invalid(place, `it counts ${JSON.stringify(name)}, which is no kind of log`)
}

function invalid(place: string, what: string): PlanError {
  return new PlanError('data', 'RESULT_INVALID', `${place} is not a result of our query: ${what}`, {
    suggestions: ['run the query that this version prints: ecom-plan archive sql --for athena'],
  })
}
