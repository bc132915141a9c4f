import type {Run} from '../../documents/run.js'
import {offerTable, riskHead, riskNotes} from '../risk-words.js'
import {escapeMarkdown as md, tableHead, tableRow} from './escape-markdown.js'
import type {Section} from './fit-bytes.js'

/** The plans to choose from, and the risk that each leaves. */
export function riskSection({plan}: Run): Section {
  const {risk, choice} = plan
  const {columns, rows} = offerTable(choice.offers)
  return {
    name: 'risk',
    lead: [
      '## Risk and choice',
      '',
      md(`${riskHead(risk).charAt(0).toUpperCase()}${riskHead(risk).slice(1)}.`),
      '',
      ...tableHead([...columns, ''], `l${'r'.repeat(columns.length - 1)}l`),
      ...rows.map(({cells, offer}) => tableRow([...cells, offer.isChosen ? '✓ chosen' : ''].map(md))),
      '',
    ],
    items: riskNotes(plan).map((text) => `- ${md(text)}`),
    dropOrder: 8,
  }
}
