import type {ReadinessCheck} from '../../documents/readiness.js'
import type {Notice, Report} from '../../documents/report.js'
import {afterSentence} from '../after-words.js'
import {counted, rate} from '../number.js'
import {countdown, sentence} from '../plan-words.js'
import {readinessName, scoreWords, tally, worstChecksFirst} from '../readiness-words.js'
import {type EventClock, eventClock} from '../time.js'
import {whatIfWords} from '../what-if-words.js'
import {makeScreen, paragraph, type Screen, type ScreenOptions, type Style} from './screen.js'
import {textWidth, wrapText} from './text-width.js'

/** As many checks as a screen holds beside the rest; the files have all of them. */
const mostChecks = 12
/** From this width on messages stand in a column of their own. */
const columnsFrom = 80
const mostTitleColumns = 34
const mostNext = 3

const styles: Record<Report['readiness']['verdict'], Style> = {ready: 'good', 'at-risk': 'warn', 'not-ready': 'bad'}

/**
 * The report in a few lines for a terminal or a job's log: verdict, score, countdown, notices, what failed or could not be
 * made, and what to type next. With a `width` of 40 or more no line is wider; null leaves lines whole. Ends with a line
 * break.
 */
export function renderReportText(report: Report, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const {readiness, run, notices, after} = report
  const clock = eventClock(run.plan.timezone)
  const open = worstChecksFirst(readiness.checks).filter(({status}) => status !== 'pass')
  const whatIf = whatIfWords(run)
  const parts = [
    head(screen, report),
    whatIf === null ? [] : paragraph(screen, `${whatIf.title}  ${whatIf.said}`, {indent: 2, hang: 4, style: 'warn'}),
    paragraph(screen, sentence(readiness.sentence), {indent: 2, hang: 2}),
    notices.flatMap((notice) => noticeLines(screen, notice)),
    after === undefined ? [] : afterLines(screen, report, clock),
    checkLines(screen, open),
    readiness.checks.length === 0 ? [] : paragraph(screen, `Checks: ${tally(readiness)}.`, {style: 'dim'}),
    nextLines(screen, open),
  ]
  return `${parts.flat().join('\n')}\n`
}

/** `NOT READY  score 58 (was 49)  Black Friday 2026, window opens in 3 d 12 h`. */
function head(screen: Screen, {readiness, run, delta, at}: Report): string[] {
  const name = readinessName(readiness)
  const was = delta?.figures.find(({label}) => label === 'Score')
  const score =
    readiness.checks.length === 0
      ? ''
      : `  score ${scoreWords(readiness)}${was === undefined ? '' : ` (was ${was.before})`}`
  const text = `${name}${score}  ${run.plan.eventName}, ${countdown(run.plan, at)}`
  const [first = '', ...rest] = paragraph(screen, text, {indent: 0, hang: 2})
  return [screen.paint(styles[readiness.verdict], first.slice(0, name.length)) + first.slice(name.length), ...rest]
}

function noticeLines(screen: Screen, {severity, message, next}: Notice): string[] {
  const mark = screen.mark(severity === 'bad' ? 'bad' : 'warn')
  return [
    ...paragraph(screen, `${mark} ${sentence(message)}`, {indent: 2, hang: 4, style: severity}),
    ...(next === null ? [] : paragraph(screen, next, {indent: 4, hang: 4})),
  ]
}

function afterLines(screen: Screen, {after}: Report, clock: EventClock): string[] {
  if (after === undefined) return []
  const peak = `Measured peak ${rate(after.measuredPeakRps)} req/s at ${clock.stamp(after.measuredPeakAt)}.`
  const missed = after.tiers.filter(({held}) => held === 'did-not-hold')
  return [
    ...paragraph(screen, `${peak} ${afterSentence(after, clock)}`),
    ...missed.flatMap(({tier, measure, because}) =>
      paragraph(screen, `${screen.mark('bad')} ${tier} ${measure} did not hold: ${sentence(because)}`, {hang: 4}),
    ),
  ]
}

function checkLines(screen: Screen, open: readonly ReadinessCheck[]): string[] {
  const shown = open.slice(0, mostChecks)
  const titleColumns = Math.min(
    mostTitleColumns,
    Math.max(0, ...shown.map(({title}) => textWidth(screen.plain(title)))),
  )
  const rest = open.length - shown.length
  return [
    ...shown.flatMap((check) => checkLine(screen, check, titleColumns)),
    ...(rest > 0
      ? paragraph(
          screen,
          `and ${counted(rest, 'more check')} that ${rest === 1 ? 'does' : 'do'} not pass: ecom-plan report -o report.html`,
        )
      : []),
  ]
}

function checkLine(screen: Screen, {status, title, message}: ReadinessCheck, titleColumns: number): string[] {
  const isBad = status === 'fail'
  const sign = status === 'unknown' ? '?' : screen.mark(isBad ? 'bad' : 'warn')
  const mark = sign.padEnd(screen.ascii ? 4 : 1)
  const name = screen.plain(title)
  const isWide = screen.width === null || screen.width >= columnsFrom
  const fits = isWide && textWidth(name) <= titleColumns
  const lead = fits ? `${name}${' '.repeat(titleColumns - textWidth(name))}  ` : ''
  const [first = '', ...rest] = hung(screen, 3 + mark.length + lead.length, fits ? message : `${name}: ${message}`)
  return [`  ${screen.paint(isBad ? 'bad' : 'warn', mark)} ${lead}${first}`, ...rest]
}

/** Text beside something of `columns`: its first line as it is, and further ones below it. */
function hung(screen: Screen, columns: number, text: string): string[] {
  const safe = screen.plain(text)
  const lines = screen.width === null ? [safe] : wrapText(safe, Math.max(1, screen.width - columns))
  return lines.map((line, i) => (i === 0 ? line : ' '.repeat(columns) + line))
}

function nextLines(screen: Screen, open: readonly ReadinessCheck[]): string[] {
  const found = open.filter(({status}) => status === 'fail').flatMap(({next}) => next ?? [])
  const steps = [...new Set(found)].slice(0, mostNext)
  return steps.flatMap((step, i) => {
    const [first = '', ...rest] = hung(screen, 9, step)
    return [...(i === 0 ? [''] : []), `${i === 0 ? 'Next:' : '     '}  ${first}`, ...rest]
  })
}
