import type {Check, CheckStatus, Doctor} from '../../documents/doctor.js'
import {counted} from '../number.js'
import {type Mark, makeScreen, paragraph, type Screen, type ScreenOptions} from './screen.js'

/** Narrower screens have the title on a line of its own. */
const columnsFrom = 70
const titleColumns = 20
const tryColumns = 'Try:  '.length

const marks: Record<Exclude<CheckStatus, 'skipped'>, Mark> = {ok: 'good', warn: 'warn', fail: 'bad'}

/** Every check behind its sign, in groups, each that is not well with what to type next, and the count. */
export function renderDoctorText(doctor: Doctor, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const groups = [...new Set(doctor.checks.map(({group}) => group))]
  const parts = groups.map((group) => [
    screen.paint('bold', group),
    ...gathered(doctor.checks.filter((check) => check.group === group)).flatMap((check) => checkLines(screen, check)),
  ])
  return `${[...parts, paragraph(screen, summary(doctor), {indent: 0})].map((part) => part.join('\n')).join('\n\n')}\n`
}

/** Checks that stand together and were skipped for the same reason are one line of the screen. */
function gathered(checks: readonly Check[]): Check[] {
  const runs: Check[][] = []
  for (const check of checks) {
    const last = runs.at(-1)
    const isSame = check.status === 'skipped' && last?.[0]?.status === 'skipped' && last[0].message === check.message
    if (isSame) last.push(check)
    else runs.push([check])
  }
  return runs.flatMap((run): Check[] => {
    const [first] = run
    if (first === undefined || run.length === 1) return run
    const titles = run.map(({title}) => title).join(', ')
    return [{...first, title: `${run.length} checks`, message: `${first.message} (${titles})`}]
  })
}

function checkLines(screen: Screen, {status, title, message, next}: Check): string[] {
  const sign = signOf(screen, status)
  const signColumns = screen.ascii ? 4 : 1
  const isWide = screen.width === null || screen.width >= columnsFrom
  const hang = 2 + signColumns + 1 + (isWide ? titleColumns + 1 : 2)
  const text = status === 'skipped' ? `skipped: ${message}` : message
  const body = screen.plain(text).split('\n')[0] ?? ''
  const style = status === 'skipped' ? 'dim' : null
  const lines = paragraph(screen, body, {indent: hang, hang, style})
  const head = `  ${screen.paint(status === 'skipped' ? 'dim' : marks[status], sign)}${' '.repeat(signColumns - sign.length + 1)}`
  const name = screen.plain(title)
  const tries = next.flatMap((one, i) =>
    i === 0
      ? paragraph(screen, `Try:  ${one}`, {indent: hang, hang: hang + tryColumns})
      : paragraph(screen, one, {indent: hang + tryColumns}),
  )
  if (!isWide) return [`${head}${name}`, ...lines, ...tries]
  const [first = '', ...rest] = lines
  // The first line may begin with a colour; only its indent gives way to the title.
  return [`${head}${name.padEnd(titleColumns)} ${first.slice(hang)}`, ...rest, ...tries]
}

const signOf = (screen: Screen, status: CheckStatus) =>
  status === 'skipped' ? (screen.ascii ? 'skip' : '-') : screen.mark(marks[status])

function summary({counts, checks}: Doctor): string {
  const {ok = 0, warn = 0, fail = 0, skipped = 0} = counts
  const sum = `${counted(checks.length, 'check')}: ${ok} passed, ${counted(warn, 'warning')}, ${fail} failed, ${skipped} skipped.`
  return fail === 0 ? sum : `${sum} It cannot work before what failed is put right.`
}
