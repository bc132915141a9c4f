import {readdirSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, expect, test, vi} from 'vitest'
import {isDeep} from '../deep.js'
import {type ApplyShop, confirmed, isWrite, plannedAt, startApplyShop} from './apply-shop.js'

/**
 * Nothing but a confirmed apply, rollback, restore or extend changes AWS: every command there is, with the flags that
 * bring it nearest to writing, at an account that would let it. The one exception changes nothing of the shop and is
 * asked for in the config: a report publishes to the SNS topics under notify, and with report.metrics: true puts its own
 * metrics. The config here has neither; test/shell/notify has what is sent where it has.
 */
vi.setConfig({testTimeout: 240_000})

const commandFolder = fileURLToPath(new URL('../../src/commands', import.meta.url))
const commands = readdirSync(commandFolder, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3).replaceAll('/', ' '))
  .sort()

const asOf = ['--as-of', plannedAt]
const unconfirmed = (words: string[]) => [
  words,
  [...words, '--dry-run'],
  [...words, '--yes'],
  [...words, '--yes', '--confirm', 'shop-staging'],
]
/** Command lines of each command; those without AWS are asked for their help, so that none is left out. */
const lines: Readonly<Record<string, string[][]>> = {
  apply: [
    ...unconfirmed(['apply', 'plan.json']),
    ['apply', 'plan.json', '--due', '--no-input'],
    ['apply', 'plan.json', '--emit', 'aws-cli'],
    ['apply', '--break-lock', '1'],
  ],
  'archive export': [['archive', 'export']],
  'archive ls': [['archive', 'ls']],
  'archive sql': [['archive', 'sql']],
  'archive verify': [['archive', 'verify']],
  backtest: [['backtest', ...asOf]],
  'checklist ack': [['checklist', 'ack', 'runbook', '--by', 'alice']],
  'checklist alarms': [['checklist', 'alarms', '--emit', 'terraform', ...asOf]],
  'checklist list': [['checklist', 'list', ...asOf]],
  'checklist reopen': [['checklist', 'reopen', 'runbook', '--by', 'alice']],
  'config schema': [['config', 'schema']],
  'config validate': [['config', 'validate']],
  diagnose: [['diagnose', 'orders-db', ...asOf]],
  diff: [['diff', 'latest']],
  doctor: [['doctor'], ['doctor', '--for', 'apply']],
  drift: [['drift'], ['drift', '--against', 'plan.json']],
  'events list': [['events', 'list']],
  'events next': [['events', 'next']],
  extend: unconfirmed(['extend', 'black-friday-2026', '--until', '2026-11-29T12:00']),
  forecast: [['forecast', ...asOf, '--out-plan', 'other.json']],
  'iam print': [['iam', 'print', '--for', 'apply']],
  init: [['init', '--yes', '--timezone', 'UTC', '--region', 'us-east-1', '--out', 'new.yaml', ...asOf]],
  'loadtest compare': [['loadtest', 'compare', '--help']],
  'loadtest export': [['loadtest', 'export', '--help']],
  'loadtest import': [['loadtest', 'import', '--help']],
  'loadtest list': [['loadtest', 'list']],
  'loadtest show': [['loadtest', 'show', '--help']],
  'loadtest stages': [['loadtest', 'stages', ...asOf]],
  pull: [
    ['pull', ...asOf, '--estimate'],
    ['pull', ...asOf],
  ],
  report: [['report', ...asOf, '-o', 'r.html']],
  restore: unconfirmed(['restore', 'black-friday-2026']),
  rollback: unconfirmed(['rollback', '--last']),
  'schedule print': [
    ['schedule', 'print', '--for', 'eventbridge-ecs', '--with', 'alarm'],
    ['schedule', 'print', '--for', 'cron'],
  ],
  show: [['show'], ['show', '--list']],
  status: [['status'], ['status', '--at', '2026-11-27T20:00']],
}

let it: ApplyShop
let folder = ''

beforeAll(async () => {
  it = await startApplyShop()
  folder = it.fresh()
  const {code, writes} = await it.run(folder, ['apply', '--only', 'web', ...confirmed])
  if (code !== 0 || writes.length === 0) throw new Error('there is nothing to undo')
}, 240_000)
afterAll(() => it.close())

test('every command is looked at', () => {
  expect(commands.filter((name) => lines[name] === undefined)).toEqual([])
})

test.each(commands)('%s changes nothing in AWS without a confirmation', async (name) => {
  // Those that write need the flag too; the variable is enough for the others, some of which have no flag.
  const isWriter = ['apply', 'extend', 'restore', 'rollback'].includes(name)
  // Of the others the first line; all of them in test:deep.
  for (const line of (lines[name] ?? []).slice(0, isDeep || isWriter ? undefined : 1)) {
    const before = it.shop.aws.calls.length
    await it.run(folder, line, isWriter ? {} : {env: {AWS_ENDPOINT_URL: it.shop.aws.url}})
    expect({line, writes: it.shop.aws.calls.slice(before).filter(isWrite)}).toEqual({line, writes: []})
  }
})
