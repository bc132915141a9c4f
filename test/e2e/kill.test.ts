import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import fc from 'fast-check'
import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest'
import {parse, stringify} from 'yaml'
import type {BlobStore} from '../../src/documents/blob-store.js'
import {pull} from '../../src/shell/pull.js'
import {folderStore} from '../../src/store/folder-store.js'
import {s3Store} from '../../src/store/s3-store.js'
import {type MemoryStore, memoryStore} from '../archive/memory-store.js'
import {type FakeS3, startFakeS3} from '../aws-fake/s3.js'
import {deepTest} from '../deep.js'
import {contentsOf, firstDay, nextDay, openShop, type Shop} from './fault-matrix-shop.js'
import '../seed.js'

/**
 * The built command, killed for good (SIGKILL) as it makes its n-th call: of AWS, or of the bucket that its archive is
 * in. What it leaves is whole, and the next pull makes it the archive of a pull that nobody stopped. Two pulls at once
 * make that archive too. ECOM_PLAN_DEEP=1 kills twenty times in a folder
 * and in a bucket, else once in a folder; ECOM_PLAN_SEED says where.
 */
const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'
const killCount = isDeep ? 20 : 1
const seed = Number(process.env['ECOM_PLAN_SEED'] ?? 20261127)
const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
const bucket = 'shop-ops'

const inMemory = new Map<string, MemoryStore>()
vi.mock(import('../../src/store/open-store.js'), async () => ({
  openStore: async ({folder}) => inMemory.get(folder) ?? memoryStore(),
}))

let shop: Shop
let s3: FakeS3
let home = ''
let seeded: MemoryStore
let never: Awaited<ReturnType<typeof contentsOf>>
let callCount = 0
/** The first call of a pull that has read what is there and begins to ask for metrics. */
let metricsAt = 0
const killAt = {callCount: Number.POSITIVE_INFINITY, child: null as ChildProcess | null}
let folderCount = 0

/** Counts the calls of either fake, and kills at the chosen one before it is answered. */
function onCall({operation}: {operation: string}): void {
  callCount += 1
  if (operation === 'GetMetricData' && metricsAt === 0) metricsAt = callCount
  if (callCount === killAt.callCount) killAt.child?.kill('SIGKILL')
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'ecom-plan-kill-'))
  shop = await openShop()
  s3 = await startFakeS3({buckets: [bucket]})
  shop.aws.onCall = onCall
  s3.onCall = onCall
  seeded = memoryStore()
  inMemory.set('first', seeded)
  await pull({config: shop.config, folder: 'first', asOf: firstDay, onProgress: () => {}})
  shop.estate.now = nextDay
  const whole = memoryStore({blobs: new Map(seeded.blobs)})
  inMemory.set('next', whole)
  await pull({config: shop.config, folder: 'next', asOf: nextDay, onProgress: () => {}})
  never = await contentsOf(whole)
})
afterAll(async () => {
  await shop.close()
  await s3.close()
  rmSync(home, {recursive: true, force: true})
})

type Place = {folder: string; store: BlobStore}

/** A folder with a config, and the archive of the first day in the place that the config names. */
function openPlace(kind: 'folder' | 'bucket'): Place {
  const folder = join(home, `shop-${folderCount++}`)
  mkdirSync(folder)
  const prefix = `archive-${folderCount}`
  const archive = kind === 'bucket' ? {archive: `s3://${bucket}/${prefix}`} : {}
  writeFileSync(join(folder, 'ecom-plan.yaml'), stringify({...parse(shop.configText), ...archive}))
  for (const [name, bytes] of seeded.blobs) {
    const path = join(folder, '.ecom-plan/archive', name)
    if (kind === 'folder') mkdirSync(dirname(path), {recursive: true})
    if (kind === 'folder') writeFileSync(path, bytes)
    else s3.objects.set(`${bucket}/${prefix}/${name}`, Buffer.from(bytes))
  }
  const store =
    kind === 'folder'
      ? folderStore(join(folder, '.ecom-plan/archive'))
      : s3Store({bucket, prefix, region: 'us-east-1', endpointUrl: s3.url})
  return {folder, store}
}

function startPull({folder}: Place): ChildProcess {
  return spawn(process.execPath, [bin, 'pull', '--as-of', nextDay, '--json'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      AWS_ENDPOINT_URL: shop.aws.url,
      AWS_ENDPOINT_URL_S3: s3.url,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    stdio: 'ignore',
  })
}

async function runPull(place: Place): Promise<{code: number | null; signal: string | null}> {
  const child = startPull(place)
  killAt.child = child
  const [code, signal] = await once(child, 'close')
  return {code, signal}
}

const done = {code: 0, signal: null}

describe.each(isDeep ? (['folder', 'bucket'] as const) : (['folder'] as const))('an archive in a %s', (kind) => {
  let range = {min: 0, max: 0}

  beforeAll(async () => {
    const place = openPlace(kind)
    callCount = 0
    metricsAt = 0
    expect(await runPull(place)).toEqual(done)
    // Before that a pull only reads, so a kill there is one like another: one of five is enough.
    range = {min: Math.max(1, metricsAt - Math.ceil((callCount - metricsAt) / 4)), max: callCount}
    expect(await contentsOf(place.store)).toEqual(never)
  })

  test(`is whole after each of ${killCount} kills, and the next pull finishes it`, {timeout: 600_000}, async () => {
    const points = fc.sample(fc.integer(range), {seed, numRuns: killCount})
    for (const point of points) {
      const place = openPlace(kind)
      callCount = 0
      killAt.callCount = point
      const ended = await runPull(place)
      killAt.callCount = Number.POSITIVE_INFINITY
      expect({point, ...ended}).toEqual({point, code: null, signal: 'SIGKILL'})
      expect((await contentsOf(place.store)).bad).toEqual([])
      expect(await runPull(place)).toEqual(done)
      expect(await contentsOf(place.store), `after a kill at call ${point}`).toEqual(never)
    }
  })

  deepTest('takes two pulls at once', {timeout: 120_000}, async () => {
    const place = openPlace(kind)
    const ends = [startPull(place), startPull(place)].map((child) => once(child, 'close'))
    expect((await Promise.all(ends)).map(([code]) => code)).toEqual([0, 0])
    expect(await contentsOf(place.store)).toEqual(never)
  })
})
