import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {runSchema} from '../../src/documents/run.js'
import {runCli} from '../e2e/run-cli.js'

const home = mkdtempSync(join(tmpdir(), 'ecom-plan-what-if-'))
afterAll(() => rmSync(home, {recursive: true, force: true}))

const example = ['-c', 'fixtures/bright-friday/ecom-plan.yaml', '--offline']
const forecast = ['forecast', ...example]
const assumed = ['--set', 'web.instanceType=c7g.2xlarge', '--set', 'orders-db.class=db.r6g.4xlarge']

test.each([80, 100])(
  'at %i columns the screen begins with what is assumed, and none of its lines is wider',
  async (columns) => {
    const {code, stdout} = await runCli([...forecast, ...assumed, '--set', 'web.max=72', '--demand', 'p99'], {
      env: {COLUMNS: String(columns)},
    })
    expect(code).toBe(0)
    const screen = stdout.replaceAll(/\s+/g, ' ')
    expect(screen).toContain(
      'WHAT IF web.instanceType = c7g.2xlarge, orders-db.class = db.r6g.4xlarge, web.max = 72, demand = p99',
    )
    expect(screen).toContain('the plan cannot be applied')
    expect(screen).toContain('72 × c7g.2xlarge')
    expect(screen).toContain('Next: ecom-plan forecast')
    expect(stdout).not.toContain('--out-plan')
    expect(stdout.split('\n').filter((line) => [...line].length > columns)).toEqual([])
  },
)

test('--json says what was assumed, in the run and in its plan; --budget and --seed assume nothing', async () => {
  const {stdout} = await runCli([...forecast, ...assumed, '--set', 'cdn.hitRatio=0.9', '--demand', '120000', '--json'])
  const run = runSchema.parse(JSON.parse(stdout).data)
  expect(run.whatIf).toEqual([
    'web.instanceType = c7g.2xlarge',
    'orders-db.class = db.r6g.4xlarge',
    'cdn.hitRatio = 0.9',
    'demand = 120000',
  ])
  expect(run.plan.whatIf).toEqual(run.whatIf)
  expect(run.forecast.peak).toMatchObject({p50Rps: 120_000, p90Rps: 120_000, p99Rps: 120_000})
  expect(run.cdn?.hitRatio).toBe(0.9)
  const asked = JSON.parse((await runCli([...forecast, '--budget', '150', '--seed', '7', '--json'])).stdout)
  expect(runSchema.parse(asked.data).whatIf).toBeUndefined()
})

test('--explain says what was scaled, by what', async () => {
  const {stdout} = await runCli([...forecast, ...assumed, '--explain', 'web'])
  expect(stdout).toContain('× 8 / 4 vCPU for c7g.2xlarge, one vCPU taken as equally fast (our judgement)')
  expect(stdout).toContain('beyond what was measured')
})

test('every report of it says so, and apply refuses its plan', async () => {
  const file = (name: string) => join(home, name)
  const outputs = ['r.html', 'r.md', 'r.txt', 'r.json'].flatMap((name) => ['-o', file(name)])
  const {code, stdout} = await runCli(['report', ...example, '--no-history', '--set', 'web.max=72', ...outputs])
  expect({
    code,
    says: stdout
      .split('\n')
      .slice(0, 3)
      .map((line) => line.trim()),
  }).toEqual({
    code: 0,
    says: expect.arrayContaining(['WHAT IF  web.max = 72']),
  })
  for (const name of ['r.html', 'r.md', 'r.txt']) {
    const text = readFileSync(file(name), 'utf8')
    expect({name, says: /WHAT IF/.test(text) && /web\.max = 72/.test(text.replaceAll('\\', ''))}).toEqual({
      name,
      says: true,
    })
  }
  const {plan} = JSON.parse(readFileSync(file('r.json'), 'utf8')).run
  writeFileSync(file('plan.json'), JSON.stringify(plan))
  const refused = await runCli(['apply', file('plan.json'), '--dry-run'])
  expect(refused.code).toBe(6)
  expect(refused.stderr).toMatch(/estate that is not there: web\.max = 72 +\[WHAT_IF_NOT_A_PLAN\][\s\S]*without --set/)
})

const refusals: [string[], string, RegExp][] = [
  [['--set', 'foo'], 'SET_INVALID', /--set foo: expected KEY=VALUE/],
  [['--set', 'web.=3'], 'SET_INVALID', /expected KEY=VALUE/],
  [['--set', 'wbe.max=72'], 'SET_UNKNOWN', /there is no wbe[\s\S]*--set web\.max=72/],
  [['--set', 'web=72'], 'SET_UNKNOWN', /which field of it\?[\s\S]*one of instanceType, min, max/],
  [['--set', 'web.maxx=72'], 'SET_UNKNOWN', /has no field maxx[\s\S]*--set web\.max=72/],
  [['--set', 'cdn.hitRatoi=0.9'], 'SET_INVALID', /unknown key hitRatoi[\s\S]*Did you mean hitRatio\?/],
  [['--set', 'cdn.hitRatio=2'], 'SET_INVALID', /cdn\.hitRatio: 2: expected a share below 100%/],
  [['--set', 'web.max=-1'], 'SET_INVALID', /web\.max=-1: expected a number that is not negative/],
  [['--set', 'web.max=0'], 'SET_INVALID', /expected a whole number of at least 1/],
  [['--set', 'orders-db.iops=1.5'], 'SET_INVALID', /expected a whole number of at least 1/],
  [['--set', 'orders-db.multiAz=maybe'], 'SET_INVALID', /expected true or false/],
  [
    ['--set', 'orders-db.class=db.nope'],
    'SET_INVALID',
    /knows no DB instance class db\.nope[\s\S]*--set orders-db\.class=db\./,
  ],
  [['--set', 'orders-db.class=db.r6g.5xlarge'], 'SET_INVALID', /--set orders-db\.class=db\.r6g\.xlarge/],
  [
    ['--set', 'web.instanceType=c7g.3xlarge'],
    'SET_INVALID',
    /no instance type c7g\.3xlarge[\s\S]*--set web\.instanceType=c7g\.xlarge/,
  ],
  [
    ['--set', 'checkout.cpu=2'],
    'SET_INVALID',
    /Fargate has no task of 2 vCPU and 2048 MiB[\s\S]*--set checkout\.memory=4096/,
  ],
  [['--demand', '0'], 'DEMAND_INVALID', /--demand 0 is neither/],
  [['--budget', 'x'], 'BUDGET_INVALID', /--budget x is not an amount/],
  [['--set', 'web.max=72', '--out-plan', 'plan.json'], 'WHAT_IF_NOT_A_PLAN', /--out-plan with --set or --demand/],
]

test.each(refusals)('%j ends with 64 and %s', async (args, code, says) => {
  const plain = await runCli([...forecast, ...args])
  expect({code: plain.code, stdout: plain.stdout}).toEqual({code: 64, stdout: ''})
  expect(plain.stderr).toContain(`[${code}]`)
  expect(plain.stderr).toMatch(says)
  expect(plain.stderr).toContain('Try:')
  const json = await runCli([...forecast, ...args, '--json'])
  expect(JSON.parse(json.stdout)).toMatchObject({ok: false, exitCode: 64, error: {code}})
})
