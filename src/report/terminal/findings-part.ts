import type {Patch} from '../../documents/patch.js'
import type {Blocker} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import {anomalyKindsWords, anomalyWords} from '../forecast-words.js'
import {counted} from '../number.js'
import {sentence} from '../plan-words.js'
import type {EventClock} from '../time.js'
import {heading, type Mark, paragraph, type Screen} from './screen.js'

/** Of one code more than this are counted once there are many blockers. */
const mostAlike = 2
const manyBlockers = 8
/** What nearly every shop is told: a short screen says it, and leaves what to do to --wide. */
const quietCodes: ReadonlySet<string> = new Set(['SCALE_OUT_UNCHECKED'])

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
  const parts = [blockers(screen, run, isFull), masked(screen, run, clock, isFull), next(screen, run, planFile)]
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ['', ...part]))
}

function blockers(screen: Screen, {plan}: Run, isFull: boolean): string[] {
  if (plan.blockers.length === 0) return []
  const isBlocked = plan.blockers.some((blocker) => blocker.severity === 'block')
  const shown = isFull || plan.blockers.length <= manyBlockers ? plan.blockers : withoutAlike(plan.blockers)
  const rest = plan.blockers.length - shown.length
  return [
    ...heading(screen, isBlocked ? 'BLOCKERS' : 'WARNINGS', ''),
    ...shown.flatMap((blocker) => blockerLines(screen, blocker, isFull || !quietCodes.has(blocker.code))),
    ...(rest > 0 ? paragraph(screen, `and ${rest} more like these, shown with --wide`, {style: 'dim'}) : []),
  ]
}

function withoutAlike(all: readonly Blocker[]): Blocker[] {
  return all.filter(({code}, i) => all.slice(0, i).filter((earlier) => earlier.code === code).length < mostAlike)
}

/** A blocker behind its mark, and what to do about it. */
function blockerLines(screen: Screen, {severity, message, next}: Blocker, hasNext: boolean): string[] {
  const mark: Mark = severity === 'block' ? 'bad' : 'warn'
  const sign = screen.mark(mark)
  const hang = 3 + sign.length
  const [first = '', ...rest] = paragraph(screen, sentence(message), {indent: hang, hang})
  return [
    `  ${screen.paint(mark, sign)} ${first.trimStart()}`,
    ...rest,
    ...(hasNext ? paragraph(screen, next, {indent: hang, hang, style: 'dim'}) : []),
  ]
}

function masked(screen: Screen, {forecast}: Run, clock: EventClock, isFull: boolean): string[] {
  const {anomalies} = forecast
  if (anomalies.length === 0) return []
  const title = `${counted(anomalies.length, 'stretch', 'stretches')} left out of the ordinary traffic`
  if (!isFull) return heading(screen, 'MASKED', `${title} (${anomalyKindsWords(anomalies)}), shown with --wide`)
  return [
    ...heading(screen, 'MASKED', title),
    ...anomalies.flatMap((anomaly) => paragraph(screen, `${anomalyWords(anomaly, clock)}: ${anomaly.why}`, {hang: 4})),
  ]
}

/** `35 changes, 2 by consent`: all that the plan has calls for, and which of them wait for a word. */
function reviewWords(patches: readonly Patch[]): string {
  const heldCount = patches.filter(({route}) => route === 'manual').length
  return `${counted(patches.length, 'change')}${heldCount === 0 ? '' : `, ${heldCount} by consent`}`
}

function next(screen: Screen, {plan}: Run, planFile: string | null): string[] {
  const event = `ecom-plan forecast --event ${plan.eventId}`
  const review =
    planFile === null
      ? {command: `${event} --out-plan plan.json`, what: 'save the plan'}
      : {command: `ecom-plan apply ${planFile} --dry-run`, what: `review ${reviewWords(plan.patches)}`}
  const asItIs = {command: event, what: 'the same of the estate as it is'}
  const usual = [
    ...(planFile === null || plan.patches.length > 0 ? [review] : []),
    {command: `ecom-plan report --event ${plan.eventId} -o report.html`, what: 'a page to pass on'},
  ]
  const commands = plan.whatIf === undefined ? usual : [asItIs]
  const longest = Math.max(...commands.map(({command}) => screen.plain(command).length))
  const widest = Math.max(...commands.map(({what}) => screen.plain(what).length))
  const isOneLine = screen.width === null || 7 + longest + 3 + widest <= screen.width
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
