import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {runCli} from '../e2e/run-cli.js'
import {exampleFolder} from '../example-run.js'

/** Each case spoils a copy of the smallest example in one way; the command must say where, and what to type next. */
const home = mkdtempSync(join(tmpdir(), 'ecom-plan-bad-'))
let count = 0
const example = exampleFolder('quiet-tuesday')

beforeAll(() => cpSync(example, join(home, 'good'), {recursive: true}))
afterAll(() => rmSync(home, {recursive: true, force: true}))

function spoiled(change: (folder: string) => void): string {
  const folder = join(home, `case-${count++}`)
  cpSync(join(home, 'good'), folder, {recursive: true})
  change(folder)
  return folder
}

const edit = (file: string, from: string | RegExp, to: string) => (folder: string) => {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`${file} has no ${from}`)
  writeFileSync(path, changed)
}
/** Puts a spoiled CSV, plain, where the five-minute traffic was. */
const csv = (spoil: (text: string) => string) => (folder: string) => {
  const path = join(folder, 'traffic/five-minute.csv.gz')
  writeFileSync(path, spoil(gunzipSync(readFileSync(path)).toString('utf8')))
}
const row = (text: string, line: number, change: (row: string) => string) => {
  const lines = text.split('\n')
  lines[line - 1] = change(lines[line - 1] ?? '')
  return lines.join('\n')
}

type Case = {name: string; spoil: (folder: string) => void; args?: string[]; exit: number; code: string; says: RegExp}
const cases: Case[] = [
  {
    name: 'unknown key',
    spoil: edit('ecom-plan.yaml', 'timezone:', 'timezoen:'),
    exit: 78,
    code: 'CONFIG_INVALID',
    says: /ecom-plan\.yaml:\d+:\d+.*timezoen[\s\S]*\^[\s\S]*[Dd]id you mean timezone/,
  },
  {
    name: 'unknown kind',
    spoil: edit('ecom-plan.yaml', 'kind: asg', 'kind: agg'),
    exit: 78,
    code: 'CONFIG_INVALID',
    says: /did you mean asg/i,
  },
  {
    name: 'broken YAML',
    spoil: edit('ecom-plan.yaml', 'events:', 'events: ['),
    exit: 78,
    code: 'CONFIG_INVALID',
    says: /ecom-plan\.yaml:\d+:\d+/,
  },
  {
    name: 'no time zone of that name',
    spoil: edit('ecom-plan.yaml', /timezone: .*/, 'timezone: Mars/Olympus'),
    exit: 78,
    code: 'CONFIG_INVALID',
    says: /IANA time zone/,
  },
  {
    name: 'wrong header',
    spoil: csv((text) => text.replace('requests', 'hits')),
    exit: 3,
    code: 'CSV_INVALID',
    says: /five-minute\.csv\.gz:1.*requests/,
  },
  {
    name: 'mixed zones',
    spoil: csv((text) => row(text, 9, (line) => line.replace('Z', ''))),
    exit: 3,
    code: 'CSV_INVALID',
    says: /:9\b/,
  },
  {
    name: 'twice the same time',
    spoil: csv((text) => row(text, 12, () => text.split('\n')[10] ?? '')),
    exit: 3,
    code: 'CSV_INVALID',
    says: /:1[12]\b/,
  },
  {
    name: 'a negative value',
    spoil: csv((text) => row(text, 7, (line) => line.replace(',', ',-'))),
    exit: 3,
    code: 'CSV_INVALID',
    says: /:7\b.*-\d/,
  },
  {
    name: 'no number',
    spoil: csv((text) => row(text, 7, (line) => line.replace(/,.*/, ',many'))),
    exit: 3,
    code: 'CSV_INVALID',
    says: /:7\b.*many/,
  },
  {name: 'an empty file', spoil: csv(() => ''), exit: 3, code: 'DATA_EMPTY', says: /empty/},
  {
    name: 'no traffic file',
    spoil: (folder) => rmSync(join(folder, 'traffic/hourly.csv.gz')),
    exit: 3,
    code: 'FILE_MISSING',
    says: /hourly\.csv\.gz/,
  },
  {
    name: 'a damaged estate',
    spoil: edit('estate.json', '{', '{{'),
    exit: 3,
    code: 'DOCUMENT_INVALID',
    says: /estate\.json/,
  },
  {
    name: 'metrics in place of the estate',
    spoil: edit('ecom-plan.yaml', 'path: estate.json', 'path: metrics.json.gz'),
    exit: 3,
    code: 'DOCUMENT_VERSION',
    says: /ecom-plan\.metrics\/v1/,
  },
  {
    name: 'a resource that is not there',
    spoil: edit('ecom-plan.yaml', /resource: [a-z-]+/, 'resource: nowhere'),
    exit: 4,
    code: 'RESOURCE_NOT_FOUND',
    says: /nowhere/,
  },
  {
    name: 'a load test that is none',
    spoil: (folder) => {
      writeFileSync(join(folder, 'page.json'), '<html><body>504</body></html>')
      writeFileSync(
        join(folder, 'ecom-plan.yaml'),
        `${readFileSync(join(folder, 'ecom-plan.yaml'), 'utf8')}\nloadTests: [{path: page.json, tier: web, units: 1}]\n`,
      )
    },
    exit: 3,
    code: 'LOAD_TEST_UNREADABLE',
    says: /page\.json.*HTML/i,
  },
  {
    name: 'an event without history',
    spoil: edit('ecom-plan.yaml', /previous: .*/, 'previous: []'),
    exit: 3,
    code: 'EVENT_WITHOUT_HISTORY',
    says: /--uplift/,
  },
  {
    name: 'an event that is not planned',
    spoil: () => {},
    args: ['--event', 'easter-2027'],
    exit: 64,
    code: 'EVENT_UNKNOWN',
    says: /easter-2027/,
  },
  {
    name: 'an uplift of nothing',
    spoil: () => {},
    args: ['--uplift', '0'],
    exit: 64,
    code: 'UPLIFT_INVALID',
    says: /--uplift 0/,
  },
  {
    name: 'an uplift beyond sense',
    spoil: () => {},
    args: ['--uplift', '1000'],
    exit: 64,
    code: 'UPLIFT_INVALID',
    says: /--uplift 1000/,
  },
  {
    name: 'a time without its zone',
    spoil: () => {},
    args: ['--as-of', '2026-11-02T06:00'],
    exit: 64,
    code: 'TIME_INVALID',
    says: /zone/,
  },
  {
    name: 'a day after all events',
    spoil: () => {},
    args: ['--as-of', '2027-11-02'],
    exit: 3,
    code: 'EVENT_PAST',
    says: /ended/,
  },
  {
    name: 'a format that is none',
    spoil: () => {},
    args: ['-o', 'plan.docx'],
    exit: 64,
    code: 'FORMAT_UNKNOWN',
    says: /docx/,
  },
  {
    name: 'a folder that is none',
    spoil: () => {},
    args: ['-o', 'no/such/folder/x.json'],
    exit: 8,
    code: 'OUTPUT_FAILED',
    says: /no\/such\/folder/,
  },
  {name: 'an unknown flag', spoil: () => {}, args: ['--evnt', 'x'], exit: 64, code: 'USAGE', says: /--evnt/},
  {
    name: 'a value outside its list',
    spoil: () => {},
    args: ['--target', 'p95'],
    exit: 64,
    code: 'USAGE',
    says: /p50, p90, p99/,
  },
  {
    name: 'AWS with --offline and nothing pulled',
    spoil: edit('ecom-plan.yaml', /inventory: .*/, 'inventory: {source: aws}'),
    exit: 3,
    code: 'ARCHIVE_EMPTY',
    says: /ecom-plan pull/,
  },
]

test.each(cases)('$name: exit $exit, $code', async ({spoil, args = [], exit, code, says}) => {
  const folder = spoiled(spoil)
  const before = readdirSync(folder, {recursive: true}).sort()
  const command = ['forecast', '-c', 'ecom-plan.yaml', '--offline', ...args]
  const plain = await runCli(command, {cwd: folder})
  expect({code: plain.code, stdout: plain.stdout}).toEqual({code: exit, stdout: ''})
  expect(plain.stderr).toMatch(says)
  expect(plain.stderr).toContain(`[${code}]`)
  expect(plain.stderr).toContain('Try:')
  expect(plain.stderr).not.toMatch(/\n\s+at .*:\d+:\d+\)?\n|NaN|undefined/)
  const json = await runCli([...command, '--json'], {cwd: folder})
  expect(json.code).toBe(exit)
  const document = JSON.parse(json.stdout)
  expect(document).toMatchObject({ok: false, exitCode: exit, error: {code}})
  expect(json.stdout.trimEnd().split('\n')).toHaveLength(1)
  // Nothing is written half.
  expect(readdirSync(folder, {recursive: true}).sort()).toEqual(before)
})

test('a missing config names the command to try', async () => {
  const {code, stderr} = await runCli(['forecast', '--offline'], {cwd: home})
  expect(code).toBe(78)
  expect(stderr).toContain('[CONFIG_MISSING]')
})

test('an unknown command is usage, with and without --json', async () => {
  const plain = await runCli(['forecst'])
  expect({code: plain.code, stdout: plain.stdout}).toEqual({code: 64, stdout: ''})
  expect(plain.stderr).toContain('ecom-plan forecast')
  const json = await runCli(['forecst', '--json'])
  expect(json.code).toBe(64)
  expect(JSON.parse(json.stdout)).toMatchObject({ok: false, exitCode: 64})
})
