import type {GroupCopy} from '../../documents/status.js'
import {paragraph, type Screen} from './screen.js'

/** Groups that a deployment copied, so that what was applied stayed behind, and what to do. */
export function copyLines(screen: Screen, copies: readonly GroupCopy[]): string[] {
  if (copies.length === 0) return []
  return [
    screen.paint('bold', 'COPIED GROUPS'),
    ...copies.flatMap(({tier, from, isGone, to, applyId, patchIds, next}) => [
      ...paragraph(
        screen,
        `! ${tier}: ${from} is ${isGone ? 'gone' : 'empty'}, and ${to} carries its tags: a deployment copied it. What ${applyId} set (${patchIds.join(', ')}) is not on the copy.`,
        {indent: 2, hang: 4, style: 'warn'},
      ),
      ...paragraph(screen, next, {indent: 4, hang: 6}),
    ]),
  ]
}
