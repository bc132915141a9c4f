import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest'
import type {Fault} from '../aws-fake/faults.js'
import {firstDay, openShop, type Shop} from './fault-matrix-shop.js'
import {runCli} from './run-cli.js'

/** A sample of the matrix through the built command, with its own patience: the words and the exit code of each. */
const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'
const home = mkdtempSync(join(tmpdir(), 'ecom-plan-faults-built-'))
let shop: Shop
let count = 0

beforeAll(async () => {
  shop = await openShop()
})
afterEach(() => {
  shop.aws.faults.length = 0
})
afterAll(async () => {
  await shop.close()
  rmSync(home, {recursive: true, force: true})
})

function run(args: readonly string[]) {
  const folder = join(home, `shop-${count++}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'ecom-plan.yaml'), shop.configText)
  const env = {
    AWS_ENDPOINT_URL: shop.aws.url,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  return runCli(args, {cwd: folder, env})
}

const lasting: [command: string, fault: Fault, code: string, says: RegExp][] = [
  ['pull', {operation: 'DescribeDBInstances', kind: 'denied'}, 'ACCESS_DENIED', /may not call rds:DescribeDBInstances/],
  ['pull', {operation: 'GetMetricData', kind: 'expired'}, 'CREDENTIALS_EXPIRED', /aws sso login/],
  ['pull', {operation: 'DescribeTargetGroups', kind: 'html', status: 200}, 'UNREADABLE_REPLY', /a page of HTML/],
  ['init', {operation: 'ListClusters', kind: '5xx', status: 503}, 'AWS_UNAVAILABLE', /ecs:ListClusters with HTTP 503/],
  ['init', {operation: 'GetCallerIdentity', kind: 'skew'}, 'CLOCK_SKEWED', /clock is 2 h behind/],
]
/** What takes six attempts of thirty seconds, and the pauses of a refused caller. */
const patient: typeof lasting = [
  ['pull', {operation: 'DescribeServices', kind: 'throttle'}, 'THROTTLED', /kept refusing ecs:DescribeServices/],
  ['pull', {operation: 'GetMetricData', kind: 'stall'}, 'UNREACHABLE', /did not answer GetMetricData/],
  ['pull', {operation: 'GetCallerIdentity', kind: 'hang'}, 'UNREACHABLE', /did not answer GetCallerIdentity/],
]
const commands: Record<string, string[]> = {
  pull: ['pull', '--as-of', firstDay],
  init: ['init', '--yes', '--region', 'us-east-1', '--load-balancer', 'shop', '--out', 'found.yaml'],
}

test.each(isDeep ? [...lasting, ...patient] : lasting)(
  '%s with %j ends with exit 4 and %s',
  {timeout: 400_000},
  async (command, fault, code, says) => {
    shop.aws.faults.push({...fault})
    const {code: exit, stdout, stderr} = await run(commands[command] ?? [])
    expect({exit, stdout}).toEqual({exit: 4, stdout: ''})
    expect(stderr).toContain(`[${code}]`)
    expect(stderr).toMatch(says)
    expect(stderr).toMatch(/ {2}Try: {2}\S/)
    expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+\)?\n|undefined|NaN|\[object/)
  },
)

test('what goes away is got past, each call once in trouble', async () => {
  shop.aws.calls.length = 0
  expect((await run(['pull', '--estimate', '--as-of', firstDay])).code).toBe(0)
  const made = new Set(shop.aws.calls.map(({service, operation}) => `${service} ${operation}`))
  const kinds = ['5xx', 'html', 'reset', 'truncate', 'cut', 'empty', 'skew'] as const
  for (const [i, name] of [...made].entries()) {
    const [service = '', operation = ''] = name.split(' ')
    shop.aws.faults.push({kind: kinds[i % kinds.length] ?? '5xx', service, operation, times: 1})
  }
  expect((await run(['pull', '--estimate', '--as-of', firstDay])).code).toBe(0)
  expect(shop.aws.faults.filter(({times}) => times !== 0)).toEqual([])
})
