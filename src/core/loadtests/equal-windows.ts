import type {LoadRecord} from '../../documents/load-record.js'
import type {LoadWindow} from '../../documents/load-test.js'
import {ResponseTimeHistogram} from '../../documents/response-time-histogram.js'

const mostWindows = 400
/** With more labels the tail of each window costs more than it tells. */
const mostLabelsForTail = 60

/** The whole of a record in at most 400 equal windows, empty ones left out; whole slices, so that tails are exact. */
export function equalWindows(record: LoadRecord): LoadWindow[] {
  const {sliceS, firstS, lastS} = record
  const originS = Math.floor(firstS / sliceS) * sliceS
  const durationS = sliceS * Math.max(1, Math.ceil((lastS - originS) / sliceS / mostWindows))
  const sums = new Map<number, {requestCount: number; errorCount: number; sumS: number}>()
  for (const {atS, requestCount, failedCount, sumS} of record.windows) {
    if (requestCount === 0) continue
    const index = Math.floor((atS - originS) / durationS)
    const sum = sums.get(index) ?? {requestCount: 0, errorCount: 0, sumS: 0}
    sum.requestCount += requestCount
    sum.errorCount += failedCount
    sum.sumS += sumS
    sums.set(index, sum)
  }
  const sum = new ResponseTimeHistogram()
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([index, {requestCount, errorCount, sumS}]) => {
      const fromS = originS + index * durationS
      return {
        startS: Math.max(0, fromS - firstS),
        durationS,
        requestCount,
        errorCount,
        meanResponseTimeS: sumS / requestCount,
        p95ResponseTimeS:
          record.labels.length > mostLabelsForTail ? null : tailBetween({record, sum, fromS, toS: fromS + durationS}),
      }
    })
}

function tailBetween({
  record,
  sum,
  fromS,
  toS,
}: {
  record: LoadRecord
  sum: ResponseTimeHistogram
  fromS: number
  toS: number
}): number | null {
  sum.clear()
  for (const label of record.labels.keys()) record.addAnswers({label, fromS, toS, sum})
  return sum.quantileS(0.95)
}
