import {expect, test} from 'vitest'
import type {Backtest, BacktestScore} from '../../../src/documents/backtest.js'
import {renderBacktestCsv} from '../../../src/report/csv/render-backtest.js'
import {renderBacktestMarkdown} from '../../../src/report/markdown/render-backtest.js'
import {renderBacktestText} from '../../../src/report/terminal/render-backtest.js'

const score = (p50Rps: number, actualRps: number): BacktestScore => ({
  p50Rps,
  p90Rps: p50Rps * 1.2,
  p99Rps: p50Rps * 1.5,
  signedErrorRatio: p50Rps / actualRps - 1,
  pinball: {p50Ratio: 0.05, p90Ratio: 0.02, p99Ratio: 0.01},
  pinballRatio: 0.027,
  isP90Held: actualRps <= p50Rps * 1.2,
  isP99Held: actualRps <= p50Rps * 1.5,
})
const at = '2025-11-28T15:00:00.000Z'
const of = {eventId: 'black-friday-2026', timezone: 'America/New_York', asOf: at, actualAt: at} as const
const summary = {caseCount: 2, meanAbsoluteErrorRatio: 0.078, pinballRatio: 0.027, p90MissedCount: 0, p99MissedCount: 0}
const backtest: Backtest = {
  schema: 'ecom-plan.backtest/v1',
  service: 'bright-friday',
  level: 'edge',
  asOf: '2026-11-02T00:00:00.000Z',
  cases: [
    {
      ...of,
      kind: 'event',
      eventName: 'Black Friday 2025',
      date: '2025-11-28',
      leadS: 28 * 86_400,
      actualRps: 58_776,
      ours: score(52_433, 58_776),
      analogue: score(54_344, 58_776),
      seasonalNaive: null,
    },
    {
      ...of,
      kind: 'event',
      eventId: '=cmd|x',
      eventName: 'a-sale-of-our-own-with-a-long-name',
      date: '2025-06-01',
      leadS: 7 * 86_400,
      actualRps: 0.42,
      ours: score(0.2, 0.42),
      analogue: null,
      seasonalNaive: score(0.4, 0.42),
    },
    {
      ...of,
      kind: 'ordinary-day',
      eventName: 'Ordinary day',
      date: '2025-06-03',
      leadS: 28 * 86_400,
      actualRps: 100,
      ours: score(101, 100),
      analogue: null,
      seasonalNaive: null,
    },
  ],
  untested: [
    {
      eventId: 'black-friday-2026',
      eventName: 'Black Friday 2024',
      date: '2024-11-29',
      leadS: null,
      why: 'no earlier occurrence had been measured by then',
    },
  ],
  totals: [
    {
      kind: 'event',
      leadS: 28 * 86_400,
      ours: summary,
      analogue: {...summary, meanAbsoluteErrorRatio: 0.11, oursToPeerRatio: 0.71},
      seasonalNaive: null,
    },
  ],
}
const plain = {color: false, ascii: false}

test('the short sentence is last, and every event is there with its actual', () => {
  const text = renderBacktestText(backtest, {...plain, width: 100})
  expect(text.trimEnd().split('\n').at(-1)).toBe('Last 2 events: error 7.8 %, P90 held 2/2; hand analogue 11.0 %.')
  expect(text).toMatch(/Black Friday 2025 +28 d +52,433 +62,920 +78,650 +58,776 +-10\.8 % +yes +0\.027 +-7\.5 % +—/)
  expect(text).toContain('> P99    0.027')
  expect(text).toContain('0.71 ×')
  expect(text).toContain('Black Friday 2024, 29 Nov 2024: no earlier occurrence had been measured by then.')
  expect(text).not.toContain('Ordinary day')
})

test.each([40, 60, 80, 100, 140])('at %i columns no line is wider', (width) => {
  const lines = renderBacktestText(backtest, {...plain, width}).split('\n')
  expect(lines.filter((line) => [...line].length > width)).toEqual([])
})

test('two leads are told apart, and without an analogue there is none', () => {
  const [total] = backtest.totals
  if (total === undefined) throw new Error('no total')
  const totals = [total, {...total, leadS: 7 * 86_400, analogue: null}]
  const text = renderBacktestText({...backtest, totals}, {...plain, width: 100})
  expect(text).toContain('Last 2 events, 28 d ahead: error')
  expect(text).toContain('Last 2 events, 7 d ahead: error 7.8 %, P90 held 2/2; no hand analogue.')
})

test('ASCII alone where asked', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what ASCII is
  expect(renderBacktestText(backtest, {width: 80, color: false, ascii: true})).toMatch(/^[\x00-\x7f]*$/)
})

test('CSV: a row a case and method, and no formula', () => {
  const rows = renderBacktestCsv(backtest).trimEnd().split('\r\n')
  expect(rows).toHaveLength(1 + 5)
  expect(new Set(rows.map((row) => row.split(',').length))).toEqual(new Set([17]))
  expect(rows[1]).toMatch(/^event,black-friday-2026,2025-11-28,28,2025-11-28T15:00:00Z,.*,58776,ecom-plan,52433,/)
  expect(rows[3]).toContain("'=cmd|x")
})

test('Markdown has the sentence, every case and what was not tested', () => {
  const text = renderBacktestMarkdown(backtest)
  expect(text).toContain('**Last 2 events: error 7.8 %')
  expect(text.match(/^\| .*2025-0?6/gm)).toHaveLength(2)
  expect(text).toContain('## Not tested')
})
