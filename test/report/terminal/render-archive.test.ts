import {expect, test} from 'vitest'
import {
  renderArchiveCheckText,
  renderArchiveSummaryText,
  renderArchiveText,
} from '../../../src/report/terminal/render-archive.ts'

const options = {width: null, color: false, ascii: false}
const row = {
  namespace: 'AWS/ApplicationELB',
  metricName: 'RequestCount',
  dimensions: {LoadBalancer: 'app/shop/1', TargetGroup: 'targetgroup/web/2'},
  stat: 'Sum',
  periodS: 60,
  firstAt: '2026-10-18T00:00:00.000Z',
  lastAt: '2026-11-02T00:00:00.000Z',
  rowCount: 21_540,
  gapCount: 60,
  byteCount: 96_400,
}

test('a series with its resolution, span, values and gaps, and what a gap is', () => {
  const lines = renderArchiveText('.ecom-plan/archive', [row, {...row, gapCount: 0, byteCount: 812}], options).split(
    '\n',
  )
  expect(lines[2]).toBe(
    '  AWS/ApplicationELB RequestCount  app/shop/1, targetgroup/web/2  Sum        60 s  2026-10-18 00:00Z  2026-11-02 00:00Z  21,540    60  96 kB',
  )
  expect(lines[3]).toMatch(/21,540 {8}812 B$/)
  expect(lines[5]).toContain('43,080 values, 97 kB in .ecom-plan/archive.')
})

test('an empty archive says how it is filled', () => {
  expect(renderArchiveText('s3://ops/a', [], options)).toBe(
    'The archive s3://ops/a holds no metric yet. Fill it: ecom-plan pull\n',
  )
})

test.each([40, 60, 80, 100, 140])('nothing is wider than a screen of %i columns', (width) => {
  const text = renderArchiveText('.ecom-plan/archive', [row], {...options, width})
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width)
})

test('findings with the blob, what is wrong and what to do; warnings are no problems', () => {
  const check = {place: 'archive', partCount: 320, rowCount: 12_300_675, byteCount: 59_715_142}
  const warn = {severity: 'warn', file: 'metrics/a', message: 'has no manifest', next: 'remove it'} as const
  const bad = {severity: 'bad', file: 'metrics/b', message: 'is gone', next: 'restore it'} as const
  expect(renderArchiveCheckText({...check, findings: [warn]}, options)).toBe(
    '  ! metrics/a has no manifest\n    remove it\n320 files, 12,300,675 values, 60 MB read in archive: all as it was written.\n',
  )
  const ascii = renderArchiveCheckText({...check, findings: [warn, bad]}, {...options, ascii: true})
  expect(ascii).toContain('  FAIL metrics/b is gone\n       restore it\n')
  expect(ascii).toContain(': 1 problem found.')
})

test('the summary: a line for each thing measured, how far back, and what CloudWatch had nothing of', () => {
  const hours = {...row, periodS: 3600, firstAt: '2025-08-04T07:00:00.000Z', lastAt: '2026-08-31T07:00:00.000Z'}
  const silent = {...row, metricName: 'PeakLCUs', rowCount: 0, gapCount: 21_600, byteCount: 0}
  const database = {...row, namespace: 'AWS/RDS', metricName: 'ReadIOPS', dimensions: {DBInstanceIdentifier: 'shop-db'}}
  const text = renderArchiveSummaryText('.ecom-plan/archive', [hours, row, silent, database], options)
  const lines = text.split('\n').map((line) => line.replaceAll(/ {2,}/g, '  ').trim())
  expect(lines).toContain('ApplicationELB  web  1 of 2  2025-08-04  2026-10-18  2026-11-02 00:00Z  43,080  193 kB')
  expect(lines).toContain('RDS  shop-db  1  2026-10-18  2026-10-18  2026-11-02 00:00Z  21,540  96 kB')
  expect(text).toContain('ecom-plan archive ls --metric NAME')
})

test.each([60, 80, 100])('the summary fits %i columns', (width) => {
  const text = renderArchiveSummaryText('.ecom-plan/archive', [row, {...row, namespace: 'ECS/ContainerInsights'}], {
    ...options,
    width,
  })
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width)
})
