import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {compactArchive} from '../../src/archive/compact.ts'
import {readArchive} from '../../src/archive/read-archive.ts'
import {verifyArchive} from '../../src/archive/verify.ts'
import {writePart} from '../../src/archive/write-part.ts'
import type {BlobStore} from '../../src/documents/blob-store.ts'
import {s3Store} from '../../src/store/s3-store.ts'
import {coverageOf, requests, seriesOf, shop} from '../archive/sample-series.ts'
import {type FakeS3, startFakeS3} from '../aws-fake/s3.ts'

let fake: FakeS3
beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIAEXAMPLE'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'example'
  fake = await startFakeS3({buckets: ['shop-ops']})
})
afterAll(async () => {
  await fake.close()
})
afterEach(() => {
  fake.faults.length = 0
  fake.calls.length = 0
  fake.objects.clear()
})

const storeOf = (options: Partial<Parameters<typeof s3Store>[0]> = {}): BlobStore =>
  s3Store({
    bucket: 'shop-ops',
    prefix: 'archive',
    region: 'eu-west-1',
    endpointUrl: fake.url,
    maxAttempts: 1,
    ...options,
  })
const bytes = new TextEncoder().encode('x')
const operations: Record<string, (store: BlobStore) => Promise<unknown>> = {
  PutObject: (store) => store.putIfAbsent('one', bytes),
  GetObject: (store) => store.read('one'),
  ListObjectsV2: (store) => store.list(''),
  DeleteObject: (store) => store.remove('one'),
}

test('a put asks S3 itself to refuse a taken name, below the prefix, with the bucket in the path', async () => {
  const store = storeOf()
  expect(store.place).toBe('s3://shop-ops/archive')
  await store.putIfAbsent('metrics/a=b/one', bytes)
  expect(fake.calls).toMatchObject([
    {operation: 'PutObject', bucket: 'shop-ops', key: 'archive/metrics/a=b/one', headers: {'if-none-match': '*'}},
  ])
  expect(await storeOf({prefix: ''}).list('arch')).toEqual(['archive/metrics/a=b/one'])
})

test('two puts that cross are tried again: 409 is not a no', async () => {
  fake.faults.push({kind: 'error', operation: 'PutObject', status: 409, code: 'ConditionalRequestConflict', times: 2})
  expect(await storeOf().putIfAbsent('one', bytes)).toBe(true)
})

test('a put whose reply was lost finds its own object at the second attempt', async () => {
  fake.faults.push({kind: 'lost-reply', operation: 'PutObject', times: 1})
  expect(await storeOf({maxAttempts: 2}).putIfAbsent('one', bytes)).toBe(false)
  expect(await storeOf().read('one')).toEqual(bytes)
})

describe.each(['html', 'empty', 'truncate', 'stall', 'hang', 'reset'] as const)('%s', (kind) => {
  const fitting = ['PutObject', 'GetObject', 'ListObjectsV2']
  const quick = {maxAttempts: 2, requestTimeoutMs: 100}

  test.each(fitting)('once at %s: done again, with the same result', async (operation) => {
    await storeOf().putIfAbsent('two', bytes)
    const before = operation === 'PutObject' ? null : await storeOf().putIfAbsent('one', bytes)
    fake.faults.push({kind, operation, times: 1})
    const found = await operations[operation]?.(storeOf(quick))
    expect(fake.faults[0]?.times).toBe(0)
    expect({found, before}).toEqual(
      {
        PutObject: {found: true, before: null},
        GetObject: {found: bytes, before: true},
        ListObjectsV2: {found: ['one', 'two'], before: true},
      }[operation],
    )
  })

  test.each(fitting)('for good at %s: said, and never taken for an empty bucket', async (operation) => {
    fake.faults.push({kind, operation, times: 99})
    await expect(operations[operation]?.(storeOf(quick))).rejects.toMatchObject({
      name: 'PlanError',
      exitCode: 4,
      code: ['html', 'empty'].includes(kind) ? 'UNREADABLE_REPLY' : 'UNREACHABLE',
      message: expect.stringContaining('s3://shop-ops/archive'),
    })
  })
})

test.each([
  [403, 'AccessDenied', 'ACCESS_DENIED', 'these credentials may not s3:'],
  [400, 'ExpiredToken', 'CREDENTIALS_EXPIRED', 'have expired'],
  [503, 'SlowDown', 'THROTTLED', 'too often'],
  [500, 'InternalError', 'AWS_UNAVAILABLE', 'HTTP 500'],
  [501, 'NotImplemented', 'AWS_UNAVAILABLE', 'HTTP 501'],
  [400, 'MalformedThing', 'UNEXPECTED_REPLY', 'MalformedThing'],
])('HTTP %i %s is said as %s at each operation', async (status, code, expected, words) => {
  for (const [operation, work] of Object.entries(operations)) {
    fake.faults.push({kind: 'error', operation, status, code, times: 9})
    await expect(work(storeOf()), operation).rejects.toMatchObject({
      name: 'PlanError',
      code: expected,
      exitCode: 4,
      message: expect.stringContaining(words),
      suggestions: expect.arrayContaining([expect.stringMatching(/\w/)]),
    })
  }
})

test('no such bucket: its name, and the command that makes it', async () => {
  for (const work of Object.values(operations)) {
    await expect(work(storeOf({bucket: 'shop-oops', profile: undefined}))).rejects.toMatchObject({
      code: 'BUCKET_NOT_FOUND',
      message: 'there is no bucket shop-oops',
      suggestions: ['aws s3 mb s3://shop-oops', 'correct archive in ecom-plan.yaml'],
    })
  }
})

test('nobody at home: UNREACHABLE at each operation', async () => {
  for (const [operation, work] of Object.entries(operations)) {
    fake.faults.push({kind: 'reset', operation, times: 9})
    await expect(work(storeOf()), operation).rejects.toMatchObject({code: 'UNREACHABLE', exitCode: 4})
  }
})

test('an archive in a bucket: written by two pulls at once, compacted, verified and read back', async () => {
  const hours = (pull: number) => [seriesOf(requests, `2026-11-0${pull}T00:00:00.000Z`, [pull, null, 0])]
  const write = (pull: number) => {
    const series = hours(pull)
    const pulledAt = `2026-11-${10 + pull}T00:00:00Z`
    return writePart({store: storeOf(), ...shop, pulledAt, series, coverage: coverageOf(series)})
  }
  await Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9].map(write))
  const before = await readArchive({store: storeOf()})
  expect(await compactArchive({store: storeOf()})).toEqual({mergedCount: 9, writtenCount: 1})
  expect(await readArchive({store: storeOf()})).toEqual(before)
  expect(before[0]?.windows[0]?.values.filter((value) => value !== null)).toEqual([
    1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 0, 9, 0,
  ])
  expect(await verifyArchive({store: storeOf()})).toMatchObject({partCount: 1, rowCount: 18, findings: []})
})
