import type {Receipt, ReceiptPatch} from '../../documents/receipt.js'
import {counted} from '../number.js'
import {actionLimits, actionStart, isScheduledAction} from '../patch-words.js'
import {changeWords, exceptionLines, purposeNames, statesInWords, stateWords, statusWords} from '../receipt-words.js'
import {type EventClock, eventClock, utcIso} from '../time.js'
import {setting} from './patch-lines.js'
import {type Mark, makeScreen, paragraph, type Screen, type ScreenOptions} from './screen.js'
import {renderTable} from './table.js'

/** A receipt as `show` has it, with what AWS called each request. */
export type ReceiptView = {receipt: Receipt; requestIds: Readonly<Record<string, string>>}

/**
 * A journal in words: who did what from where, each change from what its fields held to what the call leaves, its state
 * and AWS's id of the request, and what of the rules was set aside.
 */
export function renderReceiptText({receipt, requestIds, options}: ReceiptView & {options: ScreenOptions}): string {
  const screen = makeScreen(options)
  const clock = eventClock(receipt.timezone)
  const parts = [
    head(screen, receipt, clock),
    receipt.patches.flatMap((one) => patchLines(screen, one, requestIds[one.patch.id] ?? null, clock)),
    foot(screen, receipt),
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

function head(screen: Screen, receipt: Receipt, clock: EventClock): string[] {
  const {applyId, purpose, undoes, eventName, service, account, region, planId, writers, openedAt, closedAt} = receipt
  const of = undoes.length === 0 ? '' : ` of ${undoes.join(', ')}`
  const end = closedAt === null ? '' : `, ended ${clock.stamp(closedAt)}`
  return [
    ...paragraph(
      screen,
      `${purposeNames[purpose]} ${applyId}${of}   ${eventName} · ${service} · ${account} · ${region}`,
      {
        indent: 0,
        hang: 2,
        style: 'bold',
      },
    ),
    ...paragraph(screen, `Plan ${planId}   begun ${clock.stamp(openedAt)} (${utcIso(openedAt)})${end}`, {
      indent: 0,
      hang: 2,
    }),
    ...writers.flatMap(({callerArn, host, pid}, i) =>
      paragraph(screen, `${i === 0 ? 'By' : 'Went on'} ${callerArn} from ${host} (process ${pid})`, {
        indent: 0,
        hang: 2,
      }),
    ),
    ...exceptionLines(receipt.exceptions).flatMap((line) =>
      paragraph(screen, line, {indent: 0, hang: 2, style: 'warn'}),
    ),
  ]
}

const marks: Readonly<Record<ReceiptPatch['state'], Mark | null>> = {
  untried: null,
  'in-doubt': 'warn',
  live: 'good',
  verified: 'good',
  failed: 'bad',
  conflict: 'bad',
  undone: null,
}

function patchLines(screen: Screen, one: ReceiptPatch, requestId: string | null, clock: EventClock): string[] {
  const {patch, state, isSent, at, message} = one
  const mark = marks[state]
  const sign = mark === null ? '-' : screen.mark(mark)
  const words = isSent || state !== 'live' ? stateWords[state] : 'there already'
  const style = mark === 'good' || mark === null ? null : mark
  const values = isScheduledAction(patch)
    ? [setting(screen, ['  ', ...actionCells(one, clock)], null)]
    : changeWords(one).map(({field, words: change}) => setting(screen, ['  ', field, change, ''], null))
  const detail = [
    ...(at === null ? [] : [clock.stamp(at)]),
    ...(requestId === null ? [] : [`request ${requestId}`]),
    ...(message === null ? [] : [message]),
  ].join('; ')
  return [
    ...paragraph(screen, `${sign} ${patch.tier} · ${patch.resource}   ${words}`, {indent: 2, hang: 4, style}),
    ...values.flat(),
    ...(detail === '' ? [] : paragraph(screen, detail, {indent: 4, hang: 6, style: 'dim'})),
  ]
}

function actionCells({patch}: ReceiptPatch, clock: EventClock): [string, string, string] {
  const name = `scheduled action ${String(patch.request.input['ScheduledActionName'])}`
  if (patch.after['ScheduledAction'] === null) return [name, 'deleted', '']
  return [name, `${actionStart(patch, clock)}   ${actionLimits(patch)}`, '']
}

function foot(screen: Screen, {applyId, status, because, patches, purpose}: Receipt): string[] {
  const states = new Map<ReceiptPatch['state'], number>()
  for (const {state} of patches) states.set(state, (states.get(state) ?? 0) + 1)
  const counts = statesInWords([...states].map(([state, patchCount]) => ({state, patchCount})))
  const why = status === 'done' || because === null ? '' : `: ${because}`
  const isLive = patches.some(({state}) => state === 'live' || state === 'verified' || state === 'in-doubt')
  const isOpen = status !== 'done' && patches.some(({state}) => state !== 'undone' && state !== 'verified')
  return [
    ...paragraph(screen, `${counted(patches.length, 'change')}: ${counts}. ${statusWords(status)}${why}`, {
      indent: 0,
      hang: 2,
      style: 'bold',
    }),
    ...(isOpen ? paragraph(screen, `ecom-plan apply --resume ${applyId}`, {indent: 2}) : []),
    ...(isLive && purpose !== 'rollback'
      ? paragraph(screen, `ecom-plan rollback ${applyId} --dry-run`, {indent: 2})
      : []),
  ]
}

/** A table of the applies of a store, the latest first. */
export function renderReceiptList({
  place,
  receipts,
  options,
}: {
  place: string
  receipts: readonly Receipt[]
  options: ScreenOptions
}): string {
  const screen = makeScreen(options)
  if (receipts.length === 0) {
    return `${paragraph(screen, `${place} holds no apply yet. Make one: ecom-plan apply plan.json`, {indent: 0}).join('\n')}\n`
  }
  const rows = [...receipts].reverse().map((receipt) => {
    const {applyId, purpose, openedAt, timezone, eventName, planId, status, patches} = receipt
    const states = new Map<ReceiptPatch['state'], number>()
    for (const {state} of patches) states.set(state, (states.get(state) ?? 0) + 1)
    const counts = statesInWords([...states].map(([state, patchCount]) => ({state, patchCount})))
    return [
      {text: applyId, style: 'bold' as const},
      {text: eventClock(timezone).dated(openedAt)},
      {text: purpose},
      {text: eventName},
      {text: planId},
      {text: counts},
      {text: status === 'open' ? 'cut' : status, style: status === 'done' ? null : ('warn' as const)},
    ]
  })
  const lines = renderTable({
    screen,
    columns: [
      {label: 'Id'},
      {label: 'Begun', floor: 16},
      {label: 'What'},
      {label: 'Event', floor: 12, dropOrder: 2},
      {label: 'Plan', dropOrder: 1},
      {label: 'Changes', floor: 12},
      {label: 'Ended'},
    ],
    rows,
  })
  const note = `${counted(receipts.length, 'run')} in ${place}. One of them in full: ecom-plan show ID`
  return `${[...lines, '', ...paragraph(screen, note, {style: 'dim'})].join('\n')}\n`
}
