import type {ReadinessCheck} from '../../documents/readiness.js'
import type {Report} from '../../documents/report.js'
import {plainText} from '../plain-text.js'
import {countdown} from '../plan-words.js'
import {readinessName, scoreWords, tally, worstChecksFirst} from '../readiness-words.js'
import {makeScreen, paragraph, type Screen, type ScreenOptions, type Style} from './screen.js'

const styles: Record<Report['readiness']['verdict'], Style> = {ready: 'good', 'at-risk': 'warn', 'not-ready': 'bad'}

/**
 * The report in a few lines for a terminal or a job's log: verdict, score, countdown, notices, what failed or could not
 * be made, and what to type next. No line is wider than `width`; null leaves lines whole. Ends with a line break.
 */
export function renderReportText(report: Report, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const {readiness, run} = report
  const open = worstChecksFirst(readiness.checks).filter(({status}) => status !== 'pass')
  const name = readinessName(readiness)
  const head = `${name}  score ${scoreWords(readiness)}  ${run.plan.eventName}, ${countdown(run.plan)}`
  const [first = '', ...rest] = paragraph(screen, head, {indent: 0, hang: 2})
  return `${[
    screen.paint(styles[readiness.verdict], first.slice(0, name.length)) + first.slice(name.length),
    ...rest,
    ...paragraph(screen, readiness.sentence),
    ...report.notices.flatMap(({message}) => paragraph(screen, plainText(message))),
    ...open.flatMap((check) => checkLine(screen, check)),
    ...paragraph(screen, tally(readiness)),
  ].join('\n')}\n`
}

function checkLine(screen: Screen, {status, title, message}: ReadinessCheck): string[] {
  return paragraph(screen, `${screen.mark(status === 'fail' ? 'bad' : 'warn')} ${title}: ${message}`, {hang: 4})
}
