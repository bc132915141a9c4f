import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {PassThrough} from 'node:stream'
import {stripVTControlCharacters} from 'node:util'
import {afterAll, beforeEach, expect, test} from 'vitest'
import {parse} from 'yaml'
import {init} from '../../src/shell/init.js'
import {exampleFolder} from '../example-run.js'
import {runCli} from './run-cli.js'

const home = mkdtempSync(join(tmpdir(), 'ecom-plan-init-'))
const snapshot = join(exampleFolder('bright-friday'), 'estate.json')
const asOf = '2026-11-02T06:00:00Z'
let folder = ''
let count = 0

beforeEach(() => {
  folder = join(home, String(count++))
  mkdirSync(folder)
})
afterAll(() => rmSync(home, {recursive: true, force: true}))

const run = (...args: string[]) =>
  runCli(['init', '--from-snapshot', snapshot, '--as-of', asOf, ...args], {cwd: folder, env: {COLUMNS: '80'}})
const written = (name = 'ecom-plan.yaml') => readFileSync(join(folder, name), 'utf8')

test('from a snapshot: the tree, the commented file with its schema line, and what comes next', async () => {
  const {code, stdout, stderr} = await run(
    '--yes',
    '--distribution',
    'E2BRIGHTFRIDAY',
    '--timezone',
    'America/New_York',
  )
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  expect(stdout).toContain('Auto Scaling group shop-web')
  expect(stdout).toContain('ecom-plan forecast')
  expect(written()).toMatch(/^# yaml-language-server: \$schema=\.\/ecom-plan\.schema\.json\n/)
  const config = parse(written())
  expect(config).toMatchObject({
    timezone: 'America/New_York',
    loadBalancer: 'shop',
    cdn: {distribution: 'E2BRIGHTFRIDAY'},
  })
  expect(Object.values(config.tiers)).toEqual(
    expect.arrayContaining([
      {kind: 'asg', resource: 'shop-web'},
      {kind: 'ecs', resource: 'shop/checkout'},
      {kind: 'rds', resource: 'shop-db'},
    ]),
  )
  expect((await runCli(['config', 'validate'], {cwd: folder})).code).toBe(0)
})

test('every answer is a flag', async () => {
  const {code} = await run(
    ...['--yes', '--service', 'Shoes', '--timezone', 'Europe/Berlin', '--p95', '250ms', '--error-ratio', '0.5%'],
    ...['--requests-per-session', '40', '--session-duration', '5m', '--conversion', '3%'],
    ...['--event', 'singles-day', '--tier', 'front=shop-web', '--out', 'shoes.yaml'],
  )
  expect(code).toBe(0)
  expect(parse(written('shoes.yaml'))).toMatchObject({
    service: 'Shoes',
    timezone: 'Europe/Berlin',
    slo: {p95ResponseTime: '250ms', errorRatio: '0.5%'},
    business: {requestsPerSession: 40, sessionDuration: '5m', conversion: '3%'},
    events: [{catalog: 'singles-day'}],
    tiers: {front: {kind: 'asg', resource: 'shop-web'}},
  })
})

test('where nobody can be asked it shows the file and writes nothing', async () => {
  const {code, stdout, stderr} = await run()
  expect({code, wrote: stdout.includes('Wrote')}).toEqual({code: 7, wrote: false})
  expect(stdout).toContain('schema: ecom-plan.config/v1')
  expect(stderr).toContain('--yes')
  expect(() => written()).toThrow('ENOENT')
})

test('a file that is there is not written over, unless forced', async () => {
  writeFileSync(join(folder, 'ecom-plan.yaml'), 'mine')
  const {code, stderr} = await run('--yes')
  expect({code, kept: written()}).toEqual({code: 6, kept: 'mine'})
  expect(stderr).toContain('--force')
  expect((await run('--yes', '--force')).code).toBe(0)
  expect(written()).not.toBe('mine')
})

test.each([
  [['--timezone', 'Mars/Olympus'], 64, 'IANA time zone'],
  [['--p95', 'fast'], 64, '--p95'],
  [['--tier', 'web'], 64, '--tier web=shop-web'],
  [['--load-balancer', 'shp'], 4, 'did you mean shop?'],
  [['--event', 'black-fryday'], 64, 'black-friday'],
])('%j ends with %i', async (args, expected, said) => {
  const {code, stderr} = await run('--yes', ...args)
  expect({code, stderr}).toEqual({code: expected, stderr: expect.stringContaining(said)})
})

/** Types an answer at each question as it comes up; the screen is what the questions wrote. */
function typist(answers: readonly string[]) {
  const input = new PassThrough()
  const output = new PassThrough()
  const waiting = [...answers]
  let screen = ''
  let asked = 0
  output.on('data', (bytes: Buffer) => {
    screen += bytes.toString()
    const questions = new Set(stripVTControlCharacters(screen).match(/\? [A-Z0-9][^?\n]*?(?=[(:?]|$)/gm))
    if (questions.size <= asked) return
    asked = questions.size
    const next = waiting.shift()
    if (next !== undefined) setImmediate(() => input.write(next))
  })
  return {terminal: {input, output}, screen: () => screen, left: () => waiting}
}

test('on a terminal it asks, checks what is typed, and writes after a yes', async () => {
  const out = join(folder, 'ecom-plan.yaml')
  const typed = typist(['Shoes\n', 'Europe/Paris\n', '\n', '300ms\n', '\n', 'y\n'])
  const shown: string[] = []
  await init({
    fromSnapshot: snapshot,
    profile: undefined,
    region: undefined,
    asOf,
    tag: undefined,
    loadBalancer: 'shop',
    distribution: 'E2BRIGHTFRIDAY',
    named: [],
    eventIds: [],
    answers: {
      service: null,
      timezone: null,
      profile: null,
      p95ResponseTime: null,
      errorRatio: null,
      requestsPerSession: null,
      sessionDuration: null,
      conversion: null,
    },
    out,
    isForced: false,
    isYes: false,
    terminal: typed.terminal,
    argv: [],
    onProgress: () => {},
    onWarning: () => {},
    show: {discovery: () => shown.push('tree'), draft: (text) => shown.push(text)},
  })
  expect(typed.left()).toEqual([])
  expect(shown[0]).toBe('tree')
  expect(shown[1]).toBe(readFileSync(out, 'utf8'))
  expect(parse(readFileSync(out, 'utf8'))).toMatchObject({
    service: 'Shoes',
    timezone: 'Europe/Paris',
    slo: {p95ResponseTime: '300ms', errorRatio: '0.1%'},
  })
})
