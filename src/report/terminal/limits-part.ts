import type {Limit, Plan} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import {boundLine, isCalm} from '../diagnosis-words.js'
import {disagreementWords} from '../forecast-words.js'
import {limitName, verdictWords, worstFirst} from '../limit-words.js'
import {counted, finePercent, percent, responseTime} from '../number.js'
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

/** A short screen leaves limits out of a table with more rows than this. */
const mostRows = 12
/** Sources of a unit's capacity that differ by less are not worth a line of a short screen. */
const leastApartRatio = 0.1

/** The capacity table: how full each limit is at the peak, the worst first, and what no model covers. */
export function renderLimits({
  screen,
  tables,
  run,
  isFull,
}: {
  screen: Screen
  tables: Screen
  run: Run
  isFull: boolean
}): string[] {
  const {plan, slo} = run
  const promise = `p95 ≤ ${responseTime(slo.p95ResponseTimeS)}, errors ≤ ${finePercent(slo.errorRatio)}`
  const hidden = isFull || plan.limits.length <= mostRows ? [] : plan.limits.filter((limit) => isSpare(limit, plan))
  const rows = [
    ...worstFirst(plan.limits.filter((limit) => !hidden.includes(limit))).map((limit) => limitRow(screen, limit)),
    ...plan.notModelled.map(({tier, waived}): Cell[] => [
      {text: tier},
      {text: '—'},
      {text: '?'},
      {text: '?'},
      {text: '?'},
      waived === undefined ? {text: '?  not modelled', style: 'warn'} : {text: '?  waived', style: 'dim'},
    ]),
  ]
  const bound = run.diagnoses.filter((diagnosis) => isFull || !isCalm(diagnosis))
  const apart = run.models.filter(({disagreementRatio}) => isFull || disagreementRatio >= leastApartRatio)
  return [
    ...heading(screen, 'CAPACITY AT THE PEAK', `share of the limit that still meets the SLO (${promise})`),
    ...(rows.length === 0
      ? paragraph(screen, 'No tier is modelled.')
      : renderTable({screen: tables, columns, rows, wrapsFrom: 80})),
    ...note(screen, hiddenWords(hidden)),
    ...bound.flatMap((diagnosis) => note(screen, boundLine(diagnosis))),
    ...missingSentences(plan).flatMap((text) => note(screen, text)),
    ...apart.flatMap((model) => note(screen, disagreementWords(model))),
  ]
}

/** A limit that holds at P99 too, before the tiers or of a tier that a fuller one speaks for. */
function isSpare(limit: Limit, {limits, firstToBreak}: Plan): boolean {
  const isFirst = firstToBreak?.tier === limit.tier && firstToBreak.measure === limit.measure
  if (isFirst || limit.verdict !== 'ok' || limit.now.p99Ratio > 1) return false
  if (limit.kind === 'edge' || limit.kind === 'alb') return true
  const own = worstFirst(limits.filter(({tier}) => tier === limit.tier))
  const [fullest] = own.filter(({verdict}) => verdict === own[0]?.verdict).sort(byP99)
  return fullest !== limit
}

const byP99 = (a: Limit, b: Limit) => b.now.p99Ratio - a.now.p99Ratio

function hiddenWords(hidden: readonly Limit[]): string | null {
  const [fullest] = hidden.toSorted(byP99)
  if (fullest === undefined) return null
  const worst = `the fullest ${limitName(fullest)} (${percent(fullest.now.p99Ratio)})`
  return `${counted(hidden.length, 'more limit')} ${hidden.length === 1 ? 'holds' : 'hold'} at P99 too, ${worst}; shown with --wide.`
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
