import type {ActionLimits, LiveLimits, Status, TierStatus} from '../../documents/status.js'
import {whole} from '../number.js'
import {type EventClock, eventClock} from '../time.js'
import {copyLines} from './copy-lines.js'
import {heading, makeScreen, paragraph, type Screen, type ScreenOptions, spread} from './screen.js'
import {renderApplies, renderPlanStatus} from './status-parts.js'
import {type Cell, type Column, renderTable} from './table.js'
import {renderTemporary} from './temporary-part.js'
import {textWidth} from './text-width.js'

/**
 * The status screen: limits now and, where asked, at a later time; every scheduled action with its next run in local
 * time and UTC; the next runs; applies; the plan at hand; temporary changes that are live; copied groups.
 */
export function renderStatusText({
  status,
  isWide,
  options,
}: {
  status: Status
  /** Tables at their natural width, however wide the screen is. */
  isWide: boolean
  options: ScreenOptions
}): string {
  const screen = makeScreen(options)
  const tables = isWide ? {...screen, width: null} : screen
  const clock = eventClock(status.timezone)
  const parts = [
    head(screen, status, clock),
    limits(screen, tables, status, clock),
    actions(screen, tables, status, clock),
    runs(screen, tables, status, clock),
    renderApplies({screen, tables, status, clock}),
    renderPlanStatus({screen, tables, status, clock}),
    renderTemporary({screen, tables, temporary: status.temporary, clock}),
    copyLines(screen, status.copies),
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

function head(screen: Screen, {service, account, region, at}: Status, clock: EventClock): string[] {
  const left = screen.plain(`Status   ${service} · ${account} · ${region}`)
  const right = screen.plain(`as of ${clock.stamp(at)}`)
  const isOneLine = screen.width === null || textWidth(left) + textWidth(right) + 2 <= screen.width
  return isOneLine ? spread(screen, left, screen.paint('dim', right)) : [left, screen.paint('dim', right)]
}

const count = (value: number | null) => (value === null ? '—' : whole(value))

function limits(screen: Screen, tables: Screen, status: Status, clock: EventClock): string[] {
  const {tiers, laterAt, gone} = status
  const detail = laterAt === null ? 'in force now' : `in force now, and what will be ${clock.stamp(laterAt)}`
  const later: Column[] = [
    {label: 'Min then', align: 'right'},
    {label: 'Max then', align: 'right'},
  ]
  return [
    ...heading(screen, 'LIMITS', detail),
    ...(tiers.length === 0 ? paragraph(screen, 'No tier here is scaled by AWS.') : []),
    ...renderTable({
      screen: tables,
      columns: [
        {label: 'Tier'},
        {label: 'Resource', floor: 8, dropOrder: 2},
        {label: 'Min', align: 'right'},
        {label: 'Desired', align: 'right'},
        {label: 'Max', align: 'right'},
        ...(laterAt === null ? [] : later),
        {label: 'Policies', floor: 16, dropOrder: 1},
      ],
      rows: tiers.map((tier) => limitRow(tier, laterAt !== null)),
    }),
    ...tiers.flatMap((tier) => notes(screen, tier)),
    ...gone.flatMap(({tier, resource}) =>
      paragraph(screen, `! ${tier}: ${resource} is not there any more.`, {indent: 2, hang: 4, style: 'bad'}),
    ),
    ...(laterAt === null
      ? []
      : paragraph(screen, 'Between minimum and maximum the policies decide; what they will have added nobody knows.', {
          style: 'dim',
        })),
  ]
}

function limitRow({tier, resource, now, later, policies}: TierStatus, isLater: boolean): Cell[] {
  const cells: [LiveLimits, keyof LiveLimits][] = [
    [now, 'minCount'],
    [now, 'desiredCount'],
    [now, 'maxCount'],
  ]
  return [
    {text: tier, style: 'bold'},
    {text: resource},
    ...cells.map(([from, field]) => ({text: count(from[field])})),
    ...(isLater ? [laterCell(now, later, 'minCount'), laterCell(now, later, 'maxCount')] : []),
    {text: policies.length === 0 ? 'none' : policies.map(policyWords).join(', ')},
  ]
}

function laterCell(now: LiveLimits, later: TierStatus['later'], field: 'minCount' | 'maxCount'): Cell {
  const value = later === null ? null : later.limits[field]
  return {text: count(value), style: value === now[field] ? 'dim' : 'bold'}
}

function policyWords({name, type, metric, target, isScaleInOff}: TierStatus['policies'][number]): string {
  const aim = target === null ? type : `${metric ?? 'a metric of its own'} ${target}`
  return `${name} (${aim}${isScaleInOff === true ? ', never scales in' : ''})`
}

function notes(screen: Screen, {tier, areActionsSuspended, later}: TierStatus): string[] {
  const said = [
    ...(areActionsSuspended ? [`${tier}: its scheduled actions are suspended, so that none of them runs.`] : []),
    ...(later?.unclear ?? []).map((text) => `${tier}: ${text}.`),
  ]
  return said.flatMap((text) => paragraph(screen, `! ${text}`, {indent: 2, hang: 4, style: 'warn'}))
}

/** `min 24, max 60`: what an action sets. */
function setsWords({minCount, maxCount, desiredCount}: ActionLimits): string {
  const parts = [
    ...(minCount === null ? [] : [`min ${whole(minCount)}`]),
    ...(maxCount === null ? [] : [`max ${whole(maxCount)}`]),
    ...(desiredCount === null ? [] : [`desired ${whole(desiredCount)}`]),
  ]
  return parts.length === 0 ? 'nothing' : parts.join(', ')
}

/** `27 Nov 04:00Z`: the same moment as AWS has it. */
function utcWords(at: string): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ')
}

function actions(screen: Screen, tables: Screen, {tiers}: Status, clock: EventClock): string[] {
  const listed = tiers.flatMap(({tier, actions: all}) => all.map((action) => ({tier, action})))
  if (listed.length === 0) return [...heading(screen, 'SCHEDULED ACTIONS', ''), ...paragraph(screen, 'None.')]
  return [
    ...heading(screen, 'SCHEDULED ACTIONS', 'ours carry the id of their plan in the name'),
    ...renderTable({
      screen: tables,
      columns: [
        {label: 'Tier'},
        {label: 'Action', floor: 24},
        {label: 'Sets'},
        {label: 'Next run'},
        {label: 'UTC', dropOrder: 2},
        {label: 'Schedule', dropOrder: 1},
      ],
      wrapsFrom: neverWraps,
      rows: listed.map(({tier, action: {name, planId, limits: sets, nextAt, schedule, timezone}}) => [
        {text: tier},
        {text: name, style: planId === null ? null : 'bold'},
        {text: setsWords(sets)},
        {text: nextAt === null ? (isOnce(schedule) ? 'none: it ran' : 'not known') : clock.stamp(nextAt)},
        {text: nextAt === null ? '' : utcWords(nextAt)},
        {
          text: /^\d{4}-/.test(schedule) ? 'once' : `${schedule}${timezone === null ? '' : ` ${timezone}`}`,
          style: 'dim',
        },
      ]),
    }),
  ]
}

const isOnce = (schedule: string) => /^(\d{4}-|at\()/.test(schedule)

/** A name that is cut in two is no name: columns go first. */
const neverWraps = Number.POSITIVE_INFINITY

function runs(screen: Screen, tables: Screen, {runs: ahead}: Status, clock: EventClock): string[] {
  if (ahead.length === 0) return []
  return [
    ...heading(screen, 'NEXT RUNS', `the next ${ahead.length} of all tiers together`),
    ...renderTable({
      screen: tables,
      columns: [
        {label: 'When'},
        {label: 'UTC', dropOrder: 2},
        {label: 'Tier'},
        {label: 'Sets'},
        {label: 'Action', dropOrder: 1},
      ],
      wrapsFrom: neverWraps,
      rows: ahead.map(({at, tier, limits: sets, action, planId}) => [
        {text: clock.stamp(at)},
        {text: utcWords(at)},
        {text: tier},
        {text: setsWords(sets)},
        {text: action, style: planId === null ? 'dim' : null},
      ]),
    }),
  ]
}
