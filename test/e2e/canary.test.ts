import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {gunzipSync} from 'node:zlib'
import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest'
import {type ApplyShop, confirmed, plannedAt, startApplyShop} from './apply-shop.js'

/**
 * No output and no file of any command holds the credentials or the signature of a request: each command with sentinel
 * credentials against an account that answers, that denies, and that repeats what was sent, as AWS does to whom it does
 * not believe. ECOM_PLAN_DEEP=1 runs each with and without DEBUG=*, as text and as JSON; else once, and some refused.
 */
vi.setConfig({testTimeout: 3_600_000})

const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'
/** The letters in front survive every way of quoting; what follows is odd in most languages. */
const secretWord = 'cAnArYsEcReT'
const tokenWord = 'cAnArYtOkEnS'
const keyId = 'ASIACANARY7Q3XKEYID4'
const credentials = {
  AWS_ACCESS_KEY_ID: keyId,
  AWS_SECRET_ACCESS_KEY: `${secretWord}/+=%22"'$(id)\\`,
  AWS_SESSION_TOKEN: `${tokenWord}//+=%2F&<"'>{}~==`,
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const leaks: readonly RegExp[] = [
  new RegExp(`${secretWord}|${base64(secretWord)}`, 'i'),
  new RegExp(`${tokenWord}|${base64(tokenWord)}`, 'i'),
  new RegExp(keyId, 'i'),
  /authorization["']?[:=] ?["']?[^…\s]/i,
  /\bSignature=[^…]/i,
  /x-amz-(signature|security-token)["']?[:=] ?["']?[^…\s]/i,
]

const commandFolder = fileURLToPath(new URL('../../src/commands', import.meta.url))
const commands = readdirSync(commandFolder, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3).replaceAll('/', ' '))
  .sort()

const asOf = ['--as-of', plannedAt]
const event = 'black-friday-2026'
/** In an order in which each finds what it works on; the web tier of the plan is applied before. */
const lines: Readonly<Record<string, string[]>> = {
  'config schema': ['config', 'schema'],
  'config validate': ['config', 'validate'],
  init: ['init', '--yes', '--timezone', 'UTC', '--region', 'us-east-1', '--out', 'new.yaml', ...asOf],
  'events list': ['events', 'list'],
  'events next': ['events', 'next'],
  'iam print': ['iam', 'print', '--for', 'apply'],
  'schedule print': ['schedule', 'print', '--for', 'eventbridge-ecs', '--with', 'alarm'],
  doctor: ['doctor', '--for', 'apply'],
  'loadtest import': ['loadtest', 'import', 'loadtests/web', '--tier', 'web', '--units', '4'],
  'loadtest list': ['loadtest', 'list'],
  'loadtest show': ['loadtest', 'show'],
  'loadtest export': ['loadtest', 'export', 'latest'],
  'loadtest compare': ['loadtest', 'compare', 'latest', 'latest'],
  'loadtest stages': ['loadtest', 'stages', ...asOf],
  pull: ['pull', ...asOf],
  'archive ls': ['archive', 'ls'],
  'archive export': ['archive', 'export'],
  'archive sql': [
    'archive',
    'sql',
    '--for',
    'athena',
    '--path',
    's3://shop-logs/alb',
    '--since',
    '2026-10-01',
    ...asOf,
  ],
  'archive verify': ['archive', 'verify'],
  backtest: ['backtest', ...asOf],
  diagnose: ['diagnose', 'orders-db', ...asOf],
  forecast: ['forecast', ...asOf, '--out-plan', 'other.json', '-o', 'run.json', '-o', 'run.csv', '-o', 'run.md'],
  'checklist ack': ['checklist', 'ack', 'runbook', '--by', 'alice'],
  'checklist reopen': ['checklist', 'reopen', 'runbook', '--by', 'alice'],
  'checklist alarms': ['checklist', 'alarms', '--emit', 'terraform', ...asOf],
  'checklist list': ['checklist', 'list', ...asOf],
  report: ['report', ...asOf, '-o', 'r.html', '-o', 'r.md'],
  diff: ['diff', 'latest'],
  status: ['status'],
  drift: ['drift'],
  show: ['show'],
  apply: ['apply', '--only', 'cart', ...confirmed],
  extend: ['extend', event, '--until', '2026-11-29T12:00', ...confirmed],
  restore: ['restore', event, ...confirmed],
  rollback: ['rollback', '--last', ...confirmed],
}
const writers = ['apply', 'extend', 'restore', 'rollback', 'status', 'drift', 'show']

const echoes = {
  canonical: {
    code: 'SignatureDoesNotMatch',
    message: `The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nhost:autoscaling.amazonaws.com\nx-amz-security-token:${credentials.AWS_SESSION_TOKEN}\n\nhost;x-amz-security-token'`,
  },
  header: {
    code: 'IncompleteSignature',
    message: `Authorization header requires 'Date'. Authorization=AWS4-HMAC-SHA256 Credential=${keyId}/20261102/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=0b9f5c`,
  },
  unknown: {code: 'OddRefusal', message: `refused: X-Amz-Security-Token=${credentials.AWS_SESSION_TOKEN}`},
}
type Answer = 'answers' | 'denies' | keyof typeof echoes

let it: ApplyShop
let searchedCount = 0

beforeAll(async () => {
  it = await startApplyShop()
}, 600_000)
afterAll(async () => {
  await it.close()
  process.stdout.write(`canary: ${searchedCount} outputs and files searched\n`)
})

function search(where: unknown, text: string): void {
  searchedCount += 1
  const found = leaks.flatMap((leak) => {
    const at = text.search(leak)
    return at < 0 ? [] : [text.slice(Math.max(0, at - 60), at + 80)]
  })
  expect({where, found}).toEqual({where, found: []})
}

function searchFiles(where: unknown, folder: string): void {
  for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
    if (!entry.isFile()) continue
    const bytes = readFileSync(join(entry.parentPath, entry.name))
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
    search({where, file: entry.name}, (isGzip ? gunzipSync(bytes) : bytes).toString('latin1'))
  }
}

async function runIn(folder: string, line: readonly string[], env: Record<string, string>): Promise<number | null> {
  const isWriter = writers.includes(line[0] ?? '')
  const endpoint = isWriter ? {} : {AWS_ENDPOINT_URL: it.shop.aws.url}
  const {code, stdout, stderr} = await it.run(folder, line, {env: {...credentials, ...endpoint, ...env}})
  search({line, of: 'stdout'}, stdout)
  search({line, of: 'stderr'}, stderr)
  return code
}

/** Every command named, in a folder of its own in which the web tier of the plan is applied. */
async function runAll(names: readonly string[], answer: Answer, env: Record<string, string>, more: string[]) {
  const folder = it.fresh()
  expect(await runIn(folder, ['apply', '--only', 'web', ...confirmed], env)).toBe(0)
  if (answer === 'denies') it.shop.aws.faults.push({kind: 'denied'})
  else if (answer !== 'answers') it.shop.aws.faults.push({kind: 'error', status: 403, ...echoes[answer]})
  for (const name of names) {
    const line = [...(lines[name] ?? []), ...more]
    const code = await runIn(folder, line, env)
    // Neither a usage that is wrong here nor a bug: the command ran.
    expect({line, answer, ran: code !== null && code < 64}).toEqual({line, answer, ran: true})
  }
  searchFiles({answer, env, more}, folder)
}

test('every command is looked at', () => {
  expect(commands.filter((name) => lines[name] === undefined)).toEqual([])
})

test('what is looked for is found', () => {
  const planted = [
    ...Object.values(credentials),
    encodeURIComponent(credentials.AWS_SESSION_TOKEN),
    JSON.stringify({token: credentials.AWS_SESSION_TOKEN}),
    base64(credentials.AWS_SECRET_ACCESS_KEY),
    '{"authorization":"AWS4-HMAC-SHA256 …"}',
    'Signature=0b9f',
    'X-Amz-Signature=0b9f',
  ]
  expect(planted.filter((text) => !leaks.some((leak) => leak.test(text)))).toEqual([])
})

const debug = {DEBUG: '*'}
const asking = ['apply', 'forecast', 'pull', 'rollback', 'status']

if (isDeep) {
  const answers: Answer[] = ['answers', 'denies', 'canonical', 'header', 'unknown']
  const settings = answers.flatMap((answer) =>
    [debug, {}].flatMap((env) => [[], ['--json']].map((more) => ({answer, env, more}))),
  )
  test.each(settings)('nothing of every command where AWS $answer, with $env and $more', async (setting) => {
    await runAll(Object.keys(lines), setting.answer, setting.env, setting.more)
  })
} else {
  test('nothing of every command, with DEBUG=*', () => runAll(Object.keys(lines), 'answers', debug, []))

  describe('where AWS repeats what was sent', () => {
    test.each([
      ['canonical', []],
      ['unknown', ['--json']],
    ] as const)('nothing of %s %s', (answer, more) => runAll(asking, answer, debug, [...more]))
  })
}
