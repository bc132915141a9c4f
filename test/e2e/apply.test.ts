import {createHash} from 'node:crypto'
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test, vi} from 'vitest'
import {applyResultSchema} from '../../src/documents/apply-review.js'
import type {Patch} from '../../src/documents/patch.js'
import {deepTest} from '../deep.js'
import {type ApplyShop, confirmed, startApplyShop} from './apply-shop.js'

let it: ApplyShop

// Each command line is a process of its own.
vi.setConfig({testTimeout: 240_000})

beforeAll(async () => {
  it = await startApplyShop()
  const {stdout} = await it.run(it.fresh(), ['apply', '--dry-run', '--json'])
  const {review} = applyResultSchema.parse(JSON.parse(stdout).data)
  due = review.patches.filter(({id}) => !review.already.includes(id))
}, 240_000)
afterAll(() => it.close())

const journalsOf = (folder: string) =>
  existsSync(join(folder, '.ecom-plan/applies'))
    ? readdirSync(join(folder, '.ecom-plan/applies')).filter((name) => name.startsWith('a-'))
    : []
const errorOf = (stdout: string) => JSON.parse(stdout).error
/** What a dry run says will be sent: what is due that day and not there yet. */
let due: Patch[] = []

test('a dry run reads, compares and checks; it changes nothing, in AWS or here', async () => {
  const folder = it.fresh()
  const {code, stdout, stderr, writes} = await it.run(folder, ['apply', 'plan.json', '--dry-run'])
  expect({code, stderr, writes}).toEqual({code: 0, stderr: '', writes: []})
  expect(stdout).toContain('Dry run only. Nothing was sent to AWS.')
  expect(stdout).toContain(
    createHash('sha256')
      .update(readFileSync(join(folder, 'plan.json')))
      .digest('hex'),
  )
  expect(journalsOf(folder)).toEqual([])
})

deepTest(
  'a dry run with --detailed-exitcode ends with 2 while changes are pending, and with 0 after them',
  async () => {
    const folder = it.fresh()
    const dry = ['apply', '--dry-run', '--detailed-exitcode', '--only', 'web-max-size']
    expect((await it.run(folder, dry)).code).toBe(2)
    it.group('shop-web')['MaxSize'] = it.plan.patches.find(({id}) => id === 'web-max-size')?.after['MaxSize']
    expect((await it.run(folder, dry)).code).toBe(0)
  },
)

test('an apply sends each change once, in order, verifies it and leaves a receipt; a second sends nothing', async () => {
  const folder = it.fresh()
  const before = it.group('shop-web')['DesiredCapacity']
  const first = await it.run(folder, ['apply', 'plan.json', ...confirmed])
  expect({code: first.code, stderr: first.stderr}).toEqual({code: 0, stderr: ''})
  expect(first.writes.map(({operation, input}) => [operation, input])).toEqual(
    due.map(({request}) => [request.operation, expect.anything()]),
  )
  expect(first.stdout).toMatch(/✓ +\d+\/\d+ +web +MaxSize .* verified/)
  expect(first.stdout).toContain('all verified')
  const raise = it.plan.patches.find(({id}) => id === 'web-max-size')
  expect(it.group('shop-web')['MaxSize']).toBe(raise?.after['MaxSize'])
  expect(it.group('shop-web')['DesiredCapacity']).toBe(before)
  const [journal] = journalsOf(folder)
  expect(first.stdout).toContain(`ecom-plan rollback ${journal}`)

  const second = await it.run(folder, ['apply', 'plan.json', ...confirmed, '--json'])
  expect({code: second.code, writes: second.writes}).toEqual({code: 6, writes: []})
  expect(errorOf(second.stdout).code).toBe('PLAN_USED')
  expect(journalsOf(folder)).toEqual([journal])
  // For a job of every day that is no failure.
  expect((await it.run(folder, ['apply', 'plan.json', '--due', ...confirmed])).code).toBe(0)
})

deepTest('a plan is applied in parts, each of its changes once', async () => {
  const folder = it.fresh()
  const web = await it.run(folder, ['apply', '--only', 'web', ...confirmed, '--json'])
  expect(web.code).toBe(0)
  const {data} = JSON.parse(web.stdout)
  expect(applyResultSchema.parse(data).receipt?.patches.map(({patch}) => patch.tier)).toContain('web')
  expect(new Set(web.writes.map(({service}) => service))).toEqual(new Set(['autoscaling']))
  const rest = await it.run(folder, ['apply', ...confirmed])
  expect(rest.code).toBe(0)
  expect(rest.writes).toHaveLength(due.length - web.writes.length)
  expect(rest.writes.filter(({service}) => service === 'autoscaling')).toEqual([])
})

test.each([
  ['another word', ['--yes', '--confirm', 'shop-staging'], 'CONFIRM_WRONG'],
  ['the number of an account that has an alias', ['--yes', '--confirm', '123456789012'], 'CONFIRM_WRONG'],
  ['--yes alone', ['--yes'], 'CONFIRM_MISSING'],
  ['nobody who could be asked', [], 'CONFIRMATION_NEEDED'],
  ['--no-input', ['--no-input'], 'CONFIRMATION_NEEDED'],
])('%s confirms nothing: 7, and nothing is sent or written', async (_what, flags, expected) => {
  const folder = it.fresh()
  const {code, stdout, writes} = await it.run(folder, ['apply', '--json', ...flags])
  expect({code, writes, error: errorOf(stdout).code}).toEqual({code: 7, writes: [], error: expected})
  expect(journalsOf(folder)).toEqual([])
})

test('yes | ecom-plan apply does not apply, whatever the pipe says', async () => {
  const folder = it.fresh()
  const stdin = 'y\nyes\nshop-prod\n'.repeat(50)
  const {code, writes} = await it.run(folder, ['apply'], {stdin})
  expect({code, writes}).toEqual({code: 7, writes: []})
})

deepTest('an account without an alias is confirmed by its number', async () => {
  const folder = it.fresh()
  it.shop.estate.alias = null
  const args = ['apply', '--only', 'web-max-size', '--yes', '--confirm', it.plan.account]
  expect((await it.run(folder, args)).code).toBe(0)
})

test('only the plan that was reviewed is applied', async () => {
  const folder = it.fresh()
  const sha256 = createHash('sha256')
    .update(readFileSync(join(folder, 'plan.json')))
    .digest('hex')
  const other = await it.run(folder, ['apply', '--expect-sha256', 'a'.repeat(64), ...confirmed, '--json'])
  expect({code: other.code, calls: other.calls}).toEqual({code: 6, calls: []})
  expect(errorOf(other.stdout).code).toBe('PLAN_NOT_EXPECTED')
  const same = ['apply', '--expect-sha256', sha256, '--only', 'web-max-size', ...confirmed]
  expect((await it.run(folder, same)).code).toBe(0)
})

deepTest('a plan that has expired, or that is older than the flag or the config allows, is refused', async () => {
  const folder = it.fresh({apply: {planMaxAge: '30m'}})
  const codes: unknown[] = []
  for (const [args, at] of [
    [['--max-age', '365d'], it.plan.windowStartAt],
    [[], '2026-11-02T07:00:00.000Z'],
    [['--max-age', '20m'], '2026-11-02T06:25:00.000Z'],
  ] as const) {
    const {code, stdout, writes} = await it.run(folder, ['apply', '--json', ...confirmed, ...args], {at})
    expect(writes).toEqual([])
    codes.push([code, errorOf(stdout).code])
  }
  expect(codes).toEqual([
    [6, 'PLAN_EXPIRED'],
    [6, 'PLAN_EXPIRED'],
    [6, 'PLAN_EXPIRED'],
  ])
})

deepTest('in a freeze only what raises limits passes, with a reason that the journal keeps', async () => {
  const folder = it.fresh({freeze: ['2026-11-01T00:00/2026-11-10T00:00']})
  const refused = await it.run(folder, ['apply', ...confirmed, '--during-freeze', 'INC-812', '--json'])
  expect([refused.code, errorOf(refused.stdout).code, refused.writes]).toEqual([6, 'FREEZE', []])
  const raise = ['apply', '--only', 'web-max-size', ...confirmed, '--json']
  const silent = await it.run(folder, raise)
  expect([silent.code, errorOf(silent.stdout).code]).toEqual([6, 'FREEZE'])
  const passed = await it.run(folder, [...raise, '--during-freeze', 'INC-812: short of web'])
  expect(passed.code).toBe(0)
  expect(JSON.parse(passed.stdout).data.receipt.exceptions.duringFreeze).toBe('INC-812: short of web')
})

deepTest('a guard rail refuses, and is set aside by its name alone, which the journal keeps', async () => {
  const folder = it.fresh({apply: {maxIncrease: '10%'}})
  const refused = await it.run(folder, ['apply', '--only', 'web', ...confirmed, '--json'])
  expect([refused.code, errorOf(refused.stdout).code, refused.writes]).toEqual([6, 'MAX_INCREASE', []])
  const args = ['apply', '--only', 'web', ...confirmed, '--json', '--skip-check', 'max-increase']
  const passed = await it.run(folder, args)
  expect(passed.code).toBe(0)
  expect(JSON.parse(passed.stdout).data.receipt.exceptions.skippedChecks).toEqual(['max-increase'])
})

deepTest('a quota that is too small refuses', async () => {
  const folder = it.fresh()
  for (const quota of it.shop.estate.snapshot.quotas) quota['Value'] = 256
  const {code, stdout, writes} = await it.run(folder, ['apply', ...confirmed, '--json'])
  expect([code, errorOf(stdout).code, writes]).toEqual([6, 'QUOTA', []])
})

test('a changed world stops it: the field, the plan and AWS are named', async () => {
  const folder = it.fresh()
  it.group('shop-web')['MaxSize'] = 40
  const {code, stderr, writes} = await it.run(folder, ['apply', ...confirmed])
  expect([code, writes]).toEqual([6, []])
  expect(stderr).toContain('shop-web MaxSize: the plan has 36, AWS has 40')
})

deepTest('a variable does not move writes to another host', async () => {
  const folder = it.fresh()
  const {shop} = it
  const {code, stderr} = await shop.run(folder, ['apply', ...confirmed], {
    NODE_OPTIONS: `--import ${new URL('./set-clock.mjs', import.meta.url).href}`,
    TEST_NOW: '2026-11-02T07:00:00.000Z',
  })
  expect(code).toBe(6)
  expect(stderr).toContain('ENDPOINT_NOT_AWS')
  expect(it.group('shop-web')['MaxSize']).toBe(36)
})

deepTest('a plan for an estate that is not there is refused before AWS is asked', async () => {
  const folder = it.fresh()
  writeFileSync(join(folder, 'plan.json'), JSON.stringify({...it.plan, whatIf: ['web.max=72']}))
  const {code, calls} = await it.run(folder, ['apply', ...confirmed])
  expect([code, calls]).toEqual([6, []])
})

deepTest('--due with nothing to do ends with 0; without it that is refused', async () => {
  const folder = it.fresh()
  const only = ['--only', 'orders-db-class']
  expect((await it.run(folder, ['apply', '--due', ...only, ...confirmed])).code).toBe(0)
  const refused = await it.run(folder, ['apply', ...only, ...confirmed, '--json'])
  expect([refused.code, errorOf(refused.stdout).code, refused.writes]).toEqual([6, 'NOTHING_DUE', []])
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s in the third change: it is finished and recorded, and resume goes on from there',
  async (name) => {
    const folder = it.fresh()
    let count = 0
    const stopped = await it.run(folder, ['apply', 'plan.json', ...confirmed], {
      onCall: (call, kill) => {
        if (call.operation.startsWith('Describe') || call.operation.startsWith('Get')) return
        if (call.operation.startsWith('List') || call.operation.startsWith('Simulate')) return
        count += 1
        if (count === 3) kill(name)
      },
    })
    expect([stopped.code, stopped.signal]).toEqual([5, null])
    expect(stopped.writes).toHaveLength(3)
    const [applyId = ''] = journalsOf(folder)
    expect(stopped.stdout).toContain(`ecom-plan apply --resume ${applyId}`)
    expect(stopped.stdout).toContain('3 changes are live')

    const resumed = await it.run(folder, ['apply', '--resume', applyId, ...confirmed, '--json'])
    expect(resumed.code).toBe(0)
    expect(resumed.writes).toHaveLength(due.length - 3)
    const again = await it.run(folder, ['apply', '--resume', applyId, ...confirmed])
    expect([again.code, again.writes]).toEqual([0, []])
  },
)

test('AWS refuses a call half-way: 5, and both ways on are named; --json has the receipt and the error', async () => {
  const folder = it.fresh()
  it.shop.aws.faults.push({kind: 'denied', operation: 'PutScheduledAction', skip: 1, times: 1})
  const {code, stdout, writes} = await it.run(folder, ['apply', ...confirmed, '--json'])
  const document = JSON.parse(stdout)
  expect([code, document.ok, document.exitCode, document.error.code]).toEqual([5, false, 5, 'ACCESS_DENIED'])
  const {receipt} = applyResultSchema.parse(document.data)
  expect(receipt?.status).toBe('stopped')
  expect(document.error.suggestions).toContain(`ecom-plan rollback ${receipt?.applyId}`)
  const {applyId = ''} = receipt ?? {}
  const resumed = await it.run(folder, ['apply', '--resume', applyId, ...confirmed])
  expect([resumed.code, resumed.writes.length]).toEqual([0, due.length - writes.length + 1])
})

test('a lock that another machine holds stops it at once, and a person may free it by its number', async () => {
  const folder = it.fresh()
  const first = await it.run(folder, ['apply', '--only', 'web-max-size', ...confirmed])
  expect(first.code).toBe(0)
  const lock = join(folder, '.ecom-plan/applies/lock')
  const held = JSON.parse(readFileSync(join(lock, '000001.json'), 'utf8'))
  const other = {...held, lockCount: 2, holder: {...held.holder, host: 'ci-7'}}
  writeFileSync(join(lock, '000002.json'), JSON.stringify(other))
  const refused = await it.run(folder, ['apply', '--only', 'cart', ...confirmed, '--json'])
  expect([refused.code, errorOf(refused.stdout).code, refused.writes]).toEqual([6, 'LOCKED', []])
  expect(errorOf(refused.stdout).message).toContain('ci-7')
  expect((await it.run(folder, ['apply', '--break-lock', '2'])).code).toBe(0)
  expect((await it.run(folder, ['apply', '--only', 'cart', ...confirmed])).code).toBe(0)
})
