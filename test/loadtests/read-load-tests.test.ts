import {copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, beforeEach, expect, test} from 'vitest'
import {readLoadTest} from '../../src/loadtests/read-load-tests.js'

const fixtures = new URL('../../fixtures/bright-friday/loadtests/', import.meta.url).pathname
const k6 = join(fixtures, 'checkout')
const autocannon = join(fixtures, 'web')
const root = mkdtempSync(join(tmpdir(), 'ecom-plan-loadtest-'))
afterAll(() => rmSync(root, {recursive: true}))
let folder = root
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'))
})
const read = (path: string) => readLoadTest({path, tier: 'checkout', unitCount: 8})

/** What the server under test counted itself, in the same seven runs of k6: requests, failures, 1/s, ms, ms. */
const serverSide = [
  {users: 1, requests: 283, failed: 0, rps: 47.179, meanMs: 19.483, p95Ms: 29.208},
  {users: 2, requests: 505, failed: 0, rps: 83.709, meanMs: 22.377, p95Ms: 33.127},
  {users: 4, requests: 979, failed: 0, rps: 163.013, meanMs: 23.511, p95Ms: 34.979},
  {users: 8, requests: 1659, failed: 0, rps: 275.394, meanMs: 27.657, p95Ms: 40.756},
  {users: 16, requests: 2416, failed: 0, rps: 400.484, meanMs: 38.248, p95Ms: 56.274},
  {users: 32, requests: 2904, failed: 0, rps: 478.042, meanMs: 65.303, p95Ms: 95.8},
  {users: 64, requests: 2690, failed: 45, rps: 432.212, meanMs: 142.913, p95Ms: 214.355},
]

test('k6 steps agree with what the server counted: requests and failures exactly, rates within 1 %, times within 2.5 ms', async () => {
  const {steps, tool, warnings, testedAt} = await read(k6)
  expect({tool, testedAt, length: steps.length}).toEqual({tool: 'k6', testedAt: null, length: 7})
  for (const [index, truth] of serverSide.entries()) {
    const step = steps[index]
    expect(step).toMatchObject({concurrencyCount: truth.users, requestCount: truth.requests, percentileRatio: 0.95})
    expect((step?.errorRatio ?? 0) * truth.requests).toBeCloseTo(truth.failed, 9)
    expect(Math.abs((step?.throughputRps ?? 0) / truth.rps - 1)).toBeLessThan(0.01)
    const [meanMs, p95Ms] = [(step?.meanResponseTimeS ?? 0) * 1000, (step?.tailResponseTimeS ?? 0) * 1000]
    expect(meanMs - truth.meanMs).toBeGreaterThan(0)
    expect(meanMs - truth.meanMs).toBeLessThan(2.5)
    expect(Math.abs(p95Ms - truth.p95Ms)).toBeLessThan(2.5)
  }
  expect(warnings).toEqual(['requests failed in 1 of 7 steps, most in checkout-c064.summary-export.json: 1.67 %'])
})

test('autocannon steps: by rising concurrency, the start of the first run, and the percentile that stands in', async () => {
  const {steps, tool, warnings, testedAt} = await read(autocannon)
  expect(tool).toBe('autocannon')
  expect(steps.map(({concurrencyCount}) => concurrencyCount)).toEqual([1, 2, 4, 8, 16, 32, 64])
  expect(steps.map(({throughputRps}) => throughputRps)).toEqual([73.17, 144.67, 291.34, 554.67, 998.34, 1622, 1682.67])
  expect(testedAt).toMatch(/^2026-11-23T/)
  expect(warnings).toEqual(['autocannon prints no 95th percentile: the 97.5th is used in its place, which is stricter'])
  expect(
    (await readLoadTest({path: autocannon, tier: 'web', unitCount: 4, testedAt: '2026-10-13T02:00:00Z'})).testedAt,
  ).toBe('2026-10-13T02:00:00Z')
})

test('a single file, gzip too, is a test of one step', async () => {
  const one = join(k6, 'checkout-c016.summary-export.json')
  writeFileSync(join(folder, 'packed.json'), gzipSync(readFileSync(one)))
  const packed = await read(join(folder, 'packed.json'))
  expect(packed.steps).toEqual([{...(await read(one)).steps[0], file: 'packed.json'}])
  expect(packed.warnings).toEqual(['1 step: six or more are needed to trust a fitted curve'])
})

test('think time is seen by Little’s law, and a repeated step is told', async () => {
  const summary = JSON.parse(readFileSync(join(k6, 'checkout-c016.summary-export.json'), 'utf8'))
  summary.metrics.vus = {value: 64, min: 64, max: 64}
  writeFileSync(join(folder, 'a.json'), JSON.stringify(summary))
  writeFileSync(join(folder, 'b.json'), JSON.stringify(summary))
  const {warnings, steps} = await read(folder)
  expect(steps.map(({file}) => file)).toEqual(['a.json', 'b.json'])
  expect(
    warnings.filter((text) => text.includes('throughput × mean response time is 15.8, concurrency 64')),
  ).toHaveLength(2)
  expect(warnings).toContain('concurrency 64 was tested more than once; every run counts')
})

test('hidden files and folders are passed over; two tools in one folder are an error', async () => {
  copyFileSync(join(k6, 'checkout-c016.summary-export.json'), join(folder, 'k.json'))
  mkdirSync(join(folder, 'older'))
  writeFileSync(join(folder, '.DS_Store'), 'x')
  expect((await read(folder)).steps).toHaveLength(1)
  copyFileSync(join(autocannon, 'mix-c016.json'), join(folder, 'z.json'))
  await expect(read(folder)).rejects.toMatchObject({
    code: 'LOAD_TEST_MIXED',
    exitCode: 3,
    message: `${folder} mixes results of k6 (k.json) and autocannon (z.json)`,
    place: {file: join(folder, 'z.json')},
  })
})

test('a file that is no result: what it seems to be, and how to make one', async () => {
  const page = join(folder, 'report.json')
  writeFileSync(page, '<html></html>')
  await expect(read(folder)).rejects.toMatchObject({
    code: 'LOAD_TEST_UNREADABLE',
    exitCode: 3,
    message: `${page} is no load-test result but an HTML page; formats other than k6 --summary-export and autocannon --json come with a later version`,
    place: {file: page},
    suggestions: [expect.stringContaining('k6 run'), expect.stringContaining('autocannon --json')],
  })
})

test('an empty folder, a missing one, a broken gzip file', async () => {
  await expect(read(folder)).rejects.toMatchObject({code: 'LOAD_TEST_UNREADABLE', exitCode: 3})
  await expect(read(join(folder, 'none'))).rejects.toMatchObject({code: 'FILE_MISSING', exitCode: 3})
  writeFileSync(join(folder, 'a.json'), gzipSync('{}').subarray(0, 12))
  await expect(read(folder)).rejects.toMatchObject({code: 'LOAD_TEST_UNREADABLE', exitCode: 3})
})
