import type {Limit} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import {kindName, limitName, verdictWords} from '../limit-words.js'
import {counted, finePercent, percent, rate, responseTime} from '../number.js'
import {aimWords, missingWords} from '../plan-words.js'
import {escapeHtml as html} from './escape-html.js'
import {bullets, card, folded, muted, numbersTable} from './html-table.js'
import {renderUtilizationChart} from './utilization-chart.js'

/** What is not well is drawn, and what is until so many bars are; on no page more than `mostBars`. */
const fewBars = 10
const mostBars = 24

const severity: Record<Limit['verdict'], number> = {short: 0, tight: 1, ok: 2}

/** How full each limit is at the peak: the worst as bars, all of them in a table of numbers. */
export function utilizationCard({plan, slo}: Run): string {
  const promise = `p95 ≤ ${responseTime(slo.p95ResponseTimeS)}, errors ≤ ${finePercent(slo.errorRatio)}`
  const ordered = plan.limits.toSorted(
    (a, b) => severity[a.verdict] - severity[b.verdict] || b.now.p90Ratio - a.now.p90Ratio,
  )
  const open = ordered.filter(({verdict}) => verdict !== 'ok').length
  const drawn = ordered.slice(0, Math.min(mostBars, Math.max(fewBars, open)))
  return card(
    'Utilization of each tier at the peak',
    [
      muted(
        `Share of the limit that still meets the SLO (${promise}). Thick bar today, thin bar with the plan; solid to P50, paler to P90, palest to P99. Planned for ${aimWords(plan)}.`,
      ),
      `<p class="tally">${tallyOf(ordered)}</p>`,
      drawn.length === 0
        ? '<p>No tier is modelled.</p>'
        : `<div class="wide">${renderUtilizationChart(drawn, 'wide')}</div><div class="narrow" hidden>${renderUtilizationChart(drawn, 'narrow')}</div>`,
      drawn.length < ordered.length
        ? muted(`Drawn: the ${drawn.length} fullest of ${ordered.length} limits. The rest stands in the table.`)
        : '',
      ordered.length === 0
        ? ''
        : folded(`Numbers behind this chart: ${counted(ordered.length, 'limit')}`, table(ordered)),
      plan.notModelled.length === 0
        ? ''
        : `<h3>Not modelled</h3>${bullets(plan.notModelled.map((one) => `${one.tier}: ${missingWords(one)}`))}`,
      derivations(ordered),
    ],
    {isLong: drawn.length > fewBars},
  )
}

function tallyOf(limits: readonly Limit[]): string {
  const count = (verdict: Limit['verdict']) => limits.filter((limit) => limit.verdict === verdict).length
  return [
    ['bad', '✗', count('short'), 'short'],
    ['warn', '!', count('tight'), 'tight'],
    ['good', '✓', count('ok'), 'within the limit'],
  ]
    .filter(([, , found]) => found !== 0)
    .map(([tone, sign, found, words]) => `<span class="${tone}"><b>${sign} ${found}</b> ${words}</span>`)
    .join(' ')
}

function table(limits: readonly Limit[]): string {
  return numbersTable(
    'Numbers of the limits',
    [
      {label: 'Limit'},
      {label: 'Kind'},
      {label: 'Today'},
      {label: 'P50', isNumber: true},
      {label: 'P90', isNumber: true},
      {label: 'P99', isNumber: true},
      {label: 'Verdict', isShort: true},
      {label: 'With the plan'},
      {label: 'P90', isNumber: true},
      {label: 'P99', isNumber: true},
      {label: 'Breaks at, req/s', isNumber: true},
    ],
    limits.map((limit) => [
      limitName(limit),
      kindName(limit),
      limit.today,
      percent(limit.now.p50Ratio),
      percent(limit.now.p90Ratio),
      percent(limit.now.p99Ratio),
      verdictWords(limit) || 'fits',
      limit.planned,
      percent(limit.after.p90Ratio),
      percent(limit.after.p99Ratio),
      limit.breaksAtRps === null ? '—' : rate(limit.breaksAtRps),
    ]),
  )
}

function derivations(limits: readonly Limit[]): string {
  const derived = limits.filter(({derivation}) => derivation.length > 0)
  return folded(
    'How each limit was found',
    derived.map((limit) => `<p><b>${html(limitName(limit))}</b></p>${bullets(limit.derivation)}`).join(''),
  )
}
