import type {Plan} from '../../documents/plan.js'
import {offerTable, riskHead, riskNotes} from '../risk-words.js'
import {escapeHtml as html} from './escape-html.js'
import {bullets, card, htmlTable, muted} from './html-table.js'

/** The plans to choose from, what each costs and leaves to chance, and what the chance comes from. */
export function riskCard(plan: Plan): string {
  const {risk, choice} = plan
  if (risk.tiers.length === 0) return ''
  const head = riskHead(risk)
  const {columns, rows} = offerTable(choice.offers)
  return card('Risk and choice', [
    muted(`${head.charAt(0).toUpperCase()}${head.slice(1)}.`),
    htmlTable(
      columns.map((label, i) => ({label, isNumber: i > 0})),
      rows.map(({cells: [label = '', ...cells], offer}) => {
        const mark = offer.isChosen ? ' <b class="good">✓ chosen</b>' : ''
        return [{html: `<div>${html(label)}${mark}</div>`}, ...cells]
      }),
    ),
    bullets(riskNotes(plan)),
  ])
}
