import type {Limit} from '../../documents/plan.js'
import type {Report} from '../../documents/report.js'
import {worstFirst} from '../limit-words.js'
import {utcIso} from '../time.js'
import {csvCell} from './render-path.js'

const names = [
  'event',
  'at_utc',
  'tier',
  'measure',
  'resource',
  'limit_today',
  'limit_planned',
  'quantile',
  'now_ratio',
  'after_ratio',
  'breaks_at_rps',
  'planned_breaks_at_rps',
  'short_s',
  'after_short_s',
  'verdict',
] as const

/**
 * How full each limit is at the peak, as CSV (RFC 4180: CRLF, quotes doubled): one row a limit and quantile, the worst
 * limit first. Ratios are shares of the limit that still meets the SLO, so 1 is full; `now` is today's estate, `after`
 * the plan's. `breaks_at_rps` is where demand is counted, empty where no rate breaks it. `short_s` holds at the target
 * quantile and is repeated. A tier that nothing models has one row without quantile and figures, verdict `not-modelled`.
 */
export function renderReportCsv({run, at}: Report): string {
  const {plan} = run
  const rows = [
    ...worstFirst(plan.limits).flatMap((limit) => limitRows(limit)),
    ...plan.notModelled.map(({tier}) => [tier, ...Array<null>(11).fill(null), 'not-modelled']),
  ]
  const lead = [plan.eventId, utcIso(at)]
  return [names, ...rows.map((row) => [...lead, ...row])].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** Ratios keep four decimals: hundredths would call 1.004 full. */
function cell(value: string | number | null): string {
  return typeof value === 'number' ? String(Math.round(value * 10_000) / 10_000) : csvCell(value)
}

function limitRows(limit: Limit): (string | number | null)[][] {
  return (['p50', 'p90', 'p99'] as const).map((quantile) => [
    limit.tier,
    limit.measure,
    limit.resource,
    limit.today,
    limit.planned,
    quantile,
    limit.now[`${quantile}Ratio`],
    limit.after[`${quantile}Ratio`],
    limit.breaksAtRps,
    limit.plannedBreaksAtRps,
    limit.shortS,
    limit.afterShortS,
    limit.verdict,
  ])
}
