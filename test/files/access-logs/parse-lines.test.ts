import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {parseAlbLine} from '../../../src/files/access-logs/parse-alb-line.js'
import {cloudFrontColumns, parseCloudFrontLine} from '../../../src/files/access-logs/parse-cloudfront-line.js'
import {parseCombinedLine} from '../../../src/files/access-logs/parse-combined-line.js'
import {routeOf} from '../../../src/files/access-logs/route-of.js'
import {
  albExamples,
  albLine,
  apacheExample,
  cloudFrontExamples,
  cloudFrontHeader,
  cloudFrontLine,
  nginxExample,
} from './sample-lines.js'
import '../../seed.js'

const atS = (iso: string) => Date.parse(iso) / 1000

describe('ALB', () => {
  const group = 'targetgroup/my-targets/73e2d6bc24d8a067'
  test.each<[keyof typeof albExamples, number, string]>([
    ['http', 200, 'GET http://www.example.com:80/'],
    ['https', 200, 'GET https://www.example.com:443/'],
    ['h2', 200, 'GET https://10.0.2.105:773/'],
    ['ws', 101, 'GET http://10.0.0.30:80/'],
    ['wss', 101, 'GET https://10.0.0.30:443/'],
    ['lambda', 200, 'GET http://www.example.com:80/'],
    ['lambdaFailed', 502, 'GET http://www.example.com:80/'],
  ])("AWS's example of %s", (name, status, request) => {
    const createdAt = name.startsWith('lambda') ? '2018-11-30T22:22:48Z' : '2018-07-02T22:22:48Z'
    const userAgent = name.startsWith('ws') ? '-' : 'curl/7.46.0'
    expect(parseAlbLine(albExamples[name])).toEqual({atS: atS(createdAt), group, request, status, userAgent})
  })

  test('a request counts when it came in; where the line does not say, when it was answered', () => {
    const came = {createdAt: '2026-11-27T04:59:59.999999Z', time: '2026-11-27T09:00:00.000000Z'}
    expect(parseAlbLine(albLine(came))?.atS).toBe(atS('2026-11-27T04:59:59Z'))
    expect(parseAlbLine(albLine({...came, createdAt: '-'}))?.atS).toBe(atS('2026-11-27T09:00:00Z'))
  })

  test.each<[string, Parameters<typeof albLine>[0], object]>([
    ['blanks in a user agent', {userAgent: 'Mozilla/5.0 (X11; Linux)'}, {userAgent: 'Mozilla/5.0 (X11; Linux)'}],
    ['escaped quotes in a user agent', {userAgent: 'a \\x22b\\x22 c'}, {userAgent: 'a \\x22b\\x22 c'}],
    ['no user agent', {userAgent: ''}, {userAgent: ''}],
    ['no target', {target: '-', group: '-', status: '301'}, {group: '-', status: 301}],
    ['no status', {status: '-'}, {status: 0}],
    ['gRPC', {type: 'grpcs'}, {request: 'GET https://shop.example:443/'}],
    ['an IPv6 client', {client: '2001:db8::5:52000'}, {status: 200, group: 'targetgroup/web/73e2d6bc24d8a067'}],
    ['bytes that were no HTTP', {request: '- - - ', status: '400'}, {request: '- - -', status: 400}],
    ['a query', {request: 'GET https://s:443/a?b=c d?e HTTP/1.1'}, {request: 'GET https://s:443/a'}],
    ['blanks in a URL', {request: 'GET https://s:443/a b HTTP/1.1'}, {request: 'GET https://s:443/a b'}],
    ['quotes in a URL', {request: 'GET https://s:443/"a" HTTP/1.1'}, {request: 'GET https://s:443/"a"'}],
    ['old lines', {tail: ''}, {status: 200}],
    ['fields that AWS may add', {tail: ' TID_1 "a" "b" "c" "new" 17'}, {status: 200}],
  ])('%s', (_, fields, expected) => {
    expect(parseAlbLine(albLine(fields))).toMatchObject(expected)
  })

  test.each([
    ['another type', albLine({type: 'quic'})],
    ['an impossible time', albLine({createdAt: '2026-02-29T05:00:00.000000Z'})],
    ['no time', albLine({createdAt: 'x'})],
    ['a CloudFront line', cloudFrontLine()],
    ['an nginx line', nginxExample],
    ['nothing', ''],
  ])('%s is malformed', (_, line) => {
    expect(parseAlbLine(line)).toBeUndefined()
  })

  test('a line that is cut before its 29th field is malformed, wherever it is cut', () => {
    const line = albLine({tail: ''})
    for (let length = 0; length < line.length; length++) {
      expect(parseAlbLine(line.slice(0, length)), `${length}`).toBeUndefined()
    }
    expect(parseAlbLine(line)).toBeDefined()
  })

  test('any text is a request or undefined, never a failure', () => {
    fc.assert(fc.property(fc.string({maxLength: 300}), (text) => parseAlbLine(text) === undefined))
    fc.assert(
      fc.property(fc.nat(900), fc.string({minLength: 1, maxLength: 8}), (cut, text) => {
        const line = albLine()
        const record = parseAlbLine(line.slice(0, cut) + text + line.slice(cut))
        expect(record === undefined || Number.isInteger(record.atS)).toBe(true)
      }),
    )
  })
})

describe('CloudFront', () => {
  const columns = cloudFrontColumns(cloudFrontHeader[1])
  if (columns === undefined) throw new Error('the header was not read')

  test("AWS's examples, by their beginning", () => {
    expect(cloudFrontExamples.map((line) => parseCloudFrontLine(line, columns))).toMatchObject([
      {
        atS: atS('2019-12-04T21:02:30Z'),
        group: 'd111111abcdef8.cloudfront.net',
        request: 'GET /index.html',
        status: 200,
      },
      {atS: atS('2019-12-04T21:02:31Z'), request: 'GET /index.html'},
      {atS: atS('2019-12-13T22:36:26Z'), group: 'www.example.com', request: 'GET /favicon.ico', status: 502},
      {atS: atS('2019-12-13T22:37:01Z'), userAgent: 'curl/7.55.1'},
    ])
  })

  test('columns are found by their names, in any order and number', () => {
    const few = cloudFrontColumns('#Fields: sc-status cs-uri-stem time date cs-method')
    expect(few && parseCloudFrontLine('404\t/x\t05:00:00\t2026-11-27\tHEAD', few)).toEqual({
      atS: atS('2026-11-27T05:00:00Z'),
      group: '-',
      request: 'HEAD /x',
      status: 404,
      userAgent: '',
    })
    expect(cloudFrontColumns('#Fields: date time cs-method cs-uri-stem')).toBeUndefined()
  })

  test.each([
    ['cut lines', cloudFrontLine().split('\t').slice(0, 8).join('\t')],
    ['no status', cloudFrontLine({status: '-'})],
    ['no time', cloudFrontLine({time: '-'})],
    ['blanks for tabs', cloudFrontLine().replaceAll('\t', ' ')],
  ])('%s are malformed', (_, line) => {
    expect(parseCloudFrontLine(line, columns)).toBeUndefined()
  })

  test('a viewer that left has status 0', () => {
    expect(parseCloudFrontLine(cloudFrontLine({status: '000'}), columns)).toMatchObject({status: 0})
  })
})

describe('combined and common', () => {
  test("nginx's and Apache's own examples", () => {
    expect(parseCombinedLine(nginxExample)).toEqual({
      atS: atS('2026-11-27T05:03:11Z'),
      group: '-',
      request: 'GET /product/4711',
      status: 200,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
    })
    expect(parseCombinedLine(apacheExample)).toMatchObject({
      atS: atS('2000-10-10T20:55:36Z'),
      request: 'GET /apache_pb.gif',
      userAgent: 'Mozilla/4.08 [en] (Win98; I ;Nav)',
    })
  })

  const line = (request: string, rest = '200 5 "-" "agent"', before = '192.0.2.7 - -') =>
    `${before} [27/Nov/2026:05:00:00 +0000] "${request}" ${rest}`
  test.each<[string, string, object]>([
    ['the common format', line('GET / HTTP/1.1', '200 5'), {userAgent: '', request: 'GET /'}],
    ['IPv6', line('GET / HTTP/1.1', undefined, '2001:db8::5 - -'), {status: 200}],
    [
      'a host and port in front',
      line('GET / HTTP/1.1', undefined, 'shop.example:443 192.0.2.7 - a user'),
      {status: 200},
    ],
    ["Apache's escaped quotes", line('GET /\\"a\\" HTTP/1.1', '200 5 "a\\"b" "c\\"d"'), {userAgent: 'c\\"d'}],
    ["nginx's escaped quotes", line('GET /\\x22a HTTP/1.1', '200 5 "-" "c\\x22d"'), {userAgent: 'c\\x22d'}],
    ['more fields', line('GET / HTTP/1.1', '200 5 "-" "agent" "192.0.2.1" 0.004'), {userAgent: 'agent'}],
    ['bytes that were no HTTP', line('\\x16\\x03\\x01', '400 0 "-" "-"'), {status: 400, request: '\\x16\\x03\\x01'}],
    ['an empty request', line('', '408 0 "-" "-"'), {status: 408, request: ''}],
    ['a query without version', line('GET /a?b', '200 5 "-" "agent"'), {request: 'GET /a'}],
  ])('%s', (_, text, expected) => {
    expect(parseCombinedLine(text)).toMatchObject(expected)
  })

  test.each([
    ['no date', '192.0.2.7 - - [yesterday] "GET / HTTP/1.1" 200 5'],
    ['no zone', '192.0.2.7 - - [27/Nov/2026:05:00:00      ] "GET / HTTP/1.1" 200 5'],
    ['no status', line('GET / HTTP/1.1', '- 5')],
    ['a request without end', '192.0.2.7 - - [27/Nov/2026:05:00:00 +0000] "GET / HTTP/1.1 200 5'],
    ['an ALB line', albLine()],
  ])('%s is malformed', (_, text) => {
    expect(parseCombinedLine(text)).toBeUndefined()
  })
})

describe('routes', () => {
  test.each([
    ['GET https://shop.example:443/product/4711', 'GET /product/:id'],
    ['GET /1/2/3', 'GET /:id/:id/:id'],
    ['GET /a/0f8fad5b-d9cb-469f-a165-70867728950e/b', 'GET /a/:id/b'],
    ['GET /aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/1', 'GET /aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/:id'],
    ['GET /deadbeefdeadbeef', 'GET /deadbeefdeadbeef'],
    ['GET /deadbeefdeadbee1', 'GET /:id'],
    ['GET /a1/v2/x.js', 'GET /a1/v2/x.js'],
    ['GET https://shop.example:443', '-'],
    ['- - -', '-'],
    ['', '-'],
    ['CONNECT shop.example:443', '-'],
  ])('%s is %s', (request, route) => {
    expect(routeOf(request)).toBe(route)
  })
})
