import type {ComparisonRow, HistoryChange, LoadComparison, LoadMetric} from '../../documents/load-comparison.js'
import {counted, percent} from '../figure.js'

type Parts = Pick<LoadComparison, 'verdict' | 'reasons' | 'base' | 'new' | 'rows' | 'changes' | 'thresholds'>

const metricNames: Record<LoadMetric, string> = {
  throughput: 'throughput',
  limit: 'throughput within the SLO',
  mean: 'mean response time',
  p95: 'p95 response time',
  p99: 'p99 response time',
  errors: 'share of errors',
}

/** A comparison in finished sentences, the verdict first. */
export function comparisonWords(parts: Parts): string[] {
  const {rows, changes, thresholds} = parts
  return [
    verdictWords(parts),
    ...thresholds.filter(({isKept}) => !isKept).map(({asked, why}) => `threshold broken: ${why}, asked for ${asked}`),
    ...rows.filter(({verdict}) => verdict === 'regression' || verdict === 'suspected').map(rowWords),
    ...changes.filter(({isWorse}) => isWorse).map(changeWords),
    ...rows.filter(({verdict}) => verdict === 'improvement').map(rowWords),
    ...limitsOfMethod(rows),
  ]
}

function verdictWords({verdict, reasons, base, new: fresh, rows}: Parts): string {
  const sides = `${counted(fresh.length, 'new run')} against ${counted(base.length, 'run')}`
  switch (verdict) {
    case 'regression':
      return `regression: ${sides}`
    case 'suspected':
      return `regression suspected: ${sides}; single runs cannot prove it, so run each side three times`
    case 'improvement':
      return `improvement: ${sides}, and nothing got worse`
    case 'unchanged':
      return `no change shown: ${sides}, ${counted(rows.length, 'row')} compared`
    case 'untested':
      return `not tested: ${sides}; run each side three times, or import results with single answers`
    case 'no-base':
      return `no baseline: ${reasons.join('; ')}`
    case 'not-comparable':
      return `not comparable: ${reasons.join('; ')}`
  }
}

function rowWords({label, metric, changeRatio, chanceRatio, method, verdict}: ComparisonRow): string {
  const chance = chanceRatio === null ? '' : `, by chance ${chanceWords(chanceRatio)}`
  const doubt = verdict === 'suspected' ? ' (suspected)' : method === 'runs' ? '' : ' (by single runs)'
  return `${label}: ${metricNames[metric]} ${signed(changeRatio, metric)}${chance}${doubt}`
}

function changeWords({label, metric, since, changeRatio, isNew}: HistoryChange): string {
  const age = isNew ? '' : ', known before'
  return `${label}: ${metricNames[metric]} ${signed(changeRatio, metric)} since ${since.name}${age}`
}

/** `+8.1 %`, or for a share of errors `+0.30 % of the requests`. */
function signed(changeRatio: number, metric: LoadMetric): string {
  const sign = changeRatio > 0 ? '+' : '−'
  const size = Math.abs(changeRatio)
  return metric === 'errors' ? `${sign}${percent(size, 2)} of the requests` : `${sign}${percent(size, 1)}`
}

const chanceWords = (chance: number) =>
  chance < 0.001 ? 'less than once in 1,000' : `${percent(chance, 1)} of the time`

function limitsOfMethod(rows: readonly ComparisonRow[]): string[] {
  const hasBatches = rows.some(({method}) => method === 'batches')
  return hasBatches
    ? ['single runs were compared by windows of time within them, which do not know the scatter from run to run']
    : []
}
