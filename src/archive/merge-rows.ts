import {phaseOf} from './merge-coverage.js'
import {gapsOf, type PartRows, type PartRun, type PartSeries} from './part-rows.js'
import {seriesKey} from './series-key.js'

type Piece = {run: PartRun; atMs: Float64Array; values: Float64Array}
type Grid = {key: string; series: PartSeries; periodS: number; pieces: Piece[]}

/**
 * The rows of several parts of one metric as one: sorted by series, resolution and pull, and each instant once, as the
 * latest pull has it; of equal pulls, the later in the list. Each row keeps when it was pulled. Null for no parts.
 */
export function mergeRows(parts: readonly PartRows[]): PartRows | null {
  const [first] = parts
  if (first === undefined) return null
  const grids = new Map<string, Grid>()
  for (const part of parts) for (const grid of gridsOf(part)) addTo(grids, grid)
  const sorted = [...grids.values()].sort(
    (a, b) => compare(a.key, b.key) || b.periodS - a.periodS || compare(phaseText(a), phaseText(b)),
  )
  const series: PartSeries[] = []
  const pieces: Piece[] = []
  let lastKey: string | null = null
  for (const grid of sorted) {
    if (grid.key !== lastKey) series.push(grid.series)
    lastKey = grid.key
    for (const piece of latest(grid.pieces)) {
      pieces.push({...piece, run: {...piece.run, seriesIndex: series.length - 1}})
    }
  }
  const {account, region, namespace, metricName} = first
  return {
    account,
    region,
    namespace,
    metricName,
    series,
    runs: pieces.map(({run}) => run),
    atMs: joined(pieces.map(({atMs}) => atMs)),
    values: joined(pieces.map(({values}) => values)),
  }
}

function gridsOf(part: PartRows): Grid[] {
  let row = 0
  return part.runs.flatMap((run) => {
    const from = row
    row += run.rowCount
    const series = part.series[run.seriesIndex]
    if (series === undefined) return []
    const key = seriesKey({namespace: part.namespace, metricName: part.metricName, ...series})
    const piece = {run, atMs: part.atMs.subarray(from, row), values: part.values.subarray(from, row)}
    return [{key, series, periodS: run.periodS, pieces: [piece]}]
  })
}

function addTo(grids: Map<string, Grid>, grid: Grid): void {
  const key = `${grid.key} ${grid.periodS} ${phaseText(grid)}`
  const known = grids.get(key)
  if (known === undefined) grids.set(key, grid)
  else known.pieces.push(...grid.pieces)
}

const phaseText = ({periodS, pieces}: Grid) => String(phaseOf(pieces[0]?.run.firstAtMs ?? 0, periodS * 1000))

/** The pieces without the rows that a later one has too; oldest pull first. */
function latest(pieces: readonly Piece[]): Piece[] {
  const ordered = [...pieces].sort((a, b) => a.run.pulledAtMs - b.run.pulledAtMs)
  const taken = new Set<number>()
  const kept: Piece[] = []
  for (const [i, piece] of [...ordered.entries()].reverse()) {
    const others = ordered.filter((_, k) => k !== i)
    const isAlone = others.every(({run}) => run.lastAtMs < piece.run.firstAtMs || run.firstAtMs > piece.run.lastAtMs)
    const rest = isAlone ? piece : without(piece, taken)
    if (rest.atMs.length > 0) kept.push(rest)
  }
  return kept.reverse()
}

/** The rows of a piece whose instants are not taken yet; takes them. */
function without(piece: Piece, taken: Set<number>): Piece {
  const rows: number[] = []
  for (const [i, at] of piece.atMs.entries()) {
    if (taken.has(at)) continue
    taken.add(at)
    rows.push(i)
  }
  const atMs = Float64Array.from(rows, (i) => piece.atMs[i] ?? 0)
  const values = Float64Array.from(rows, (i) => piece.values[i] ?? 0)
  const run = {
    ...piece.run,
    firstAtMs: atMs[0] ?? 0,
    lastAtMs: atMs.at(-1) ?? 0,
    rowCount: atMs.length,
    gaps: gapsOf(atMs, piece.run.periodS),
  }
  return {run, atMs, values}
}

function joined(pieces: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let row = 0
  for (const piece of pieces) {
    all.set(piece, row)
    row += piece.length
  }
  return all
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
