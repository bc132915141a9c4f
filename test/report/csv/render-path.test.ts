import fc from 'fast-check'
import {expect, test} from 'vitest'
import {csvCell, renderPathCsv} from '../../../src/report/csv/render-path.ts'
import {sampleRun} from '../sample-run.ts'

const csv = renderPathCsv(sampleRun.forecast)

test('one row a step with UTC, local time and plain numbers; CRLF ends each', () => {
  const lines = csv.split('\r\n')
  expect(lines[0]).toBe('at_utc,at_local,p50_rps,p90_rps,p99_rps,last_time_rps')
  expect(lines[1]).toBe('2026-11-26T23:00:00Z,2026-11-26T18:00:00-05:00,3900,4849,5716,2496')
  expect(lines).toHaveLength(sampleRun.forecast.path.length + 2)
  expect(lines.at(-1)).toBe('')
})

test('what was not measured is empty', () => {
  expect(csv.split('\r\n')[10]).toMatch(/,$/)
})

test('text that a spreadsheet would run is led by an apostrophe, quotes are doubled', () => {
  expect(csvCell('=HYPERLINK("x","y")')).toBe(`"'=HYPERLINK(""x"",""y"")"`)
  expect(csvCell('-5')).toBe("'-5")
  expect(csvCell(-5)).toBe('-5')
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(csvCell(text)).not.toMatch(/^"?[=+\-@\t\r]/)
    }),
  )
})
