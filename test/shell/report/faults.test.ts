import {symlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {writeSnapshot} from '../../../src/archive/snapshots.ts'
import {reportSchema} from '../../../src/documents/report.ts'
import {snapshotSchema} from '../../../src/documents/snapshot.ts'
import {PlanError} from '../../../src/errors.ts'
import {readDocument} from '../../../src/files/read-document.ts'
import {deliverReport} from '../../../src/shell/report/deliver-report.ts'
import type {MadeReport} from '../../../src/shell/report/report-walk.ts'
import {folderWriteFailure} from '../../../src/store/folder-failure.ts'
import {folderStore} from '../../../src/store/folder-store.ts'
import {memoryStore} from '../../archive/memory-store.ts'
import {exampleFolder} from '../../example-run.ts'
import {madeThere, quietShop, reportThere} from './quiet-shop.ts'

const options = {budget: null, chromium: '/nowhere/chromium'}
const deliver = (made: MadeReport, paths: string[] = []) =>
  deliverReport({made, paths, options, gate: undefined, telling: null})

/** AWS refuses at once, without a call: there is no such profile. */
const noAws = (yaml: string) =>
  yaml
    .replace(/^inventory: .*$/m, 'inventory: {source: aws}')
    .replace('region: us-east-1', 'region: us-east-1\n  profile: no-such-profile')
const now = '2026-11-02T06:00:00.000Z'
const live = {isOffline: false, clockAt: now}

async function withArchive(folder: string): Promise<void> {
  const snapshot = await readDocument({path: `${exampleFolder('quiet-tuesday')}estate.json`, schema: snapshotSchema})
  await writeSnapshot({store: folderStore(join(folder, '.ecom-plan/archive')), snapshot})
}

test('AWS cannot be asked: the report is made of the archive, under a banner, never ready, exit code 4', async () => {
  const folder = await quietShop(noAws)
  await withArchive(folder)
  const store = memoryStore()
  const made = await madeThere({folder, store, ...live})
  expect(made.failure?.code).toBe('CREDENTIALS_MISSING')
  expect(made.report.notices[0]).toMatchObject({
    severity: 'bad',
    code: 'AWS_NOT_ASKED',
    message: expect.stringMatching(/AWS could not be asked: .*no-such-profile.* what files and the last pull kept/),
  })
  expect(made.report.readiness.verdict).not.toBe('ready')
  expect(made.report.readiness.sentence).toMatch(/^AWS could not be asked; from the archive/)
  expect(await deliver(made, [join(folder, 'r.json')])).toMatchObject({ending: 'aws', failures: []})
  // It is kept, and is no reason not to make the next one as soon as AWS answers.
  expect(store.blobs.size).toBe(1)
  const next = await madeThere({folder, store, ...live, clockAt: '2026-11-02T07:00:00.000Z', when: 'due'})
  expect(next.previous).toBeNull()
})

test('nothing of the estate can be read: the last report again, its figures dated; without one, the failure itself', async () => {
  const known = await quietShop()
  const store = memoryStore()
  const first = await madeThere({folder: known, store, asOf: now})
  await deliver(first)
  const folder = await quietShop(noAws)
  const made = await madeThere({folder, store, ...live, clockAt: '2026-11-05T06:00:00.000Z'})
  expect(made.report.at).toBe('2026-11-05T06:00:00.000Z')
  expect(made.report.run).toEqual(first.report.run)
  expect(made.report.notices[0]?.message).toContain(
    `every figure below is of Mon 2 Nov 00:00, from report ${first.report.reportId}`,
  )
  expect(made.report.readiness.verdict).not.toBe('ready')
  expect((await deliver(made)).ending).toBe('aws')
  await expect(reportThere({folder, store: memoryStore(), ...live})).rejects.toMatchObject({
    code: 'CREDENTIALS_MISSING',
    exitCode: 4,
  })
})

const denied = (): never => {
  throw new PlanError('aws', 'ACCESS_DENIED', 'these credentials may not s3:ListBucket at s3://shop-ops/reports')
}

test('the history may not be read or written: the report says so, its files are written, exit code 8', async () => {
  const folder = await quietShop()
  const store = {...memoryStore(), list: async () => denied(), putIfAbsent: async () => denied()}
  const made = await madeThere({folder, store, asOf: now})
  expect(made.report.delta).toBeNull()
  expect(made.report.notices).toContainEqual(
    expect.objectContaining({code: 'HISTORY_UNREAD', message: expect.stringContaining('may not s3:ListBucket')}),
  )
  const {written, failures, ending} = await deliver(made, [join(folder, 'r.json'), join(folder, 'r.csv')])
  expect(written.length).toBe(2)
  expect(failures.map(({code, exitCode}) => [code, exitCode])).toEqual([['HISTORY_NOT_WRITTEN', 8]])
  expect(ending).toBe('output')
})

test('the disk is full: what can be written is, and what was not is named, exit code 8', async () => {
  const folder = await quietShop()
  const cause = Object.assign(new Error('no space'), {code: 'ENOSPC'})
  const full = async (name: string): Promise<boolean> => {
    throw folderWriteFailure({path: name, cause})
  }
  const made = await madeThere({folder, store: {...memoryStore(), putIfAbsent: full}, asOf: now})
  await symlink('/dev/full', join(folder, 'full.json'))
  const {written, failures, kept, ending} = await deliver(made, [
    join(folder, 'full.json'),
    join(folder, 'r.pdf'),
    join(folder, 'r.xml'),
  ])
  expect(written.map(({path}) => path)).toEqual([join(folder, 'r.xml')])
  expect(failures.map(({code, message}) => `${code}: ${message}`)).toEqual([
    expect.stringMatching(/^OUTPUT_FAILED: .*full\.json was not written: the disk is full$/),
    expect.stringMatching(/^CHROMIUM_NOT_FOUND: .*r\.pdf was not written/),
    expect.stringMatching(/^HISTORY_NOT_WRITTEN: the report is not in the history.*the disk is full$/),
  ])
  expect({kept, ending}).toEqual({kept: null, ending: 'output'})
})

test('a damaged report in the history is named, and the one before it is compared with', async () => {
  const folder = await quietShop()
  const store = memoryStore()
  const [first, second] = [
    await madeThere({folder, store, asOf: '2026-10-26T06:00:00.000Z'}),
    await madeThere({folder, store, asOf: '2026-10-30T06:00:00.000Z'}),
  ]
  await deliver(first)
  await deliver(second)
  const name = [...store.blobs.keys()].find((key) => key.includes(second.report.reportId)) ?? ''
  const text = new TextDecoder().decode(store.blobs.get(name))
  store.blobs.set(name, Buffer.from(text.replace(/"scorePoints": [\d.]+/, '"scorePoints": 99')))
  store.blobs.set(name.replace(/-r-.*/, '-r-20261030-0700-0000aa.json'), Buffer.from('{"schema"'))
  const made = await madeThere({folder, store, asOf: now})
  expect(made.previous?.reportId).toBe(first.report.reportId)
  expect(made.report.delta?.sinceReportId).toBe(first.report.reportId)
  expect(made.warnings.filter(({code}) => code === 'REPORT_DAMAGED').map(({message}) => message)).toEqual([
    expect.stringContaining('0000aa.json is no whole report'),
    expect.stringMatching(/what it says is not what its id was made from: somebody changed it$/),
  ])
})

test('a clock behind the data, or behind the last report, is refused', async () => {
  const folder = await quietShop()
  const old = {...live, clockAt: '2026-09-01T00:00:00.000Z'}
  await expect(reportThere({folder, ...old})).rejects.toMatchObject({
    code: 'CLOCK_BEHIND',
    exitCode: 3,
    message: expect.stringMatching(/clock of this machine says 2026-09-01.*the newest traffic is of 2026-11-0/),
  })
  const store = memoryStore()
  await deliver(await madeThere({folder, store, asOf: now}))
  const behind = {...live, clockAt: '2026-10-30T00:00:00.000Z', store, when: 'due' as const}
  await expect(reportThere({folder, ...behind})).rejects.toMatchObject({
    code: 'CLOCK_BEHIND',
    message: expect.stringContaining('the last report is of 2026-11-02'),
  })
  // What is asked for as of the past is another matter, and what lies ahead is not kept.
  expect((await reportThere({folder, store, asOf: '2026-10-30T00:00:00.000Z'})).kind).toBe('made')
  const ahead = await madeThere({folder, store, asOf: now, clockAt: '2026-10-30T00:00:00.000Z'})
  expect(ahead).toMatchObject({keepIn: null, notKept: expect.stringContaining('yet to come')})
})

test('no load test: never ready, and the checks say so', async () => {
  const {report} = await madeThere({folder: await quietShop(), asOf: now})
  expect(report.loadTests).toEqual([])
  expect(report.readiness.verdict).not.toBe('ready')
  const ofTests = report.readiness.checks.filter(({group}) => group === 'load-test')
  expect(ofTests.length).toBeGreaterThan(0)
  expect(ofTests.filter(({status}) => status === 'pass')).toEqual([])
})

test('no past event, and no factor: a clear exit', async () => {
  const folder = await quietShop((yaml) => yaml.replace(/previous: \[.*?\]/, 'previous: []'))
  await expect(reportThere({folder, asOf: now})).rejects.toMatchObject({code: 'EVENT_WITHOUT_HISTORY', exitCode: 3})
})

test('an archive that is damaged is a clear exit, whether AWS answers or not', async () => {
  const folder = await quietShop((yaml) => noAws(yaml).replace(/metrics: \{.*\}/, 'metrics: {source: aws}'))
  await withArchive(folder)
  const archive = folderStore(join(folder, '.ecom-plan/archive'))
  const [snapshot = ''] = await archive.list('snapshots/')
  await archive.remove(snapshot)
  await writeFile(join(folder, '.ecom-plan/archive', snapshot), 'not gzip')
  await expect(reportThere({folder, asOf: now})).rejects.toMatchObject({exitCode: 3})
  await expect(reportThere({folder, ...live})).rejects.toMatchObject({code: 'CREDENTIALS_MISSING', exitCode: 4})
})

test('the same inputs give the same bytes and the same id, and are kept once', async () => {
  const folder = await quietShop()
  const store = memoryStore()
  const [a, b] = [await madeThere({folder, store, asOf: now}), await madeThere({folder, store, asOf: now})]
  await deliver(a)
  const again = await madeThere({folder, store, asOf: now})
  await deliver(again)
  expect(JSON.stringify(b.report)).toBe(JSON.stringify(a.report))
  expect(JSON.stringify(again.report)).toBe(JSON.stringify(a.report))
  expect(store.blobs.size).toBe(1)
  expect(reportSchema.parse(a.report)).toEqual(a.report)
})
