import type {DryRunView} from '../dry-run-view.js'
import {counted, duration} from '../number.js'
import {valueText} from '../patch-words.js'
import {sentence} from '../plan-words.js'
import type {EventClock} from '../time.js'
import {type Mark, paragraph, type Screen} from './screen.js'

const nameColumns = 11

/** What the dry run compared: account, age of the plan, fields that moved, and the plan's own blockers. */
export function renderChecks(screen: Screen, view: DryRunView, clock: EventClock): string[] {
  const {plan} = view
  return [
    screen.paint('bold', 'Checks'),
    ...account(screen, view),
    ...age(screen, view, clock),
    ...drift(screen, view),
    ...plan.blockers.flatMap(({severity, message, next}) => [
      ...check(screen, severity === 'block' ? 'bad' : 'warn', 'plan', sentence(message)),
      ...paragraph(screen, next, {indent: 6, hang: 8, style: 'dim'}),
    ]),
  ]
}

function account(screen: Screen, {plan, caller}: DryRunView): string[] {
  return caller.account === plan.account
    ? check(screen, 'good', 'account', `the caller is in ${plan.account}, as the plan is`)
    : check(screen, 'bad', 'account', `the plan is for ${plan.account}, the caller is in ${caller.account}`)
}

function age(screen: Screen, {plan, at}: DryRunView, clock: EventClock): string[] {
  const old = duration((Date.parse(at) - Date.parse(plan.asOf)) / 1000)
  return Date.parse(at) > Date.parse(plan.expiresAt)
    ? check(screen, 'bad', 'plan age', `${old}; it expired ${clock.stamp(plan.expiresAt)}: make it anew`)
    : check(screen, 'good', 'plan age', `${old}, expires ${clock.stamp(plan.expiresAt)}`)
}

function drift(screen: Screen, {plan, differences}: DryRunView): string[] {
  const fieldCount = plan.patches.reduce((sum, patch) => sum + Object.keys(patch.before).length, 0)
  if (differences.length === 0) {
    return check(screen, 'good', 'drift', `none of ${counted(fieldCount, 'field')} changed since the plan was made`)
  }
  return [
    ...check(screen, 'bad', 'drift', `${counted(differences.length, 'field')} changed since the plan was made`),
    ...differences.flatMap(({patchId, field, planned, live}) => {
      const resource = plan.patches.find((patch) => patch.id === patchId)?.resource ?? patchId
      const text = `${resource} ${field}: the plan has ${valueText(planned)}, AWS has ${valueText(live)}`
      return paragraph(screen, text, {indent: 6, hang: 8, style: 'bad'})
    }),
  ]
}

function check(screen: Screen, mark: Mark, name: string, text: string): string[] {
  const sign = screen.mark(mark)
  const lead = `${sign.padEnd(screen.ascii ? 4 : 1)} ${name.padEnd(nameColumns)}`
  const hang = 2 + lead.length
  const [first = '', ...rest] = paragraph(screen, text, {indent: hang, hang})
  return [`  ${screen.paint(mark, sign)}${lead.slice(sign.length)}${first.slice(hang)}`, ...rest]
}
