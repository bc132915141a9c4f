import type {Patch} from '../../documents/patch.js'
import type {DryRunView} from '../dry-run-view.js'
import {counted} from '../number.js'
import {actionLimits, actionStart, fieldChanges, isScheduledAction, resourceKind} from '../patch-words.js'
import {manualChanges, sentence, totalWords} from '../plan-words.js'
import {type EventClock, eventClock} from '../time.js'
import {renderChecks} from './dry-run-checks.js'
import {makeScreen, paragraph, type Screen, type ScreenOptions, type Style, spread} from './screen.js'
import {textWidth} from './text-width.js'

/** Screens at least this wide show name, value and remark of a setting in columns. */
const columnsFrom = 80
const nameColumns = 44

/**
 * The dry-run screen: per resource what each call would change from what it holds now, the steps that stay with a
 * person, the checks, and the count. States no decision: whether an apply may go on is the shell's to say.
 */
export function renderDryRunText({options, ...view}: DryRunView & {options: ScreenOptions}): string {
  const screen = makeScreen(options)
  const clock = eventClock(view.plan.timezone)
  const parts = [
    head(screen, view, clock),
    ...byResource(view.plan.patches).map((patches) => resource({screen, view, patches, clock})),
    byHand(screen, view),
    renderChecks(screen, view, clock),
    closing(screen, view),
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

function byResource(patches: readonly Patch[]): Patch[][] {
  const groups = new Map<string, Patch[]>()
  for (const patch of patches) {
    const key = JSON.stringify([patch.tier, patch.resource])
    groups.set(key, [...(groups.get(key) ?? []), patch])
  }
  return [...groups.values()]
}

function head(screen: Screen, {plan, caller}: DryRunView, clock: EventClock): string[] {
  const where = `${plan.eventName} · ${plan.service} · ${plan.account} · ${plan.region}`
  const left = screen.plain(`Plan ${plan.planId}   ${where}`)
  const right = screen.plain(`made ${clock.stamp(plan.asOf)}`)
  const isOneLine = screen.width === null || textWidth(left) + textWidth(right) + 2 <= screen.width
  return [
    ...(isOneLine
      ? spread(screen, left, screen.paint('dim', right))
      : [...paragraph(screen, left, {indent: 0, hang: 2}), ...paragraph(screen, right, {indent: 0, style: 'dim'})]),
    ...paragraph(screen, `Caller ${caller.arn}`, {indent: 0, hang: 2}),
  ]
}

function resource({
  screen,
  view,
  patches,
  clock,
}: {
  screen: Screen
  view: DryRunView
  patches: readonly Patch[]
  clock: EventClock
}): string[] {
  const [first] = patches
  if (first === undefined) return []
  const untouched = desiredField(first)
  return [
    ...paragraph(screen, `${first.tier} · ${resourceKind(first)} ${first.resource}`, {hang: 4, style: 'bold'}),
    ...patches.flatMap((patch) =>
      isScheduledAction(patch) ? action(screen, view, patch, clock) : fields(screen, view, patch),
    ),
    ...(untouched === null ? [] : setting(screen, ['  ', untouched, '', '(never set by ecom-plan)'], 'dim')),
  ]
}

/** The field that the scaling policy owns, and no call of ours sends. */
function desiredField({request}: Patch): string | null {
  if (request.service === 'rds') return null
  return request.service === 'autoscaling' ? 'DesiredCapacity' : 'DesiredCount'
}

function fields(screen: Screen, view: DryRunView, patch: Patch): string[] {
  const isManual = patch.route === 'manual'
  const change = view.plan.changes.find((candidate) => candidate.patchIds.includes(patch.id))
  const lines = fieldChanges(patch, view.live[patch.id]).flatMap(({field, from, to, isChanged}) =>
    isChanged
      ? setting(
          screen,
          [isManual ? '? ' : '~ ', field, `${from} → ${to}`, isManual ? 'manual' : ''],
          isManual ? 'warn' : null,
        )
      : setting(screen, ['  ', field, from, '(unchanged)'], 'dim'),
  )
  if (!isManual) return lines
  const downtime = change?.downtime ?? null
  const why = downtime === null ? '' : ` Downtime: ${sentence(downtime)}`
  return [...lines, ...paragraph(screen, `Not sent by apply: a person picks the minute.${why}`, {indent: 4})]
}

function action(screen: Screen, view: DryRunView, patch: Patch, clock: EventClock): string[] {
  const name = `scheduled action ${String(patch.request.input['ScheduledActionName'])}`
  const isThere = (view.live[patch.id]?.['ScheduledAction'] ?? null) !== null
  const what = `${actionStart(patch, clock)}   ${actionLimits(patch)}`
  return setting(screen, [isThere ? '~ ' : '+ ', name, what, isThere ? '(is there already)' : ''], null)
}

type Setting = readonly [mark: string, name: string, value: string, remark: string]

function setting(screen: Screen, [mark, name, value, remark]: Setting, style: Style | null): string[] {
  const [safeName, safeValue, safeRemark] = [name, value, remark].map(screen.plain) as [string, string, string]
  const tail = [safeValue, safeRemark].filter((text) => text !== '').join('   ')
  const isOneLine =
    screen.width === null ||
    (screen.width >= columnsFrom &&
      4 + Math.max(nameColumns, textWidth(safeName) + 2) + textWidth(tail) <= screen.width)
  if (isOneLine) {
    const gap = ' '.repeat(Math.max(2, nameColumns - textWidth(safeName)))
    return [screen.paint(style, `  ${mark}${safeName}${gap}${tail}`)]
  }
  return paragraph(screen, `${mark.trim()} ${safeName}  ${tail}`.trimStart(), {
    indent: mark.trim() === '' ? 4 : 2,
    hang: 6,
    style,
  })
}

/** Changes by hand that no AWS call stands for, such as a group that another service owns. */
function byHand(screen: Screen, {plan}: DryRunView): string[] {
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

function closing(screen: Screen, {plan}: DryRunView): string[] {
  const calls = plan.patches.filter((patch) => patch.route === 'automatic')
  const added = calls.filter(isScheduledAction).length
  const manual = manualChanges(plan).length
  const cost = plan.windowCostUsd === null ? '' : ` Event window cost about ${totalWords(plan)}.`
  const steps = manual === 0 ? '' : ` ${counted(manual, 'manual step')}.`
  return [
    ...paragraph(
      screen,
      `${counted(calls.length, 'change')}: ${calls.length - added} to modify, ${added} to add.${steps}${cost}`,
      {indent: 0, style: 'bold'},
    ),
    ...paragraph(screen, 'Dry run only. Nothing was sent to AWS.', {indent: 0}),
  ]
}
