import type {ComparisonRow, LoadMetric, Measured} from '../documents/load-comparison.js'
import {finePercent, rate, responseTime} from './number.js'

/** A row of a comparison as texts. */
export type ComparisonCells = {
  label: string
  metric: string
  base: string
  fresh: string
  change: string
  range: string
  chance: string
  verdict: string
}

const metricNames: Record<LoadMetric, string> = {
  throughput: 'throughput',
  limit: 'limit',
  mean: 'mean',
  p95: 'p95',
  p99: 'p99',
  errors: 'errors',
}
const verdictNames: Record<ComparisonRow['verdict'], string> = {
  regression: 'regression',
  suspected: 'suspected',
  unchanged: 'no change shown',
  improvement: 'improvement',
  untested: 'not tested',
}

export const comparisonLegend =
  'Limit: the largest throughput within the SLO. Values are geometric means over levels of load and runs; of errors, all failures over all requests. Range: 95 % interval of the change. Chance: how often chance alone does as much, after Holm over all rows.'

/** The texts of a row. */
export function comparisonCells(row: ComparisonRow): ComparisonCells {
  const {label, metric, measured, changeRatio, change, chanceRatio, verdict} = row
  const [base, fresh] = sidesOf(measured)
  const isShare = metric === 'errors'
  return {
    label,
    metric: metricNames[metric],
    base,
    fresh,
    change: signed(changeRatio, isShare),
    range: change === null ? '—' : `${signed(change.lowRatio, isShare)} to ${signed(change.highRatio, isShare)}`,
    chance: chanceRatio === null ? '—' : chanceRatio < 0.001 ? '< 0.1 %' : finePercent(chanceRatio),
    verdict: verdictNames[verdict],
  }
}

function sidesOf(measured: Measured): [string, string] {
  if ('baseRps' in measured) return [`${rate(measured.baseRps)}/s`, `${rate(measured.newRps)}/s`]
  if ('baseS' in measured) return [responseTime(measured.baseS), responseTime(measured.newS)]
  return [sharePercent(measured.baseRatio), sharePercent(measured.newRatio)]
}

const sharePercent = (ratio: number) => `${(ratio * 100).toFixed(2)} %`

function signed(ratio: number, isShare: boolean): string {
  const text = isShare ? sharePercent(Math.abs(ratio)) : finePercent(Math.abs(ratio))
  if (!/[1-9]/.test(text)) return text
  return `${ratio < 0 ? '-' : '+'}${text}`
}
