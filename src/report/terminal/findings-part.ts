import type {Blocker} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import {anomalyWords} from '../forecast-words.js'
import {counted} from '../number.js'
import {sentence} from '../plan-words.js'
import type {EventClock} from '../time.js'
import {heading, type Mark, paragraph, type Screen} from './screen.js'

/** More masked stretches than this are counted, not listed, on a screen. */
const mostAnomalies = 5

/** What stands in the way, what was left out of the history, and what to type next. */
export function renderFindings({
  screen,
  run,
  clock,
  planFile,
  isFull,
}: {
  screen: Screen
  run: Run
  clock: EventClock
  planFile: string | null
  isFull: boolean
}): string[] {
  const parts = [blockers(screen, run), masked(screen, run, clock, isFull), next(screen, run, planFile)]
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ['', ...part]))
}

function blockers(screen: Screen, {plan}: Run): string[] {
  if (plan.blockers.length === 0) return []
  const isBlocked = plan.blockers.some((blocker) => blocker.severity === 'block')
  return [
    ...heading(screen, isBlocked ? 'BLOCKERS' : 'WARNINGS', ''),
    ...plan.blockers.flatMap((blocker) => blockerLines(screen, blocker)),
  ]
}

/** A blocker behind its mark, and what to do about it. */
function blockerLines(screen: Screen, {severity, message, next}: Blocker): string[] {
  const mark: Mark = severity === 'block' ? 'bad' : 'warn'
  const sign = screen.mark(mark)
  const hang = 3 + sign.length
  const [first = '', ...rest] = paragraph(screen, sentence(message), {indent: hang, hang})
  return [
    `  ${screen.paint(mark, sign)} ${first.trimStart()}`,
    ...rest,
    ...paragraph(screen, next, {indent: hang, hang, style: 'dim'}),
  ]
}

function masked(screen: Screen, {forecast}: Run, clock: EventClock, isFull: boolean): string[] {
  const {anomalies} = forecast
  if (anomalies.length === 0) return []
  const shown = isFull ? anomalies : anomalies.slice(0, mostAnomalies)
  const rest = anomalies.length - shown.length
  return [
    ...heading(
      screen,
      'MASKED',
      `${counted(anomalies.length, 'stretch', 'stretches')} left out of the ordinary traffic`,
    ),
    ...shown.flatMap((anomaly) => paragraph(screen, `${anomalyWords(anomaly, clock)}: ${anomaly.why}`, {hang: 4})),
    ...(rest > 0 ? paragraph(screen, `and ${rest} more, shown with --wide`, {style: 'dim'}) : []),
  ]
}

function next(screen: Screen, {plan}: Run, planFile: string | null): string[] {
  const calls = plan.patches.filter((patch) => patch.route === 'automatic').length
  const event = `ecom-plan forecast --event ${plan.eventId}`
  const review =
    planFile === null
      ? {command: `${event} --out-plan plan.json`, what: 'save the plan'}
      : {command: `ecom-plan apply ${planFile} --dry-run`, what: `review the ${counted(calls, 'API call')}`}
  const commands = [
    ...(planFile === null || calls > 0 ? [review] : []),
    {command: `ecom-plan report --event ${plan.eventId} -o report.html`, what: 'the same as a page to pass on'},
  ]
  const longest = Math.max(...commands.map(({command}) => screen.plain(command).length))
  const isOneLine = screen.width === null || 7 + longest + 3 + 30 <= screen.width
  return commands.flatMap(({command, what}, i) => {
    const lead = i === 0 ? 'Next:  ' : '       '
    const safe = screen.plain(command)
    if (isOneLine)
      return [`${screen.paint('bold', lead)}${safe.padEnd(longest)}   ${screen.paint('dim', screen.plain(what))}`]
    return [
      ...(i === 0 ? [screen.paint('bold', 'Next:')] : []),
      ...paragraph(screen, command, {hang: 4}),
      ...paragraph(screen, what, {indent: 4, style: 'dim'}),
    ]
  })
}
