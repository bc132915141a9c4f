import type {Staying, UndoReview} from '../../documents/undo-review.js'
import {counted} from '../number.js'
import {isScheduledAction} from '../patch-words.js'
import {type EventClock, eventClock} from '../time.js'
import {renderChecks} from './dry-run-checks.js'
import {renderPatches, setting} from './patch-lines.js'
import {makeScreen, paragraph, type Screen, type ScreenOptions, type Style, spread} from './screen.js'
import {textWidth} from './text-width.js'

const titles: Readonly<Record<UndoReview['purpose'], string>> = {
  apply: 'Apply',
  rollback: 'Roll back',
  restore: 'Restore after',
  extend: 'Extend',
}

/**
 * What a rollback, a restore or an extension shows before it asks, and all that its dry run shows: per resource what
 * goes back from what it holds now, what stays and why, the checks, and the count.
 */
export function renderUndoText({
  review,
  isDryRun,
  options,
}: {
  review: UndoReview
  /** False where the same is shown before the question. */
  isDryRun: boolean
  options: ScreenOptions
}): string {
  const screen = makeScreen(options)
  const clock = eventClock(review.timezone)
  const parts = [
    head(screen, review, clock),
    ...renderPatches(screen, {patches: review.patches, live: review.live, left: [], remarks: {}, clock}),
    staying(screen, review.staying),
    renderChecks(screen, review.checks),
    closing(screen, review, isDryRun),
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

function head(screen: Screen, review: UndoReview, clock: EventClock): string[] {
  const {purpose, undoes, eventName, service, accountAlias, account, region, caller} = review
  const what = purpose === 'rollback' ? undoes.join(', ') : eventName
  const where = accountAlias === null ? account : `${accountAlias} ${account}`
  const event = purpose === 'rollback' ? `${eventName} · ` : ''
  const left = screen.plain(`${titles[purpose]} ${what}   ${event}${service} · ${where} · ${region}`)
  const right = screen.plain(`as of ${clock.stamp(review.at)}`)
  const isOneLine = screen.width === null || textWidth(left) + textWidth(right) + 2 <= screen.width
  return [
    ...(isOneLine
      ? spread(screen, left, screen.paint('dim', right))
      : [...paragraph(screen, left, {indent: 0, hang: 2}), ...paragraph(screen, right, {indent: 0, style: 'dim'})]),
    ...(purpose === 'extend' ? paragraph(screen, `New end ${clock.stamp(review.windowEndAt)}`, {indent: 0}) : []),
    ...paragraph(screen, `Caller ${caller}`, {indent: 0, hang: 2}),
  ]
}

const reasons: Readonly<Record<Staying['reason'], {words: string; style: Style | null}>> = {
  need: {words: 'waits', style: 'warn'},
  busy: {words: 'waits', style: 'warn'},
  consent: {words: 'not sent', style: 'warn'},
  impossible: {words: 'stays', style: null},
  'left-out': {words: 'left out', style: 'dim'},
}

/** What is not sent, with the reason and what could do it. */
function staying(screen: Screen, list: readonly Staying[]): string[] {
  if (list.length === 0) return []
  return [
    screen.paint('bold', '  Stays as it is'),
    ...list.flatMap(({tier, resource, summary, reason, because}) => {
      const {words, style} = reasons[reason]
      const mark = reason === 'left-out' ? '  ' : '? '
      return [
        ...setting(screen, [mark, `${tier} ${resource}`, summary, words], style),
        ...(reason === 'left-out' ? [] : paragraph(screen, because, {indent: 4})),
      ]
    }),
  ]
}

function closing(screen: Screen, review: UndoReview, isDryRun: boolean): string[] {
  const {patches, already, checks, staying: left} = review
  const sent = patches.filter(({id}) => !already.includes(id))
  const gone = sent.filter((patch) => isScheduledAction(patch) && patch.after['ScheduledAction'] === null).length
  const there = already.length === 0 ? '' : ` ${already.length} there already.`
  const stays = left.length === 0 ? '' : ` ${counted(left.length, 'change')} not sent.`
  const failed = checks.filter(({status}) => status === 'fail').length
  const count = `${counted(sent.length, 'change')}: ${sent.length - gone} to put back, ${gone} to delete.`
  const words = review.purpose === 'extend' ? `${counted(sent.length, 'scheduled action')} to move.` : count
  return [
    ...paragraph(screen, `${words}${there}${stays}`, {indent: 0, style: 'bold'}),
    ...(isDryRun ? paragraph(screen, 'Dry run only. Nothing was sent to AWS.', {indent: 0}) : []),
    ...(failed === 0 ? [] : paragraph(screen, `Refused by ${counted(failed, 'check')}.`, {indent: 0, style: 'bad'})),
  ]
}
