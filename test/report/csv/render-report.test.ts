import {parse} from 'csv-parse/sync'
import {expect, test} from 'vitest'
import {renderReportCsv} from '../../../src/report/csv/render-report.ts'
import {reportOf, sampleReport} from '../sample-report.ts'
import {sampleRun} from '../sample-run.ts'

const rowsOf = (text: string) => parse(text, {columns: true}) as Record<string, string>[]

test('one row a limit and quantile, the worst limit first, ratios with four decimals', () => {
  const rows = rowsOf(renderReportCsv(sampleReport))
  expect(rows).toHaveLength(sampleRun.plan.limits.length * 3 + sampleRun.plan.notModelled.length)
  expect(rows[1]).toEqual({
    event: 'black-friday-2026',
    at_utc: '2026-11-23T11:00:00Z',
    tier: 'web',
    measure: 'requests',
    resource: 'shop-web-asg',
    limit_today: '36 × c7g.xlarge',
    limit_planned: '60 × c7g.xlarge',
    quantile: 'p90',
    now_ratio: '1.526',
    after_ratio: '0.915',
    breaks_at_rps: '8320',
    planned_breaks_at_rps: '8320',
    short_s: '45300',
    after_short_s: '0',
    verdict: 'short',
  })
  expect(rows.at(-1)).toMatchObject({tier: 'session-cache', quantile: '', now_ratio: '', verdict: 'not-modelled'})
})

test('a name that a spreadsheet would run is led by an apostrophe, and lines end as RFC 4180 has them', () => {
  const [limit] = sampleRun.plan.limits
  if (limit === undefined) throw new Error('the sample has limits')
  const limits = [{...limit, tier: '=cmd|"/c calc"!A1'}]
  const text = renderReportCsv(reportOf({...sampleRun, plan: {...sampleRun.plan, limits}}))
  expect(rowsOf(text)[0]?.['tier']).toBe('\'=cmd|"/c calc"!A1')
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})
