import type {Diagnosis, DiagnosisEvidence, JudgedCause} from '../../documents/diagnosis.js'
import {duration} from '../number.js'
import {eventClock} from '../time.js'
import {
  heading,
  type Mark,
  makeScreen,
  paragraph,
  type Screen,
  type ScreenOptions,
  type Style,
  spread,
} from './screen.js'
import {renderStatements} from './statements-part.js'
import {renderTable} from './table.js'

const marks: Record<Diagnosis['certainty'], Mark> = {clear: 'bad', likely: 'warn', 'cannot-tell': 'warn'}
const headings: Record<Diagnosis['certainty'], string> = {
  clear: 'BINDS',
  likely: 'LIKELY',
  'cannot-tell': 'CANNOT TELL',
}

/** What is found of a database and does not hold it up has a title of its own. */
const ownTitles: Partial<Record<Diagnosis['answer'], string>> = {
  none: 'NOT THE DATABASE',
  'cpu-credits': 'COSTS',
  'storage-space': 'RUNS OUT',
  modification: 'IN CHANGE',
  'inconsistent-metrics': 'CONTRADICTION',
}

/** The answer in words, what says so, what to do, what it is not, and why not the other causes. */
export function renderDiagnosisText(diagnosis: Diagnosis, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const held = diagnosis.causes.filter(({standing}) => standing === 'clear' || standing === 'likely')
  const [first, ...others] = held
  const parts = [
    head(screen, diagnosis),
    verdict(screen, diagnosis, first),
    ...(first === undefined
      ? []
      : [evidence(screen, first.evidence), list(screen, 'REMEDY', first.remedy), list(screen, 'IS NOT', first.isNot)]),
    list(
      screen,
      'ALSO',
      others.map(({rule, because}) => `${rule}: ${because}`),
    ),
    diagnosis.statements === undefined ? [] : renderStatements(screen, diagnosis.statements),
    list(screen, 'RULED OUT', diagnosis.causes.filter(({standing}) => standing === 'ruled-out').map(ruledOut), 'dim'),
    missing(screen, diagnosis),
    list(screen, 'NOTES', diagnosis.notes, 'dim'),
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

function head(
  screen: Screen,
  {tier, resource, class: size, engine, fromAt, toAt, periodS, baseline}: Diagnosis,
): string[] {
  const clock = eventClock('UTC')
  const title = screen.plain(`${tier}   ${resource === tier ? '' : `${resource} · `}${size} · ${engine}`)
  const [line = '', ...rest] = spread(screen, title, screen.plain(`steps of ${duration(periodS)}`))
  const compared = baseline === null ? 'nothing to compare with' : `compared with ${baseline}`
  return [
    screen.paint('bold', line),
    ...rest,
    ...paragraph(screen, `${clock.range(fromAt, toAt)}, ${compared}`, {indent: 0}),
  ]
}

function verdict(screen: Screen, {answer, certainty, sentence}: Diagnosis, first: JudgedCause | undefined): string[] {
  const isCalm = answer === 'none'
  const mark: Mark = isCalm ? 'good' : marks[certainty]
  const title = ownTitles[answer] ?? headings[certainty]
  const rule = first === undefined ? '' : `  [${first.rule}]`
  const sign = screen.paint(mark, screen.mark(mark))
  const [start = '', ...rest] = paragraph(screen, `${title}  ${sentence}${rule}`, {indent: 2, hang: 4})
  return [`${sign} ${start.trimStart()}`, ...rest]
}

function evidence(screen: Screen, found: readonly DiagnosisEvidence[]): string[] {
  if (found.length === 0) return []
  return [
    ...heading(screen, 'EVIDENCE', ''),
    ...renderTable({
      screen,
      columns: [
        {label: 'Metric', floor: 16},
        {label: 'Measured', floor: 14},
        {label: 'Against', floor: 16},
      ],
      rows: found.map(({metric, measured, against}) => [{text: metric}, {text: measured}, {text: against}]),
    }),
  ]
}

function list(screen: Screen, title: string, items: readonly string[], style: Style | null = null): string[] {
  if (items.length === 0) return []
  return [
    ...heading(screen, title, ''),
    ...items.flatMap((item) => paragraph(screen, item, {indent: 2, hang: 4, style})),
  ]
}

const ruledOut = ({rule, cause, because}: JudgedCause) => `${rule} ${cause}: ${because}`

function missing(screen: Screen, {missing: found}: Diagnosis): string[] {
  const items = found.map(({metric, decides, how}) => `${metric} would decide ${decides.join(', ')}: ${how}`)
  return list(screen, 'NOT MEASURED', items)
}
