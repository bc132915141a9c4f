import {expect, test} from 'vitest'
import {renderReportJunit} from '../../../src/report/junit/render-report.ts'
import {sampleReport} from '../sample-report.ts'

const xml = renderReportJunit(sampleReport)

test('counts are those of the cases: failures fail, what could not be made is an error, warnings pass', () => {
  expect(xml).toContain(
    '<testsuites name="ecom-plan report: Black Friday 2026" tests="14" failures="2" errors="1" skipped="0"',
  )
  expect(xml.match(/<testcase /g)).toHaveLength(14)
  expect(xml.match(/<failure /g)).toHaveLength(2)
  expect(xml.match(/<error /g)).toHaveLength(1)
  expect(xml).toContain('<error type="alarm-max-reached" message="Alarms could not be read')
  expect(xml).toMatch(/name="Marketing plan is in the forecast">\s*<system-out>WARNING: Nobody has confirmed/)
})

test('well-formed, and names of AWS stay text', () => {
  const [first, ...rest] = sampleReport.readiness.checks
  if (first === undefined) throw new Error('the sample has checks')
  const hostile = renderReportJunit({
    ...sampleReport,
    readiness: {
      ...sampleReport.readiness,
      checks: [{...first, message: '</failure><img onerror="x">\u001b[2J'}, ...rest],
    },
  })
  const open: string[] = []
  for (const [, slash, name = '', end] of hostile.matchAll(/<(\/?)([a-z-]+)(?:[^>"]|"[^"]*")*?(\/?)>/g)) {
    if (slash === '/') expect(open.pop()).toBe(name)
    else if (end !== '/') open.push(name)
  }
  expect(open).toEqual([])
  expect(hostile).not.toContain('<img')
  expect(hostile).not.toContain('\u001b')
})

test('verdict, score and notices are properties', () => {
  expect(xml).toContain('<property name="verdict" value="NOT READY"/>')
  expect(xml).toContain('<property name="score" value="58"/>')
  expect(xml).toContain('<property name="notice.LOAD_TEST_STALE" value="The load test of web is 19 days old."/>')
})
