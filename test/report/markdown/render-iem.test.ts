import {expect, test} from 'vitest'
import type {Report} from '../../../src/documents/report.js'
import {renderIemMarkdown} from '../../../src/report/markdown/render-iem.js'
import {goodRun, readinessWith, wordOf} from '../../core/readiness/good-shop.js'
import {sampleRun} from '../sample-run.js'

const report: Report = {
  schema: 'ecom-plan.report/v1',
  reportId: 'r-1',
  at: sampleRun.asOf,
  version: '1.0.0',
  run: sampleRun,
  readiness: readinessWith({run: sampleRun, attestations: [wordOf('on-call', {by: '<img src=x>', note: 'a | b'})]}),
  notices: [],
  delta: null,
  loadTests: [
    {
      testId: '0123456789abcdef',
      tier: 'web',
      at: '2026-11-04T12:00:00.000Z',
      release: null,
      maxThroughputRps: 8900,
      p95ResponseTimeS: 0.4,
      coverageRatio: 0.7,
    },
  ],
  record: [],
  reproduce: [],
}
const text = renderIemMarkdown(report)

test('it answers with figures of the run, and leaves to a person what nothing tells', () => {
  for (const answer of [
    'Thu 26 Nov 18:00 → Sat 28 Nov 02:00 EST',
    '10,210 req/s at P50, 12,694 at P90, 14,965 at P99',
    '2,560 req/s in the busiest hour of an ordinary day',
    '3.30 × in the busiest hour (4 past occurrences)',
  ]) {
    expect(text).toContain(answer)
  }
  expect(text).toContain('EC2 vCPU quota L-1216C47A is 192, the plan needs 240')
  expect(text).toContain('| How large are requests and answers? | not known to ecom-plan |')
  expect(text).toContain('| Is there a runbook? | not known to ecom-plan: nobody answers for it |')
  expect(text).toContain('| web | Wed 4 Nov 2026 07:00 EST | not known to ecom-plan | 8,900 req/s | 70 % |')
})

test('what people and AWS write stays text, and every row of a table has its cells', () => {
  expect(text).toContain('yes, says &lt;img src=x&gt; (Fri 20 Nov 2026 04:00 EST): a \\| b')
  expect(text).not.toMatch(/<img/)
  const tables = text.split('\n\n').map((part) => part.split('\n').filter((line) => line.startsWith('|')))
  for (const rows of tables) {
    const cells = rows.map((row) => row.replaceAll('\\|', '').split('|').length)
    expect(new Set(cells).size).toBeLessThanOrEqual(1)
  }
})

test('it never says yes for what is only not known', () => {
  const unknown = renderIemMarkdown({...report, run: goodRun, readiness: readinessWith({attestations: []})})
  expect(unknown).not.toContain('yes, says')
})
