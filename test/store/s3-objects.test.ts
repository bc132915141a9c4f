import {createGzip, gzipSync} from 'node:zlib'
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest'
import {botTokens} from '../../src/catalog/bot-tokens.ts'
import {readAccessLogs} from '../../src/files/access-logs/read-access-logs.ts'
import {listS3Objects} from '../../src/store/s3-objects.ts'
import {type FakeS3, startFakeS3} from '../aws-fake/s3.ts'
import {albLine} from '../files/access-logs/sample-lines.ts'

let fake: FakeS3
beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIAEXAMPLE'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'example'
  fake = await startFakeS3({buckets: ['logs'], pageSize: 2})
})
afterAll(() => fake.close())
afterEach(() => {
  fake.objects.clear()
  fake.faults.length = 0
  fake.calls.length = 0
})

const list = (place = 's3://logs/alb', more: Partial<Parameters<typeof listS3Objects>[0]> = {}) =>
  listS3Objects({place, region: 'eu-west-1', endpointUrl: fake.url, maxAttempts: 1, ...more})
const put = (key: string, text: string) => fake.objects.set(`logs/${key}`, gzipSync(text))
const files = async (place?: string) => (await list(place)).map((object) => ({...object, isNamed: false}))

test('objects below the prefix in the order of their keys, over all pages; folder marks are none', async () => {
  for (const key of ['alb/c', 'alb/a', 'alb/b/1', 'alb/b/', 'other']) put(key, key)
  expect((await list()).map(({path}) => path)).toEqual(['s3://logs/alb/a', 's3://logs/alb/b/1', 's3://logs/alb/c'])
  expect(await list('s3://logs/none')).toEqual([])
  expect((await list('s3://logs')).map(({path}) => path)).toContain('s3://logs/other')
  expect((await list('s3://logs/alb', {isWanted: (key) => key.endsWith('c')})).map(({path}) => path)).toEqual([
    's3://logs/alb/c',
  ])
})

test('logs are counted object by object: each is fetched once, and only when its turn has come', async () => {
  put('alb/1.log.gz', `${albLine()}\n`)
  put('alb/2.log.gz', `${albLine({createdAt: '2026-11-27T05:01:00.0Z'})}\n`)
  const {counted} = await readAccessLogs({paths: ['s3://logs/alb'], files: await files(), bots: botTokens})
  expect(counted).toMatchObject({fileCount: 2, lineCount: 2})
  expect(fake.calls.map(({operation, key}) => `${operation} ${key}`)).toEqual([
    'ListObjectsV2 ',
    'GetObject alb/1.log.gz',
    'GetObject alb/2.log.gz',
  ])
})

test('an object cut off in its bucket, and one whose stream breaks, are failures and no short counts', async () => {
  const packed = gzipSync(`${albLine()}\n`)
  fake.objects.set('logs/alb/cut.gz', packed.subarray(0, packed.length - 9))
  const read = async () => readAccessLogs({paths: [], files: await files(), bots: botTokens})
  await expect(read()).rejects.toMatchObject({
    code: 'LOG_CUT',
    message: expect.stringContaining('s3://logs/alb/cut.gz'),
  })
  fake.faults.push({kind: 'reset', operation: 'GetObject', times: 1})
  await expect(read()).rejects.toMatchObject({code: 'UNREACHABLE', exitCode: 4})
})

test.each<[string, object, string, string]>([
  ['ListObjectsV2', {status: 403, code: 'AccessDenied'}, 'ACCESS_DENIED', 's3:ListBucket at s3://logs/alb'],
  ['GetObject', {status: 403, code: 'AccessDenied'}, 'ACCESS_DENIED', 's3:GetObject at s3://logs/alb/1'],
  ['ListObjectsV2', {status: 503, code: 'SlowDown'}, 'THROTTLED', 'too often'],
  ['GetObject', {status: 404, code: 'NoSuchKey'}, 'UNEXPECTED_REPLY', 'NoSuchKey'],
])('%s refused with %o', async (operation, fault, code, words) => {
  put('alb/1', albLine())
  fake.faults.push({kind: 'error', operation, times: 9, status: 500, code: '', ...fault})
  const read = async () => readAccessLogs({paths: [], files: await files(), bots: botTokens})
  await expect(read()).rejects.toMatchObject({code, exitCode: 4, message: expect.stringContaining(words)})
})

test('no such bucket: its name, and where to look; nothing of the archive', async () => {
  await expect(list('s3://no-logs/alb')).rejects.toMatchObject({
    code: 'BUCKET_NOT_FOUND',
    message: 'there is no bucket no-logs',
    suggestions: ['see which buckets there are: aws s3 ls', 'correct no-logs in --path'],
  })
  await expect(list('s3://Not_A_Bucket/alb')).rejects.toMatchObject({code: 'LOG_LOCATION', exitCode: 64})
})

test('a large object is streamed: it is not held, packed or unpacked', async () => {
  const gzip = createGzip({level: 1})
  const chunks: Buffer[] = []
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk))
  const block = Array.from({length: 2000}, (_, i) => `${albLine({client: `192.0.2.9:${1024 + i}`})}\n`).join('')
  for (let i = 0; i < 60; i++) gzip.write(block)
  await new Promise<void>((resolve) => gzip.end(resolve))
  fake.objects.set('logs/alb/large.gz', Buffer.concat(chunks))
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers)
  }, 5)
  const before = process.memoryUsage().arrayBuffers
  const {counted} = await readAccessLogs({paths: [], files: await files(), bots: botTokens})
  clearInterval(watch)
  expect(counted.lineCount).toBe(120_000)
  // 70 MB of lines; a few chunks of 128 KiB are under way, and some wait for the collector.
  expect(most - before).toBeLessThan(40_000_000)
})
