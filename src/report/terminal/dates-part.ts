import type {Step} from '../../documents/plan-dates.js'
import type {Run} from '../../documents/run.js'
import {adviceWords, datesTitle, stepBy, stepNotes, stepTakes, stepWho} from '../step-words.js'
import type {EventClock} from '../time.js'
import {heading, paragraph, type Screen, type Style} from './screen.js'
import {type Cell, type Column, renderTable} from './table.js'

const columns: readonly Column[] = [
  {label: 'By', floor: 20},
  {label: 'Step', floor: 24},
  {label: 'Who', floor: 7},
  {label: 'Takes', align: 'right', dropOrder: 1},
]

/** What has to be done by when, the earliest first; what is late says what can still be done. */
export function renderDates({
  screen,
  tables,
  run,
  clock,
  isFull,
}: {
  screen: Screen
  tables: Screen
  run: Run
  clock: EventClock
  isFull: boolean
}): string[] {
  const {steps} = run.plan
  if (steps.length === 0) return []
  const advice = adviceWords(steps)
  return [
    ...heading(screen, 'DATES', datesTitle),
    ...renderTable({screen: tables, columns, rows: steps.map((step) => row(step, clock))}),
    ...steps
      .filter(({isAdvice, isLate}) => isFull || isLate || !isAdvice)
      .flatMap((step) =>
        stepNotes(step).flatMap((note) =>
          paragraph(screen, note, {indent: 2, hang: 4, style: step.isLate ? 'warn' : 'dim'}),
        ),
      ),
    ...(isFull || advice === null ? [] : paragraph(screen, advice, {indent: 2, hang: 4, style: 'dim'})),
  ]
}

function row(step: Step, clock: EventClock): Cell[] {
  const style: Style | null = step.isLate ? 'bad' : step.isAdvice ? 'dim' : null
  const by = `${stepBy(step, clock)}${step.isLate ? ', too late' : ''}`
  return [
    {text: by, style},
    {text: step.what, style},
    {text: stepWho(step), style},
    {text: stepTakes(step), style},
  ]
}
