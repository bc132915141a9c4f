import type {ComparisonRow, LoadComparison} from '../../documents/load-comparison.js'
import {escapeHtml} from '../html/escape-html.js'
import {comparisonCells} from '../load-comparison-cells.js'

type Case = {className: string; name: string; outcome: 'passed' | 'failure' | 'error' | 'skipped'; text: string}

/**
 * A comparison as JUnit XML, which CI servers show as tests: a case a row and a threshold. A regression is a failure; a
 * suspected one is where `gate` says so; a row that was not tested is skipped; no baseline, or runs that cannot be
 * compared, are an error.
 */
export function renderLoadComparisonJunit(comparison: LoadComparison, gate: 'regression' | 'suspected'): string {
  const cases = [
    ...comparison.rows.map((row) => rowCase(row, gate)),
    ...comparison.changes
      .filter(({isNew}) => isNew)
      .map(
        ({label, metric, since, isWorse}): Case => ({
          className: label,
          name: `${metric} over history`,
          outcome: isWorse ? 'failure' : 'passed',
          text: `changed with ${since.name}`,
        }),
      ),
    ...comparison.thresholds.map(
      ({asked, isKept, why}): Case => ({
        className: 'threshold',
        name: asked,
        outcome: isKept ? 'passed' : 'failure',
        text: why,
      }),
    ),
    ...(comparison.reasons.length === 0
      ? []
      : [
          {
            className: 'comparison',
            name: 'like with like',
            outcome: 'error' as const,
            text: comparison.reasons.join('; '),
          },
        ]),
  ]
  const count = (outcome: Case['outcome']) => cases.filter((one) => one.outcome === outcome).length
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="ecom-plan loadtest compare" ${counts}>`,
    `  <testsuite name="ecom-plan loadtest compare" ${counts}>`,
    ...cases.flatMap(caseLines),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function rowCase(row: ComparisonRow, gate: 'regression' | 'suspected'): Case {
  const {label, metric, base, fresh, change, chance, verdict} = comparisonCells(row)
  const isFailure = row.verdict === 'regression' || (row.verdict === 'suspected' && gate === 'suspected')
  return {
    className: label,
    name: metric,
    outcome: isFailure ? 'failure' : row.verdict === 'untested' ? 'skipped' : 'passed',
    text:
      row.verdict === 'untested' ? row.why : `${verdict}: ${base} before, ${fresh} new, ${change}, by chance ${chance}`,
  }
}

function caseLines({className, name, outcome, text}: Case): string[] {
  const open = `    <testcase classname="${escapeHtml(className)}" name="${escapeHtml(name)}"`
  if (outcome !== 'passed') return [`${open}>`, `      <${outcome} message="${escapeHtml(text)}"/>`, '    </testcase>']
  return [`${open}>`, `      <system-out>${escapeHtml(text)}</system-out>`, '    </testcase>']
}
