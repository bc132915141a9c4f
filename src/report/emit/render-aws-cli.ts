import {plainText} from '../plain-text.js'
import {applyLines, restoreLines, shTime} from './aws-cli-calls.js'
import {awsCliPrelude} from './aws-cli-prelude.js'
import {busyTime, type EmitView, placeOf, timedView} from './emit-view.js'
import {headNotes} from './patch-notes.js'
import {shQuoted} from './sh-quoted.js'

/**
 * A plan as a script in POSIX sh that calls the AWS CLI: `apply` sends the requests as the plan has them, `restore`
 * takes them back in the reverse order, and without either it says how it is used.
 *
 * It looks before it writes: another account, an expired plan, a limit that is neither as planned from nor as planned
 * end it, and no maximum is lowered under what is in use. What it does not do is told in its head.
 */
export function renderAwsCli(emitted: EmitView): string {
  const view = timedView(emitted)
  const {plan, patches} = view
  const busy = busyTime(view)
  const accounts = [...new Set(patches.map((patch) => placeOf(patch, plan).account))].sort()
  const who = `who ${shQuoted(plan.region)} ${(accounts.length === 0 ? [plan.account] : accounts).map(shQuoted).join(' ')}`
  return `${[
    '#!/bin/sh',
    ...comments(headNotes(view)),
    '#',
    '#   sh FILE apply      sends what is due, in this order, and stops at the first call that fails',
    '#   sh FILE restore    after the event: puts back what was, the last first',
    '#',
    '# It keeps no journal, takes no lock and waits for nothing to converge: ecom-plan apply does. Of limits, policies and',
    '# databases it compares what they hold before it writes; all else is sent as it stands. AWS_ENDPOINT_URL is heeded.',
    '# Ends with 0 done, 5 some not done yet, 6 refused or stopped, 64 usage, or what the AWS CLI ended with.',
    'set -eu',
    awsCliPrelude,
    '',
    'apply() {',
    ...indented([
      who,
      `[ "$now" -lt ${shTime(plan.expiresAt)} ] || stop 'the plan has expired; make a new one'`,
      ...patches.flatMap((patch) => ['', ...applyLines(patch, view)]),
      '',
      'finish',
    ]),
    '}',
    '',
    'restore() {',
    ...indented([
      who,
      `if [ "$now" -ge ${shTime(busy.fromAt)} ] && [ "$now" -le ${shTime(busy.untilAt)} ]; then`,
      "  stop 'the event is on: nothing is taken back in it'",
      'fi',
      ...patches.toReversed().flatMap((patch) => ['', ...restoreLines(patch, view)]),
      '',
      'finish',
    ]),
    '}',
    '',
    `case ${'$'}{1:-} in`,
    '  apply) apply ;;',
    '  restore) restore ;;',
    `  *) printf ${shQuoted('usage: sh %s apply|restore   (%s)\\n')} "$0" ${shQuoted(plainText(`${plan.eventName}, plan ${plan.planId}`))} >&2; exit 64 ;;`,
    'esac',
  ].join('\n')}\n`
}

const comments = (lines: readonly string[]) => lines.map((line) => `# ${line}`)
/** Each line of code two spaces in; the lines of a word that goes on over several are part of it, and JSON all the same. */
const indented = (lines: readonly string[]) =>
  lines.map((line) =>
    line === ''
      ? ''
      : line
          .split('\n')
          .map((one) => `  ${one}`)
          .join('\n'),
  )
