import type {LoadRecord, RecordWindow} from '../../documents/load-record.js'
import type {LoadTest, LoadTestFlag} from '../../documents/load-test.js'
import {figure} from '../figure.js'
import {findDrift} from './find-drift.js'
import {type LoadGrid, loadGrids} from './load-grid.js'
import {type Cells, findPlateaus, splitLevels} from './split-levels.js'

/** A level of load in time, in seconds of the epoch, its warm-up already left out. */
export type StepSpan = {
  fromS: number
  toS: number
  concurrencyCount: number | null
  offeredRps: number | null
  /** Why its figures are not those of a level load; null where they are. */
  unsteady: string | null
}

const fewestStepS = 4
const mostSteps = 40
const rampBinCount = 12
/** The start of a step that is left out: connections, caches and pools fill. */
const warmUpRatio = 0.1

/**
 * Cuts a record into steps: plateaus of users in a closed loop, levels of the rate of requests in an open one, and
 * levels of the requests in flight (Little) where the tool tells no users.
 *
 * The first tenth of each step is left out as warm-up, and its last cell, in which the load changes or the test ends. A load that never stays level is cut into twelve equal parts, which are flagged: their figures lag behind the
 * load. `boundariesS` are starts of files that follow one another.
 */
export function cutSteps({
  record,
  loop,
  boundariesS,
}: {
  record: LoadRecord
  loop: LoadTest['loop']
  boundariesS: readonly number[]
}): {spans: StepSpan[]; flags: LoadTestFlag[]} {
  const flags: LoadTestFlag[] = []
  const grids = loadGrids({record, boundariesS})
  const spans = grids.flatMap((grid) => {
    const {runs, isRamp, leftOutRatio} = levelsOf(grid, loop)
    if (isRamp) flags.push(rampFlag(runs.length))
    else if (leftOutRatio > 0.1) flags.push(transitionsFlag(leftOutRatio))
    return runs.map((run) => spanOf({grid, run, loop, sliceS: record.sliceS, isRamp}))
  })
  return {spans, flags}
}

/** The runs of cells of one stretch. */
function levelsOf(grid: LoadGrid, loop: LoadTest['loop']): {runs: Cells[]; isRamp: boolean; leftOutRatio: number} {
  const {cells, cellS} = grid
  const fewest = Math.max(2, Math.ceil(fewestStepS / cellS))
  const all = [{from: 0, to: cells.length}]
  if (cells.length < 2 * fewest) return {runs: all, isRamp: false, leftOutRatio: 0}
  const users = cells.map(({userCount}) => userCount ?? 0)
  if (loop !== 'open' && users.some((count) => count > 0)) {
    const runs = findPlateaus(users, fewest)
    const leftOutRatio = 1 - requestsIn(cells, runs) / requestsIn(cells, all)
    if (leftOutRatio < 0.5 && runs.length <= mostSteps) return {runs, isRamp: false, leftOutRatio}
    return {runs: equalRuns(cells.length, fewest), isRamp: true, leftOutRatio: 0}
  }
  const levels = cells.map(({requestCount, droppedCount, sumS}) =>
    loop === 'open' ? requestCount + droppedCount : sumS,
  )
  const runs = splitLevels(levels, fewest)
  return runs.length <= mostSteps
    ? {runs, isRamp: false, leftOutRatio: 0}
    : {runs: equalRuns(cells.length, fewest), isRamp: true, leftOutRatio: 0}
}

function requestsIn(cells: readonly RecordWindow[], runs: readonly Cells[]): number {
  return runs.reduce(
    (sum, {from, to}) => sum + cells.slice(from, to).reduce((count, cell) => count + cell.requestCount, 0),
    0,
  )
}

function equalRuns(length: number, fewest: number): Cells[] {
  const count = Math.max(1, Math.min(rampBinCount, Math.floor(length / fewest)))
  return Array.from({length: count}, (_, i) => ({
    from: Math.floor((i * length) / count),
    to: Math.floor(((i + 1) * length) / count),
  }))
}

function spanOf({
  grid: {fromS, cellS, cells},
  run,
  loop,
  sliceS,
  isRamp,
}: {
  grid: LoadGrid
  run: Cells
  loop: LoadTest['loop']
  sliceS: number
  isRamp: boolean
}): StepSpan {
  const trimmed = trim(run)
  const held = cells.slice(trimmed.from, trimmed.to)
  const users = held.flatMap(({userCount}) => userCount ?? [])
  const meanUsers = users.length === 0 ? null : users.reduce((a, b) => a + b, 0) / users.length
  const [start, end] = wholeSlices({fromS: fromS + trimmed.from * cellS, toS: fromS + trimmed.to * cellS, sliceS})
  const sent = held.reduce((sum, {requestCount, droppedCount}) => sum + requestCount + droppedCount, 0)
  return {
    fromS: start,
    toS: end,
    concurrencyCount: loop === 'open' || meanUsers === 0 ? null : meanUsers,
    offeredRps: loop === 'open' ? sent / (held.length * cellS) : null,
    unsteady: isRamp ? 'the load was not held' : findDrift(held, cellS),
  }
}

/** Without the first tenth, and without the last cell, in which the load changes or the test ends, where cells are left. */
function trim({from, to}: Cells): Cells {
  const count = to - from
  if (count < 3) return {from, to}
  return {from: from + Math.max(1, Math.floor(count * warmUpRatio)), to: to - 1}
}

/** Histograms are kept by slices: the nearest whole ones, one at least. */
function wholeSlices({fromS, toS, sliceS}: {fromS: number; toS: number; sliceS: number}): [number, number] {
  const inner: [number, number] = [Math.ceil(fromS / sliceS) * sliceS, Math.floor(toS / sliceS) * sliceS]
  if (inner[1] > inner[0]) return inner
  const start = Math.floor(fromS / sliceS) * sliceS
  return [start, Math.max(start + sliceS, Math.ceil(toS / sliceS) * sliceS)]
}

function rampFlag(count: number): LoadTestFlag {
  return {
    code: 'ramp',
    severity: 'warning',
    text: `the load never stays level: it is cut into ${count} equal parts, whose figures lag behind the load; hold each level for a minute or more`,
  }
}

function transitionsFlag(leftOutRatio: number): LoadTestFlag {
  return {
    code: 'transitions-left-out',
    severity: 'info',
    text: `${figure(leftOutRatio * 100)} % of the requests fell between levels of load and are in no step`,
  }
}
