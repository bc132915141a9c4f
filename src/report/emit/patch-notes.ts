import type {Patch} from '../../documents/patch.js'
import {actionLimits, isScheduledAction, resourceKind, valueText} from '../patch-words.js'
import {plainText} from '../plain-text.js'
import {type EventClock, utcIso} from '../time.js'
import {busyTime, heldBack, placeOf, startAtOf, type TimedView} from './emit-view.js'

/** `Thu 26 Nov 2026 18:00 EST (2026-11-26T23:00:00Z)` */
export const bothTimes = (at: string, clock: EventClock) => `${clock.dated(at)} (${utcIso(at)})`

/**
 * What stands at the head of each format, a line each and in words alone: the plan, its account, how long it is good,
 * how many changes are code and how many wait for a person.
 */
export function headNotes({plan, patches, clock}: TimedView): string[] {
  const heldCount = patches.filter((patch) => heldBack(patch) !== null).length
  const {fromAt, untilAt} = busyTime({plan, patches})
  return [
    `${plan.eventName} · ${plan.service} · account ${plan.account} · ${plan.region}`,
    `Plan ${plan.planId}, made ${bothTimes(plan.asOf, clock)}, good until ${bothTimes(plan.expiresAt, clock)}.`,
    `The event takes from ${bothTimes(fromAt, clock)} to ${bothTimes(untilAt, clock)}.`,
    heldCount === 0
      ? `${patches.length} changes.`
      : `${patches.length} changes: ${patches.length - heldCount} that apply sends, ${heldCount} that need your consent and are comments here.`,
  ].map(plainText)
}

/** What a patch is, a line each: its name and resource, before → after, when it is due, and why it is held back. */
export function patchNotes(patch: Patch, {plan, clock}: TimedView): string[] {
  const place = placeOf(patch, plan)
  const where =
    place.account === plan.account && place.region === plan.region ? '' : ` in ${place.account}, ${place.region}`
  const reason = heldBack(patch)
  return [
    `${patch.id} · ${resourceKind(patch)} ${patch.resource}${where}`,
    whatOf(patch, clock),
    dueOf(patch, clock),
    ...(reason === null ? [] : [`Held back, ${reason}.`]),
    ...(patch.request.operation === 'EnableMetricsCollection' ? detailedMonitoring : []),
  ].map(plainText)
}

/** What no call of ours does: a launch template is the team's own code, and a new version takes an instance refresh. */
const detailedMonitoring = [
  'Detailed monitoring of the instances (CPU each minute, not every five) is not here: it is set in the launch template.',
  "AWS CLI, from the template's latest version: aws ec2 create-launch-template-version --launch-template-id ID",
  '--source-version "$Latest" --launch-template-data "Monitoring={Enabled=true}"',
  'Terraform, in aws_launch_template: monitoring { enabled = true }',
  'CloudFormation, in LaunchTemplateData: Monitoring: {Enabled: true}',
  'It holds for instances that start after it.',
]

function whatOf(patch: Patch, clock: EventClock): string {
  const start = startAtOf(patch)
  if (start !== null) return `${actionLimits(patch)} from ${bothTimes(start, clock)}`
  if (isScheduledAction(patch)) return patch.summary
  const changed = Object.keys(patch.after).filter(
    (field) => fieldText(patch.before, field) !== fieldText(patch.after, field),
  )
  const lines = changed.map((field) => `${field} ${fieldText(patch.before, field)} → ${fieldText(patch.after, field)}`)
  return lines.length === 0 ? patch.summary : lines.join(', ')
}

const fieldText = (fields: Readonly<Record<string, unknown>>, field: string) => valueText(fields[field])

function dueOf({wave, notBeforeAt, notAfterAt}: Patch, clock: EventClock): string {
  const from = notBeforeAt === null ? '' : `, not before ${bothTimes(notBeforeAt, clock)}`
  const until = notAfterAt === null ? '' : `, not after ${bothTimes(notAfterAt, clock)}`
  return `wave ${wave}${from}${until}`
}

/** Why nothing takes a patch back, in words; null where something does. */
export function staysBecause({undo}: Patch): string | null {
  return 'impossible' in undo ? plainText(undo.impossible) : null
}
