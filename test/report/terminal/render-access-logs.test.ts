import {expect, test} from 'vitest'
import {type PulledLogsView, renderPulledLogsText} from '../../../src/report/terminal/render-access-logs.js'

const rates = (name: string, requestCount: number, botCount = 0) => ({
  name,
  requestCount,
  botCount,
  errorCount: 4,
  shopperMeanRps: (requestCount - botCount) / 3600,
  botMeanRps: botCount / 3600,
  busiestRps: requestCount / 1800,
})
const view: PulledLogsView = {
  file: '.ecom-plan/archive/logs/alb-20261127T050000000Z-20261127T070000000Z-1a2b3c4d.json',
  isInArchive: true,
  isNew: true,
  summary: {
    format: 'alb',
    fromAt: '2026-11-27T05:00:00Z',
    toAt: '2026-11-27T07:00:00Z',
    measuredS: 3600,
    fileCount: 2,
    lineCount: 361_200,
    malformedCount: 1,
    total: {
      ...rates('total', 361_199, 36_000),
      busiestMinuteAt: '2026-11-27T05:31:00.000Z',
      busiestSecondCount: 412,
      busiestSecondAt: '2026-11-27T06:40:00.000Z',
    },
    targetGroups: [rates('targetgroup/web/73e2d6bc24d8a067', 360_000, 36_000), rates('-', 1199)],
    routes: Array.from({length: 15}, (_, i) => rates(`GET /p${i}/:id`, 30_000 - i, i === 0 ? 3000 : 0)),
  },
  athena: null,
}
const look = {width: 100, color: false, ascii: false}

test('at 100 columns', () => {
  expect(renderPulledLogsText(view, look).split('\n').slice(0, 13)).toEqual([
    'ALB access logs',
    '  361,200 lines in 2 files, 1 malformed; 2026-11-27 05:00Z to 2026-11-27 07:00Z, 2 h, 1 h of it',
    '  without any line.',
    '',
    '  Target group  Requests    5xx  Shoppers req/s  Bots req/s  Busiest minute',
    `  ${'─'.repeat(98)}`,
    '  web            360,000  0.0 %              90          10             200',
    '  none             1,199  0.3 %            0.33           0            0.67',
    '',
    '  Route         Requests    5xx  Shoppers req/s  Bots req/s  Busiest hour',
    `  ${'─'.repeat(98)}`,
    '  GET /p0/:id     30,000  0.0 %            7.50        0.83          16.7',
    '  GET /p1/:id     29,999  0.0 %            8.33           0          16.7',
  ])
})

test('the rest of the screen: more routes, the peak, where it is kept, and what to do with it', () => {
  const text = renderPulledLogsText(view, {...look, width: null})
  expect(text).toContain('and 3 more routes, in the document')
  expect(text).toContain(
    '100 req/s on average, 10.0 % of them bots; 201 in the busiest minute (2026-11-27 05:31Z), 412 in the busiest second (in the minute 2026-11-27 06:40Z).',
  )
  expect(text).toContain(`Kept in ${view.file}.`)
  expect(text).toContain('- kind: access-log')
  const known = renderPulledLogsText({...view, isNew: false}, look)
  expect(known).toContain('The archive had these counts already')
  const file = renderPulledLogsText({...view, isInArchive: false, file: 'a.json'}, look)
  expect(file).toContain('- {kind: access-log, path: a.json}')
})

test('what Athena read and cost is said', () => {
  const athena = {queryId: 'q', scannedByteCount: 3_200_000_000_000, aboutUsd: 14.55}
  expect(renderPulledLogsText({...view, athena}, {...look, width: null})).toContain(
    'Counted by Athena, 3.2 TB scanned (about $15).',
  )
  const small = {queryId: 'q', scannedByteCount: 12_000, aboutUsd: 0.00005}
  expect(renderPulledLogsText({...view, athena: small}, {...look, width: null})).toContain(
    '12 kB scanned (under $0.01)',
  )
})

test.each([40, 59, 60, 80, 100])('nothing is wider than %i columns', (width) => {
  const combined = {...view, summary: {...view.summary, format: 'combined' as const}}
  for (const shown of [view, combined]) {
    const lines = renderPulledLogsText(shown, {...look, width}).split('\n')
    // A name that holds no blank cannot be wrapped.
    expect(lines.filter((line) => line.length > width && !line.includes(view.file))).toEqual([])
  }
})

test('without groups there is no table of them', () => {
  const text = renderPulledLogsText({...view, summary: {...view.summary, format: 'combined'}}, look)
  expect(text).not.toContain('Target group')
  expect(text).toContain('Access logs')
})
