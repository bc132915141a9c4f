import type {LoadStep, Percentile} from '../../documents/load-test.js'
import {printedStep} from '../printed-step.js'

/** A label's final figures as Taurus keeps them; times in seconds. */
export type FinalStats = {
  label: string
  /** How many samples: Taurus calls it throughput. */
  sampleCount: number
  failedCount: number
  meanS: number
  concurrencyCount: number | null
  percentiles: Percentile[]
}

/** The step of a label over the whole run. */
export function finalStep({stats, durationS, file}: {stats: FinalStats; durationS: number; file: string}): LoadStep {
  return printedStep({
    file,
    concurrencyCount: stats.concurrencyCount === 0 ? null : stats.concurrencyCount,
    requestCount: stats.sampleCount,
    errorCount: stats.failedCount,
    throughputRps: stats.sampleCount / durationS,
    meanResponseTimeS: stats.meanS,
    percentiles: stats.percentiles,
    durationS,
  })
}
