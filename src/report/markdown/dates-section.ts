import type {Run} from '../../documents/run.js'
import {sentence} from '../plan-words.js'
import {datesTitle, lateNotes, stepBy, stepTakes, stepWho} from '../step-words.js'
import type {EventClock} from '../time.js'
import {escapeMarkdown as md, tableHead, tableRow} from './escape-markdown.js'
import type {Section} from './fit-bytes.js'

/** What has to be done by when, as a table; nothing where the plan has no step. */
export function datesSection({plan}: Run, clock: EventClock): Section[] {
  if (plan.steps.length === 0) return []
  const rows = plan.steps.map((step) => {
    const notes = [sentence(step.why), ...lateNotes(step)].join(' ')
    const by = `${stepBy(step, clock)}${step.isLate ? ' ✗' : ''}`
    return tableRow([by, step.what, stepWho(step), stepTakes(step), notes].map(md))
  })
  return [
    {
      name: 'dates',
      lead: [
        '## Dates',
        '',
        md(`The ${datesTitle}.`),
        '',
        ...tableHead(['By', 'Step', 'Who', 'Takes', 'Why'], 'lllrl'),
      ],
      items: rows,
      dropOrder: 8,
    },
  ]
}
