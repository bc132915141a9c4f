import type {LoadRecord, RecordWindow} from '../documents/load-record.js'
import type {Tally} from './tally.js'

/** The tally as the pure part reads it. */
export function recordOf(tally: Tally): LoadRecord {
  const {counts, gauge, droppedAt, histograms, labels} = tally
  const windowS = counts.windowMs / 1000
  const users = gauge.total()
  const windows = new Map<number, RecordWindow>()
  const windowAt = (window: number) => {
    const known = windows.get(window)
    if (known !== undefined) return known
    const userCount = users.size === 0 ? null : (users.get(window) ?? null)
    const made = {atS: window * windowS, requestCount: 0, failedCount: 0, sumS: 0, userCount, droppedCount: 0}
    windows.set(window, made)
    return made
  }
  for (const {window, requestCount, failedCount, sumUs} of counts.total()) {
    Object.assign(windowAt(window), {requestCount, failedCount, sumS: sumUs / 1e6})
  }
  for (const [window, droppedCount] of droppedAt) windowAt(window).droppedCount = droppedCount
  return {
    windowS,
    sliceS: histograms.sliceMs / 1000,
    firstS: tally.firstMs / 1000,
    lastS: tally.lastEndMs / 1000,
    windows: [...windows.values()].sort((a, b) => a.atS - b.atS),
    labels,
    requestCounts: labels.map((_, label) => counts.countOf(label)),
    addAnswers: ({fromS, toS, ...into}) => tally.addAnswers({...into, fromMs: fromS * 1000, toMs: toS * 1000}),
    addFailures: ({fromS, toS, sum}) => tally.addFailures({fromMs: fromS * 1000, toMs: toS * 1000, sum}),
  }
}
