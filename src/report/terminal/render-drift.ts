import type {Drift, FieldDrift, FieldStanding} from '../../documents/drift.js'
import {counted} from '../number.js'
import {actionFieldWords, valueText} from '../patch-words.js'
import {type EventClock, eventClock} from '../time.js'
import {copyLines} from './copy-lines.js'
import {setting} from './patch-lines.js'
import {makeScreen, paragraph, type Screen, type ScreenOptions, type Style} from './screen.js'

const words: Readonly<Record<FieldStanding, {mark: string; words: string; style: Style | null}>> = {
  'as-left': {mark: '  ', words: 'as it was left', style: 'dim'},
  ran: {mark: '  ', words: 'ran, and is gone', style: 'dim'},
  unchanged: {mark: '  ', words: 'as the plan knew it', style: 'dim'},
  'gone-back': {mark: '! ', words: 'gone back', style: 'warn'},
  moved: {mark: '! ', words: 'moved', style: 'bad'},
}

/**
 * Each field of an apply or a plan beside what AWS has now, resource by resource, with those that drifted marked; then
 * groups that a deployment copied, and the count.
 */
export function renderDriftText({drift, options}: {drift: Drift; options: ScreenOptions}): string {
  const screen = makeScreen(options)
  const clock = eventClock(drift.timezone)
  const parts = [
    head(screen, drift, clock),
    ...byResource(drift.fields).map((fields) => resource(screen, fields, clock)),
    copyLines(screen, drift.copies),
    foot(screen, drift),
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

function head(screen: Screen, {against, service, account, region, at}: Drift, clock: EventClock): string[] {
  const {kind, id, eventName, madeAt} = against
  const title = `Drift since ${kind} ${id}   ${eventName} · ${service} · ${account} · ${region}`
  const made = `${kind === 'apply' ? 'applied' : 'made'} ${clock.stamp(madeAt)}, compared ${clock.stamp(at)}`
  return [
    ...paragraph(screen, title, {indent: 0, hang: 2, style: 'bold'}),
    ...paragraph(screen, made, {indent: 0, hang: 2, style: 'dim'}),
  ]
}

function byResource(fields: readonly FieldDrift[]): FieldDrift[][] {
  const groups = new Map<string, FieldDrift[]>()
  for (const field of fields) {
    const key = JSON.stringify([field.tier, field.resource])
    groups.set(key, [...(groups.get(key) ?? []), field])
  }
  return [...groups.values()]
}

function resource(screen: Screen, fields: readonly FieldDrift[], clock: EventClock): string[] {
  const [first] = fields
  if (first === undefined) return []
  return [
    ...paragraph(screen, `${first.tier} · ${first.resource}`, {hang: 4, style: 'bold'}),
    ...fields.flatMap((field) => line(screen, field, clock)),
  ]
}

function line(
  screen: Screen,
  {field, patchId, actionName, left, live, standing, because}: FieldDrift,
  clock: EventClock,
): string[] {
  const {mark, words: said, style} = words[standing]
  const isAction = field === 'ScheduledAction'
  const name = isAction ? `scheduled action ${actionName ?? patchId}` : field
  const say = (value: unknown) => (isAction ? actionFieldWords(value, clock) : valueText(value))
  const isDrift = standing === 'moved' || standing === 'gone-back'
  const values = isDrift ? `${say(left)} → ${say(live)}` : say(standing === 'ran' ? left : live)
  return [
    ...setting(screen, [mark, name, values, said], style),
    ...(because === null ? [] : paragraph(screen, because, {indent: 4})),
  ]
}

function foot(screen: Screen, {fields, copies, isDrifted, against}: Drift): string[] {
  const moved = fields.filter(({standing}) => standing === 'moved').length
  const back = fields.filter(({standing}) => standing === 'gone-back').length
  const count = counted(fields.length, 'field')
  if (!isDrifted) {
    const said =
      fields.length === 0
        ? `Nothing of ${against.id} is live.`
        : `No drift: ${count} as ${against.kind === 'apply' ? 'left' : 'known'}.`
    return paragraph(screen, said, {indent: 0, style: 'good'})
  }
  const parts = [
    ...(moved === 0 ? [] : [`${moved} moved`]),
    ...(back === 0 ? [] : [`${back} gone back`]),
    ...(copies.length === 0 ? [] : [`${counted(copies.length, 'group')} copied`]),
  ]
  return [
    ...paragraph(screen, `Drifted: ${parts.join(', ')}, of ${count}.`, {indent: 0, style: 'bad'}),
    ...paragraph(screen, 'Who changed them AWS does not tell here; CloudTrail does, by the resource.', {indent: 0}),
  ]
}
