import type {Readiness, ReadinessCheck} from '../../documents/readiness.js'
import {countInWords, groupWords, kindInWords, pointsInWords, verdictWords} from '../checklist-words.js'
import {eventClock} from '../time.js'
import {type Mark, makeScreen, paragraph, type Screen, type ScreenOptions, type Style} from './screen.js'
import {textWidth} from './text-width.js'

/** What a list of checks shows: the event, and how ready the shop is for it. */
type Shown = {readiness: Readiness; eventName: string; timezone: string}

type Options = ScreenOptions & {
  /** Only what is not passed, for the text of a report. */
  isShort?: boolean
}

const marks: Record<Exclude<ReadinessCheck['status'], 'unknown'>, Mark> = {pass: 'good', warn: 'warn', fail: 'bad'}
const verdictStyles: Record<Readiness['verdict'], Style> = {ready: 'good', 'at-risk': 'warn', 'not-ready': 'bad'}

/** The verdict, the sentence and the score; then the checks in groups, each with its points, what was found and what is next. */
export function renderChecklistText(shown: Shown, options: Options): string {
  const screen = makeScreen(options)
  const {readiness} = shown
  const checks = readiness.checks.filter(({status}) => options.isShort !== true || status !== 'pass')
  const groups = [...new Set(checks.map(({group}) => group))]
  const {stamp} = eventClock(shown.timezone)
  const parts = [
    headLines(screen, shown),
    ...groups.map((group) => [
      screen.paint('bold', groupWords[group]),
      ...checks.filter((check) => check.group === group).flatMap((check) => checkLines(screen, check, stamp)),
    ]),
    ...(readiness.skipped === undefined ? [] : [skippedLines(screen, readiness.skipped)]),
    [
      ...paragraph(screen, countInWords(readiness), {indent: 0}),
      ...paragraph(screen, readiness.because, {indent: 0, style: 'dim'}),
    ],
  ]
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`
}

function headLines(screen: Screen, {readiness, eventName}: Shown): string[] {
  const {verdict, scorePoints, cap} = readiness
  const capped = cap === null ? '' : `, capped at ${cap.atPoints}`
  const left = `${screen.paint(verdictStyles[verdict], verdictWords[verdict])}  score ${scorePoints} of 100${capped}`
  return [
    ...paragraph(screen, eventName, {indent: 0, style: 'bold'}),
    left,
    ...paragraph(screen, readiness.sentence, {indent: 2}),
  ]
}

function checkLines(screen: Screen, check: ReadinessCheck, stamp: (at: string) => string): string[] {
  const {status, message, next, latestAt, attestation} = check
  const isPassed = status === 'pass'
  const hang = hangOf(screen)
  const below = (text: string, style: Style | null = null) => paragraph(screen, text, {indent: hang, style})
  return [
    ...titleLines(screen, check),
    ...below(message, isPassed ? 'dim' : null),
    ...(attestation?.untilAt == null ? [] : below(`counts until ${stamp(attestation.untilAt)}`, 'dim')),
    ...(isPassed || next === null ? [] : paragraph(screen, `Try:  ${next}`, {indent: hang, hang: hang + 6})),
    ...(isPassed || latestAt === null ? [] : below(`last safe time: ${stamp(latestAt)}`)),
  ]
}

/** Sign, space and title stand before this column. */
const hangOf = ({ascii}: Screen) => 2 + (ascii ? 4 : 1) + 1

/** The sign and the title, its id behind it or below, and its points at the edge of the screen. */
function titleLines(screen: Screen, check: ReadinessCheck): string[] {
  const {status, title} = check
  const hang = hangOf(screen)
  const sign = status === 'unknown' ? '?' : screen.mark(marks[status])
  const gap = ' '.repeat(hang - 2 - textWidth(sign))
  const head = `  ${screen.paint(status === 'unknown' ? 'warn' : marks[status], sign)}${gap}`
  const name = screen.plain(title)
  const kind = screen.plain(`(${kindInWords(check)})`)
  const points = pointsInWords(check)
  const width = screen.width ?? Number.POSITIVE_INFINITY
  const fits = (text: string) => hang + textWidth(`${text}  ${points}`) <= width
  const line = (text: string, painted: string) => {
    const room = screen.width === null ? 2 : width - hang - textWidth(text) - textWidth(points)
    return `${head}${painted}${' '.repeat(room)}${points}`
  }
  if (fits(`${name} ${kind}`)) return [line(`${name} ${kind}`, `${name} ${screen.paint('dim', kind)}`)]
  const below = (text: string) => paragraph(screen, text, {indent: hang, style: 'dim'})
  if (fits(name)) return [line(name, name), ...below(kind)]
  const [first = '', ...rest] = paragraph(screen, name, {indent: hang})
  return [`${head}${first.slice(hang)}`, ...rest, ...below(kind), ...below(points)]
}

function skippedLines(screen: Screen, skipped: NonNullable<Readiness['skipped']>): string[] {
  return [
    screen.paint('bold', 'Not made'),
    ...skipped.flatMap(({id, title, why}) => paragraph(screen, `- ${title} (${id}): ${why}`, {indent: 2, hang: 4})),
  ]
}
