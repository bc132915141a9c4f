import type {Plan} from '../../documents/plan.js'
import type {Step} from '../../documents/plan-dates.js'
import {duration} from '../number.js'
import {sentence} from '../plan-words.js'
import {datesTitle, lateNotes, stepBy, stepTakes, stepWho} from '../step-words.js'
import type {EventClock} from '../time.js'
import {escapeHtml as html} from './escape-html.js'
import {card, folded, type HtmlCell, htmlTable, muted} from './html-table.js'

const mostRead = 40

/** The calendar of last safe moments; empty when nothing has to be done. */
export function datesCard({steps}: Plan, at: string, clock: EventClock): string {
  if (steps.length === 0) return ''
  const columns = [
    {label: 'Last safe moment'},
    {label: 'Step'},
    {label: 'Who', isShort: true},
    {label: 'Takes', isNumber: true},
  ]
  const table = (some: readonly Step[]) =>
    htmlTable(
      columns,
      some.map((step) => row(step, at, clock)),
    )
  const rest = steps.slice(mostRead)
  return card(
    'Calendar of last safe dates',
    [
      muted(`The ${datesTitle}, the earliest first.`),
      table(steps.slice(0, mostRead)),
      rest.length === 0 ? '' : folded(`${rest.length} more steps`, table(rest)),
    ],
    {isLong: true},
  )
}

function row(step: Step, at: string, clock: EventClock): HtmlCell[] {
  const notes = [sentence(step.why), ...lateNotes(step)]
  return [
    {html: `<div><b class="short">${html(stepBy(step, clock))}</b>${left(step, at)}</div>`},
    {html: `<div>${html(step.what)}${notes.map((note) => `<div class="note">${html(note)}</div>`).join('')}</div>`},
    stepWho(step),
    stepTakes(step),
  ]
}

function left({byAt, isLate, isAdvice}: Step, at: string): string {
  if (byAt === null) return ''
  const leftS = (Date.parse(byAt) - Date.parse(at)) / 1000
  if (isLate || leftS < 0) {
    return `<div class="note ${isAdvice ? 'warn' : 'bad'}">✗ too late${leftS < 0 ? ` by ${duration(-leftS)}` : ''}</div>`
  }
  return `<div class="note${leftS < 86_400 ? ' warn' : ''}">in ${duration(leftS)}</div>`
}
