import type {Change} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import {counted} from '../number.js'
import {
  afterLabel,
  afterWords,
  aimWords,
  costBecause,
  costWords,
  lastingCosts,
  manualChanges,
  rangeWords,
  sentence,
  stillAboveWords,
  timingWords,
  totalWords,
} from '../plan-words.js'
import {pathLines} from '../step-words.js'
import type {EventClock} from '../time.js'
import {heading, paragraph, type Screen, spread} from './screen.js'
import {type Cell, type Column, renderTable} from './table.js'
import {textWidth} from './text-width.js'

/** The changes, what they cost together, and why each is proposed; with `isFull` also what was rejected. */
export function renderChanges({
  screen,
  tables,
  run,
  clock,
  planFile,
  isFull,
}: {
  screen: Screen
  tables: Screen
  run: Run
  clock: EventClock
  planFile: string | null
  isFull: boolean
}): string[] {
  const {plan} = run
  const saved = planFile === null ? `plan ${plan.planId}, not saved` : `saved to ${planFile} (${plan.planId})`
  const title = heading(screen, 'RECOMMENDED CHANGES', `${aimWords(plan)}, ${saved}`)
  if (plan.changes.length === 0) return [...title, ...paragraph(screen, 'None.')]
  const columns: Column[] = [
    {label: 'Resource', floor: 14},
    {label: 'Setting', floor: 12},
    {label: 'Change', floor: 16},
    {label: afterLabel(plan), floor: 13, dropOrder: 1},
    {label: '', floor: 6},
    {label: 'Window', align: 'right'},
  ]
  const above = stillAboveWords(plan)
  return [
    ...title,
    ...renderTable({screen: tables, columns, rows: plan.changes.map((change) => row(change, run))}),
    ...total(screen, run),
    ...lastingCosts(plan, clock).flatMap((text) => paragraph(screen, text, {indent: 2, hang: 4})),
    ...(above === null ? [] : paragraph(screen, above, {style: 'warn'})),
    '',
    ...(isFull
      ? plan.changes.flatMap((change) => reasons({screen, change, clock}))
      : alikeReasons(plan.changes).flatMap((text) => paragraph(screen, text, {indent: 2, hang: 4}))),
    ...(isFull
      ? []
      : paragraph(screen, 'The arithmetic, and what was rejected: --wide, or --explain TIER.', {style: 'dim'})),
  ]
}

function row(change: Change, {plan}: Run): Cell[] {
  return [
    {text: change.tier},
    {text: change.setting},
    {text: `${change.from} → ${change.to}`},
    {text: afterWords(change.after, plan.target)},
    {text: change.route === 'manual' ? 'manual' : '', style: 'warn'},
    {text: costWords(change)},
  ]
}

function total(screen: Screen, {plan}: Run): string[] {
  const manual = manualChanges(plan)
  const hands = manual.length === 0 ? '' : `${counted(manual.length, 'change')} by hand (manual).`
  const sum = screen.plain(`total for the window  ${totalWords(plan)}${rangeWords(plan)}`)
  const left = screen.plain(hands)
  const fits = screen.width !== null && 2 + textWidth(left) + 2 + textWidth(sum) <= screen.width
  if (fits) return spread(screen, `  ${left}`, screen.paint('bold', sum))
  return [...paragraph(screen, sum, {style: 'bold'}), ...(hands === '' ? [] : paragraph(screen, hands))]
}

function reasons({screen, change, clock}: {screen: Screen; change: Change; clock: EventClock}): string[] {
  const dim = (text: string) => paragraph(screen, text, {indent: 4, hang: 4, style: 'dim'})
  const evidence = change.evidence.map(sentence).join(' ')
  return [
    ...paragraph(screen, `${change.tier} ${change.setting}: ${sentence(change.because)}`, {indent: 2, hang: 4}),
    ...dim(`${timingWords(change, clock)}${evidence === '' ? '' : ` ${evidence}`}`),
    ...pathLines(change).flatMap(dim),
    ...dim(`Cost: ${sentence(costBecause(change))}`),
    ...change.rejected.flatMap(({candidate, because}) => dim(`Not ${candidate}: ${sentence(because)}`)),
  ]
}

/** Why each change, with those of one reason together, and the downtime that somebody notices; when is said by the dates. */
function alikeReasons(changes: readonly Change[]): string[] {
  const key = ({setting, because, downtime}: Change) => JSON.stringify([setting, because, downtime])
  return [...new Set(changes.map(key))].flatMap((reason) => {
    const alike = changes.filter((change) => key(change) === reason)
    const [first] = alike
    if (first === undefined) return []
    const downtime =
      first.downtime === null || first.downtime.startsWith('none') ? '' : ` Downtime: ${sentence(first.downtime)}`
    return [`${alike.map(({tier}) => tier).join(', ')} ${first.setting}: ${sentence(first.because)}${downtime}`]
  })
}
