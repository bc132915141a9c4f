import {expect, test} from 'vitest'
import type {LoadComparison} from '../../src/documents/load-comparison.js'
import {renderLoadComparisonJunit} from '../../src/report/junit/render-load-comparison.js'
import {renderLoadComparisonMarkdown} from '../../src/report/markdown/render-load-comparison.js'
import {renderLoadComparisonText} from '../../src/report/terminal/render-load-comparison.js'
import {sampleComparison} from './sample-comparison.js'

const nothing: LoadComparison = {
  ...sampleComparison,
  verdict: 'not-comparable',
  reasons: ['k6 r1: units under test: 4 against 6'],
  rows: [],
  changes: [],
  thresholds: [],
  words: ['not comparable: k6 r1: units under test: 4 against 6'],
  warnings: [],
}

test('the screen: rows, thresholds, the verdict last; no line wider than asked', () => {
  const wide = renderLoadComparisonText(sampleComparison, {width: null, color: false, ascii: false})
  expect(wide).toMatch(/all +throughput +1,200\/s +1,000\/s +-16\.7 % +-20\.0 % to -13\.0 % +< 0\.1 % +regression/)
  expect(wide).toMatch(/cart +errors +0\.10 % +0\.12 % +\+0\.02 %/)
  expect(wide).toMatch(/cart +p99 +1 s +3 s +\+200\.0 % +— +— +not tested/)
  expect(wide.indexOf('✗ regression: 1 new run')).toBeGreaterThan(wide.indexOf('✗ errors<=0.1%'))
  for (const width of [40, 60, 80, 100]) {
    const text = renderLoadComparisonText(sampleComparison, {width, color: false, ascii: true})
    expect(Math.max(...text.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(width)
  }
})

test('nothing compared: the screen says why and draws no table', () => {
  const text = renderLoadComparisonText(nothing, {width: 80, color: false, ascii: false})
  expect(text).toContain('! not comparable: k6 r1: units under test: 4 against 6.')
  expect(text).not.toContain('Endpoint')
})

test('Markdown: the verdict first, whole rows, names that cannot be markup', () => {
  const text = renderLoadComparisonMarkdown(sampleComparison)
  expect(text.split('\n')[2]).toBe('**regression: 1 new run against 2 runs.**')
  expect(text).toContain('GET /a?x=1&amp;y=&lt;2&gt;"\\|\\*')
  const rows = text.split('\n').filter((line) => line.startsWith('|'))
  expect(rows).toHaveLength(7)
  expect(new Set(rows.map((row) => row.replaceAll('\\|', '').split('|').length)).size).toBe(1)
  expect(text).toContain('BROKEN: errors&lt;=0.1%, errors of all is 0.12 %')
})

test('JUnit: counts that add up, a suspicion fails only under its own gate', () => {
  const regression = renderLoadComparisonJunit(sampleComparison, 'regression')
  // A row, the change of the history and a threshold.
  expect(regression).toContain(
    '<testsuites name="ecom-plan loadtest compare" tests="8" failures="3" errors="0" skipped="1">',
  )
  expect(renderLoadComparisonJunit(sampleComparison, 'suspected')).toContain('failures="4"')
  expect(regression).toContain('classname="GET /a?x=1&amp;y=&lt;2&gt;&quot;|*" name="p95"')
  expect(regression).toContain('<skipped message="fewer than 100 requests on a side"/>')
  expect(regression.match(/<testcase /g)).toHaveLength(8)
  expect(regression.match(/<failure /g)).toHaveLength(3)
})

test('JUnit: not comparable is an error, never an empty success', () => {
  const text = renderLoadComparisonJunit(nothing, 'regression')
  expect(text).toContain('tests="1" failures="0" errors="1" skipped="0"')
  expect(text).toContain('<error message="k6 r1: units under test: 4 against 6"/>')
})
