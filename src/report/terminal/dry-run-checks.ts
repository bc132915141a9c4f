import type {ApplyCheck} from '../../documents/apply-check.js'
import {type Mark, paragraph, type Screen} from './screen.js'

const nameColumns = 15
/** More lines than these of one check say nothing new; `--json` has them all. */
const mostDetails = 8

const marks: Readonly<Record<ApplyCheck['status'], Mark | null>> = {
  ok: 'good',
  warn: 'warn',
  fail: 'bad',
  skipped: null,
}

/** The checks of an apply, a rollback or a restore, in their order: sign, name, what was found, what to type. */
export function renderChecks(screen: Screen, checks: readonly ApplyCheck[]): string[] {
  return [screen.paint('bold', 'Checks'), ...checks.flatMap((check) => linesOf(screen, check))]
}

function linesOf(screen: Screen, {id, status, message, details, next}: ApplyCheck): string[] {
  const mark = marks[status]
  const sign = mark === null ? '-' : screen.mark(mark)
  const lead = `${sign.padEnd(screen.ascii ? 4 : 1)} ${id.padEnd(nameColumns)} `
  // Narrow screens have no room for a column of names.
  const isNarrow = screen.width !== null && screen.width < 80
  const [first = '', ...rest] = isNarrow
    ? paragraph(screen, `${sign} ${id}  ${message}`, {indent: 2, hang: 6})
    : hanging(screen, lead, message)
  const shown = details.slice(0, mostDetails)
  const more = details.length - shown.length
  return [
    `  ${screen.paint(mark, sign)}${first.slice(2 + sign.length)}`,
    ...rest,
    ...[...shown, ...(more > 0 ? [`and ${more} more`] : [])].flatMap((text) =>
      paragraph(screen, text, {indent: 6, hang: 8, style: mark === 'bad' ? 'bad' : null}),
    ),
    ...(status === 'fail' ? next.flatMap((text) => paragraph(screen, text, {indent: 6, hang: 8, style: 'dim'})) : []),
  ]
}

/** Text behind a lead in its column. */
function hanging(screen: Screen, lead: string, text: string): string[] {
  const hang = 2 + lead.length
  const [first = '', ...rest] = paragraph(screen, text, {indent: hang, hang})
  return [`  ${lead}${first.slice(hang)}`, ...rest]
}
