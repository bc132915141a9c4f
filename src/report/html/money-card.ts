import type {Plan} from '../../documents/plan.js'
import {dollars} from '../number.js'
import {costWords, lastingCosts, rangeWords, totalWords} from '../plan-words.js'
import {offerTable, riskHead, riskNotes} from '../risk-words.js'
import type {EventClock} from '../time.js'
import {type CostBar, renderCostChart} from './cost-chart.js'
import {escapeHtml as html} from './escape-html.js'
import {bullets, card, folded, htmlTable, muted, numbersTable, pair} from './html-table.js'

const mostBars = 8

/** Where the money goes, and beside it what more or less of it would buy. */
export function moneyCards(plan: Plan, clock: EventClock): string {
  return pair(costCard(plan, clock), riskCard(plan))
}

function costCard(plan: Plan, clock: EventClock): string {
  if (plan.changes.length === 0) return ''
  const known = plan.changes.flatMap(({tier, setting, cost}): CostBar[] =>
    cost.windowUsd === null ? [] : [{name: `${tier}: ${setting}`, usd: cost.windowUsd}],
  )
  const paid = known.filter(({usd}) => usd !== 0).toSorted((a, b) => Math.abs(b.usd) - Math.abs(a.usd))
  const rest = paid.slice(mostBars - 1)
  const bars =
    paid.length <= mostBars
      ? paid
      : [
          ...paid.slice(0, mostBars - 1),
          {name: `${rest.length} more changes`, usd: rest.reduce((sum, {usd}) => sum + usd, 0)},
        ]
  const budget = plan.choice.budget
  return card('Where the money goes', [
    `<p class="sum"><b>${html(totalWords(plan))}</b> <span class="muted">for the window${html(rangeWords(plan))}, at list prices</span></p>`,
    bars.length === 0
      ? muted('No change costs anything in the window.')
      : `<div class="half">${renderCostChart(bars)}</div>`,
    bullets(lastingCosts(plan, clock)),
    budget === null ? '' : muted(`Budget ${dollars(budget.limitUsd)}: ${budget.isKept ? 'kept' : 'not kept'}.`),
    folded(
      'Numbers behind this chart',
      numbersTable(
        'Cost of each change',
        [{label: 'Change'}, {label: 'Window', isNumber: true}, {label: 'How it is made up'}],
        plan.changes.map((change) => [`${change.tier}: ${change.setting}`, costWords(change), change.cost.because]),
      ),
    ),
  ])
}

function riskCard(plan: Plan): string {
  const {risk, choice} = plan
  if (risk.tiers.length === 0) return ''
  const head = riskHead(risk)
  const {columns, rows} = offerTable(choice.offers)
  return card('What the money buys', [
    muted(`${head.charAt(0).toUpperCase()}${head.slice(1)}.`),
    htmlTable(
      columns.map((label, i) => ({label, isNumber: i > 0})),
      rows.map(({cells: [label = '', ...cells], offer}) => {
        const mark = offer.isChosen ? ' <b class="good short">✓ chosen</b>' : ''
        return [{html: `${html(label)}${mark}`}, ...cells]
      }),
      {staysTable: columns.length <= 4},
    ),
    folded('What the chance comes from', bullets(riskNotes(plan))),
  ])
}
