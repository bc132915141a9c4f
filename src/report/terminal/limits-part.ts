import type {Limit} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import {boundLine} from '../diagnosis-words.js'
import {disagreementWords} from '../forecast-words.js'
import {limitName, verdictWords, worstFirst} from '../limit-words.js'
import {finePercent, percent, responseTime} from '../number.js'
import {missingSentences} from '../plan-words.js'
import {heading, type Mark, paragraph, type Screen, type Style} from './screen.js'
import {type Cell, type Column, renderTable} from './table.js'

const marks: Record<Limit['verdict'], Mark> = {ok: 'good', tight: 'warn', short: 'bad'}

const columns: readonly Column[] = [
  {label: 'Tier', floor: 12},
  {label: 'Limit today', floor: 12, dropOrder: 1},
  {label: 'P50', align: 'right', dropOrder: 2},
  {label: 'P90', align: 'right'},
  {label: 'P99', align: 'right', dropOrder: 3},
  {label: 'Verdict'},
]

/** The capacity table: how full each limit is at the peak, the worst first, and what no model covers. */
export function renderLimits({screen, tables, run}: {screen: Screen; tables: Screen; run: Run}): string[] {
  const {plan, slo} = run
  const promise = `p95 ≤ ${responseTime(slo.p95ResponseTimeS)}, errors ≤ ${finePercent(slo.errorRatio)}`
  const rows = [
    ...worstFirst(plan.limits).map((limit) => limitRow(screen, limit)),
    ...plan.notModelled.map(({tier, waived}): Cell[] => [
      {text: tier},
      {text: '—'},
      {text: '?'},
      {text: '?'},
      {text: '?'},
      waived === undefined ? {text: '?  not modelled', style: 'warn'} : {text: '?  waived', style: 'dim'},
    ]),
  ]
  return [
    ...heading(screen, 'CAPACITY AT THE PEAK', `share of the limit that still meets the SLO (${promise})`),
    ...(rows.length === 0
      ? paragraph(screen, 'No tier is modelled.')
      : renderTable({screen: tables, columns, rows, wrapsFrom: 80})),
    ...run.diagnoses.flatMap((diagnosis) => note(screen, boundLine(diagnosis))),
    ...missingSentences(plan).flatMap((text) => note(screen, text)),
    ...run.models.flatMap((model) => note(screen, disagreementWords(model))),
  ]
}

function limitRow(screen: Screen, limit: Limit): Cell[] {
  const mark = marks[limit.verdict]
  const share = (ratio: number) => ({text: percent(ratio), style: ratio > 1 ? ('bad' as const) : null})
  return [
    {text: limitName(limit)},
    {text: limit.today},
    share(limit.now.p50Ratio),
    share(limit.now.p90Ratio),
    share(limit.now.p99Ratio),
    {text: `${screen.mark(mark)} ${verdictWords(limit)}`.trimEnd(), style: mark satisfies Style},
  ]
}

function note(screen: Screen, text: string | null): string[] {
  return text === null ? [] : paragraph(screen, text, {indent: 2, hang: 4, style: 'dim'})
}
