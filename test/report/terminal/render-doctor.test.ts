import {readFileSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {diagnose} from '../../../src/core/doctor/diagnose.js'
import {renderDoctorText} from '../../../src/report/terminal/render-doctor.js'
import {archiveUpTo, makeFacts} from '../../core/doctor/make-facts.js'

const options = {width: null, color: false, ascii: false}
const unwell = diagnose(
  makeFacts({
    environmentRegion: 'eu-west-1',
    permissions: {
      value: [
        {
          action: 'rds:DescribeDBInstances',
          isAllowed: false,
          isExplicitlyDenied: false,
          isOptional: false,
          where: null,
          neededBy: ['forecast', 'report', 'pull'],
        },
        {
          action: 'cloudwatch:GetMetricData',
          isAllowed: true,
          isExplicitlyDenied: false,
          isOptional: false,
          where: null,
          neededBy: ['forecast'],
        },
      ],
    },
    resources: {skipped: 'needs rds:DescribeDBInstances, which is denied'},
    tierMetrics: {skipped: 'the resources of the config are not known'},
    archive: {value: archiveUpTo(11)},
    loadTests: [
      {tier: 'checkout', path: 'loadtests/checkout', tested: {value: {testedAt: '2026-09-10T00:00:00Z', stepCount: 7}}},
    ],
  }),
)

/** Kept as files that a person can read; `npm run golden` writes them anew. */
test.each([100, 80])('the screen at %i columns', (width) => {
  const path = new URL(`doctor-${width}-columns.txt`, import.meta.url)
  const found = renderDoctorText(unwell, {...options, width})
  if (process.env['ECOM_PLAN_GOLDEN'] === 'write') writeFileSync(path, found)
  expect(found).toBe(readFileSync(path, 'utf8'))
})

test.each([40, 60, 80, 100, 140])('no line is wider than %i columns', (width) => {
  const lines = renderDoctorText(unwell, {...options, width}).split('\n')
  expect(lines.filter((line) => line.length > width)).toEqual([])
})

test('colour is never the only sign', () => {
  const plain = renderDoctorText(unwell, options)
  const coloured = renderDoctorText(unwell, {...options, color: true})
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain)
  for (const sign of ['✓', '!', '✗', '-']) expect(plain).toContain(`\n  ${sign} `)
})

test('in ASCII the signs are words', () => {
  const text = renderDoctorText(unwell, {...options, ascii: true})
  expect(text).toMatch(/^[\x20-\x7e\n]*$/)
  for (const word of ['ok  ', 'warn', 'FAIL', 'skip']) expect(text).toContain(`\n  ${word} `)
})

test('checks that were skipped for one reason are one line, with all their names', () => {
  const text = renderDoctorText(unwell, options)
  expect(text).toContain(
    'skipped: the resources of the config are not known (Group metrics, Container Insights, Database metrics)',
  )
})

test('text from outside cannot steer the terminal', () => {
  const nasty = {...unwell, checks: unwell.checks.map((check) => ({...check, message: '\u001b[2Jx', next: ['\u0007']}))}
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(renderDoctorText(nasty, options)).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
})
