import type {ComparisonRow, LoadComparison} from '../../documents/load-comparison.js'
import {comparisonCells, comparisonLegend} from '../load-comparison-cells.js'
import {counted} from '../number.js'
import {sentence} from '../plan-words.js'
import {heading, type Mark, makeScreen, paragraph, type Screen, type ScreenOptions, type Style} from './screen.js'
import {type Cell, renderTable} from './table.js'

const styles: Record<ComparisonRow['verdict'], Style> = {
  regression: 'bad',
  suspected: 'warn',
  unchanged: 'dim',
  improvement: 'good',
  untested: 'dim',
}
const marks: Record<LoadComparison['verdict'], Mark> = {
  regression: 'bad',
  suspected: 'warn',
  unchanged: 'good',
  improvement: 'good',
  untested: 'warn',
  'no-base': 'warn',
  'not-comparable': 'warn',
}

/**
 * The screen of a comparison: which runs, a row a metric, the thresholds, and what it comes to last.
 *
 * With a `width` of 40 or more no line is wider. Ends with a line break.
 */
export function renderLoadComparisonText(comparison: LoadComparison, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const {base, new: fresh, historyCount} = comparison
  const parts = [
    heading(
      screen,
      'LOAD TESTS',
      `${counted(base.length, 'run')} before, ${counted(fresh.length, 'new run')}, ${counted(historyCount, 'run')} of history`,
    ),
    [
      ...base.flatMap(({name}) => paragraph(screen, `before: ${name}`, {hang: 10})),
      ...fresh.flatMap(({name}) => paragraph(screen, `new:    ${name}`, {hang: 10})),
    ],
    rowTable(screen, comparison.rows),
    thresholds(screen, comparison),
    verdict(screen, comparison),
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

function rowTable(screen: Screen, rows: readonly ComparisonRow[]): string[] {
  if (rows.length === 0) return []
  return [
    ...renderTable({
      screen,
      wrapsFrom: 80,
      columns: [
        {label: 'Endpoint', floor: 12},
        {label: 'Metric'},
        {label: 'Before', align: 'right'},
        {label: 'New', align: 'right'},
        {label: 'Change', align: 'right'},
        {label: 'Range', align: 'right', dropOrder: 1},
        {label: 'Chance', align: 'right', dropOrder: 2},
        {label: 'Verdict', floor: 10},
      ],
      rows: rows.map((row): Cell[] => {
        const cells = comparisonCells(row)
        return [
          {text: cells.label, style: 'bold'},
          {text: cells.metric},
          {text: cells.base},
          {text: cells.fresh, style: 'bold'},
          {text: cells.change, style: styles[row.verdict]},
          {text: cells.range, style: 'dim'},
          {text: cells.chance, style: 'dim'},
          {text: cells.verdict, style: styles[row.verdict]},
        ]
      }),
    }),
    '',
    ...paragraph(screen, comparisonLegend, {style: 'dim'}),
  ]
}

function thresholds(screen: Screen, {thresholds: found}: LoadComparison): string[] {
  return found.flatMap(({asked, isKept, why}) =>
    paragraph(screen, `${screen.mark(isKept ? 'good' : 'bad')} ${asked}: ${why}`, {
      hang: 4,
      style: isKept ? null : 'bad',
    }),
  )
}

function verdict(screen: Screen, {verdict: found, words, warnings}: LoadComparison): string[] {
  const [first = '', ...rest] = words
  return [
    ...paragraph(screen, `${screen.mark(marks[found])} ${sentence(first)}`, {indent: 0, hang: 2, style: 'bold'}),
    ...rest.flatMap((text) => paragraph(screen, sentence(text), {hang: 4})),
    ...warnings.flatMap((text) => paragraph(screen, sentence(text), {hang: 4, style: 'warn'})),
  ]
}
