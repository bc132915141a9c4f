import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {gzipSync} from 'node:zlib'
import fc from 'fast-check'
import {afterAll, beforeEach, describe, expect, test} from 'vitest'
import {botTokens} from '../../../src/catalog/bot-tokens.js'
import {accessLogTraffic} from '../../../src/core/series/access-log-traffic.js'
import {accessLogTrafficSchema} from '../../../src/documents/access-log-traffic.js'
import {listLogFiles} from '../../../src/files/access-logs/list-log-files.js'
import {readAccessLogs} from '../../../src/files/access-logs/read-access-logs.js'
import {albLine, cloudFrontHeader, cloudFrontLine, nginxExample} from './sample-lines.js'
import '../../seed.js'

const home = mkdtempSync(join(tmpdir(), 'ecom-plan-logs-'))
let folder = ''
let count = 0
beforeEach(() => {
  folder = join(home, `${count++}`)
  mkdirSync(folder)
})
afterAll(() => rmSync(home, {recursive: true, force: true}))

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), {recursive: true})
  writeFileSync(path, content)
  return path
}

type More = Partial<Parameters<typeof readAccessLogs>[0]>

async function read(paths: string[], more: More = {}) {
  const {counted, warnings} = await readAccessLogs({paths, files: await listLogFiles(paths), bots: botTokens, ...more})
  const made = accessLogTraffic(counted)
  return {log: made.log, warnings: [...warnings, ...made.warnings]}
}

const at = (clock: string) => ({createdAt: `2026-11-27T${clock}.000000Z`})
const text = (...lines: string[]) => `${lines.join('\n')}\n`

test('requests per minute and second, target group and route, with bots and errors apart', async () => {
  const api = 'targetgroup/api/1'
  const path = put(
    'a.log',
    text(
      albLine(at('05:00:01')),
      albLine({...at('05:00:01'), userAgent: 'Googlebot/2.1'}),
      albLine({...at('05:00:59'), group: api, status: '502', request: 'POST https://s:443/cart/7 HTTP/2.0'}),
      albLine({...at('05:02:00'), group: '-', status: '301'}),
    ),
  )
  const {log, warnings} = await read([path])
  expect(warnings).toEqual([])
  expect(accessLogTrafficSchema.parse(log)).toEqual(log)
  const window = (values: number[], periodS = 60) => ({periodS, startAt: '2026-11-27T05:00:00Z', values})
  expect(log).toMatchObject({
    format: 'alb',
    fromAt: '2026-11-27T05:00:00Z',
    toAt: '2026-11-27T05:03:00Z',
    capturedAt: '2026-11-27T05:03:00Z',
    fileCount: 1,
    lineCount: 4,
    malformedCount: 0,
    firstMalformed: null,
    total: window([3, 0, 1]),
    bots: window([1, 0, 0]),
    busiestSecond: window([2, 0, 1]),
    byTargetGroup: [
      {name: 'targetgroup/web/73e2d6bc24d8a067', requestCount: 2, botCount: 1, errorCount: 0, total: window([2, 0, 0])},
      {name: '-', requestCount: 1, total: window([0, 0, 1])},
      {name: api, requestCount: 1, botCount: 0, errorCount: 1},
    ],
    byRoute: [
      {name: 'GET /', requestCount: 3, botCount: 1, total: window([3], 3600)},
      {name: 'POST /cart/:id', requestCount: 1, errorCount: 1},
    ],
  })
})

test('bots name themselves, in any case; a phone maker is none', async () => {
  const agents = [
    'Mozilla/5.0 (compatible; GoogleBOT)',
    'UptimeRobot/2.0',
    'k6/1.0',
    'CUBOT NOTE',
    'Cubot robot',
    '-',
    '',
  ]
  const path = put('a.log', text(...agents.map((userAgent) => albLine({userAgent}))))
  expect((await read([path])).log.byTargetGroup).toMatchObject([{requestCount: 7, botCount: 4}])
})

test('an hour without a line is a gap, shorter quiet is zero', async () => {
  const quiet = put('a.log', text(albLine(at('05:00:00')), albLine(at('06:00:00'))))
  expect((await read([quiet])).log.total.values.filter((value) => value === null)).toEqual([])
  const gap = put('b.log', text(albLine(at('05:00:00')), albLine(at('06:01:00')), albLine(at('08:00:00'))))
  const {log, warnings} = await read([gap])
  expect(log.total.values.slice(0, 2)).toEqual([1, null])
  expect(log.total.values.filter((value) => value === null)).toHaveLength(60 + 118)
  expect(log.byRoute[0]?.total.values).toEqual([1, 1, null, 1])
  expect(warnings).toEqual([
    expect.stringMatching(/no line between 2026-11-27T05:01:00Z and .* and 1 more such stretch:/),
  ])
})

describe('files', () => {
  test('the same lines packed, with CRLF, without a last line break and in folders of any depth', async () => {
    const lines = [albLine(at('05:00:00')), albLine(at('05:01:00'))]
    const plain = await read([put('plain/a.log', text(...lines))])
    const others = [
      put('gz/a.log.gz', gzipSync(text(...lines))),
      put('crlf/a', `${lines.join('\r\n')}\r\n`),
      put('end/a', lines.join('\n')),
      put('members/a.gz', Buffer.concat(lines.map((line) => gzipSync(`${line}\n`)))),
    ]
    for (const path of others) expect((await read([path])).log, path).toEqual(plain.log)
    put('deep/2026/11/27/a', `${lines[0]}\n`)
    put('deep/2026/11/28/b', `${lines[1]}\n`)
    expect((await read([join(folder, 'deep')])).log).toEqual({...plain.log, fileCount: 2})
  })

  test('the content of an earlier file is passed over, packed or not, and said', async () => {
    put('a.log', text(albLine()))
    put('b.log.gz', gzipSync(text(albLine())))
    const {log, warnings} = await read([folder])
    expect(log).toMatchObject({fileCount: 1, lineCount: 1})
    expect(warnings).toEqual([expect.stringMatching(/b\.log\.gz was passed over: it has the content of .*a\.log/)])
  })

  test('a copy that grew is counted and said', async () => {
    const long = Array.from({length: 200}, () => albLine())
    put('a.log', text(...long))
    put('b.log', text(...long, albLine()))
    const {log, warnings} = await read([folder])
    expect(log.lineCount).toBe(401)
    expect(warnings).toEqual([expect.stringContaining('begins as')])
  })

  test('what is no log is passed over in a folder, and refused where it was named', async () => {
    put('a.log', text(albLine()))
    const page = put('b.html', '<!doctype html><title>Access denied</title>')
    const {log, warnings} = await read([folder])
    expect(log.fileCount).toBe(1)
    expect(warnings).toEqual([expect.stringContaining('b.html was passed over: it seems to be a page or XML')])
    await expect(read([page])).rejects.toMatchObject({code: 'LOG_UNKNOWN', exitCode: 3})
  })

  test('a span: lines outside are passed over, files without any line of it do not count', async () => {
    put(
      'a.log',
      text(albLine(at('04:59:59')), albLine(at('05:00:00')), albLine(at('05:59:59')), albLine(at('06:00:00'))),
    )
    put('b.log', text(albLine(at('07:00:00'))))
    const [fromS, toS] = ['05', '06'].map((hour) => Date.parse(`2026-11-27T${hour}:00:00Z`) / 1000) as [number, number]
    expect((await read([folder], {span: {fromS, toS}})).log).toMatchObject({lineCount: 2, fileCount: 1})
    const later = {fromS: toS + 86_400, toS: toS + 90_000}
    await expect(read([folder], {span: later})).rejects.toMatchObject({
      code: 'DATA_EMPTY',
      message: expect.stringContaining('no line lies between --since and --until, 5 lie outside'),
    })
  })

  test('malformed lines are counted, the first with its place', async () => {
    const path = put('a.log', text(albLine(), 'garbage', '', albLine().slice(0, 300), albLine()))
    const {log, warnings} = await read([path])
    expect(log).toMatchObject({lineCount: 4, malformedCount: 2, firstMalformed: `${path}:2`})
    expect(warnings).toEqual([`2 of 4 lines are malformed and not counted, the first at ${path}:2`])
  })

  test('a line without end is malformed, and not held in memory', async () => {
    const path = put('a.log', `${albLine()}\n${'x'.repeat(3_000_000)}\n${albLine()}\n`)
    expect((await read([path])).log).toMatchObject({lineCount: 3, malformedCount: 1, firstMalformed: `${path}:2`})
  })

  test.each<[string, () => string, object]>([
    ['a missing file', () => join(folder, 'none.log'), {code: 'FILE_MISSING'}],
    [
      'an empty folder',
      () => folder,
      {code: 'DATA_EMPTY', message: expect.stringContaining('no line of an access log')},
    ],
    ['an empty file', () => put('a', ''), {code: 'LOG_UNKNOWN', message: expect.stringContaining('empty')}],
    ['one byte', () => put('a', 'x'), {code: 'LOG_UNKNOWN'}],
    ['JSON', () => put('a', '{"a": 1}'), {code: 'LOG_UNKNOWN', message: expect.stringContaining('JSON')}],
    ['Parquet', () => put('a', 'PAR1\0\0'), {code: 'LOG_UNKNOWN', message: expect.stringContaining('choose W3C')}],
    [
      'CSV',
      () => put('a', 'timestamp,requests\n2026-11-27T05:00:00Z,5\n'),
      {message: expect.stringContaining('kind: csv')},
    ],
    [
      "ELB's test file",
      () => put('ELBAccessLogTestFile', 'Enable AccessLog for ELB: shop at 2026-11-27T05:00:00Z'),
      {message: expect.stringContaining('test file that AWS leaves')},
    ],
    ['gzip cut off', () => put('a.gz', gzipSync(text(albLine(), albLine())).subarray(0, 150)), {code: 'LOG_CUT'}],
    ['gzip broken', () => put('a.gz', Buffer.from('1f8b08000000000000030bad', 'hex')), {code: 'LOG_CUT'}],
    [
      'a year too far',
      () => put('a', text(albLine(), albLine({createdAt: '2016-01-01T00:00:00.0Z'}))),
      {code: 'LOG_SPAN'},
    ],
    ['a quiet CloudFront hour', () => put('a', text(...cloudFrontHeader)), {code: 'DATA_EMPTY'}],
  ])('%s', async (_, make, expected) => {
    const failure = await read([make()]).catch((error: unknown) => error)
    expect(failure).toMatchObject({
      name: 'PlanError',
      exitCode: 3,
      ...only(expected),
    })
  })

  /** One or more suggestions are asked for; how many is not. */
  const only = (expected: object) => ({...expected, suggestions: expect.arrayContaining([expect.stringMatching(/\w/)])})

  test('a gzip file that is cut off late is refused too: half a day would read as a quiet one', async () => {
    const packed = gzipSync(text(...Array.from({length: 3000}, (_, i) => albLine({client: `192.0.2.1:${i}`}))))
    await expect(read([put('a.gz', packed.subarray(0, packed.length - 20))])).rejects.toMatchObject({code: 'LOG_CUT'})
  })

  test('two kinds of log in one read, and another kind than was asked for', async () => {
    put('a.log', text(albLine()))
    const cdn = put('b.log', text(...cloudFrontHeader, cloudFrontLine()))
    await expect(read([folder])).rejects.toMatchObject({
      code: 'LOG_MIXED',
      message: expect.stringMatching(/b\.log is a CloudFront log and .*a\.log an ALB log: together/),
    })
    await expect(read([cdn], {format: 'alb'})).rejects.toMatchObject({
      code: 'LOG_MIXED',
      suggestions: [`ecom-plan pull --source cloudfront-log --path ${cdn}`],
    })
  })

  test('nginx and CloudFront are told by their lines, whatever the name', async () => {
    expect((await read([put('x.alb', text(nginxExample))])).log.format).toBe('combined')
    const cdn = put('y', gzipSync(text(...cloudFrontHeader, cloudFrontLine({time: '05:00:09'}))))
    expect((await read([cdn])).log).toMatchObject({format: 'cloudfront', byTargetGroup: [{name: 'shop.example'}]})
  })
})

const anyLine = fc
  .record({
    minute: fc.nat(59),
    request: fc.constantFrom('GET https://s:443/ HTTP/1.1', 'GET https://s:443/p/9 HTTP/1.1', '- - - '),
    group: fc.constantFrom('-', 'targetgroup/web/1', 'targetgroup/api/1'),
    userAgent: fc.constantFrom('-', 'Googlebot', 'Mozilla/5.0'),
    status: fc.constantFrom('200', '503'),
    port: fc.integer({min: 1024, max: 65_535}),
  })
  .map(({minute, port, ...fields}) =>
    albLine({...fields, ...at(`05:${String(minute).padStart(2, '0')}:00`), client: `192.0.2.9:${port}`}),
  )
const anyLines = fc.array(anyLine, {minLength: 1, maxLength: 40})
const logOf = async (name: string, lines: readonly string[]) => (await read([put(name, text(...lines))])).log
const few = {numRuns: process.env['ECOM_PLAN_DEEP'] === '1' ? 200 : 30}

test('the order of lines does not matter, and packing does not', async () => {
  await fc.assert(
    fc.asyncProperty(anyLines, async (lines) => {
      const log = await logOf('a', lines)
      expect(await logOf('b', [...lines].reverse())).toEqual(log)
      expect((await read([put('c', gzipSync(text(...lines)))])).log).toEqual(log)
    }),
    few,
  )
})

test('two files together are the sum of both, in each minute, group and route', async () => {
  await fc.assert(
    fc.asyncProperty(anyLines, anyLines, async (a, b) => {
      const [first, second, both] = [await logOf('a', a), await logOf('b', b), await logOf('c', [...a, ...b])]
      const sumOf = (pick: (log: typeof both) => number) => expect(pick(both)).toBe(pick(first) + pick(second))
      const minute = (log: typeof both, at: number) => {
        const i = (at - Date.parse(log.fromAt)) / 60_000
        return (log.total.values[i] ?? 0) + 1000 * (log.bots.values[i] ?? 0)
      }
      sumOf((log) => log.lineCount)
      for (let i = 0; i < 60; i++) sumOf((log) => minute(log, Date.parse('2026-11-27T05:00:00Z') + i * 60_000))
      for (const key of ['byTargetGroup', 'byRoute'] as const) {
        for (const {name} of both[key]) {
          sumOf((log) => log[key].find((share) => share.name === name)?.requestCount ?? 0)
          sumOf((log) => log[key].find((share) => share.name === name)?.errorCount ?? 0)
        }
      }
    }),
    few,
  )
})
