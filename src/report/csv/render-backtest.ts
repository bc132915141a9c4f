import type {Backtest, BacktestCase, BacktestScore} from '../../documents/backtest.js'
import {utcIso} from '../time.js'
import {csvCell} from './render-path.js'

const names = [
  'kind',
  'event',
  'date',
  'lead_days',
  'as_of_utc',
  'actual_at_utc',
  'actual_rps',
  'method',
  'p50_rps',
  'p90_rps',
  'p99_rps',
  'error_percent',
  'p90_held',
  'p99_held',
  'pinball_p50_percent',
  'pinball_p90_percent',
  'pinball_p99_percent',
] as const

/**
 * A backtest as CSV (RFC 4180: CRLF, quotes doubled), a row a case and method. Percents are of the actual; a case that
 * a method could not forecast has no row of it.
 */
export function renderBacktestCsv({cases}: Backtest): string {
  const rows = cases.flatMap((one) =>
    (
      [
        ['ecom-plan', one.ours],
        ['hand-analogue', one.analogue],
        ['seasonal-naive', one.seasonalNaive],
      ] as const
    ).flatMap(([method, score]) => (score === null ? [] : [rowOf(one, method, score)])),
  )
  return [[...names], ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

function rowOf(one: BacktestCase, method: string, score: BacktestScore): (string | number)[] {
  return [
    one.kind,
    one.eventId,
    one.date,
    one.leadS / 86_400,
    utcIso(one.asOf),
    utcIso(one.actualAt),
    one.actualRps,
    method,
    score.p50Rps,
    score.p90Rps,
    score.p99Rps,
    score.signedErrorRatio * 100,
    String(score.isP90Held),
    String(score.isP99Held),
    score.pinball.p50Ratio * 100,
    score.pinball.p90Ratio * 100,
    score.pinball.p99Ratio * 100,
  ]
}
