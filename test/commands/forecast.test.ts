import {spawn} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, expect, test} from 'vitest'
import {planSchema} from '../../src/documents/plan.js'
import {runSchema} from '../../src/documents/run.js'
import {runCli} from '../e2e/run-cli.js'

const home = mkdtempSync(join(tmpdir(), 'ecom-plan-forecast-'))
afterAll(() => rmSync(home, {recursive: true, force: true}))

const bright = ['forecast', '-c', 'fixtures/bright-friday/ecom-plan.yaml', '--offline']
const quiet = ['forecast', '-c', 'fixtures/quiet-tuesday/ecom-plan.yaml', '--offline']

test('--json is one document of the published shape, and nothing else', async () => {
  const {code, stdout, stderr} = await runCli([...bright, '--json'])
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  const document = JSON.parse(stdout)
  expect(document).toMatchObject({schema: 'ecom-plan.forecast/v1', ok: true, exitCode: 0})
  expect(runSchema.parse(document.data).plan.verdict).toBe('not-ready')
  expect(document.warnings.length).toBeGreaterThan(0)
})

test('the same bytes on any day: the clock is not asked', async () => {
  // TZ and a faked date reach the child through its environment and a preload.
  const dates = ['2026-11-03T00:00:00Z', '2031-06-01T12:00:00Z']
  const outputs = await Promise.all(
    dates.map((date, i) =>
      runCli([...bright, '--json'], {
        env: {
          TZ: i === 0 ? 'UTC' : 'Asia/Tokyo',
          NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fakeDate(date))}`,
        },
      }),
    ),
  )
  expect(outputs.map(({code}) => code)).toEqual([0, 0])
  expect(outputs[0]?.stdout).toBe(outputs[1]?.stdout)
})

/** Code that makes `new Date()` and `Date.now()` say another day. */
function fakeDate(iso: string): string {
  return `const R=Date;const now=R.parse('${iso}');globalThis.Date=class extends R{constructor(...a){if(a.length)super(...a);else super(now)}static now(){return now}}`
}

test('gates: 2 only when asked, and the verdict decides', async () => {
  expect((await runCli([...bright, '-q'])).code).toBe(0)
  expect((await runCli([...bright, '-q', '--fail-on', 'not-ready'])).code).toBe(2)
  const json = await runCli([...bright, '--json', '--fail-on', 'risk'])
  expect(json.code).toBe(2)
  expect(JSON.parse(json.stdout)).toMatchObject({ok: true, exitCode: 2})
  expect((await runCli([...quiet, '-q', '--fail-on', 'risk'])).code).toBe(0)
})

test('--explain prints a tier or a field in place of the screen, and names what there is when it knows neither', async () => {
  const tier = await runCli([...bright, '--explain', 'payments'])
  expect(tier.code).toBe(0)
  expect(tier.stdout).toBe('payments: not modelled\n  payment provider, contract limit not given.\n\n')
  expect((await runCli([...bright, '--explain', 'facts'])).stdout).toContain('our judgement')
  const unknown = await runCli([...bright, '--explain', 'wbe'])
  expect(unknown.code).toBe(64)
  expect(unknown.stderr).toMatch(/wbe: neither a tier nor a field[\s\S]*--explain web[\s\S]*one of all, peak/)
})

test('every format that -o and --out-plan name is written, whole', async () => {
  const file = (name: string) => join(home, name)
  const outputs = ['run.json', 'path.csv', 'report.md'].flatMap((name) => ['-o', file(name)])
  const {code} = await runCli([...bright, '-q', ...outputs, '--out-plan', file('plan.json')])
  expect(code).toBe(0)
  runSchema.parse(JSON.parse(readFileSync(file('run.json'), 'utf8')))
  planSchema.parse(JSON.parse(readFileSync(file('plan.json'), 'utf8')))
  expect(readFileSync(file('path.csv'), 'utf8').split('\r\n')).toHaveLength(34)
  expect(readFileSync(file('report.md'), 'utf8')).toContain('Black Friday 2026')
})

test('report writes a page, Markdown, text and JSON from the same run', async () => {
  const names = ['r.html', 'r.md', 'r.txt', 'r.json']
  const outputs = names.flatMap((name) => ['-o', join(home, name)])
  const {code, stdout} = await runCli(['report', ...bright.slice(1), '--no-history', '-q', ...outputs])
  expect(code).toBe(0)
  expect(stdout).toContain('NOT READY')
  for (const name of names) expect(statSync(join(home, name)).size).toBeGreaterThan(1000)
})

test('a redirected stream carries no escape codes and no chart; nothing is cut', async () => {
  const {stdout} = await runCli(bright, {env: {TERM: 'xterm-256color'}})
  expect(stdout).not.toContain(String.fromCharCode(27))
  expect(stdout).not.toContain('█')
  expect(stdout).toContain('payments')
})

test.each([60, 80, 100, 140])('at %i columns no line is wider', async (columns) => {
  const {stdout} = await runCli(bright, {env: {COLUMNS: String(columns)}})
  expect(stdout.split('\n').filter((line) => [...line].length > columns)).toEqual([])
})

test('a reader that closes the pipe ends it quietly with 0', async () => {
  const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
  const child = spawn(process.execPath, [bin, ...bright, '--json', '-q'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
})

test('--uplift and --target change the plan as they say', async () => {
  const planOf = async (...args: string[]) => JSON.parse((await runCli([...bright, '--json', ...args])).stdout).data
  const [plain, higher, p99] = [await planOf(), await planOf('--uplift', '+20%'), await planOf('--target', 'p99')]
  expect(higher.forecast.peak.p50Rps / plain.forecast.peak.p50Rps).toBeCloseTo(1.2, 6)
  expect(p99.plan.target).toBe('p99')
  const web = (run: {plan: {changes: {id: string; to: string}[]}}) =>
    Number(run.plan.changes.find(({id}) => id === 'web-max')?.to)
  expect(web(p99)).toBeGreaterThan(web(plain))
})
