import type {Patch} from '../../documents/patch.js'
import type {Receipt, ReceiptPatch} from '../../documents/receipt.js'
import {counted} from '../number.js'
import {actionStart, isScheduledAction} from '../patch-words.js'
import type {EventClock} from '../time.js'
import {type Mark, makeScreen, paragraph, type Screen, type ScreenOptions} from './screen.js'

/** A change that a run has come to the end of: `state` in a word, and how long it took. */
export type RunLine = {
  patch: Patch
  index: number
  count: number
  mark: Mark
  state: string
  /** Seconds, null where nothing was sent. */
  tookS: number | null
  /** AWS's words, or ours, where it failed. */
  message: string | null
}

/** One line of a run as it happens, and what AWS said where it failed. */
export function renderRunLine({
  line,
  clock,
  options,
}: {
  line: RunLine
  clock: EventClock
  options: ScreenOptions
}): string {
  const screen = makeScreen(options)
  const {patch, index, count, mark, state, tookS, message} = line
  const number = `${String(index).padStart(String(count).length)}/${count}`
  const sign = screen.mark(mark)
  const end = `${state}${tookS === null ? '' : `   ${tookS.toFixed(1)} s`}`
  const what = `${patch.tier}  ${summaryOf(patch, clock)}`
  const lead = `  ${sign}  ${number}  `
  const whole = screen.plain(`${lead}${what}`)
  const room = screen.width === null ? 0 : screen.width - end.length - 2
  const first =
    screen.width !== null && whole.length > room
      ? [...paragraph(screen, `${sign}  ${number}  ${what}`, {indent: 2, hang: 6}), `      ${end}`]
      : [`${whole.padEnd(screen.width === null ? 64 : room)}  ${end}`]
  const more = message === null ? [] : paragraph(screen, message, {indent: lead.length, hang: lead.length, style: mark})
  return [...first.map((text) => text.replace(sign, screen.paint(mark, sign))), ...more].join('\n')
}

/** `MaxSize 36 → 48`, `scheduled action ecom-plan-p-1-1  Thu 23:15 EST  min 54`. */
function summaryOf(patch: Patch, clock: EventClock): string {
  if (!isScheduledAction(patch) || patch.after['ScheduledAction'] === null) return patch.summary
  return `${patch.summary} at ${actionStart(patch, clock)}`
}

const isSent = ({state, isSent}: ReceiptPatch) => isSent && (state === 'live' || state === 'verified')

/**
 * How a run ended: what is live, what is in doubt and what was not tried, and what to type next. `suggestions` are those
 * of its failure; null where all is done.
 */
export function renderRunEnd({
  receipt,
  failure,
  options,
}: {
  receipt: Receipt
  failure: {message: string; suggestions: readonly string[]} | null
  options: ScreenOptions
}): string {
  const screen = makeScreen(options)
  const lines = failure === null ? done(screen, receipt) : stopped(screen, receipt, failure)
  return `\n${lines.join('\n')}\n`
}

function done(screen: Screen, receipt: Receipt): string[] {
  const {patches, applyId, purpose} = receipt
  const sent = patches.filter(isSent)
  const verified = sent.filter(({state}) => state === 'verified').length
  const there = patches.length - sent.length
  const seen = verified === sent.length ? 'all verified' : `${verified} verified`
  const isUndone = purpose === 'rollback' || purpose === 'restore'
  const what = isUndone ? `${counted(sent.length, 'change')} taken back` : `${counted(sent.length, 'change')} live`
  const words = `Done. ${what}, ${seen}.${there === 0 ? '' : ` ${there} there already.`}`
  const back = purpose === 'apply' && sent.length > 0 ? [`ecom-plan rollback ${applyId}`] : []
  return [
    ...paragraph(screen, sent.length === 0 ? `Done. Nothing had to be sent.` : words, {indent: 0, style: 'good'}),
    ...[`ecom-plan show ${applyId}`, ...back].flatMap((text) => paragraph(screen, text, {indent: 2})),
  ]
}

function stopped(
  screen: Screen,
  receipt: Receipt,
  failure: {message: string; suggestions: readonly string[]},
): string[] {
  const count = (...states: string[]) => receipt.patches.filter(({state}) => states.includes(state)).length
  const [live, doubt] = [receipt.patches.filter(isSent).length, count('in-doubt')]
  const rest = count('untried', 'failed', 'conflict')
  const parts = [
    `${live === 0 ? 'Nothing is' : `${counted(live, 'change')} ${live === 1 ? 'is' : 'are'}`} live`,
    ...(doubt === 0 ? [] : [`${doubt} in doubt`]),
    `${rest} not made`,
  ]
  return [
    ...paragraph(screen, `Stopped. ${parts.join(', ')}.`, {indent: 0, style: 'bad'}),
    ...paragraph(screen, failure.message, {indent: 0, hang: 2}),
    ...failure.suggestions.flatMap((text) => paragraph(screen, text, {indent: 2, hang: 4})),
  ]
}
