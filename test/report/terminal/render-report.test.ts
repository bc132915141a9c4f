import {expect, test} from 'vitest'
import {renderReportText} from '../../../src/report/terminal/render-report.ts'
import {textWidth} from '../../../src/report/terminal/text-width.ts'
import {fullChecks} from '../full-checks.ts'
import {sampleAfter, sampleReport} from '../sample-report.ts'

const look = {color: false, ascii: false}

test.each([
  {width: 100, ascii: false},
  {width: 80, ascii: false},
  {width: 80, ascii: true},
  {width: 60, ascii: false},
  {width: 40, ascii: true},
])('no line is wider than $width, ascii $ascii', ({width, ascii}) => {
  for (const report of [sampleReport, {...sampleReport, after: sampleAfter}]) {
    const text = renderReportText(report, {width, ascii, color: false})
    expect(text.split('\n').filter((line) => textWidth(line) > width)).toEqual([])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
    if (ascii) expect(text).toMatch(/^[\x00-\x7f]*$/)
    expect(text.endsWith('\n')).toBe(true)
  }
})

test('verdict, score and its last value first, then the failures with what to type', () => {
  const lines = renderReportText(sampleReport, {...look, width: 100}).split('\n')
  expect(lines[0]).toBe('NOT READY  score 58 (was 49)  Black Friday 2026, window opens in 3 d 12 h')
  expect(lines).toContain(
    '  ✗ EC2 vCPU quota covers the plan      The plan needs 240 vCPU, quota L-1216C47A is 192, and no',
  )
  expect(lines).toContain('Next:  ecom-plan apply plan.json --dry-run')
  expect(lines).toContain('  Checks: 2 failed, 1 not known, 3 warnings, 8 passed.')
})

test('a pipe gets whole lines, and what does not fit a screen is counted', () => {
  const text = renderReportText(
    {...sampleReport, readiness: {...sampleReport.readiness, checks: fullChecks}},
    {...look, width: null},
  )
  expect(text).toMatch(/and \d+ more checks? that do(es)? not pass: ecom-plan report -o report\.html/)
  expect(text).toContain('quota L-1216C47A is 192, and no request is open.')
})

test('colour only where it is asked for, and never from a name', () => {
  const [first, ...rest] = sampleReport.readiness.checks
  if (first === undefined) throw new Error('the sample has checks')
  const hostile = {
    ...sampleReport,
    readiness: {...sampleReport.readiness, checks: [{...first, title: 'a\u001b[31mb'}, ...rest]},
  }
  expect(renderReportText(hostile, {...look, width: 80})).not.toContain('\u001b')
  expect(renderReportText(hostile, {width: 80, color: true, ascii: false})).toContain('\u001b[31mNOT READY')
})
