import type {Plan} from '../../documents/plan.js'
import {offerCells, offerColumns, riskHead, riskNotes} from '../risk-words.js'
import {escapeHtml as html} from './escape-html.js'
import {bullets, card, htmlTable, muted} from './html-table.js'

/** The plans to choose from, what each costs and leaves to chance, and what the chance comes from. */
export function riskCard(plan: Plan): string {
  const {risk, choice} = plan
  if (risk.tiers.length === 0) return ''
  const head = riskHead(risk)
  const columns = offerColumns.map((label, i) => ({label, isNumber: i > 0}))
  return card('Risk and choice', [
    muted(`${head.charAt(0).toUpperCase()}${head.slice(1)}.`),
    htmlTable(
      columns,
      choice.offers.map((offer) => {
        const [label = '', ...cells] = offerCells(offer)
        const mark = offer.isChosen ? ' <b class="good">✓ chosen</b>' : ''
        return [{html: `${html(label)}${mark}`}, ...cells]
      }),
    ),
    bullets(riskNotes(plan)),
  ])
}
