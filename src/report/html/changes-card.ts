import type {Blocker, Change, Plan} from '../../documents/plan.js'
import {
  afterLabel,
  afterWords,
  aimWords,
  costBecause,
  costWords,
  sentence,
  stillAboveWords,
  timingWords,
} from '../plan-words.js'
import {pathLines} from '../step-words.js'
import type {EventClock} from '../time.js'
import {escapeHtml as html} from './escape-html.js'
import {bullets, card, folded, type HtmlCell, htmlTable, muted, nextStep, numbersTable} from './html-table.js'

/** More changes than this are for a table of numbers, not for reading. */
const mostRead = 40

/** The changes with their reasons in the table, so that nobody has to look twice, and what stands in their way. */
export function changesCard(plan: Plan, clock: EventClock): string {
  const aim = aimWords(plan)
  const lead = `${aim.charAt(0).toUpperCase()}${aim.slice(1)}. Plan ${plan.planId}.`
  const stops = blockers(plan)
  if (plan.changes.length === 0) return card('Recommended changes', [muted(lead), '<p>None.</p>', stops])
  const above = stillAboveWords(plan)
  const [read, rest] = [plan.changes.slice(0, mostRead), plan.changes.slice(mostRead)]
  return card(
    'Recommended changes',
    [
      muted(lead),
      htmlTable(
        [
          {label: 'Resource'},
          {label: 'Change'},
          {label: 'Why'},
          {label: afterLabel(plan), isNumber: true},
          {label: 'Window', isNumber: true},
        ],
        read.map((change) => row(change, plan, clock)),
      ),
      rest.length === 0 ? '' : folded(`${rest.length} more changes`, others(rest, plan)),
      above === null ? '' : `<p class="warn">${html(above)}</p>`,
      stops,
    ],
    {isLong: true},
  )
}

function row(change: Change, plan: Plan, clock: EventClock): HtmlCell[] {
  const details = [
    ...change.evidence,
    ...pathLines(change),
    `Cost: ${costBecause(change)}`,
    ...change.rejected.map(({candidate, because}) => `Not ${candidate}: ${because}`),
  ]
  const hand = change.route === 'manual' ? ' <span class="tag">by hand</span>' : ''
  return [
    {html: `<div><b>${html(change.tier)}</b><div class="note">${html(change.resource)}</div></div>`},
    {
      html: `<div><div class="note">${html(change.setting)}${hand}</div>${html(change.from)} → <b class="good">${html(change.to)}</b></div>`,
    },
    {
      html: `<div>${html(sentence(change.because))}<div class="note${change.downtime === null ? ' at-once' : ''}">${html(timingWords(change, clock))}</div>${folded('Evidence', bullets(details))}</div>`,
    },
    afterWords(change.after, plan.target),
    costWords(change),
  ]
}

function others(changes: readonly Change[], plan: Plan): string {
  return numbersTable(
    'More changes',
    [
      {label: 'Tier'},
      {label: 'Setting'},
      {label: 'Change'},
      {label: afterLabel(plan), isNumber: true},
      {label: 'Window', isNumber: true},
    ],
    changes.map((change) => [
      change.tier,
      `${change.setting}${change.route === 'manual' ? ' (by hand)' : ''}`,
      `${change.from} → ${change.to}`,
      afterWords(change.after, plan.target),
      costWords(change),
    ]),
  )
}

function blockers(plan: Plan): string {
  if (plan.blockers.length === 0) return ''
  const isBlocked = plan.blockers.some((blocker) => blocker.severity === 'block')
  return `<h3>${isBlocked ? 'What stands in the way' : 'What to look out for'}</h3><ul class="findings">${plan.blockers.map(blocker).join('')}</ul>`
}

function blocker({severity, message, next}: Blocker): string {
  const [tone, sign] = severity === 'block' ? ['bad', '✗'] : ['warn', '!']
  return `<li><b class="${tone}">${sign}</b><div>${html(sentence(message))}<div class="todo">${nextStep(next)}</div></div></li>`
}
