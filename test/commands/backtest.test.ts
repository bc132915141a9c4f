import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {backtestSchema} from '../../src/documents/backtest.js'
import {runCli} from '../e2e/run-cli.js'
import {exampleFolder} from '../example-run.js'

const home = mkdtempSync(join(tmpdir(), 'ecom-plan-backtest-'))
afterAll(() => rmSync(home, {recursive: true, force: true}))
const bright = ['backtest', '-c', 'fixtures/bright-friday/ecom-plan.yaml', '--offline']

test('--json is one document of the published shape, with both leads', async () => {
  const {code, stdout, stderr} = await runCli([...bright, '--lead', '28', '--lead', '7', '--json'])
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  const document = JSON.parse(stdout)
  expect(document).toMatchObject({schema: 'ecom-plan.backtest/v1', ok: true, exitCode: 0})
  const backtest = backtestSchema.parse(document.data)
  expect(backtest.cases.map(({date, leadS}) => [date, leadS / 86_400])).toEqual([
    ['2025-11-28', 28],
    ['2025-11-28', 7],
    ['2025-12-01', 28],
    ['2025-12-01', 7],
  ])
  for (const {ours} of backtest.cases)
    expect(ours.p50Rps > 0 && ours.p50Rps <= ours.p90Rps && ours.p90Rps <= ours.p99Rps).toBe(true)
  expect(backtest.untested.map(({date}) => date)).toEqual(['2024-11-29', '2024-12-02'])
})

test('the screen ends in the short sentence; warnings go to stderr', async () => {
  const {code, stdout, stderr} = await runCli(bright, {env: {COLUMNS: '100'}})
  expect(code).toBe(0)
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
    /^Last 2 events: error \d+\.\d %, P90 held \d\/2; hand analogue \d+\.\d %\.$/,
  )
  expect(stdout.split('\n').filter((line) => [...line].length > 100)).toEqual([])
  expect(stderr).toContain('Warning: ')
})

test('every format is written, and one event can be asked for', async () => {
  const files = ['b.csv', 'b.json', 'b.md'].map((name) => join(home, name))
  const outputs = files.flatMap((file) => ['-o', file])
  const {code, stdout} = await runCli([...bright, '-q', '--event', 'cyber-monday-2026', ...outputs])
  expect(code).toBe(0)
  expect(stdout).not.toContain('Black Friday')
  const [csv = '', json = '', md = ''] = files.map((file) => readFileSync(file, 'utf8'))
  expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + 3)
  expect(backtestSchema.parse(JSON.parse(json)).cases).toHaveLength(1)
  expect(md).toContain('Cyber Monday 2025')
})

test('nothing to test: 3, why, and what to type; ordinary days are tested all the same', async () => {
  const folder = join(home, 'quiet')
  cpSync(exampleFolder('quiet-tuesday'), folder, {recursive: true})
  const path = join(folder, 'ecom-plan.yaml')
  writeFileSync(path, readFileSync(path, 'utf8').replace(/previous: .*/, 'previous: [2026-09-15]'))
  const {code, stdout, stderr} = await runCli(['backtest', '-c', path, '--offline'])
  expect({code, stdout}).toEqual({code: 3, stdout: ''})
  expect(stderr).toMatch(/newsletter-2026-11 \(2026-09-15\): no earlier occurrence.*\[BACKTEST_EMPTY\]/)
  expect(stderr).toContain('ecom-plan backtest --rolling')
  const rolling = await runCli(['backtest', '-c', path, '--offline', '-q', '--rolling', '--json'])
  const {cases, totals} = backtestSchema.parse(JSON.parse(rolling.stdout).data)
  expect(rolling.code).toBe(0)
  expect(cases.length).toBeGreaterThan(8)
  expect(totals.map(({kind}) => kind)).toEqual(['ordinary-day'])
})

test.each([
  ['--lead 0', ['--lead', '0'], 64, 'USAGE'],
  ['an event that is not there', ['--event', 'easter'], 64, 'EVENT_UNKNOWN'],
  ['a format that is none', ['-o', 'x.xlsx'], 64, 'FORMAT_UNKNOWN'],
  ['a day before the traffic', ['--as-of', '2020-01-01'], 3, 'DATA_EMPTY'],
])('%s is refused', async (_, args, exit, code) => {
  const found = await runCli([...bright, ...args])
  expect({code: found.code, stdout: found.stdout}).toEqual({code: exit, stdout: ''})
  expect(found.stderr).toContain(`[${code}]`)
  expect(found.stderr).toContain('Try:')
})
