import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, expect, test} from 'vitest'
import {loadComparisonSchema} from '../../src/documents/load-comparison.js'
import {loadStagesSchema} from '../../src/documents/load-stages.js'
import type {LoadTest} from '../../src/documents/load-test.js'
import {madeTest} from '../core/loadtests/made-tests.js'
import {runCli} from '../e2e/run-cli.js'

const home = mkdtempSync(join(tmpdir(), 'ecom-plan-loadtest-compare-'))
afterAll(() => rmSync(home, {recursive: true, force: true}))

const hex = (n: number) => n.toString(16).padStart(16, '0')
const day = (n: number) => new Date(Date.UTC(2026, 9, n)).toISOString()

/** Three runs a commit whose response times scatter a little. */
function runs(commit: string, from: number, factor: number, more: Partial<LoadTest> = {}): LoadTest[] {
  return [0.995, 1, 1.005].map((scatter, i) =>
    madeTest({id: hex(from + i), commit, startedAt: day(from + i), factor: factor * scatter, ...more}),
  )
}

/** A folder whose store holds these tests. */
function folderOf(name: string, tests: readonly LoadTest[]): string {
  const folder = join(home, name)
  mkdirSync(join(folder, '.ecom-plan/loadtests'), {recursive: true})
  for (const one of tests) {
    writeFileSync(join(folder, '.ecom-plan/loadtests', `${one.id}.json.gz`), gzipSync(JSON.stringify(one)))
  }
  return folder
}

const slower = folderOf('slower', [...runs('aa11bb22', 1, 1), ...runs('cc33dd44', 5, 1.2)])
const alike = folderOf('alike', [...runs('aa11bb22', 1, 1), ...runs('cc33dd44', 5, 1.001)])
const compare = (folder: string, ...args: string[]) => runCli(['loadtest', 'compare', ...args], {cwd: folder})

test('20 % slower: told without a gate, exit code 2 with one, in text, Markdown, JUnit and JSON', async () => {
  const bare = await compare(slower)
  expect(bare).toMatchObject({code: 0, stderr: ''})
  expect(bare.stdout).toContain('✗ regression: 3 new runs against 3 runs.')
  const gated = await compare(slower, '--fail-on', 'regression', '-o', 'a.md', '-o', 'a.xml', '-o', 'a.json')
  expect(gated.code).toBe(2)
  const written = (name: string) => readFileSync(join(slower, name), 'utf8')
  expect(written('a.md')).toContain('**regression: 3 new runs against 3 runs.**')
  expect(written('a.xml')).toMatch(/<testsuites .* failures="[1-9]/)
  expect(loadComparisonSchema.parse(JSON.parse(written('a.json'))).verdict).toBe('regression')
  const json = await compare(slower, 'aa11', 'cc33', '--fail-on', 'suspected', '--json')
  expect(json.code).toBe(2)
  expect(JSON.parse(json.stdout)).toMatchObject({ok: true, exitCode: 2, data: {verdict: 'regression'}})
})

test('no change: 0 with and without a gate; a broken threshold: 2', async () => {
  expect(await compare(alike, '--fail-on', 'suspected')).toMatchObject({code: 0, stderr: ''})
  const broken = await compare(alike, '--fail-on', 'regression', '--threshold', 'p95<=10ms')
  expect(broken.code).toBe(2)
  expect(broken.stdout).toContain('threshold broken: p95 of all is')
})

test('not comparable, no baseline and not tested: 0 without a gate, 3 with one and never 0, in JSON as well', async () => {
  const folders = {
    LOAD_TEST_NOT_COMPARABLE: folderOf('unlike', [
      ...runs('aa11bb22', 1, 1, {unitCount: 4}),
      ...runs('cc33dd44', 5, 1.2),
    ]),
    LOAD_TEST_NO_BASE: folderOf('no-base', runs('aa11bb22', 1, 1)),
    LOAD_TEST_UNTESTED: folderOf('untested', [
      madeTest({id: hex(1), commit: 'aa11', startedAt: day(1)}),
      madeTest({id: hex(2), commit: 'cc33', startedAt: day(2), factor: 3}),
    ]),
  }
  for (const [code, folder] of Object.entries(folders)) {
    expect((await compare(folder)).code, code).toBe(0)
    const gated = await compare(folder, '--fail-on', 'regression', '-o', 'a.xml')
    expect(gated.code, code).toBe(3)
    expect(gated.stderr).toContain(`[${code}]`)
    expect(existsSync(join(folder, 'a.xml')), code).toBe(true)
    const json = await compare(folder, '--fail-on', 'regression', '--json')
    expect(json.code, code).toBe(3)
    expect(JSON.parse(json.stdout)).toMatchObject({ok: false, exitCode: 3, error: {code}})
  }
})

test('an empty store, a word that means nothing, a bound that is none', async () => {
  const empty = await compare(folderOf('empty', []), '--fail-on', 'regression')
  expect(empty.code).toBe(3)
  expect(empty.stderr).toContain('[LOAD_TEST_NONE]')
  expect((await compare(alike, 'nothing')).stderr).toContain('[LOAD_TEST_UNKNOWN]')
  expect(await compare(alike, '--threshold', 'fast')).toMatchObject({code: 64})
  expect(await compare(alike, '--min-effect', 'none')).toMatchObject({code: 64})
  expect(await compare(alike, '-o', 'a.html')).toMatchObject({code: 64})
})

const stages = (...args: string[]) =>
  runCli(['loadtest', 'stages', '-c', 'fixtures/quiet-tuesday/ecom-plan.yaml', '--offline', '-q', ...args])

test('stages: a table, a document, and a list for a load generator', async () => {
  const text = await stages()
  expect(text.code).toBe(0)
  expect(text.stdout).toMatch(/hold +10 min/)
  const json = await stages('--json', '--goal', '200%', '--at', 'origin')
  const document = loadStagesSchema.parse(JSON.parse(json.stdout).data)
  expect(document).toMatchObject({goalRatio: 2, level: 'origin'})
  expect(document.goalRps).toBeCloseTo(2 * document.peakP90Rps, 6)
  const starts = {k6: '// ', csv: 'start_rps,'}
  for (const [tool, start] of Object.entries(starts)) {
    const list = await stages('--for', tool, '--requests-per-iteration', '5')
    expect(list).toMatchObject({code: 0})
    expect(list.stdout.startsWith(start), tool).toBe(true)
  }
})

test('stages: what cannot be is refused', async () => {
  expect((await stages('--from', '2031-01-01')).stderr).toContain('[STAGES_NO_PATH]')
  expect(await stages('--length', 'long')).toMatchObject({code: 64})
  expect(await stages('--event', 'never')).not.toMatchObject({code: 0})
})
