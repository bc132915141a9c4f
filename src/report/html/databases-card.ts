import type {Run} from '../../documents/run.js'
import {boundSummary} from '../diagnosis-words.js'
import {escapeHtml as html} from './escape-html.js'
import {card, muted} from './html-table.js'

/** Which resource of each database binds in these days and at the peak, with the remedy; nothing without databases. */
export function databasesCard({diagnoses}: Run): string {
  if (diagnoses.length === 0) return ''
  const parts = diagnoses.map((diagnosis) => {
    const {line, remedies} = boundSummary(diagnosis)
    return `<div class="said-of">${html(line)}${remedies.map((remedy) => `<div class="note">${html(remedy)}</div>`).join('')}</div>`
  })
  const how = diagnoses.map(({tier}) => `ecom-plan diagnose ${tier}`).join(', ')
  return card('What binds the databases', [...parts, muted(`More of any hour, past or present: ${how}.`)])
}
