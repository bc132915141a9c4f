import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import fc from 'fast-check'
import {afterAll, beforeAll, expect, test, vi} from 'vitest'
import type {Snapshot} from '../../src/documents/snapshot.js'
import {type Applied, type ApplyShop, confirmed, isWrite, type RunOptions, startApplyShop} from './apply-shop.js'
import '../seed.js'

/**
 * The built `apply`, killed for good (SIGKILL): before and after each flush of a file to disk, and at each call that
 * changes AWS, which is carried out and whose answer nobody reads, or is never carried out. What is left names itself;
 * `apply --resume` makes of it the estate of an apply that nobody stopped, each change made once, and `rollback` the
 * estate as it was. ECOM_PLAN_DEEP=1 kills at all points, else at two; ECOM_PLAN_SEED says at which. The points within
 * one process, of which there are more, are those of test/apply-model.
 */
vi.setConfig({testTimeout: 7_200_000})

const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'
const seed = Number(process.env['ECOM_PLAN_SEED'] ?? 20261127)
const modules = ['./set-clock.mjs', './kill-at-sync.mjs'].map(
  (name) => `--import ${new URL(name, import.meta.url).href}`,
)
const stepCount = 12

type Point =
  | {kind: 'flush'; when: 'before' | 'after'; number: number}
  | {kind: 'call'; number: number; isCarriedOut: boolean}

let it: ApplyShop
let only: string[] = []
let before: Snapshot
let applied: Snapshot
let points: Point[] = []

/** An apply with the parts of the plan that are looked at here. */
async function apply(folder: string, env: Record<string, string>, onCall?: RunOptions['onCall']): Promise<Applied> {
  const options = {env: {NODE_OPTIONS: modules.join(' '), ...env}, ...(onCall === undefined ? {} : {onCall})}
  return await it.run(folder, ['apply', ...only, ...confirmed], options)
}

beforeAll(async () => {
  it = await startApplyShop()
  // The quota was granted: nothing is sent for it.
  // Storage is left out too: for six hours after it has grown RDS takes it no way back.
  const sent = it.plan.patches.filter(
    ({route, wave}) => route === 'automatic' && wave !== 'reserve' && wave !== 'database',
  )
  const ids = sent.slice(0, stepCount).map(({id}) => id)
  only = ['--only', ids.join(',')]
  const folder = it.fresh()
  before = structuredClone(it.shop.estate.snapshot)
  const countFile = join(folder, 'flushes')
  const whole = await apply(folder, {SYNC_COUNT: countFile})
  expect({code: whole.code, stderr: whole.stderr, writes: whole.writes.length}).toEqual({
    code: 0,
    stderr: '',
    writes: stepCount,
  })
  applied = structuredClone(it.shop.estate.snapshot)
  const numbers = (count: number) => Array.from({length: count}, (_, i) => i + 1)
  points = [
    ...numbers(Number(readFileSync(countFile, 'utf8'))).flatMap((number) => [
      {kind: 'flush' as const, when: 'before' as const, number},
      {kind: 'flush' as const, when: 'after' as const, number},
    ]),
    ...numbers(stepCount).flatMap((number) => [
      {kind: 'call' as const, number, isCarriedOut: true},
      {kind: 'call' as const, number, isCarriedOut: false},
    ]),
  ]
}, 600_000)
afterAll(() => it.close())

/** The apply that is killed at the point. */
async function killed(folder: string, point: Point): Promise<Applied> {
  if (point.kind === 'flush') return await apply(folder, {KILL_AT: `${point.when}:${point.number}`})
  let count = 0
  return await apply(folder, {}, (call, kill) => {
    if (!isWrite(call)) return
    count += 1
    if (count !== point.number) return
    kill('SIGKILL')
    if (!point.isCarriedOut) it.shop.aws.faults.push({kind: 'reset', operation: call.operation, times: 1})
  })
}

/** The apply whose journal was begun, or null where the process died before that. */
function begunIn(folder: string): string | null {
  const place = join(folder, '.ecom-plan/applies')
  const names = existsSync(place) ? readdirSync(place).filter((name) => name.startsWith('a-')) : []
  expect(names.length).toBeLessThanOrEqual(1)
  const [applyId] = names
  const isBegun = applyId !== undefined && readdirSync(join(place, applyId)).some((name) => !name.startsWith('.'))
  return isBegun ? applyId : null
}

/** Said wherever the lock had been taken. */
const freed = /^Warning: the lock of an earlier run was freed: process \d+ of \S+ is gone\n/

async function expectMended(point: Point): Promise<void> {
  const folder = it.fresh()
  const cut = await killed(folder, point)
  expect({point, code: cut.code, signal: cut.signal}).toEqual({point, code: null, signal: 'SIGKILL'})
  const applyId = begunIn(folder)
  const again = applyId === null ? ['apply', ...only] : ['apply', '--resume', applyId]
  const resumed = await it.run(folder, [...again, ...confirmed])
  const stderr = resumed.stderr.replace(freed, '')
  expect({point, code: resumed.code, stderr}).toEqual({point, code: 0, stderr: ''})
  expect({point, snapshot: it.shop.estate.snapshot}).toEqual({point, snapshot: applied})
  const lostCount = point.kind === 'call' && !point.isCarriedOut ? 1 : 0
  expect({point, writes: cut.writes.length + resumed.writes.length - lostCount}).toEqual({point, writes: stepCount})
  const back = await it.run(folder, ['rollback', '--last', ...confirmed])
  expect({point, code: back.code, stderr: back.stderr}).toEqual({point, code: 0, stderr: ''})
  expect({point, snapshot: it.shop.estate.snapshot}).toEqual({point, snapshot: before})
}

test(
  'killed, resumed, and rolled back: no wrong end',
  async () => {
    expect(points.length).toBeGreaterThanOrEqual(68)
    const flushes = points.filter(({kind}) => kind === 'flush')
    const calls = points.filter(({kind}) => kind === 'call')
    const chosen = isDeep
      ? points
      : [flushes, calls].flatMap((some) => fc.sample(fc.constantFrom(...some), {seed, numRuns: 1}))
    for (const [i, point] of chosen.entries()) {
      await expectMended(point)
      if (i % 16 === 15) process.stdout.write(`killed at ${i + 1} of ${chosen.length} points so far, all mended\n`)
    }
    process.stdout.write(
      `killed for good at ${chosen.length} of ${points.length} points, ${chosen.length * 2} ends right\n`,
    )
  },
  isDeep ? 9_000_000 : 120_000,
)
