import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {driftSchema} from '../../src/documents/drift.js'
import {statusSchema} from '../../src/documents/status.js'
import {undoResultSchema} from '../../src/documents/undo-review.js'
import {fire} from '../aws-fake/fire.js'
import {deepTest} from '../deep.js'
import {type ApplyShop, confirmed, type RunOptions, startApplyShop} from './apply-shop.js'

let it: ApplyShop

beforeAll(async () => {
  it = await startApplyShop()
}, 120_000)
afterAll(() => it.close())

const journalsOf = (folder: string) => {
  const place = join(folder, '.ecom-plan/applies')
  return existsSync(place) ? readdirSync(place).filter((name) => name.startsWith('a-')) : []
}
const evening = '2026-11-28T03:00:00.000Z'
const after = '2026-11-29T12:00:00.000Z'

/** A folder in which the web tier of the plan is applied, and the JSON of further commands there. */
async function applied() {
  const folder = it.fresh()
  it.shop.estate.now = '2026-11-02T06:00:00.000Z'
  const done = await it.run(folder, ['apply', '--only', 'web', ...confirmed])
  expect({code: done.code, stderr: done.stderr}).toEqual({code: 0, stderr: ''})
  const json = async (args: string[], options?: RunOptions) => {
    const result = await it.run(folder, [...args, '--json'], options)
    return {...result, document: JSON.parse(result.stdout)}
  }
  return {folder, json}
}

deepTest('before anything is applied: limits and the plan, and a word for what is not there', async () => {
  const folder = it.fresh()
  const status = await it.run(folder, ['status', '--json'])
  expect({code: status.code, writes: status.writes}).toEqual({code: 0, writes: []})
  const {applies, plan, tiers, temporary} = statusSchema.parse(JSON.parse(status.stdout).data)
  expect({applies, temporary}).toEqual({applies: [], temporary: []})
  expect(tiers.map(({tier}) => tier)).toEqual(['web', 'catalog', 'cart', 'checkout'])
  expect(plan?.patches.some(({standing}) => standing === 'due')).toBe(true)
  for (const args of [['drift'], ['show'], ['rollback', '--last']]) {
    const {code, stdout, writes} = await it.run(folder, [...args, '--json'])
    expect({code, error: JSON.parse(stdout).error.code, writes}).toEqual({
      code: 3,
      error: 'NOTHING_APPLIED',
      writes: [],
    })
  }
  expect((await it.run(folder, ['show', '--list'])).stdout).toContain('holds no apply yet')
})

test('a rollback puts back and deletes, in reverse; a second sends nothing, and drift finds nothing to hold', async () => {
  const {folder, json} = await applied()
  const dry = await json(['rollback', '--last', '--dry-run'])
  expect({code: dry.code, writes: dry.writes}).toEqual({code: 0, writes: []})
  const refused = await json(['rollback', '--last'])
  expect({code: refused.code, writes: refused.writes}).toEqual({code: 7, writes: []})
  const first = await json(['rollback', '--last', ...confirmed])
  expect({code: first.code, stderr: first.stderr}).toEqual({code: 0, stderr: ''})
  const result = undoResultSchema.parse(first.document.data)
  expect(result.result).toBe('done')
  expect(first.writes.at(-1)?.operation).toBe('UpdateAutoScalingGroup')
  expect(first.writes.slice(0, -1).every(({operation}) => operation === 'DeleteScheduledAction')).toBe(true)
  expect(it.group('shop-web')['MaxSize']).toBe(36)
  expect(it.shop.estate.snapshot.autoScalingScheduledActions).toEqual(
    it.shop.fresh.snapshot.autoScalingScheduledActions,
  )
  const second = await json(['rollback', '--last', ...confirmed])
  expect({code: second.code, writes: second.writes, result: second.document.data.result}).toEqual({
    code: 0,
    writes: [],
    result: 'nothing',
  })
  expect(journalsOf(folder)).toHaveLength(2)
  const drift = driftSchema.parse((await json(['drift', '--detailed-exitcode'])).document.data)
  expect({isDrifted: drift.isDrifted, fields: drift.fields}).toEqual({isDrifted: false, fields: []})
})

test('what somebody else has changed is drift, ends with 2 where asked, and stops a rollback', async () => {
  const {json} = await applied()
  it.group('shop-web')['MaxSize'] = 44
  const drift = await json(['drift', '--detailed-exitcode'])
  expect(drift.code).toBe(2)
  const {fields} = driftSchema.parse(drift.document.data)
  expect(fields.filter(({standing}) => standing === 'moved')).toMatchObject([{field: 'MaxSize', live: 44}])
  const back = await json(['rollback', '--last', ...confirmed])
  expect({code: back.code, error: back.document.error.code, writes: back.writes}).toEqual({
    code: 6,
    error: 'DRIFT',
    writes: [],
  })
})

test('in an open window a rollback that lowers wants a reason; a maximum under what runs waits, the rest goes', async () => {
  const {json} = await applied()
  fire(it.shop.estate, evening)
  const running = it.group('shop-web')['DesiredCapacity']
  const without = await json(['rollback', '--last', ...confirmed], {at: evening})
  expect({code: without.code, error: without.document.error.code, writes: without.writes}).toEqual({
    code: 6,
    error: 'WINDOW',
    writes: [],
  })
  const reason = ['--during-freeze', 'INC-7: wrong plan']
  const back = await json(['rollback', '--last', ...confirmed, ...reason], {at: evening})
  expect({code: back.code, error: back.document.error.code}).toEqual({code: 6, error: 'ROLLBACK_LATER'})
  expect(back.document.error.message).toContain(`${running} run or are wanted`)
  const {receipt} = undoResultSchema.parse(back.document.data)
  expect(receipt?.exceptions.duringFreeze).toBe('INC-7: wrong plan')
  expect(it.group('shop-web')).toMatchObject({DesiredCapacity: running, MinSize: 9})
  it.group('shop-web')['DesiredCapacity'] = 12
  const rest = await json(['rollback', String(receipt?.undoes[0]), ...confirmed, ...reason], {at: evening})
  expect({code: rest.code, operations: rest.writes.map(({operation}) => operation)}).toEqual({
    code: 0,
    operations: ['UpdateAutoScalingGroup'],
  })
  expect(it.group('shop-web')['MaxSize']).toBe(36)
})

test('extended, the way down comes later; restored when it is over and the fleet fits: as in October', async () => {
  const {json} = await applied()
  const early = await json(['restore', 'black-friday-2026', ...confirmed], {at: evening})
  expect({code: early.code, error: early.document.error.code, writes: early.writes}).toEqual({
    code: 6,
    error: 'EVENT_NOT_OVER',
    writes: [],
  })
  fire(it.shop.estate, evening)
  const until = ['--until', '2026-11-28 04:00']
  const moved = await json(['extend', 'black-friday-2026', ...until, ...confirmed], {at: evening})
  expect(moved.code).toBe(0)
  const starts = it.shop.estate.snapshot.autoScalingScheduledActions.map((one) =>
    new Date(String(one['StartTime'])).toISOString(),
  )
  expect(Math.min(...starts.map((start) => Date.parse(start)))).toBeGreaterThan(Date.parse(evening))
  expect(starts).toContain('2026-11-28T09:00:00.000Z')
  fire(it.shop.estate, after)
  const status = statusSchema.parse((await json(['status'], {at: after})).document.data)
  expect(status.temporary).toMatchObject([{summary: 'MaxSize 36 → 51', isOver: true}])
  const waiting = await json(['restore', 'black-friday-2026', ...confirmed], {at: after})
  expect({code: waiting.code, error: waiting.document.error.code, writes: waiting.writes}).toEqual({
    code: 6,
    error: 'RESTORE_LATER',
    writes: [],
  })
  it.group('shop-web')['DesiredCapacity'] = 12
  const done = await json(['restore', 'black-friday-2026', ...confirmed], {at: after})
  expect({code: done.code, writes: done.writes.length}).toEqual({code: 0, writes: 1})
  expect(it.group('shop-web')).toMatchObject({MinSize: 9, MaxSize: 36, DesiredCapacity: 12})
  expect(statusSchema.parse((await json(['status'], {at: after})).document.data).temporary).toEqual([])
  const again = await json(['restore', 'black-friday-2026', ...confirmed], {at: after})
  expect({code: again.code, writes: again.writes}).toEqual({code: 0, writes: []})
})

deepTest('a group that a deployment copied is drift, with what to do', async () => {
  const {json} = await applied()
  const {snapshot} = it.shop.estate
  const former = it.group('shop-web')
  const copy = {...structuredClone(former), AutoScalingGroupName: 'CodeDeploy_shop_d-ABC123', MaxSize: 36}
  former['DesiredCapacity'] = 0
  snapshot.autoScalingGroups.push(copy)
  const drift = await json(['drift', '--detailed-exitcode'])
  expect(drift.code).toBe(2)
  expect(driftSchema.parse(drift.document.data).copies).toMatchObject([
    {from: 'shop-web', to: 'CodeDeploy_shop_d-ABC123'},
  ])
})

deepTest('a damaged journal is named with its file and ends with 3; so does every command that reads it', async () => {
  const {folder} = await applied()
  const [journal = ''] = journalsOf(folder)
  const file = join(folder, '.ecom-plan/applies', journal, '000002.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"attemptCount":1', '"attemptCount":2'))
  for (const args of [['status'], ['drift'], ['show'], ['rollback', '--last'], ['restore', 'black-friday-2026']]) {
    const {code, stdout, writes} = await it.run(folder, [...args, '--json'])
    const {error} = JSON.parse(stdout)
    expect({args, code, error: error.code, writes}).toEqual({args, code: 3, error: 'JOURNAL_DAMAGED', writes: []})
    expect(error.message).toContain('000002.json')
  }
})

test('a store that cannot be read is named and ends with 3, whoever reads it; nothing is sent', async () => {
  const folder = it.fresh()
  mkdirSync(join(folder, '.ecom-plan'))
  writeFileSync(join(folder, '.ecom-plan/applies'), 'a file where a folder belongs')
  for (const args of [
    ['status'],
    ['apply', '--only', 'web', ...confirmed],
    ['restore', 'black-friday-2026', ...confirmed],
  ]) {
    const {code, stdout, writes} = await it.run(folder, [...args, '--json'])
    const {error} = JSON.parse(stdout)
    expect({args, isDone: code === 0, writes}).toEqual({args, isDone: false, writes: []})
    expect(error.message).toContain('.ecom-plan/applies')
  }
})

deepTest.each([
  ['rollback without a name', ['rollback'], 'APPLY_MISSING'],
  ['an apply that is not there', ['rollback', 'a-20261101-0000-zzzz'], 'APPLY_UNKNOWN'],
  ['a time that is none', ['status', '--at', 'tomorrow'], 'TIME_INVALID'],
  ['a time that has passed', ['status', '--at', '2026-11-01 00:00'], 'TIME_PAST'],
  ['a tier that is not there', ['status', '--tier', 'wbe'], 'TIER_UNKNOWN'],
])('%s is usage: 64', async (_name, args, error) => {
  const {code, stdout, writes} = await it.run(it.fresh(), [...args, '--json'])
  expect({code, error: JSON.parse(stdout).error.code, writes}).toEqual({code: 64, error, writes: []})
})
