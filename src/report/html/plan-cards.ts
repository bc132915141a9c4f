import type {Blocker, Change, Plan} from '../../documents/plan.js'
import {
  afterLabel,
  afterWords,
  aimWords,
  costBecause,
  costWords,
  lastingCosts,
  rangeWords,
  sentence,
  stillAboveWords,
  timingWords,
  totalWords,
} from '../plan-words.js'
import {datesTitle, lateNotes, pathLines, stepBy, stepTakes, stepWho} from '../step-words.js'
import type {EventClock} from '../time.js'
import {escapeHtml as html} from './escape-html.js'
import {bullets, card, type HtmlCell, htmlTable, muted} from './html-table.js'

/** The changes with their reasons in the table, so that nobody has to look twice. */
export function changesCard(plan: Plan, clock: EventClock): string {
  const aim = `${aimWords(plan)}. Plan ${plan.planId}, ${totalWords(plan)}${rangeWords(plan)} for the window.`
  if (plan.changes.length === 0) return card('Recommended changes', [muted(aim), '<p>None.</p>'])
  const columns = [
    {label: 'Resource'},
    {label: 'Setting'},
    {label: 'Change'},
    {label: 'Why'},
    {label: afterLabel(plan), isNumber: true},
    {label: 'Window', isNumber: true},
  ]
  const above = stillAboveWords(plan)
  return card(
    'Recommended changes',
    [
      muted(`${aim.charAt(0).toUpperCase()}${aim.slice(1)}`),
      htmlTable(
        columns,
        plan.changes.map((change) => row(change, plan, clock)),
      ),
      bullets(lastingCosts(plan, clock)),
      above === null ? '' : `<p class="warn">${html(above)}</p>`,
    ],
    {isLong: true},
  )
}

function row(change: Change, plan: Plan, clock: EventClock): HtmlCell[] {
  const why = [sentence(change.because), timingWords(change, clock)]
  const details = [
    ...change.evidence,
    ...pathLines(change),
    `Cost: ${costBecause(change)}`,
    ...change.rejected.map(({candidate, because}) => `Not ${candidate}: ${because}`),
  ]
  const hand = change.route === 'manual' ? '<span class="note warn">by hand</span>' : ''
  return [
    {html: `<div><b>${html(change.tier)}</b><span class="note">${html(change.resource)}</span></div>`},
    {html: `<div>${html(change.setting)}${hand}</div>`},
    {html: `<div>${html(change.from)} → <b class="good">${html(change.to)}</b></div>`},
    {
      html: `<div>${html(why[0] ?? '')}<span class="note">${html(why[1] ?? '')}</span><details><summary>Evidence</summary>${bullets(details)}</details></div>`,
    },
    afterWords(change.after, plan.target),
    costWords(change),
  ]
}

/** What has to be done by when; empty when nothing has. */
export function datesCard({steps}: Plan, clock: EventClock): string {
  if (steps.length === 0) return ''
  const columns = [{label: 'By'}, {label: 'Step'}, {label: 'Who', isShort: true}, {label: 'Takes', isNumber: true}]
  const rows = steps.map((step): HtmlCell[] => {
    const late = step.isLate ? '<span class="note bad">too late</span>' : ''
    const notes = [sentence(step.why), ...lateNotes(step)]
    return [
      {html: `<div>${html(stepBy(step, clock))}${late}</div>`},
      {html: `<div>${html(step.what)}${notes.map((note) => `<span class="note">${html(note)}</span>`).join('')}</div>`},
      stepWho(step),
      stepTakes(step),
    ]
  })
  return card('Dates', [muted(`The ${datesTitle}.`), htmlTable(columns, rows)], {isLong: true})
}

/** What stands in the way of the plan; empty when nothing does. */
export function blockersCard(plan: Plan): string {
  if (plan.blockers.length === 0) return ''
  const isBlocked = plan.blockers.some((blocker) => blocker.severity === 'block')
  return card(isBlocked ? 'Blockers' : 'Warnings', [`<ul class="findings">${plan.blockers.map(item).join('')}</ul>`])
}

function item({severity, message, next}: Blocker): string {
  const tone = severity === 'block' ? 'bad' : 'warn'
  const sign = severity === 'block' ? '✗' : '!'
  return `<li><b class="${tone}">${sign}</b><div>${html(sentence(message))}<span class="note">${html(next)}</span></div></li>`
}
