import type {LoadRecord, RecordWindow} from '../../documents/load-record.js'

/** A stretch of a record without a long pause, in equal cells of time, empty ones included. */
export type LoadGrid = {fromS: number; cellS: number; cells: RecordWindow[]}

/** A pause so long, without requests and users, ends a stretch. */
const pauseS = 120
const mostCells = 20_000

/** Splits a record at long pauses and at `boundariesS` (starts of files that follow one another). */
export function loadGrids({record, boundariesS}: {record: LoadRecord; boundariesS: readonly number[]}): LoadGrid[] {
  const stretches: RecordWindow[][] = []
  let before: RecordWindow | undefined
  for (const window of record.windows) {
    const isBoundary =
      before !== undefined &&
      boundariesS.some((atS) => atS < window.atS + record.windowS && atS >= (before?.atS ?? 0) + record.windowS)
    const isPause = before !== undefined && window.atS - before.atS > Math.max(pauseS, record.windowS * 4)
    if (before === undefined || isPause || isBoundary) stretches.push([])
    stretches.at(-1)?.push(window)
    before = window
  }
  return stretches
    .filter((windows) => windows.some(({requestCount}) => requestCount > 0))
    .map((windows) => gridOf(windows, record.windowS))
}

function gridOf(windows: readonly RecordWindow[], windowS: number): LoadGrid {
  const fromS = windows[0]?.atS ?? 0
  const spanCount = Math.round(((windows.at(-1)?.atS ?? fromS) - fromS) / windowS) + 1
  const cellS = windowS * Math.ceil(spanCount / mostCells)
  const cells = Array.from({length: Math.ceil((spanCount * windowS) / cellS)}, (_, i) => emptyAt(fromS + i * cellS))
  for (const window of windows) {
    const cell = cells[Math.floor((window.atS - fromS) / cellS)]
    if (cell === undefined) continue
    cell.requestCount += window.requestCount
    cell.failedCount += window.failedCount
    cell.sumS += window.sumS
    cell.droppedCount += window.droppedCount
    if (window.userCount !== null) cell.userCount = Math.max(cell.userCount ?? 0, window.userCount)
  }
  holdUsers(cells)
  return {fromS, cellS, cells}
}

const emptyAt = (atS: number): RecordWindow => ({
  atS,
  requestCount: 0,
  failedCount: 0,
  sumS: 0,
  userCount: null,
  droppedCount: 0,
})

/** A gauge that says nothing for a while holds its last number; before its first, that one. */
function holdUsers(cells: RecordWindow[]): void {
  let held = cells.find(({userCount}) => userCount !== null)?.userCount ?? null
  for (const cell of cells) {
    held = cell.userCount ?? held
    cell.userCount = held
  }
}
