import {expect, test} from 'vitest'
import type {Run} from '../../../src/documents/run.ts'
import {markdownBudgets} from '../../../src/report/markdown/budgets.ts'
import {utf8Bytes} from '../../../src/report/markdown/fit-bytes.ts'
import {renderReportMarkdown, reportMarker} from '../../../src/report/markdown/render-report.ts'
import {fullChecks} from '../full-checks.ts'
import {reportOf, sampleAfter, sampleReport} from '../sample-report.ts'
import {sampleRun} from '../sample-run.ts'

const whole = renderReportMarkdown(sampleReport, {budget: null})

/** The sample with so many tiers that no comment holds it. */
function largeRun(): Run {
  const {plan} = sampleRun
  const [limit, change] = [plan.limits[0], plan.changes[0]]
  if (limit === undefined || change === undefined) throw new Error('the sample has limits and changes')
  const tiers = Array.from({length: 3000}, (_, i) => `tier-${i}`)
  return {
    ...sampleRun,
    plan: {
      ...plan,
      limits: tiers.map((tier) => ({...limit, tier})),
      changes: tiers.map((tier) => ({...change, id: tier, tier})),
    },
  }
}

test('it begins with a marker that no event name can break, then the verdict', () => {
  expect(whole.split('\n')[0]).toBe('<!-- ecom-plan-report:black-friday-2026 -->')
  expect(whole.split('\n')[1]).toBe('# Black Friday 2026: NOT READY')
  expect(reportMarker('a --> b')).toBe('<!-- ecom-plan-report:a-b -->')
  expect(whole).toContain('Score 58 of 100 (was 49); 2 failed, 1 not known, 3 warnings, 8 passed.')
  expect(whole).toContain('> **!** The load test of web is 19 days old. `ecom-plan loadtest next web --tool k6`')
})

test('sections in the order in which they are read', () => {
  const text = renderReportMarkdown({...sampleReport, after: sampleAfter}, {budget: null})
  const titles = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)
  const wanted = [
    'What came of it',
    'Readiness checks',
    'Blockers',
    'The peak',
    'Capacity at the peak',
    'Recommended changes',
    'Since the last report',
    'Load tests',
    "The forecast's record so far",
    'How to reproduce',
  ]
  expect(titles.filter((title) => wanted.includes(title ?? ''))).toEqual(wanted)
})

test.each(Object.keys(markdownBudgets) as (keyof typeof markdownBudgets)[])(
  '%s: the budget is kept and the text says what was left out',
  (budget) => {
    const report = reportOf(largeRun())
    const text = renderReportMarkdown({...report, readiness: {...report.readiness, checks: fullChecks}}, {budget})
    expect(utf8Bytes(text)).toBeLessThanOrEqual(markdownBudgets[budget])
    expect(text).toContain('NOT READY')
    expect(text).toContain('EC2 vCPU quota covers the plan')
    expect(text).toMatch(/Left out to stay within \d+ bytes: derivations/)
  },
)

test('what fits loses nothing', () => {
  expect(renderReportMarkdown(sampleReport, {budget: 'github'})).toBe(whole)
})

test('names stay text', () => {
  const [first, ...rest] = sampleReport.readiness.checks
  if (first === undefined) throw new Error('the sample has checks')
  const text = renderReportMarkdown(
    {
      ...sampleReport,
      notices: [{severity: 'bad', code: 'X', message: '<img src=x> @everyone', next: null}],
      readiness: {
        ...sampleReport.readiness,
        checks: [{...first, title: '<img onerror=1>|x|', next: '`a` | <b>'}, ...rest],
      },
    },
    {budget: null},
  )
  expect(text).not.toMatch(/<img|<b>/)
  expect(text).not.toContain('@everyone')
})
