import type {LeftPatch} from '../../documents/apply-review.js'
import type {Fields, Patch} from '../../documents/patch.js'
import {counted} from '../number.js'
import {actionLimits, actionStart, fieldChanges, isScheduledAction, resourceKind} from '../patch-words.js'
import type {EventClock} from '../time.js'
import {paragraph, type Screen, type Style} from './screen.js'
import {textWidth} from './text-width.js'

/** Screens at least this wide show name, value and remark of a setting in columns. */
const columnsFrom = 80
const nameColumns = 44

/** What is shown of patches: what their fields hold now, and which are not sent and why. */
export type PatchesView = {
  patches: readonly Patch[]
  live: Readonly<Record<string, Fields>>
  left: readonly LeftPatch[]
  /** Per patch id, what a person should know of it: its downtime. */
  remarks: Readonly<Record<string, string>>
  clock: EventClock
}

/** Patches resource by resource: what each call changes from what is live. Parts, one a resource. */
export function renderPatches(screen: Screen, view: PatchesView): string[][] {
  const groups = new Map<string, Patch[]>()
  for (const patch of view.patches) {
    const key = JSON.stringify([patch.tier, patch.resource])
    groups.set(key, [...(groups.get(key) ?? []), patch])
  }
  const isLeftOut = (patches: readonly Patch[]) => patches.every((patch) => leftOf(view, patch)?.reason === 'left-out')
  const all = [...groups.values()]
  const out = all.filter(isLeftOut)
  return [
    ...all.filter((patches) => !isLeftOut(patches)).map((patches) => resource(screen, view, patches)),
    ...(out.length === 0 ? [] : [leftOut(screen, out)]),
  ]
}

/** Resources of which --only names nothing, in one paragraph. */
function leftOut(screen: Screen, groups: readonly (readonly Patch[])[]): string[] {
  const words = groups.flatMap(([first, ...rest]) =>
    first === undefined ? [] : [`${first.tier} ${first.resource} (${counted(rest.length + 1, 'change')})`],
  )
  return [
    screen.paint('bold', '  Not sent: --only does not name them'),
    ...paragraph(screen, words.join(', '), {indent: 4, style: 'dim'}),
  ]
}

function resource(screen: Screen, view: PatchesView, patches: readonly Patch[]): string[] {
  const [first] = patches
  if (first === undefined) return []
  const untouched = desiredField(first)
  return [
    ...paragraph(screen, `${first.tier} · ${resourceKind(first)} ${first.resource}`, {hang: 4, style: 'bold'}),
    ...[...patches]
      .sort(byRun)
      .flatMap((patch) => (isScheduledAction(patch) ? action(screen, view, patch) : fields(screen, view, patch))),
    ...(untouched === null ? [] : setting(screen, ['  ', untouched, '', '(never set by ecom-plan)'], 'dim')),
  ]
}

/** Scheduled actions in the order in which they run, which is not that in which they are sent. */
function byRun(a: Patch, b: Patch): number {
  return isScheduledAction(a) && isScheduledAction(b) ? runText(a).localeCompare(runText(b)) : 0
}

const runText = ({request: {input}}: Patch) => String(input['StartTime'] ?? input['Schedule'] ?? '')

/** The field that the scaling policy owns, and no call of ours sends. */
function desiredField({request: {service, input}}: Patch): string | null {
  if (service === 'autoscaling') return 'DesiredCapacity'
  return input['ServiceNamespace'] === 'ecs' ? 'DesiredCount' : null
}

const leftOf = ({left}: PatchesView, patch: Patch) => left.find(({patchId}) => patchId === patch.id)
/** What waits for a person's word stands out; what waits for its time, or is done, does not. */
const isOpen = (one: LeftPatch | undefined) =>
  one !== undefined && (one.reason === 'consent' || one.reason === 'by-hand' || one.reason === 'missed')

function fields(screen: Screen, view: PatchesView, patch: Patch): string[] {
  const left = leftOf(view, patch)
  const [mark, style] =
    left === undefined ? (['~ ', null] as const) : isOpen(left) ? (['? ', 'warn'] as const) : (['  ', 'dim'] as const)
  const lines = fieldChanges(patch, view.live[patch.id]).flatMap(({field, from, to, isChanged}) =>
    isChanged
      ? setting(screen, [mark, field, `${from} → ${to}`, left === undefined ? '' : 'not sent'], style)
      : setting(screen, ['  ', field, from, '(unchanged)'], 'dim'),
  )
  const remark = view.remarks[patch.id] ?? ''
  const because = left === undefined ? remark : `Not sent: ${left.because}. ${remark}`.trim()
  return [...lines, ...(because === '' ? [] : paragraph(screen, because, {indent: 4}))]
}

function action(screen: Screen, view: PatchesView, patch: Patch): string[] {
  const left = leftOf(view, patch)
  const name = `scheduled action ${String(patch.request.input['ScheduledActionName'])}`
  const isThere = (view.live[patch.id]?.['ScheduledAction'] ?? null) !== null
  const isSame = sortedText(view.live[patch.id]?.['ScheduledAction']) === sortedText(patch.after['ScheduledAction'])
  const isGone = patch.after['ScheduledAction'] === null
  const what = isGone ? '' : `${actionStart(patch, view.clock)}   ${actionLimits(patch)}`
  const mark = isGone ? '- ' : isThere ? '~ ' : '+ '
  if (left === undefined)
    return setting(
      screen,
      [mark, name, what, isGone || !isThere ? '' : isSame ? '(is there already)' : '(moved)'],
      null,
    )
  const remark = `not sent: ${left.because}`
  return setting(screen, [isOpen(left) ? '? ' : '  ', name, what, remark], isOpen(left) ? 'warn' : 'dim')
}

/** The same for two objects that differ in the order of their keys. */
function sortedText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  return JSON.stringify(
    Object.entries(value)
      .map(([key, one]) => [key, sortedText(one)])
      .sort(),
  )
}

type Setting = readonly [mark: string, name: string, value: string, remark: string]

/** A setting in columns, or in a paragraph where the screen is too narrow for them. */
export function setting(screen: Screen, [mark, name, value, remark]: Setting, style: Style | null): string[] {
  const [safeName, safeValue, safeRemark] = [name, value, remark].map(screen.plain) as [string, string, string]
  const tail = [safeValue, safeRemark].filter((text) => text !== '').join('   ')
  const isOneLine =
    screen.width === null ||
    (screen.width >= columnsFrom &&
      4 + Math.max(nameColumns, textWidth(safeName) + 2) + textWidth(tail) <= screen.width)
  if (isOneLine) {
    const gap = ' '.repeat(Math.max(2, nameColumns - textWidth(safeName)))
    return [screen.paint(style, `  ${mark}${safeName}${gap}${tail}`.trimEnd())]
  }
  return paragraph(screen, `${mark.trim()} ${safeName}  ${tail}`.trimStart(), {
    indent: mark.trim() === '' ? 4 : 2,
    hang: 6,
    style,
  })
}
