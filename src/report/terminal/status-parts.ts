import type {PlanPatchStatus, Status} from '../../documents/status.js'
import {counted} from '../number.js'
import {statesInWords, statusWords} from '../receipt-words.js'
import type {EventClock} from '../time.js'
import {heading, paragraph, type Screen, type Style} from './screen.js'
import {renderTable} from './table.js'

type Part = {screen: Screen; tables: Screen; status: Status; clock: EventClock}

/** More of the past than this is what `show --list` has. */
const mostApplies = 5

/** The latest applies of the store, with what became of their changes. */
export function renderApplies({screen, tables, status, clock}: Part): string[] {
  const {applies, store} = status
  if (applies.length === 0) {
    return [...heading(screen, 'APPLIES', store), ...paragraph(screen, 'None yet: ecom-plan apply plan.json --dry-run')]
  }
  const latest = applies.slice(-mostApplies).reverse()
  return [
    ...heading(screen, 'APPLIES', store),
    ...renderTable({
      screen: tables,
      columns: [
        {label: 'Id'},
        {label: 'Begun', floor: 12, dropOrder: 1},
        {label: 'What'},
        {label: 'Event', floor: 12, dropOrder: 2},
        {label: 'Changes', floor: 12},
        {label: 'Ended', floor: 8},
      ],
      rows: latest.map(({applyId, openedAt, purpose, eventName, states, status: end}) => {
        const style: Style | null = end === 'done' ? null : 'warn'
        return [
          {text: applyId, style: 'bold' as const},
          {text: clock.stamp(openedAt)},
          {text: purpose},
          {text: eventName},
          {text: statesInWords(states)},
          {text: statusWords(end), style},
        ]
      }),
    }),
    ...(applies.length > latest.length
      ? paragraph(screen, `${counted(applies.length - latest.length, 'earlier run')}: ecom-plan show --list`, {
          style: 'dim',
        })
      : []),
    ...applies.flatMap(({applyId, status: end}) =>
      end === 'open' ? paragraph(screen, `ecom-plan apply --resume ${applyId}`, {indent: 2, hang: 4}) : [],
    ),
  ]
}

/** The plan at hand: how much of it is applied, and what is due, later or missed, by wave. */
export function renderPlanStatus({screen, tables, status, clock}: Part): string[] {
  const {plan} = status
  if (plan === null) return []
  const count = (standing: PlanPatchStatus['standing']) =>
    plan.patches.filter((one) => one.standing === standing).length
  const words = (['applied', 'due', 'later', 'missed', 'manual'] as const)
    .flatMap((standing) => (count(standing) === 0 ? [] : [`${count(standing)} ${standings[standing]}`]))
    .join(', ')
  const open = grouped(plan.patches.filter(({standing}) => standing !== 'applied'))
  const end = plan.isExpired ? `expired ${clock.stamp(plan.expiresAt)}` : `good until ${clock.stamp(plan.expiresAt)}`
  return [
    ...heading(screen, `PLAN ${plan.planId}`, `${plan.eventName}, ${plan.path}, ${end}`),
    ...paragraph(screen, words === '' ? 'It changes nothing.' : `${words}.`, {style: plan.isExpired ? 'warn' : null}),
    ...(open.length === 0
      ? []
      : renderTable({
          screen: tables,
          columns: [
            {label: 'Wave', dropOrder: 1},
            {label: 'Tier'},
            {label: 'Change', floor: 16},
            {label: 'Standing'},
            {label: 'From', dropOrder: 2},
            {label: 'Until'},
          ],
          rows: open.map(({wave, tier, summary, standing, notBeforeAt, notAfterAt}) => [
            {text: wave},
            {text: tier},
            {text: summary},
            {text: standings[standing], style: standing === 'missed' ? 'bad' : standing === 'due' ? 'bold' : null},
            {text: notBeforeAt === null ? '' : clock.stamp(notBeforeAt)},
            {text: notAfterAt === null ? '' : clock.stamp(notAfterAt)},
          ]),
        })),
    ...(count('due') > 0 && !plan.isExpired
      ? paragraph(screen, `ecom-plan apply ${plan.path} --due --dry-run`, {indent: 2, hang: 4})
      : []),
  ]
}

/** The scheduled minima of one tier that stand alike as one line, until the first of them. */
function grouped(patches: readonly PlanPatchStatus[]): PlanPatchStatus[] {
  const groups = new Map<string, PlanPatchStatus[]>()
  for (const patch of patches) {
    const {isScheduled, tier, standing, patchId} = patch
    const key = isScheduled ? JSON.stringify([tier, standing]) : patchId
    groups.set(key, [...(groups.get(key) ?? []), patch])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = [...group].sort((a, b) => ((a.notAfterAt ?? '') < (b.notAfterAt ?? '') ? -1 : 1))
    if (first === undefined) return []
    return [group.length === 1 ? first : {...first, summary: `scheduled min ×${group.length}`}]
  })
}

const standings: Readonly<Record<PlanPatchStatus['standing'], string>> = {
  applied: 'applied',
  due: 'due now',
  later: 'later',
  missed: 'missed',
  manual: 'awaiting consent',
}
