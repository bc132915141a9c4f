import type {ComparisonRow, LoadComparison} from '../../documents/load-comparison.js'
import {comparisonCells, comparisonLegend} from '../load-comparison-cells.js'
import {sentence} from '../plan-words.js'
import {escapeMarkdown as md, tableHead, tableRow} from './escape-markdown.js'

const signs: Record<ComparisonRow['verdict'], string> = {
  regression: '❌',
  suspected: '⚠️',
  unchanged: '',
  improvement: '✅',
  untested: '',
}

/** A comparison as GitHub-flavoured Markdown, for the comment of a pull request: the verdict first. Every value is escaped. */
export function renderLoadComparisonMarkdown(comparison: LoadComparison): string {
  const {base, new: fresh, rows, thresholds, words, warnings} = comparison
  const [first = '', ...rest] = words
  const lines = [
    '## Load test comparison',
    '',
    `**${md(sentence(first))}**`,
    ...list(rest.map(sentence)),
    ...(rows.length === 0
      ? []
      : [
          '',
          ...tableHead(['Endpoint', 'Metric', 'Before', 'New', 'Change', 'Range', 'Chance', 'Verdict'], 'llrrrrrl'),
          ...rows.map(rowOf),
          '',
          md(comparisonLegend),
        ]),
    ...list(thresholds.map(({asked, isKept, why}) => `${isKept ? 'kept' : 'BROKEN'}: ${asked}, ${why}`)),
    ...list([...base.map(({name}) => `before: ${name}`), ...fresh.map(({name}) => `new: ${name}`)]),
    ...list(warnings.map(sentence)),
  ]
  return `${lines.join('\n')}\n`
}

const list = (texts: readonly string[]) => (texts.length === 0 ? [] : ['', ...texts.map((text) => `- ${md(text)}`)])

function rowOf(row: ComparisonRow): string {
  const {label, metric, base, fresh, change, range, chance, verdict} = comparisonCells(row)
  return tableRow([
    ...[label, metric, base, fresh, change, range, chance].map(md),
    `${signs[row.verdict]} ${md(verdict)}`.trim(),
  ])
}
