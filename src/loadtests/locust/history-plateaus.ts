import type {Percentile} from '../../documents/load-test.js'

/** One second of Locust's history: running totals of a label. */
export type HistoryRow = {
  atS: number
  userCount: number
  requestCount: number
  failureCount: number
  sumMs: number
  percentiles: Percentile[]
}

/** A time in which the number of users held, or was near its mean. */
export type Span = {fromS: number; toS: number; userCount: number}

/** The rows of 5 seconds are 4 seconds apart. */
const shortestS = 4
const pieceS = 10

/**
 * Cuts a history into times in which the users held for 5 seconds or more. Where they never did, into pieces of 10
 * seconds with their mean users.
 */
export function cutPlateaus(rows: readonly HistoryRow[]): {spans: Span[]; isRamp: boolean} {
  const spans: Span[] = []
  for (const {atS, userCount} of rows) {
    const last = spans.at(-1)
    if (last !== undefined && last.userCount === userCount) last.toS = atS
    else spans.push({fromS: atS, toS: atS, userCount})
  }
  const held = spans.filter(({fromS, toS, userCount}) => userCount > 0 && toS - fromS >= shortestS)
  return held.length > 0 ? {spans: held, isRamp: false} : {spans: piecesOf(rows), isRamp: true}
}

function piecesOf(rows: readonly HistoryRow[]): Span[] {
  const pieces = new Map<number, HistoryRow[]>()
  const firstS = rows[0]?.atS ?? 0
  for (const row of rows) {
    const piece = Math.floor((row.atS - firstS) / pieceS)
    const known = pieces.get(piece)
    if (known === undefined) pieces.set(piece, [row])
    else known.push(row)
  }
  return [...pieces.values()].flatMap((of) => {
    const [first, last] = [of[0], of.at(-1)]
    if (first === undefined || last === undefined || last.atS === first.atS) return []
    const userCount = of.reduce((sum, row) => sum + row.userCount, 0) / of.length
    return [{fromS: first.atS, toS: last.atS, userCount}]
  })
}
