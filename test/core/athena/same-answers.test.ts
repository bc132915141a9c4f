import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {gzipSync} from 'node:zlib'
import fc from 'fast-check'
import {afterAll, expect, test} from 'vitest'
import {botTokens} from '../../../src/catalog/bot-tokens.js'
import {countQuery} from '../../../src/core/athena/count-query.js'
import {createTable} from '../../../src/core/athena/create-table.js'
import {type AthenaFormat, logLocation} from '../../../src/core/athena/log-location.js'
import {readResult} from '../../../src/core/athena/read-result.js'
import {accessLogTraffic} from '../../../src/core/series/access-log-traffic.js'
import type {AccessLogTraffic} from '../../../src/documents/access-log-traffic.js'
import {listLogFiles} from '../../../src/files/access-logs/list-log-files.js'
import {readAccessLogs} from '../../../src/files/access-logs/read-access-logs.js'
import {albExamples, albLine, cloudFrontHeader, cloudFrontLine} from '../../files/access-logs/sample-lines.js'
import {runInSqlite, type TableFile} from './sqlite-athena.js'
import '../../seed.js'

/**
 * The contract between our reader and our SQL: over the same files both give the same document. It fails when either
 * changes alone. The SQL runs in SQLite, as its text is.
 */
const home = mkdtempSync(join(tmpdir(), 'ecom-plan-same-'))
let count = 0
afterAll(() => rmSync(home, {recursive: true, force: true}))

const dayS = Date.parse('2026-11-27T00:00:00Z') / 1000
const span = {fromS: dayS, toS: dayS + 86_400}

async function locally(files: readonly TableFile[]): Promise<AccessLogTraffic> {
  const folder = join(home, `${count++}`)
  for (const {path, text} of files) {
    const file = join(folder, path)
    mkdirSync(dirname(file), {recursive: true})
    writeFileSync(file, gzipSync(text))
  }
  const {counted} = await readAccessLogs({
    paths: [folder],
    files: await listLogFiles([folder]),
    bots: botTokens,
    span,
  })
  const {log} = accessLogTraffic(counted)
  rmSync(folder, {recursive: true})
  // Athena knows the file of a malformed line, and not the line.
  return {...log, firstMalformed: log.firstMalformed?.replace(`${folder}/`, '').replace(/:\d+$/, '') ?? null}
}

function inSql(format: AthenaFormat, files: readonly TableFile[], path = 's3://shop-logs'): AccessLogTraffic {
  const location = logLocation({format, path, account: '123456789012', region: 'us-east-1'})
  const table = createTable({format, location})
  const countSql = countQuery({format, location, table: table.name, span, bots: botTokens})
  const counted = readResult({rows: runInSqlite({createSql: table.sql, countSql, files}), place: 'result'})
  if (counted === null) throw new Error('the query met no request')
  return accessLogTraffic(counted).log
}

const albFile = (lines: readonly string[], name = 'a.log', day = '2026/11/27') => ({
  path: `AWSLogs/123456789012/elasticloadbalancing/us-east-1/${day}/${name}`,
  text: `${lines.join('\n')}\n`,
})
const at = (clock: string) => ({time: `2026-11-27T${clock}.900000Z`, createdAt: `2026-11-27T${clock}.100000Z`})

const traps = [
  albLine(),
  albLine({...at('05:00:59'), userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'}),
  albLine({...at('05:01:00'), userAgent: 'Mozilla/5.0 (Linux; Android 9; CUBOT X19) Chrome/120'}),
  albLine({...at('05:01:01'), userAgent: '-'}),
  albLine({...at('05:01:01'), userAgent: ''}),
  albLine({...at('05:01:02'), userAgent: 'a \\x22quoted\\x22 agent of CURL/8'}),
  albLine({...at('05:01:02'), status: '503'}),
  albLine({...at('05:01:02'), status: '-', target: '-', group: '-'}),
  albLine({...at('05:01:03'), status: '301', target: '-', group: '-', request: 'GET http://shop.example:80/ HTTP/1.1'}),
  albLine({...at('05:01:03'), request: 'GET https://shop.example:443/product/4711?a=/b?c=d HTTP/1.1'}),
  albLine({...at('05:01:03'), request: 'GET https://shop.example:443/search?q=red shoes HTTP/1.1'}),
  albLine({...at('05:01:03'), request: 'GET https://shop.example:443/a b/7 HTTP/1.1'}),
  albLine({...at('05:01:03'), request: 'GET https://shop.example:443/say/"hello" HTTP/1.1'}),
  albLine({
    ...at('05:01:04'),
    request: 'POST https://shop.example:443/1/2/0f8fad5b-d9cb-469f-a165-70867728950e/x HTTP/2.0',
  }),
  albLine({
    ...at('05:01:04'),
    request: 'POST https://shop.example:443/cart/deadbeefdeadbeef/deadbeefdeadbee1 HTTP/2.0',
  }),
  albLine({...at('05:01:04'), request: 'GET https://shop.example:443/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/1 HTTP/2.0'}),
  albLine({...at('05:01:05'), request: `GET https://shop.example:443/${'long/'.repeat(60)} HTTP/2.0`}),
  albLine({...at('05:01:05'), request: 'CONNECT https://shop.example:443 HTTP/1.1'}),
  albLine({...at('05:01:05'), request: 'GET https://[2001:db8::1]:443/v6 HTTP/1.1', client: '2001:db8::5:52000'}),
  albLine({...at('05:01:05'), request: '- - - ', status: '400', target: '-', group: '-', userAgent: '-'}),
  albLine({...at('05:01:05'), request: '- http://10.0.0.9:80- - ', status: '400', target: '-', group: '-'}),
  albLine({...at('05:01:06'), type: 'h2', tail: ''}),
  albLine({...at('05:01:06'), type: 'grpcs', tail: ' TID_1234abcd5678ef90'}),
  albLine({...at('05:01:06'), type: 'wss', tail: ' TID_1234abcd5678ef90 "m.example" "-" "TransformSuccess" "new" 17'}),
  albLine({...at('05:01:07'), type: 'quic'}),
  albLine({time: '2026-11-27T05:01:08.000000Z', createdAt: '-'}),
  albLine({time: '2026-11-27T09:00:00.000000Z', createdAt: '2026-11-27T05:01:09.999999Z'}),
  albLine({...at('25:01:08')}),
  albLine({...at('05:01:09')}).slice(0, 400),
  'not a line of a log',
  albExamples.https,
]

test('an ALB: every trap is counted alike', async () => {
  const files = [
    albFile(traps, 'a.log'),
    albFile(
      [albLine({...at('23:59:59')}), 'cut off li', albLine({createdAt: '2026-11-28T00:00:00.000000Z'})],
      'b.log',
      '2026/11/28',
    ),
    albFile([albLine({createdAt: '2026-11-26T23:59:59.999999Z'})], 'before.log'),
    albFile([albLine({...at('05:00:00')})], 'c.log', '2026/11/28'),
  ]
  const local = await locally(files)
  expect(inSql('alb', files)).toEqual(local)
  expect(local).toMatchObject({fileCount: 3, malformedCount: 5})
  expect(local.byRoute.map(({name}) => name)).toContain('POST /:id/:id/:id/x')
})

test('CloudFront: every trap is counted alike, in folders by day and without', async () => {
  const lines = [
    cloudFrontLine(),
    cloudFrontLine({takenS: '0.000'}),
    cloudFrontLine({takenS: '61.500', path: '/video/4711'}),
    cloudFrontLine({takenS: '1.000'}),
    cloudFrontLine({takenS: '-'}),
    cloudFrontLine({status: '000'}),
    cloudFrontLine({status: '502', host: 'api.shop.example', time: '06:30:00'}),
    cloudFrontLine({status: '-'}),
    cloudFrontLine({time: '24:00:00'}),
    cloudFrontLine({userAgent: 'python-requests/2.32', path: '/a%20b/9'}),
    cloudFrontLine().split('\t').slice(0, 7).join('\t'),
    '2026-11-27 05:00:00 not tabs',
  ]
  const file = (name: string, own: readonly string[]) => ({
    path: `cdn/2026/11/27/${name}`,
    text: `${[...cloudFrontHeader, ...own].join('\n')}\n`,
  })
  const files = [file('a.gz', lines), file('b.gz', [cloudFrontLine({path: '/other'})]), file('quiet.gz', [])]
  const local = await locally(files)
  expect(inSql('cloudfront', files, 's3://shop-logs/cdn/{yyyy}/{MM}/{dd}')).toEqual(local)
  expect(inSql('cloudfront', files, 's3://shop-logs/cdn')).toEqual(local)
  expect(local).toMatchObject({fileCount: 2, malformedCount: 4})
})

test('beyond 200 routes the rest is other, for both', async () => {
  const lines = Array.from({length: 500}, (_, i) =>
    albLine({...at(`0${i % 9}:01:0${i % 7}`), request: `GET https://shop.example:443/p${i % 260}x HTTP/1.1`}),
  )
  const files = [albFile(lines)]
  const local = await locally(files)
  expect(inSql('alb', files)).toEqual(local)
  expect(local.byRoute).toHaveLength(201)
  expect(local.byRoute.at(-1)).toMatchObject({name: 'other'})
})

const two = (value: number) => String(value).padStart(2, '0')
const segment = fc.oneof(
  fc.constantFrom('product', 'cart', 'a-b', 'x.js', ''),
  fc.nat().map(String),
  fc.uuid(),
  fc.string({unit: fc.constantFrom(...'0123456789abcdefABCDEF-'), minLength: 1, maxLength: 40}),
)
const anyLine = fc
  .record({
    second: fc.integer({min: 0, max: 86_399}),
    tookS: fc.integer({min: 0, max: 4000}),
    verb: fc.constantFrom('GET', 'POST', 'OPTIONS'),
    host: fc.constantFrom('https://shop.example:443', 'http://10.0.0.1:80', ''),
    path: fc.array(segment, {maxLength: 6}),
    query: fc.constantFrom('', '?', '?a=1', '?u=https://x/9?y'),
    status: fc.constantFrom('200', '302', '499', '500', '503', '-'),
    group: fc.constantFrom('-', 'targetgroup/web/73e2', 'targetgroup/api/99aa'),
    userAgent: fc.constantFrom('-', 'Mozilla/5.0 Chrome/141.0', 'UptimeRobot/2.0', 'okhttp/4', 'Mozilla (CUBOT) robot'),
    cutAt: fc.option(fc.integer({min: 0, max: 700}), {freq: 12}),
  })
  .map(({second, tookS, verb, host, path, query, cutAt, ...fields}) => {
    const iso = (atS: number) => new Date((dayS + atS) * 1000).toISOString().replace('Z', `${two(second % 60)}1Z`)
    const request = `${verb} ${host}/${path.join('/')}${query} HTTP/1.1`
    const line = albLine({...fields, request, createdAt: iso(second), time: iso(second + tookS)})
    return cutAt === null ? line : line.slice(0, cutAt)
  })

test('whatever the lines, both give the same document', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(anyLine, {maxLength: 40}), {minLength: 1, maxLength: 3}), async (lists) => {
      // A file that begins with no readable line is no log for our reader, and malformed lines for Athena.
      const files = lists.map((lines, i) =>
        albFile([albLine({...at(`12:00:0${i}`)}), ...lines.filter((line) => line !== '')], `${i}.log`),
      )
      expect(inSql('alb', files)).toEqual(await locally(files))
    }),
    {numRuns: process.env['ECOM_PLAN_DEEP'] === '1' ? 200 : 60},
  )
})
