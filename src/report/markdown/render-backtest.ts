import type {Backtest} from '../../documents/backtest.js'
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
import {escapeMarkdown as md, tableHead, tableRow} from './escape-markdown.js'

/** A backtest as GitHub-flavoured Markdown, the short sentence first. Every value is escaped. */
export function renderBacktestMarkdown(backtest: Backtest): string {
  const {service, cases, untested} = backtest
  const lines = [
    `# Backtest of ${md(service)}`,
    '',
    ...shortSentences(backtest).flatMap((text) => [`**${md(sentence(text))}**`, '']),
    ...tableHead(
      ['Event', 'Date', 'Lead', 'P50', 'P90', 'P99', 'Actual', 'Error', 'Held', 'By hand', 'Naive'],
      'llrrrrrrlrr',
    ),
    ...cases.map((one) =>
      tableRow(
        [
          one.eventName,
          one.date,
          leadWords(one.leadS),
          rate(one.ours.p50Rps),
          rate(one.ours.p90Rps),
          rate(one.ours.p99Rps),
          rate(one.actualRps),
          errorWords(one.ours),
          heldWords(one.ours),
          one.analogue === null ? '—' : errorWords(one.analogue),
          one.seasonalNaive === null ? '—' : errorWords(one.seasonalNaive),
        ].map(md),
      ),
    ),
    '',
    ...tableHead(['Over', 'Method', 'Cases', 'Error', 'Pinball', '> P90', '> P99', 'Ratio'], 'llrrrrrr'),
    ...methodRows(backtest).map((row) =>
      tableRow(
        [row.what, row.method, whole(row.caseCount), row.error, row.pinball, row.p90, row.p99, row.oursToPeer].map(md),
      ),
    ),
    '',
    md(backtestLegend),
    ...(untested.length === 0
      ? []
      : ['', '## Not tested', '', ...untested.map((one) => `- ${md(untestedWords(one))}`)]),
  ]
  return `${lines.join('\n')}\n`
}
