import {appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {gzipSync, zstdCompressSync} from 'node:zlib'
import {afterAll, beforeEach, expect, test} from 'vitest'
import {PlanError} from '../../src/errors.js'
import {readSources} from '../../src/loadtests/read-sources.js'
import {unpacked} from '../../src/loadtests/unpacked.js'

const fixtures = new URL('../../fixtures/loadtests/', import.meta.url).pathname
const root = mkdtempSync(join(tmpdir(), 'ecom-plan-sources-'))
afterAll(() => rmSync(root, {recursive: true}))
let folder = root
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'))
})
const at = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const read = (...paths: string[]) => readSources({paths})
const failureOf = async (...paths: string[]): Promise<PlanError> => {
  const error = await read(...paths).then(
    () => null,
    (cause: unknown) => cause,
  )
  if (error instanceof PlanError) return error
  throw new Error(`expected a PlanError, got ${String(error)}`)
}

const head = 'timeStamp,elapsed,label,responseCode,threadName,success,bytes,grpThreads,allThreads,Latency\n'
const startMs = 1_760_000_000_000
/** Rows of 10 users, 100 a second, from a second on. */
const rows = (fromS: number, seconds: number, generator = 'g') =>
  Array.from({length: seconds * 100}, (_, i) => {
    const time = startMs + fromS * 1000 + i * 10
    return `${time},${90 + (i % 20)},home,200,${generator} 1-${i % 10},true,10,10,10,5\n`
  }).join('')
const wrk = (connections: number, requests: number) => `Running 8s test @ http://shop/
  1 threads and ${connections} connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    20.00ms    5.00ms  40.00ms   75.00%
    Req/Sec    50.00     10.00    60.00     75.00%
  Latency Distribution
     50%   20.00ms
     99%   40.00ms
  ${requests} requests in 8.00s, 1.00MB read
Requests/sec:     ${(requests / 8).toFixed(2)}
Transfer/sec:    125.00KB
`

test('plain, gzip, zstd and stdin are one and the same', async () => {
  const text = head + rows(0, 3)
  const plain = await read(at('a.jtl', text))
  for (const found of [
    await read(at('a.jtl.gz', gzipSync(text))),
    await read(at('a.anything', zstdCompressSync(text))),
    await readSources({paths: ['-'], stdin: Readable.from([Buffer.from(text)])}),
    await readSources({paths: ['-'], stdin: Readable.from([gzipSync(text)])}),
  ]) {
    expect(found.record?.windows).toEqual(plain.record?.windows)
    expect(found.tool).toBe('jmeter')
  }
  expect(plain.record?.windows.map(({requestCount}) => requestCount)).toEqual([100, 100, 100])
})

test('a summary on stdin', async () => {
  const text = readFileSync(join(fixtures, 'vegeta/checkout-r100.report.json'))
  const found = await readSources({paths: ['-'], stdin: Readable.from([text.subarray(0, 100), text.subarray(100)])})
  expect(found).toMatchObject({tool: 'vegeta', printed: [{file: 'stdin', steps: [{all: {requestCount: 600}}]}]})
})

test('UTF-16 is read as UTF-8 is', async () => {
  const text = head + rows(0, 2)
  const plain = await read(at('plain.csv', text))
  const wide = await read(at('wide.csv', Buffer.from(`\uFEFF${text}`, 'utf16le')))
  expect(wide.record?.windows).toEqual(plain.record?.windows)
})

test('files that overlap in time are generators of one test: their users and requests add up', async () => {
  const found = await read(at('a.jtl', head + rows(0, 4)), at('b.jtl', head + rows(0, 4, 'h')))
  expect(found.record?.windows.map(({requestCount, userCount}) => [requestCount, userCount])).toEqual(
    Array.from({length: 4}, () => [200, 20]),
  )
  expect(found.sources.map(({name, byteCount}) => [name, byteCount > 0])).toEqual([
    ['a.jtl', true],
    ['b.jtl', true],
  ])
})

test('the same bytes given twice are an error: they would count twice', async () => {
  const error = await failureOf(at('a.jtl', head + rows(0, 2)), at('b.jtl', head + rows(0, 2)))
  expect(error).toMatchObject({code: 'LOAD_TEST_UNREADABLE', message: expect.stringContaining('same bytes as a.jtl')})
})

test('a folder: hidden files and folders are passed over, what is no result is told, formats do not mix', async () => {
  copyFileSync(join(fixtures, 'ab/checkout-c001.txt'), join(folder, 'c001.txt'))
  copyFileSync(join(fixtures, 'ab/checkout-c002.txt'), join(folder, 'c002.txt'))
  copyFileSync(join(fixtures, 'ab/checkout-c001.gnuplot.tsv'), join(folder, 'c001.tsv'))
  at('notes.md', 'what we did\n')
  at('.hidden', 'x')
  mkdirSync(join(folder, 'inside'))
  const found = await read(folder)
  expect(found.printed.map(({file}) => file)).toEqual(['c001.txt', 'c002.txt'])
  expect(found.flags.map(({code}) => code)).toEqual(['formats-passed-over', 'no-result'])
})

test('two tools in one folder, and two formats that are both named, are errors', async () => {
  copyFileSync(join(fixtures, 'ab/checkout-c001.txt'), join(folder, 'a.txt'))
  copyFileSync(join(fixtures, 'wrk/checkout-c001.txt'), join(folder, 'b.txt'))
  expect(await failureOf(folder)).toMatchObject({code: 'LOAD_TEST_MIXED', place: {file: join(folder, 'b.txt')}})
  const both = [join(fixtures, 'ab/checkout-c001.txt'), join(fixtures, 'ab/checkout-c001.gnuplot.tsv')]
  expect(await failureOf(...both)).toMatchObject({
    code: 'LOAD_TEST_MIXED',
    message: expect.stringContaining('would count twice'),
  })
})

test.each([
  ['empty', '', /is no load-test result but an empty file/],
  ['page.html', '<html></html>', /but an HTML page/],
  ['nul', 'ab\0\0\0\0', /but a binary file of no known kind/],
  ['cut.json', '{"metrics": {"http_reqs": {"count"', /but JSON that is broken or cut off/],
  ['head.csv', head, /./],
])('%s is an error that says what it is', async (name, content, message) => {
  const error = await failureOf(at(name, content))
  expect(error.code).toBe('LOAD_TEST_UNREADABLE')
  expect(error.message).toMatch(message)
  expect(error.suggestions.length).toBeGreaterThan(0)
})

test('what is not there, an empty folder, and Locust failures alone', async () => {
  expect(await failureOf(join(folder, 'none'))).toMatchObject({code: 'FILE_MISSING'})
  expect((await failureOf(folder)).message).toMatch(/empty folder/)
  expect((await failureOf(join(fixtures, 'locust/step_failures.csv'))).message).toMatch(/holds no step/)
})

test('a last line that is cut off and packed data that is cut off keep what is before, and say so', async () => {
  const text = head + rows(0, 3)
  const cut = await read(at('cut.jtl', text.slice(0, -30)))
  expect(cut.record?.windows.reduce((sum, {requestCount}) => sum + requestCount, 0)).toBe(299)
  expect(cut.flags.map(({code}) => code)).toContain('cut-off')
  const packed = gzipSync(head + rows(0, 60))
  const half = await read(at('half.gz', packed.subarray(0, Math.floor(packed.length / 2))))
  expect(half.record?.windows.length).toBeGreaterThan(10)
  expect(half.flags.map(({code}) => code)).toContain('cut-off')
  const zstd = zstdCompressSync(head + rows(0, 60))
  const halfZstd = await read(at('half.zst', zstd.subarray(0, Math.floor(zstd.length / 2)))).catch((error) => error)
  expect(halfZstd instanceof PlanError || halfZstd.flags.length > 0).toBe(true)
})

test('broken packed data is an error', async () => {
  const packed = gzipSync(head + rows(0, 20))
  packed.fill(0xaa, 40, 400)
  expect(await failureOf(at('broken.gz', packed))).toMatchObject({
    code: 'LOAD_TEST_UNREADABLE',
    message: expect.stringContaining('broken gzip data'),
  })
})

test('a bomb is stopped by its ratio, and by its size', async () => {
  async function* packed() {
    yield gzipSync(Buffer.alloc(8 << 20))
  }
  const run = async (limits: {mostBytes: number; mostRatio: number; ratioFromBytes: number}) => {
    let count = 0
    for await (const chunk of unpacked({chunks: packed(), packing: 'gzip', file: 'x', onCut: () => {}, limits})) {
      count += chunk.length
    }
    return count
  }
  expect(await run({mostBytes: 1e9, mostRatio: 2000, ratioFromBytes: 1 << 20})).toBe(8 << 20)
  await expect(run({mostBytes: 1e9, mostRatio: 500, ratioFromBytes: 1 << 20})).rejects.toThrow(/times its size/)
  await expect(run({mostBytes: 4 << 20, mostRatio: 2000, ratioFromBytes: 1 << 20})).rejects.toThrow(/more than/)
  const bomb = gzipSync(Buffer.concat([Buffer.from(head), Buffer.alloc(48 << 20, 0x30)]))
  expect((await failureOf(at('bomb.gz', bomb))).code).toBe('LOAD_TEST_UNREADABLE')
})

test('a file that grows is read as far as it was, and told', async () => {
  const path = at('growing.jtl', head + rows(0, 300))
  const reading = read(path)
  appendFileSync(path, rows(300, 300))
  const found = await reading
  const requestCount = found.record?.windows.reduce((sum, window) => sum + window.requestCount, 0) ?? 0
  // Detection opens it first, so it may have grown before or after it was opened for good; never in between.
  expect([30_000, 60_000]).toContain(requestCount)
})

test('a line of 100 MB is refused and not held in memory', async () => {
  async function* endless() {
    yield Buffer.from(`${head}${startMs},10,"`)
    const chunk = Buffer.alloc(1 << 20, 0x61)
    for (let i = 0; i < 100; i++) yield chunk
  }
  const found = await readSources({paths: ['-'], stdin: Readable.from(endless())}).catch((error: unknown) => error)
  expect(found).toMatchObject({code: 'LOAD_TEST_UNREADABLE'})
})

const fileCount = process.env['ECOM_PLAN_DEEP'] === '1' ? 10_000 : 1500
test('a folder of 10,000 files is read, file by file', async () => {
  for (let i = 0; i < fileCount; i++) at(`step-${i}.txt`, wrk(1 + (i % 64), 400 + i))
  const found = await read(folder)
  expect(found.printed).toHaveLength(fileCount)
}, 240_000)
