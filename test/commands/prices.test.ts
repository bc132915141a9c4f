import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import type {Citation, Plan} from '../../src/documents/plan.js'
import {deepTest} from '../deep.js'
import {runCli} from '../e2e/run-cli.js'
import {exampleFolder} from '../example-run.js'

/** `--prices` through the built command, over the worked example whose plan starts instances and changes a class. */
const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-own-prices-'))
afterAll(() => rmSync(folder, {recursive: true, force: true}))
const config = join(exampleFolder('bright-friday'), 'ecom-plan.yaml')

const forecast = (args: string[]) => runCli(['forecast', '-c', config, '--offline', ...args], {cwd: folder})
async function planWith(args: string[]): Promise<{plan: Plan; warnings: {code: string; message: string}[]}> {
  const {code, stdout, stderr} = await forecast([...args, '--json'])
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  const {data, warnings} = JSON.parse(stdout)
  return {plan: data.plan, warnings}
}
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const header = 'key,usd,unit,checkedOn,region,source\n'
const cited = ({citations}: Plan, key: string): Citation | undefined => citations.find((one) => one.key === key)

deepTest('prices of one’s own change costs, citations and the plan’s id, and nothing else', async () => {
  write('own.csv', `${header}ec2.c7g.xlarge.usdPerHour,0.1,USD/hour,2026-10-15,,contract of 2026\n`)
  const {plan: shipped} = await planWith([])
  const {plan, warnings} = await planWith(['--prices', 'own.csv'])
  expect(warnings.map(({code}) => code)).not.toContain('PRICES_ELSEWHERE')
  expect(plan.planId).not.toBe(shipped.planId)
  const cost = (from: Plan) => from.changes.find(({id}) => id.startsWith('web-') && id.includes('min'))?.cost.windowUsd
  // The shipped price is 0.145.
  expect((cost(plan) ?? 0) / (cost(shipped) ?? 1)).toBeCloseTo(0.1 / 0.145, 6)
  expect(cited(plan, 'ec2.c7g.xlarge.usdPerHour')).toMatchObject({
    value: '0.1 USD/hour',
    source: 'own.csv: contract of 2026',
    checkedOn: '2026-10-15',
    isJudgement: false,
  })
  const others = ({citations}: Plan) => citations.filter(({key}) => key !== 'ec2.c7g.xlarge.usdPerHour')
  expect(others(plan)).toEqual(others(shipped))
  expect(plan.changes.map(({to}) => to)).toEqual(shipped.changes.map(({to}) => to))
  expect((await planWith(['--prices', 'own.csv'])).plan).toEqual(plan)
  // The same amount from another file is the same plan: where it stands decides nothing.
  write('same.yaml', 'prices: [{key: ec2.c7g.xlarge.usdPerHour, usd: 0.10, unit: USD/hour, checkedOn: 2026-10-16}]\n')
  expect((await planWith(['--prices', 'same.yaml'])).plan.planId).toBe(plan.planId)
  write('dearer.yaml', 'prices: [{key: ec2.c7g.xlarge.usdPerHour, usd: 0.11, unit: USD/hour, checkedOn: 2026-10-16}]\n')
  expect((await planWith(['--prices', 'dearer.yaml'])).plan.planId).not.toBe(plan.planId)
})

deepTest('a class that becomes cheaper is chosen', async () => {
  write('class.csv', `${header}rds.db.r6i.4xlarge.mysqlUsdPerHour,0.5,USD/hour,2026-10-15,,\n`)
  const {plan} = await planWith(['--prices', 'class.csv'])
  const change = plan.changes.find(({setting}) => setting === 'instance class')
  expect(change?.to).toBe('db.r6i.4xlarge')
  expect(cited(plan, 'rds.db.r6i.4xlarge.mysqlUsdPerHour')?.source).toBe('class.csv')
})

deepTest('a file without a price of the Region says that it changes nothing', async () => {
  write('far.csv', `${header}ec2.c7g.xlarge.usdPerHour,9,USD/hour,2026-10-15,eu-west-1,\n`)
  const {warnings} = await planWith(['--prices', 'far.csv'])
  expect(warnings).toContainEqual(expect.objectContaining({code: 'PRICES_ELSEWHERE'}))
})

test('report takes the same flag', async () => {
  write('own.csv', `${header}ec2.c7g.xlarge.usdPerHour,0.1,USD/hour,2026-10-15,,contract of 2026\n`)
  const args = ['report', '-c', config, '--offline', '--prices', 'own.csv', '-o', 'report.md']
  const {code} = await runCli(args, {cwd: folder})
  expect(code).toBe(0)
})

test.each([
  [
    'an unknown type',
    'bad.csv',
    `${header}ec2.c7g.xlrge.usdPerHour,0.1,USD/hour,2026-10-15,,\n`,
    /bad\.csv:2: key: .*xlrge/,
  ],
  [
    'a negative price',
    'bad.csv',
    `${header}ec2.c7g.xlarge.usdPerHour,-0.1,USD/hour,2026-10-15,,\n`,
    /bad\.csv:2: usd: "-0\.1"/,
  ],
  [
    'another unit',
    'bad.yaml',
    'prices:\n  - key: ec2.c7g.xlarge.usdPerHour\n    usd: 70\n    unit: USD/month\n    checkedOn: 2026-10-15\n',
    /bad\.yaml:4: unit: .* in USD\/hour, not in USD\/month/,
  ],
  ['no file', 'none.json', null, /none\.json does not exist/],
])('%s ends with 3, the line and what to type', async (_name, file, text, says) => {
  if (text !== null) write(file, text)
  const plain = await forecast(['--prices', file])
  expect({code: plain.code, stdout: plain.stdout}).toEqual({code: 3, stdout: ''})
  expect(plain.stderr).toMatch(says)
  expect(plain.stderr).toContain('Try:')
  expect(plain.stderr).not.toMatch(/\n\s+at .*:\d+:\d+\)?\n|NaN|undefined/)
  const json = await forecast(['--prices', file, '--json'])
  expect(JSON.parse(json.stdout)).toMatchObject({ok: false, exitCode: 3, error: {ref: {file}}})
})
