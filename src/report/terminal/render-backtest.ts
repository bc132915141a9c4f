import type {Backtest, BacktestCase, BacktestScore} from '../../documents/backtest.js'
import {
  backtestLegend,
  errorWords,
  heldWords,
  leadWords,
  methodRows,
  shortSentences,
  untestedWords,
} from '../backtest-words.js'
import {rate, whole} from '../number.js'
import {sentence} from '../plan-words.js'
import {dateInWords} from '../time.js'
import {heading, makeScreen, paragraph, type Screen, type ScreenOptions} from './screen.js'
import {type Cell, renderTable} from './table.js'

/**
 * The backtest screen: a row an event and lead, the methods side by side, what could not be tested, and the short
 * sentence last. Ordinary days are in the totals only: there are many of them.
 *
 * With a `width` of 40 or more no line is wider. Ends with a line break.
 */
export function renderBacktestText(backtest: Backtest, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const {cases, service, level, asOf} = backtest
  const counted = level === 'edge' ? 'counted at the CDN edge' : 'counted at the load balancer'
  const parts = [
    heading(screen, 'BACKTEST', `${service}, requests/s ${counted}, data to ${dateInWords(asOf.slice(0, 10))}`),
    eventTable(
      screen,
      cases.filter(({kind}) => kind === 'event'),
    ),
    methodTable(screen, backtest),
    untested(screen, backtest),
    shortSentences(backtest).flatMap((text) => paragraph(screen, sentence(text), {indent: 0, hang: 2, style: 'bold'})),
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

function eventTable(screen: Screen, cases: readonly BacktestCase[]): string[] {
  if (cases.length === 0) return []
  return renderTable({
    screen,
    wrapsFrom: 90,
    columns: [
      {label: 'Event', floor: 18},
      {label: 'Lead', align: 'right'},
      {label: 'P50', align: 'right'},
      {label: 'P90', align: 'right'},
      {label: 'P99', align: 'right'},
      {label: 'Actual', align: 'right'},
      {label: 'Error', align: 'right'},
      {label: 'Held', floor: 5},
      {label: 'Pinball', align: 'right', dropOrder: 3},
      {label: 'By hand', align: 'right', dropOrder: 2},
      {label: 'Naive', align: 'right', dropOrder: 1},
    ],
    rows: cases.map((one): Cell[] => [
      {text: named(one), style: 'bold'},
      {text: leadWords(one.leadS)},
      {text: rate(one.ours.p50Rps)},
      {text: rate(one.ours.p90Rps)},
      {text: rate(one.ours.p99Rps)},
      {text: rate(one.actualRps), style: 'bold'},
      {text: errorWords(one.ours)},
      {text: heldWords(one.ours), style: one.ours.isP90Held ? 'good' : one.ours.isP99Held ? 'warn' : 'bad'},
      {text: one.ours.pinballRatio.toFixed(3), style: 'dim'},
      {text: peerError(one.analogue), style: 'dim'},
      {text: peerError(one.seasonalNaive), style: 'dim'},
    ]),
  })
}

/** The calendar's names carry their year; names of the config's own events need their date. */
const named = ({eventName, date}: BacktestCase) =>
  eventName.endsWith(date.slice(0, 4)) ? eventName : `${eventName}, ${date}`
const peerError = (score: BacktestScore | null) => (score === null ? '—' : errorWords(score))

function methodTable(screen: Screen, backtest: Backtest): string[] {
  return [
    ...renderTable({
      screen,
      columns: [
        {label: 'Over', floor: 12},
        {label: 'Method', floor: 9},
        {label: 'Cases', align: 'right'},
        {label: 'Error', align: 'right'},
        {label: 'Pinball', align: 'right'},
        {label: '> P90', align: 'right'},
        {label: '> P99', align: 'right'},
        {label: 'Ratio', align: 'right'},
      ],
      rows: methodRows(backtest).map((row): Cell[] => [
        {text: row.what},
        {text: row.method, style: row.method === 'ecom-plan' ? 'bold' : null},
        {text: whole(row.caseCount)},
        {text: row.error},
        {text: row.pinball},
        {text: row.p90},
        {text: row.p99},
        {text: row.oursToPeer},
      ]),
    }),
    '',
    ...paragraph(screen, backtestLegend, {style: 'dim'}),
  ]
}

function untested(screen: Screen, backtest: Backtest): string[] {
  if (backtest.untested.length === 0) return []
  return [
    screen.paint('bold', 'NOT TESTED'),
    ...backtest.untested.flatMap((one) => paragraph(screen, untestedWords(one), {hang: 4})),
  ]
}
