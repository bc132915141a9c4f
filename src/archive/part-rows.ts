/** A series of one metric, apart from what all rows of a part share. */
export type PartSeries = {stat: string; dimensions: Record<string, string>}

/**
 * Neighbouring rows of one series at one resolution from one pull, their instants ascending on one grid.
 *
 * `gaps` says where steps are missing between the first instant and the last: so many rows, then so many steps without
 * one, and so on. It is null where that list would be long; then only the column of instants tells.
 */
export type PartRun = {
  seriesIndex: number
  periodS: number
  pulledAtMs: number
  firstAtMs: number
  lastAtMs: number
  rowCount: number
  gaps: number[] | null
}

/** What a Parquet file of the archive holds: one metric, one month, the runs one after the other. */
export type PartRows = {
  account: string
  region: string
  namespace: string
  metricName: string
  series: PartSeries[]
  runs: PartRun[]
  /** The instant of each row, epoch milliseconds. */
  atMs: Float64Array
  values: Float64Array
}

/** A list of gaps may have one for this many rows, for reading the column costs about as much from there on. */
const rowsPerGap = 16

/** What `PartRun.gaps` says of ascending instants on a grid of `periodS`. */
export function gapsOf(atMs: Float64Array, periodS: number): number[] | null {
  const gaps: number[] = []
  let sinceGap = 0
  for (let i = 1; i < atMs.length; i++) {
    sinceGap += 1
    const stepCount = ((atMs[i] ?? 0) - (atMs[i - 1] ?? 0)) / (periodS * 1000)
    if (stepCount === 1) continue
    gaps.push(sinceGap, stepCount - 1)
    sinceGap = 0
    if (gaps.length / 2 > atMs.length / rowsPerGap) return null
  }
  return gaps
}

/** The instants of runs, from their gaps; null when one of them does not say. */
export function instantsOf(runs: readonly PartRun[], rowCount: number): Float64Array | null {
  if (runs.some(({gaps}) => gaps === null)) return null
  const atMs = new Float64Array(rowCount)
  let row = 0
  for (const run of runs) {
    fillInstants(run, atMs.subarray(row, row + run.rowCount))
    row += run.rowCount
  }
  return atMs
}

function fillInstants({firstAtMs, periodS, gaps}: PartRun, atMs: Float64Array): void {
  const periodMs = periodS * 1000
  let at = firstAtMs
  let row = 0
  for (let i = 0; i <= (gaps?.length ?? 0); i += 2) {
    const end = Math.min(atMs.length, row + (gaps?.[i] ?? atMs.length))
    for (; row < end; row++, at += periodMs) atMs[row] = at
    at += (gaps?.[i + 1] ?? 0) * periodMs
  }
}
