import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {parse, stringify} from 'yaml'
import {writeAccessLog} from '../../src/archive/access-logs.js'
import type {AccessLogTraffic} from '../../src/documents/access-log-traffic.js'
import {snapshotSchema} from '../../src/documents/snapshot.js'
import {readDocument} from '../../src/files/read-document.js'
import {readTrafficCsv} from '../../src/files/read-traffic-csv.js'
import {folderStore} from '../../src/store/folder-store.js'
import {type FakeEstate, makeEstate} from '../aws-fake/estate.js'
import {type FakeS3, startFakeS3} from '../aws-fake/s3.js'
import {type FakeAws, startFakeAws} from '../aws-fake/server.js'
import {runInSqlite, type TableFile} from '../core/athena/sqlite-athena.js'
import {deepTest} from '../deep.js'
import {exampleFolder} from '../example-run.js'
import {albLine, cloudFrontHeader, cloudFrontLine, nginxExample} from '../files/access-logs/sample-lines.js'
import {runCli} from './run-cli.js'

const example = exampleFolder('bright-friday')
const home = mkdtempSync(join(tmpdir(), 'ecom-plan-pull-logs-'))
let aws: FakeAws
let s3: FakeS3
let estate: FakeEstate
let folder = ''
let count = 0

beforeAll(async () => {
  const snapshot = await readDocument({path: join(example, 'estate.json'), schema: snapshotSchema})
  estate = makeEstate({snapshot, pageSize: 500})
  aws = await startFakeAws({estate})
  s3 = await startFakeS3({buckets: ['shop-logs'], pageSize: 2})
})
afterAll(async () => {
  await aws.close()
  await s3.close()
  rmSync(home, {recursive: true, force: true})
})

/** A fresh shop with three files of logs in the layout of an ALB. */
beforeEach(() => {
  folder = join(home, `shop-${count++}`)
  cpSync(example, folder, {recursive: true})
  for (const {path, text} of files) {
    const file = join(folder, path)
    mkdirSync(dirname(file), {recursive: true})
    writeFileSync(file, gzipSync(text))
    s3.objects.set(`shop-logs/${path}`, gzipSync(text))
  }
  s3.faults.length = 0
  aws.faults.length = 0
})

const at = (clock: string, day = '27') => ({createdAt: `2026-11-${day}T${clock}.000000Z`})
const logFile = (day: string, name: string, lines: string[]): TableFile => ({
  path: `alb/AWSLogs/123456789012/elasticloadbalancing/us-east-1/2026/11/${day}/${name}`,
  text: `${lines.join('\n')}\n`,
})
const files = [
  logFile('27', 'a.log.gz', [
    albLine(at('05:00:00')),
    albLine({...at('05:00:00'), userAgent: 'Googlebot/2.1'}),
    albLine({...at('05:01:30'), group: 'targetgroup/api/9', request: 'POST https://s:443/cart/77 HTTP/2.0'}),
    'not a line',
  ]),
  logFile('27', 'b.log.gz', [albLine({...at('05:02:00'), status: '503'}), albLine({...at('05:03:00'), group: '-'})]),
  logFile('28', 'c.log.gz', [albLine(at('23:59:58')), albLine(at('00:00:01', '28'))]),
]

const env = () => ({
  AWS_ENDPOINT_URL: aws.url,
  AWS_ENDPOINT_URL_S3: s3.url,
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
})

async function run(args: string[], expected = 0, cwd = folder) {
  const {code, stdout, stderr} = await runCli([...args, '--json'], {cwd, env: env()})
  expect({code, stderr, error: JSON.parse(stdout || '{}').error}).toMatchObject({code: expected, stderr: ''})
  return JSON.parse(stdout)
}

const document = (path: string): AccessLogTraffic => JSON.parse(readFileSync(path, 'utf8'))
const pullLogs = ['pull', '--source', 'alb-log']
const day = ['--since', '2026-11-27', '--until', '2026-11-28']

test('logs are counted into the archive once, and the screen says what was read', async () => {
  const {code, stdout, stderr} = await runCli([...pullLogs, '--path', 'alb'], {cwd: folder, env: {COLUMNS: '100'}})
  expect(code).toBe(0)
  expect(stderr).toContain('1 of 8 lines is malformed and not counted, the first at alb/AWSLogs/')
  expect(stdout).toContain('8 lines in 3 files, 1 malformed')
  expect(stdout).toMatch(/web +5/)
  expect(stdout).toMatch(/POST \/cart\/:id +1/)
  expect(stdout).toContain('- kind: access-log')
  expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([])
  const again = (await run([...pullLogs, '--path', 'alb'])).data
  expect(again).toMatchObject({isInArchive: true, isNew: false, engine: 'local', athena: null})
  expect(again.summary.total).toMatchObject({requestCount: 7, botCount: 1, errorCount: 1})
  expect(readdirSync(join(folder, '.ecom-plan/archive/logs'))).toHaveLength(1)
  expect(document(join(folder, again.file))).toMatchObject({format: 'alb', lineCount: 8, malformedCount: 1})
  expect((await run(['archive', 'verify'])).data.findings).toEqual([])
})

deepTest('-o needs no config, and S3 gives what the disk gives', async () => {
  const bare = join(home, `bare-${count++}`)
  mkdirSync(bare)
  const local = await run([...pullLogs, '--path', join(folder, 'alb'), '-o', 'local.json'], 0, bare)
  expect(local.data).toMatchObject({file: 'local.json', isInArchive: false})
  await run([...pullLogs, '--path', 's3://shop-logs/alb', '-o', join(bare, 's3.json')])
  const {firstMalformed, ...fromS3} = document(join(bare, 's3.json'))
  expect(document(join(bare, 'local.json'))).toMatchObject(fromS3)
  expect(firstMalformed).toBe(`s3://shop-logs/${files[0]?.path}:4`)
  expect((await run([...pullLogs, '--path', join(folder, 'alb')], 78, bare)).error.code).toBe('CONFIG_MISSING')
})

deepTest('a span reads no objects of other days', async () => {
  s3.calls.length = 0
  await run([...pullLogs, '--path', 's3://shop-logs/alb', '--since', '2026-11-28', '-o', 'x.json'])
  expect(s3.calls.filter(({operation}) => operation === 'GetObject').map(({key}) => key)).toEqual([files[2]?.path])
  s3.calls.length = 0
  const none = await run([...pullLogs, '--path', 's3://shop-logs/alb', '--since', '2026-11-30', '-o', 'x.json'], 3)
  expect(none.error.code).toBe('DATA_EMPTY')
  expect(s3.calls.map(({operation}) => operation)).not.toContain('GetObject')
})

describe('Athena', () => {
  const sqlOf = (table: string) =>
    [...estate.athena.queries.values()].map(({sql}) => sql).find((sql) => sql.includes(`EXISTS ${table} `)) ?? ''
  const inSqlite = (countSql: string) => {
    const table = /FROM (ecom_plan_\w+)/.exec(countSql)?.[1] ?? ''
    return runInSqlite({createSql: sqlOf(table), countSql, files})
  }
  beforeEach(() => {
    estate.athena.queries.clear()
    estate.athena.answer = (countSql) => ({rows: inSqlite(countSql), scannedByteCount: 3_000_000_000})
  })

  test('pull --engine athena makes the same document as the local reader, and says what it cost', async () => {
    await run([...pullLogs, '--path', 'alb', ...day, '-o', 'local.json'])
    const {data} = await run([
      ...pullLogs,
      '--engine',
      'athena',
      '--path',
      's3://shop-logs/alb',
      ...day,
      '-o',
      'a.json',
    ])
    const local = document(join(folder, 'local.json'))
    expect(document(join(folder, 'a.json'))).toEqual({...local, firstMalformed: files[0]?.path})
    expect(data.athena).toMatchObject({scannedByteCount: 3_000_000_000, queryId: expect.any(String)})
    expect(data.athena.aboutUsd).toBeCloseTo((3 / 1099.511627776) * 5, 6)
    const [create, query] = [...estate.athena.queries.values()]
    expect(create?.sql).toContain("LOCATION 's3://shop-logs/alb/AWSLogs/123456789012/elasticloadbalancing/us-east-1/'")
    expect(query?.sql).toContain("day BETWEEN '2026/11/27' AND '2026/11/28'")
  })

  deepTest('archive sql prints the very statements, and its result as CSV enters the same document', async () => {
    await run([...pullLogs, '--engine', 'athena', '--path', 's3://shop-logs/alb', ...day, '-o', 'a.json'])
    const sql = ['archive', 'sql', '--for', 'athena', '--path', 's3://shop-logs/alb', ...day]
    const {createSql, countSql} = (await run(sql)).data
    expect([...estate.athena.queries.values()].map((query) => query.sql)).toEqual([createSql, countSql])
    const {stdout} = await runCli(sql, {cwd: folder})
    expect(stdout.trim()).toBe(`${createSql};\n\n${countSql};`)
    const quoted = (cell: string | null) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`)
    const csv = inSqlite(countSql).map((cells) => cells.map(quoted).join(','))
    writeFileSync(join(folder, 'result.csv'), `${csv.join('\n')}\n`)
    await run([...pullLogs, '--path', 'result.csv', '-o', 'csv.json'])
    expect(document(join(folder, 'csv.json'))).toEqual(document(join(folder, 'a.json')))
  })

  deepTest('nothing in the stretch, and another account', async () => {
    const asked = [...pullLogs, '--engine', 'athena', '--path', 's3://shop-logs/alb', '-o', 'a.json']
    expect((await run([...asked, '--since', '2026-12-24', '--until', '2026-12-25'], 3)).error.code).toBe('DATA_EMPTY')
    writeFileSync(
      join(folder, 'ecom-plan.yaml'),
      readFileSync(join(folder, 'ecom-plan.yaml'), 'utf8').replace('123456789012', '999999999999'),
    )
    estate.athena.queries.clear()
    expect((await run([...asked, ...day], 4)).error.code).toBe('WRONG_ACCOUNT')
    expect(estate.athena.queries.size).toBe(0)
  })

  test('no output location: what to type', async () => {
    const {error} = await run(
      [...pullLogs, '--engine', 'athena', '--athena-workgroup', 'bare', '--path', 's3://shop-logs/alb', ...day],
      4,
    )
    expect(error).toMatchObject({
      code: 'ATHENA_OUTPUT_MISSING',
      hint: '--athena-output s3://YOUR-BUCKET/athena-results/',
    })
  })
})

describe('the way to the plan', () => {
  /** The one-minute traffic of the example as if it had been counted in CloudFront's logs. */
  async function asCounted(): Promise<AccessLogTraffic> {
    const {window, capturedAt} = await readTrafficCsv({
      path: join(folder, 'traffic/one-minute.csv.gz'),
      timeColumn: 'timestamp',
      valueColumn: 'requests',
      unit: 'count',
      timezone: 'UTC',
    })
    const bots = {...window, values: window.values.map((value) => (value === null ? null : Math.round(value * 0.3)))}
    const total = {
      ...window,
      values: window.values.map((value) => (value === null ? null : value + Math.round(value * 0.3))),
    }
    return {
      schema: 'ecom-plan.access-log-traffic/v1',
      format: 'cloudfront',
      capturedAt,
      fromAt: window.startAt,
      toAt: capturedAt,
      fileCount: 1,
      lineCount: 1,
      malformedCount: 0,
      firstMalformed: null,
      total,
      bots,
      busiestSecond: window,
      byTargetGroup: [{name: 'shop.example', requestCount: 1, botCount: 1, errorCount: 0, total, bots}],
      byRoute: [],
    }
  }
  function useSource(source: object) {
    const path = join(folder, 'ecom-plan.yaml')
    const config = parse(readFileSync(path, 'utf8'))
    const sources = config.demand.sources.filter(({path: csv = ''}) => csv.includes('hourly') || csv.includes('five'))
    writeFileSync(path, stringify({...config, demand: {...config.demand, sources: [...sources, source]}}))
  }
  const plan = async () => (await run(['forecast', '--offline'])).data.plan

  test('counted logs give the plan that the same counts as CSV give, from a file and from the archive', async () => {
    const fromCsv = await plan()
    const log = await asCounted()
    writeFileSync(join(folder, 'counted.json'), JSON.stringify(log))
    useSource({kind: 'access-log', path: 'counted.json', bots: 'excluded'})
    expect(await plan()).toEqual(fromCsv)
    useSource({kind: 'access-log', path: 'counted.json'})
    expect(await plan()).not.toEqual(fromCsv)

    await writeAccessLog({store: folderStore(join(folder, '.ecom-plan/archive')), log})
    cpSync(join(example, 'ecom-plan.yaml'), join(folder, 'ecom-plan.yaml'))
    useSource({kind: 'access-log', bots: 'excluded'})
    expect(await plan()).toEqual(fromCsv)
  })

  deepTest('log files are a source as they are; where they were counted must fit the level', async () => {
    useSource({kind: 'access-log', path: 'alb'})
    const {warnings} = await run(['forecast', '--offline', '--as-of', '2026-11-02T06:00:00Z'])
    const said = warnings.map(({message}: {message: string}) => message)
    expect(said).toContainEqual(expect.stringContaining('alb: 1 of 8'))
    expect(said).toContainEqual(expect.stringContaining('was counted behind the CDN, and demand.level is edge'))
  })

  deepTest('an archive without logs, and S3 with --offline', async () => {
    useSource({kind: 'access-log'})
    expect((await run(['forecast', '--offline'], 3)).error).toMatchObject({
      code: 'DATA_EMPTY',
      hint: 'ecom-plan pull --source cloudfront-log --path PATH',
    })
    cpSync(join(example, 'ecom-plan.yaml'), join(folder, 'ecom-plan.yaml'))
    useSource({kind: 'access-log', path: 's3://shop-logs/alb'})
    expect((await run(['forecast', '--offline'], 3)).error.code).toBe('LOG_OFFLINE')
  })
})

describe('bad input says what is wrong and what to type', () => {
  const put = (name: string, content: string | Buffer) => () => {
    mkdirSync(dirname(join(folder, name)), {recursive: true})
    writeFileSync(join(folder, name), content)
  }
  const packed = gzipSync(`${albLine()}\n${albLine(at('06:00:00'))}\n`)
  const none = () => {}
  test.each<[string, () => void, string[], number, string, RegExp]>([
    ['a missing path', none, ['--path', 'none'], 3, 'FILE_MISSING', /^none does not exist/],
    [
      'an empty folder',
      () => mkdirSync(join(folder, 'e')),
      ['--path', 'e'],
      3,
      'DATA_EMPTY',
      /no line of an access log/,
    ],
    ['a file that is no log', none, ['--path', 'ecom-plan.yaml'], 3, 'LOG_UNKNOWN', /^ecom-plan.yaml is no access log/],
    [
      'another kind of log',
      put('n.log', nginxExample),
      ['--path', 'n.log'],
      3,
      'LOG_MIXED',
      /nginx .*alb-log was asked/,
    ],
    [
      'mixed kinds',
      put('m/z.log', `${cloudFrontHeader.join('\n')}\n${cloudFrontLine()}\n`),
      ['--path', 'alb', '--path', 'm'],
      3,
      'LOG_MIXED',
      /together they would count a request twice/,
    ],
    ['gzip cut off', put('c.gz', packed.subarray(0, -12)), ['--path', 'c.gz'], 3, 'LOG_CUT', /broken or cut off/],
    ['CSV', none, ['--path', 'traffic/hourly.csv.gz'], 3, 'LOG_UNKNOWN', /kind: csv/],
    ['no path', none, [], 64, 'PATH_MISSING', /needs to know where/],
    ['no bucket', none, ['--path', 's3://no-logs/x'], 4, 'BUCKET_NOT_FOUND', /no bucket no-logs/],
    ['no object', none, ['--path', 's3://shop-logs/none/'], 3, 'DATA_EMPTY', /s3:\/\/shop-logs\/none\//],
    [
      'since after until',
      none,
      ['--path', 'alb', '--since', '2026-12-01', '--until', '2026-11-01'],
      64,
      'SPAN_EMPTY',
      /not before/,
    ],
    ['no such day', none, ['--path', 'alb', '--since', 'yesterday'], 64, 'TIME_INVALID', /--since yesterday/],
    ['an output that is no JSON', none, ['--path', 'alb', '-o', 'x.csv'], 64, 'OUTPUT_INVALID', /JSON document/],
    ['an output nowhere', none, ['--path', 'alb', '-o', 'no/x.json'], 8, 'OUTPUT_FAILED', /folder does not exist/],
    ['an estimate', none, ['--path', 'alb', '--estimate'], 64, 'FLAG_UNUSED', /--estimate/],
    [
      'Athena flags without Athena',
      none,
      ['--path', 'alb', '--athena-workgroup', 'x'],
      64,
      'FLAG_UNUSED',
      /for Athena only/,
    ],
    ['Athena without --since', none, ['--engine', 'athena', '--path', 's3://shop-logs/a'], 64, 'SINCE_MISSING', /bill/],
    ['Athena on a folder', none, ['--engine', 'athena', '--path', 'alb', ...day], 64, 'LOG_LOCATION', /s3:\/\/BUCKET/],
    [
      'Athena, two paths',
      none,
      ['--engine', 'athena', '--path', 's3://a-b/1', '--path', 's3://a-b/2', ...day],
      64,
      'ENGINE_UNFIT',
      /one --path/,
    ],
    [
      'a foreign CSV result',
      put('r.csv', 'kind,name,slot,x\n'),
      ['--path', 'r.csv'],
      3,
      'RESULT_INVALID',
      /its columns are kind/,
    ],
    [
      'a span of counted logs',
      put('r.csv', 'kind,name,slot,x\n'),
      ['--path', 'r.csv', ...day],
      64,
      'SPAN_UNUSED',
      /counted already/,
    ],
  ])('%s', async (_, spoil, args, exit, code, says) => {
    spoil()
    const {error} = await run([...pullLogs, ...args], exit)
    expect(error).toMatchObject({
      code,
      message: expect.stringMatching(says),
      suggestions: [expect.stringMatching(/\w/), ...error.suggestions.slice(1)],
    })
  })

  deepTest('flags of logs mean nothing for CloudWatch, and nginx is none for Athena', async () => {
    expect((await run(['pull', '--path', 'alb'], 64)).error).toMatchObject({
      code: 'FLAG_UNUSED',
      hint: '--source alb-log',
    })
    const nginx = ['pull', '--source', 'nginx-log', '--engine', 'athena', '--path', 's3://shop-logs/x', ...day]
    expect((await run(nginx, 64)).error.code).toBe('ENGINE_UNFIT')
  })

  test('access to the bucket denied', async () => {
    s3.faults.push({kind: 'error', operation: 'ListObjectsV2', times: 9, status: 403, code: 'AccessDenied'})
    const {error} = await run([...pullLogs, '--path', 's3://shop-logs/alb'], 4)
    expect(error).toMatchObject({code: 'ACCESS_DENIED', message: expect.stringContaining('s3:ListBucket')})
  })
})
