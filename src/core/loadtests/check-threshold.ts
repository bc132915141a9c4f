import type {LoadMetric, ThresholdFinding} from '../../documents/load-comparison.js'
import {PlanError} from '../../errors.js'
import {figure, percent, seconds} from '../figure.js'
import {sideValue} from './compare-rows.js'
import {allLabel, type ComparedRun} from './compared-run.js'

/** A bound that the new runs have to keep, whatever the base did; `limit` in req/s, seconds or as a ratio. */
export type Threshold = {asked: string; label: string; metric: LoadMetric; isCeiling: boolean; limit: number}

const pattern = /^(?:(.+):)?(throughput|limit|mean|p95|p99|errors)\s*(<=|>=)\s*(\d+(?:\.\d+)?)\s*(ms|s|%|req\/s)?$/

/**
 * A threshold as it is asked for on a command line: `p95<=500ms`, `errors<=1%`, `throughput>=400`, of one endpoint
 * `checkout:p99<=1.2s`. Times need their unit. Throws THRESHOLD_INVALID.
 */
export function parseThreshold(asked: string): Threshold {
  const [, label = allLabel, metric, sign, digits, unit] = pattern.exec(asked.trim()) ?? []
  const scale = scaleOf(metric, unit)
  if (metric === undefined || scale === null) {
    throw new PlanError('usage', 'THRESHOLD_INVALID', `--threshold ${asked} is not a metric with its bound`, {
      suggestions: ["--threshold 'p95<=500ms'", "--threshold 'errors<=1%'", "--threshold 'checkout:p99<=1.2s'"],
    })
  }
  return {asked, label, metric: metric as LoadMetric, isCeiling: sign === '<=', limit: Number(digits) * scale}
}

function scaleOf(metric: string | undefined, unit: string | undefined): number | null {
  if (metric === 'throughput' || metric === 'limit') return unit === undefined || unit === 'req/s' ? 1 : null
  if (metric === 'errors') return unit === '%' ? 0.01 : null
  return unit === 'ms' ? 0.001 : unit === 's' ? 1 : null
}

/**
 * Whether the new runs keep a threshold: their geometric mean over levels and runs, of errors all failures over all
 * requests. A metric or endpoint that they do not have is not kept: a bound that nobody measured protects nobody.
 */
export function checkThreshold(threshold: Threshold, runs: readonly ComparedRun[]): ThresholdFinding {
  const {asked, label, metric, isCeiling, limit} = threshold
  const value = sideValue(runs, label, metric)
  if (value === null) return {asked, isKept: false, why: `the new runs have no ${metric} of ${label}`}
  const isKept = isCeiling ? value <= limit : value >= limit
  return {asked, isKept, why: `${metric} of ${label} is ${inWords(metric, value)}`}
}

function inWords(metric: LoadMetric, value: number): string {
  if (metric === 'throughput' || metric === 'limit') return `${figure(value)} req/s`
  return metric === 'errors' ? percent(value, 2) : seconds(value)
}
