import {expect, test} from 'vitest'
import {seededUniform} from '../../../src/core/laws/seeded-uniform.js'
import {limitOfTest} from '../../../src/core/loadtests/limit-of-test.js'
import type {HeldStep, LoadTest} from '../../../src/documents/load-test.js'
import {renderStepsCsv} from '../../../src/report/csv/render-steps-csv.js'
import {renderLoadTest} from '../../../src/report/terminal/render-load-test.js'
import {renderLoadTests} from '../../../src/report/terminal/render-load-tests.js'
import {makeScreen} from '../../../src/report/terminal/screen.js'
import {renderStepChart} from '../../../src/report/terminal/step-chart.js'

const step = (concurrencyCount: number | null, throughputRps: number, p95S: number): HeldStep => ({
  concurrencyCount,
  offeredRps: concurrencyCount === null ? throughputRps : null,
  throughputRps,
  requestCount: Math.round(throughputRps * 60),
  errorRatio: p95S > 0.3 ? 0.021 : 0,
  meanResponseTimeS: p95S / 2,
  percentiles: [
    {ratio: 0.5, responseTimeS: p95S / 2.2},
    {ratio: 0.975, responseTimeS: p95S},
  ],
  histogram: null,
  failureHistogram: null,
  startS: null,
  durationS: 60,
  file: 'step.json',
  isExact: false,
  isSteady: p95S < 0.3,
})
const steps = [step(1, 40, 0.03), step(4, 150, 0.04), step(16, 400, 0.09), step(64, 440, 0.4)]
const sample: LoadTest = {
  schema: 'ecom-plan.load-test/v2',
  id: '0123456789abcdef',
  tool: 'autocannon',
  format: 'autocannon JSON',
  toolVersion: '8.0.0',
  loop: 'closed',
  tier: 'checkout',
  unitCount: 6,
  commit: '3f2a9c1',
  tags: {env: 'staging'},
  startedAt: '2026-11-20T10:00:00.000Z',
  durationS: 240,
  sources: [{name: 'steps', sha256: '00', byteCount: 1}],
  steps,
  endpoints: ['GET /cart', 'GET /\u001b[31mred, "q"', 'GET /home'].map((label) => ({label, steps})),
  windows: [],
  flags: [
    {code: 'closed-loop', severity: 'info', text: 'closed loop'},
    {code: 'all-failed', severity: 'error', text: 'every request failed'},
  ],
}
const limit = limitOfTest({test: sample, slo: null, random: seededUniform(1)})
const render = (width: number | null, ascii = false) =>
  renderLoadTest({test: sample, limit, sloResponseTimeS: 0.25, options: {width, color: false, ascii}})

test.each([60, 80, 100, 140])('at %i columns no line is wider, and nothing is lost that decides', (width) => {
  const text = render(width)
  expect(text.split('\n').filter((line) => [...line].length > width)).toEqual([])
  for (const word of ['0123456789abcdef', 'checkout', '440', 'not steady', 'every request failed']) {
    expect(text).toContain(word)
  }
})

test('in a pipe there is no chart; in ASCII there is nothing else', () => {
  expect(render(null)).not.toContain('by load')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is tested
  expect(/[^\u0000-\u007f]/.exec(render(80, true))?.[0] ?? '').toBe('')
})

test('labels cannot reach the terminal, the worst flag stands first, a stand-in is marked', () => {
  const text = render(100)
  expect(text).not.toContain('\u001b')
  expect(text.indexOf('every request failed')).toBeLessThan(text.lastIndexOf('closed loop'))
  expect(text).toContain('≤400 ms')
})

test('bars by hand: full where they reach, half in between, a limit as a line, thinned where they do not fit', () => {
  const screen = makeScreen({width: 80, color: false, ascii: true})
  const bars = [
    {label: '1', value: 4},
    {label: '2', value: 8},
    {label: '3', value: null},
  ]
  const lines = renderStepChart({screen, title: 'Load', bars, limit: 6, width: 40})
  expect(lines.slice(0, 2)).toEqual(['  Load', '     8 +          ########'])
  expect(lines[2]).toMatch(/\|-+#{8}-+$/)
  expect(lines[5]).toMatch(/\+ #{8} #{8}$/)
  const many = Array.from({length: 100}, (_, i) => ({label: String(1000 + i), value: i + 1}))
  const thin = renderStepChart({screen, title: 'Load', bars: many, width: 60})
  expect(Math.max(...thin.map((line) => line.length))).toBeLessThanOrEqual(60)
})

test('a list says what is there, and what to type where nothing is', () => {
  const options = {width: 100, color: false, ascii: false}
  expect(renderLoadTests('here', [], options)).toContain('ecom-plan loadtest import')
  const row = {...sample, stepCount: 4, requestCount: 61_800, highestRps: 440, warningCount: 2}
  const text = renderLoadTests('here', [row], options)
  expect(text).toMatch(/0123456789abcdef +2026-11-20 10:00 +autocannon +checkout .*440 +3f2a9c1,/)
  expect(renderLoadTests('here', [row], {...options, width: null})).toContain('61,800')
})

test('CSV by hand: a row a step in all, then of each endpoint; quotes doubled, what is not printed empty', () => {
  const rows = renderStepsCsv(sample).split('\r\n')
  expect(rows).toHaveLength(1 + 4 + 3 * 4 + 1)
  expect(rows[1]).toBe('0123456789abcdef,,1,,40,2400,0,15,13.64,,,,true,,60,step.json')
  expect(rows[9]).toContain('""q""')
})
