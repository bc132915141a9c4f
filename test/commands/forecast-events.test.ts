import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gunzipSync, gzipSync} from 'node:zlib'
import {afterAll, expect, test} from 'vitest'
import type {Opened} from '../../src/documents/journal.js'
import type {Patch} from '../../src/documents/patch.js'
import {type Plan, planSchema} from '../../src/documents/plan.js'
import type {Run} from '../../src/documents/run.js'
import {openJournal} from '../../src/journal/open-journal.js'
import {folderStore} from '../../src/store/folder-store.js'
import {deepTest} from '../deep.js'
import {runCli} from '../e2e/run-cli.js'
import {exampleFolder} from '../example-run.js'

/** Forecasts through the built command, over a copy of a worked example: several events, and what was applied before. */
const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-events-'))
cpSync(exampleFolder('bright-friday'), folder, {recursive: true})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

const forecast = (args: readonly string[]) => runCli(['forecast', '--offline', ...args], {cwd: folder})
async function dataOf<Data>(args: readonly string[]): Promise<Data> {
  const {code, stdout, stderr} = await forecast([...args, '--json'])
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  return JSON.parse(stdout).data
}
const both = ['-e', 'black-friday-2026', '-e', 'cyber-monday-2026']

test('one event is a run as ever; several are their runs and one plan, which --out-plan writes', async () => {
  const friday = await dataOf<Run>(both.slice(0, 2))
  const found = await dataOf<{runs: Run[]; plan: Plan}>([...both, '--out-plan', 'plan.json'])
  expect(found.runs.map(({forecast: {eventId}}) => eventId)).toEqual(['black-friday-2026', 'cyber-monday-2026'])
  expect(found.runs[0]).toEqual(friday)
  const written = planSchema.parse(JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')))
  expect(written).toEqual(found.plan)
  expect(written.alsoEventIds).toEqual(['cyber-monday-2026'])
})

deepTest('the screens stand one after the other, and a line says what the one plan is', async () => {
  const {code, stdout} = await forecast(both)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Black Friday 2026 .*\n[\s\S]*\nCyber Monday 2026 /)
  expect(stdout.trimEnd()).toMatch(/\n\nOne plan for these 2 events: p-[0-9a-f]{8}-[0-9a-f]{8}, \d+ calls\.$/)
})

test('what is of one event is refused for several', async () => {
  for (const asked of [
    ['-o', 'run.json'],
    ['--explain', 'web'],
    ['--uplift', '3'],
  ]) {
    const {code, stderr} = await forecast([...both, ...asked])
    expect(code).toBe(64)
    expect(stderr).toContain(`${asked.join(' ')} is for one event`)
  }
  expect(readdirSync(folder)).not.toContain('run.json')
})

deepTest('two series at one time are two plans', async () => {
  const {plan} = await dataOf<Run>([])
  const path = join(folder, 'traffic', 'hourly.csv.gz')
  const bytes = readFileSync(path)
  const lines = gunzipSync(bytes).toString().trimEnd().split('\n')
  // A tenth more in all that no finer source holds.
  const more = lines.map((line, i) => {
    const [at, count] = line.split(',')
    return i === 0 ? line : `${at},${Math.round(Number(count) * 1.1)}`
  })
  writeFileSync(path, gzipSync(`${more.join('\n')}\n`))
  try {
    expect((await dataOf<Run>([])).plan.planId).not.toBe(plan.planId)
  } finally {
    writeFileSync(path, bytes)
  }
})

test('what was applied for another event is read from the store: the plan goes back to what rests without it', async () => {
  const maximumOf = ({plan}: Run): Patch => {
    const found = plan.patches.find(({id}) => id === 'web-max-size')
    if (found === undefined) throw new Error('no maximum')
    return found
  }
  const {account, region} = (await dataOf<Run>([])).plan
  const alone = maximumOf(await dataOf<Run>([]))
  expect(alone.resting).toBeUndefined()
  const before = {
    ...alone,
    before: {MaxSize: 30},
    after: {MaxSize: 36},
    request: {...alone.request, input: {...alone.request.input, MaxSize: 36}},
  }
  const opened: Opened = {
    kind: 'opened',
    applyId: 'a-20261030-0900-aaaa',
    purpose: 'apply',
    undoes: [],
    planId: 'p-11111111',
    planSha256: '0'.repeat(64),
    service: 'shop',
    account,
    region,
    eventId: 'halloween-2026',
    eventName: 'Halloween 2026',
    timezone: 'America/New_York',
    windowStartAt: '2026-10-30T22:00:00.000Z',
    windowEndAt: '2026-11-01T04:00:00.000Z',
    patches: [before],
    exceptions: {duringFreeze: null, skippedChecks: [], allowedDowntime: null, isVerified: true},
    writer: {callerArn: 'arn:aws:sts::123456789012:assumed-role/apply/alice', host: 'laptop', bootId: null, pid: '1'},
  }
  const journal = await openJournal({
    store: folderStore(join(folder, '.ecom-plan/applies')),
    applyId: opened.applyId,
    now: () => '2026-10-30T09:00:00.000Z',
  })
  await journal.append(opened)
  await journal.append({kind: 'intent', patchId: before.id, attemptCount: 1, live: {MaxSize: 30}})
  await journal.append({
    kind: 'outcome',
    patchId: before.id,
    result: 'accepted',
    requestId: null,
    code: null,
    message: null,
  })
  try {
    const held = await dataOf<Run>([])
    expect(maximumOf(held)).toMatchObject({before: {MaxSize: 36}, resting: {MaxSize: 30}, undo: {input: {MaxSize: 30}}})
    expect(held.plan.limits.find(({tier}) => tier === 'web')?.today).toContain('30 ×')
  } finally {
    rmSync(join(folder, '.ecom-plan'), {recursive: true, force: true})
  }
})
