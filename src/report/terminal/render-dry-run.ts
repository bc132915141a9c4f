import type {Patch} from '../../documents/patch.js'
import type {Plan} from '../../documents/plan.js'
import type {DryRunView} from '../dry-run-view.js'
import {counted} from '../number.js'
import {isScheduledAction} from '../patch-words.js'
import {manualChanges, sentence, totalWords} from '../plan-words.js'
import {type EventClock, eventClock} from '../time.js'
import {renderChecks} from './dry-run-checks.js'
import {renderPatches, setting} from './patch-lines.js'
import {makeScreen, paragraph, type Screen, type ScreenOptions, spread} from './screen.js'
import {textWidth} from './text-width.js'

/**
 * What an apply shows before it asks, and all that a dry run shows: per resource what each call would change from what
 * it holds now, what is not sent and why, the steps that stay with a person, the checks, and the count.
 */
export function renderDryRunText({options, ...view}: DryRunView & {options: ScreenOptions}): string {
  const screen = makeScreen(options)
  const {plan, review} = view
  const clock = eventClock(plan.timezone)
  const parts = [
    head(screen, view, clock),
    ...renderPatches(screen, {
      patches: plan.patches,
      live: review.live,
      left: review.left,
      remarks: downtimes(plan),
      clock,
    }),
    byHand(screen, plan),
    renderChecks(screen, review.checks),
    closing(screen, view),
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

function head(screen: Screen, {plan, review}: DryRunView, clock: EventClock): string[] {
  const isNamed = review.accountAlias !== null && review.accountAlias !== plan.service
  const account = isNamed ? `${plan.account} ${review.accountAlias}` : plan.account
  const where = `${plan.eventName} · ${plan.service} · ${account} · ${plan.region}`
  const left = screen.plain(`Plan ${plan.planId}   ${where}`)
  const right = screen.plain(`made ${clock.stamp(plan.asOf)}`)
  const isOneLine = screen.width === null || textWidth(left) + textWidth(right) + 2 <= screen.width
  return [
    ...(isOneLine
      ? spread(screen, left, screen.paint('dim', right))
      : [...paragraph(screen, left, {indent: 0, hang: 2}), ...paragraph(screen, right, {indent: 0, style: 'dim'})]),
    ...paragraph(screen, `Caller ${review.caller}`, {indent: 0, hang: 2}),
    ...paragraph(screen, `SHA-256 of ${review.planPath}`, {indent: 0, hang: 2}),
    // On a line of its own, so that it can be copied whole.
    `  ${review.planSha256}`,
  ]
}

function downtimes({changes}: Plan): Record<string, string> {
  return Object.fromEntries(
    changes.flatMap(({downtime, patchIds}) =>
      downtime === null ? [] : patchIds.map((id) => [id, `Downtime: ${sentence(downtime)}`]),
    ),
  )
}

/** Changes by hand that no AWS call stands for, such as a group that another service owns. */
function byHand(screen: Screen, plan: Plan): string[] {
  const loose = manualChanges(plan).filter((change) => change.patchIds.length === 0)
  if (loose.length === 0) return []
  return [
    screen.paint('bold', '  By hand'),
    ...loose.flatMap((change) => [
      ...setting(screen, ['? ', `${change.tier} ${change.setting}`, `${change.from} → ${change.to}`, 'manual'], 'warn'),
      ...paragraph(screen, sentence(change.because), {indent: 4}),
    ]),
  ]
}

function closing(screen: Screen, {plan, review, isDryRun}: DryRunView): string[] {
  const sent = review.patches.filter(({id}) => !review.already.includes(id))
  const added = sent.filter(isScheduledAction).length
  const loose = manualChanges(plan).filter((change) => change.patchIds.length === 0).length
  const cost = plan.windowCostUsd === null ? '' : ` Event window cost about ${totalWords(plan)}.`
  const notSent = review.left.length === 0 ? '' : ` ${counted(review.left.length, 'change')} not sent.`
  const steps = loose === 0 ? '' : ` ${counted(loose, 'manual step')}.`
  const there = review.already.length === 0 ? '' : ` ${review.already.length} there already.`
  const count = `${counted(sent.length, 'change')}: ${sent.length - added} to modify, ${added} to add.`
  return [
    ...paragraph(screen, `${count}${there}${notSent}${steps}${cost}`, {indent: 0, style: 'bold'}),
    ...(isDryRun ? paragraph(screen, `Dry run only. Nothing was sent to AWS.${undoWords(sent)}`, {indent: 0}) : []),
    ...refused(screen, review.checks.filter(({status}) => status === 'fail').length),
  ]
}

/** What a rollback of these would do. */
function undoWords(patches: readonly Patch[]): string {
  if (patches.length === 0) return ''
  const impossible = patches.filter(({undo}) => 'impossible' in undo).length
  const removed = patches.filter((patch) => !('impossible' in patch.undo) && isScheduledAction(patch)).length
  const restored = patches.length - impossible - removed
  const parts = [
    ...(restored > 0 ? [`put back ${counted(restored, 'setting')}`] : []),
    ...(removed > 0 ? [`delete ${counted(removed, 'scheduled action')}`] : []),
  ]
  const stays = impossible === 0 ? '' : ` ${counted(impossible, 'change')} cannot be undone in place.`
  return parts.length === 0 ? stays : ` A rollback would ${parts.join(' and ')}.${stays}`
}

function refused(screen: Screen, count: number): string[] {
  return count === 0 ? [] : paragraph(screen, `Refused by ${counted(count, 'check')}.`, {indent: 0, style: 'bad'})
}
