import type {ResponseTimeHistogram} from './response-time-histogram.js'

/** What happened in one window of time; `atS` is its start in seconds of the Unix epoch. */
export type RecordWindow = {
  atS: number
  requestCount: number
  failedCount: number
  /** Sum of the response times of the requests that were sent in the window. */
  sumS: number
  /** Null where the tool tells no users. */
  userCount: number | null
  droppedCount: number
}

/**
 * The rows of a load test added up, before it is cut into steps: windows by rising time, without those in which nothing
 * happened, and histograms per label between instants.
 */
export type LoadRecord = {
  windowS: number
  /** Histograms are kept for slices of so long, a multiple of `windowS` that lies on multiples of itself. */
  sliceS: number
  /** Start of the first request and end of the last, in seconds of the epoch. */
  firstS: number
  lastS: number
  windows: RecordWindow[]
  labels: readonly string[]
  /** How many requests each label had in all. */
  requestCounts: readonly number[]
  /** Adds to `sum` the answers of a label in whole slices between two instants; returns how many of them failed. */
  addAnswers(span: {label: number; fromS: number; toS: number; sum: ResponseTimeHistogram}): number
  /** Adds to `sum` the failed answers of all labels, likewise. */
  addFailures(span: {fromS: number; toS: number; sum: ResponseTimeHistogram}): void
}
