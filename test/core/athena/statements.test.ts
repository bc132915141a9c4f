import {HiveSQL, TrinoSQL} from 'dt-sql-parser'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {botTokens} from '../../../src/catalog/bot-tokens.js'
import {albColumns, albLinePattern} from '../../../src/core/athena/alb-columns.js'
import {countQuery, resultColumns} from '../../../src/core/athena/count-query.js'
import {createTable} from '../../../src/core/athena/create-table.js'
import {type AthenaFormat, logLocation} from '../../../src/core/athena/log-location.js'
import {albExamples} from '../../files/access-logs/sample-lines.js'
import '../../seed.js'

const owner = {account: '123456789012', region: 'us-east-1'}
const span = {fromS: 1_795_755_600, toS: 1_795_842_000}

function statements(format: AthenaFormat, path: string) {
  const location = logLocation({format, path, ...owner})
  const {name, sql} = createTable({format, location})
  return {location, name, createSql: sql, countSql: countQuery({format, location, table: name, span, bots: botTokens})}
}

const places: [AthenaFormat, string][] = [
  ['alb', 's3://shop-logs'],
  ['alb', 's3://shop-logs/prod/alb/'],
  ['cloudfront', 's3://shop-logs/cdn'],
  ['cloudfront', 's3://shop-logs/cdn/{yyyy}/{MM}/{dd}/{HH}'],
]

describe('the grammars of Hive and Trino', () => {
  test.each(places)('%s at %s: Hive reads the table, Trino the query', (format, path) => {
    const {createSql, countSql} = statements(format, path)
    expect(new HiveSQL().validate(createSql)).toEqual([])
    expect(new TrinoSQL().validate(countSql)).toEqual([])
  })

  test('the grammars see red', () => {
    const {createSql, countSql} = statements('alb', 's3://shop-logs')
    expect(new HiveSQL().validate(createSql.replace('PARTITIONED BY', 'PARTITIONED OF'))).not.toEqual([])
    expect(new TrinoSQL().validate(countSql.replace('GROUP BY', 'GROUP'))).not.toEqual([])
    expect(new TrinoSQL().validate(createSql)).not.toEqual([])
  })
})

describe('the table of an ALB', () => {
  const pattern = new RegExp(`^(?:${albLinePattern()})$`)
  const cellsOf = (line: string) => {
    const [, ...cells] = pattern.exec(line) ?? []
    return Object.fromEntries(albColumns.map(({name}, i) => [name, cells[i]]))
  }

  test("has a column for each field of AWS's guide and a group for each column", () => {
    expect(albColumns).toHaveLength(37)
    expect(new RegExp(`${albLinePattern()}|`).exec('')).toHaveLength(albColumns.length + 1)
  })

  test.each(Object.entries(albExamples))("takes AWS's example of %s apart", (type, line) => {
    expect(cellsOf(line)).toMatchObject({
      type: type.startsWith('lambda') ? 'http' : type,
      elb: 'app/my-loadbalancer/50dc6c495c0c9188',
      request_verb: 'GET',
      request_proto: expect.stringMatching(/^HTTP/),
      target_group_arn: expect.stringMatching(/targetgroup\/my-targets\/73e2d6bc24d8a067$/),
      request_creation_time: expect.stringMatching(/^2018-/),
      classification_reason: '-',
      conn_trace_id: 'TID_1234abcd5678ef90',
      request_transform_status: type === 'https' ? 'TransformSuccess' : '-',
    })
  })

  test('reads a target that is not there, IPv6 clients, and lines from before the last fields', () => {
    expect(cellsOf(albExamples.lambda)).toMatchObject({target_ip: '', target_port: '', elb_status_code: '200'})
    const v6 = albExamples.http.replace('192.168.131.39:2817', '2001:db8::5:2817')
    expect(cellsOf(v6)).toMatchObject({client_ip: '2001:db8::5', client_port: '2817'})
    const old = albExamples.http.replace(' TID_1234abcd5678ef90 "-" "-" "-"', '')
    expect(cellsOf(old)).toMatchObject({classification_reason: '-', conn_trace_id: undefined})
    expect(cellsOf(`${albExamples.http} "more" 7`)).toMatchObject({conn_trace_id: 'TID_1234abcd5678ef90'})
    expect(cellsOf(old.slice(0, -4))).toMatchObject({type: undefined})
  })

  test('projects the days as AWS documents it, and asks no catalogue for them', () => {
    const {createSql} = statements('alb', 's3://shop-logs/alb')
    const root = 's3://shop-logs/alb/AWSLogs/123456789012/elasticloadbalancing/us-east-1/'
    expect(createSql).toContain(`LOCATION '${root}'`)
    for (const line of [
      "'projection.enabled' = 'true'",
      "'projection.day.type' = 'date'",
      "'projection.day.range' = '2019/01/01,NOW'",
      "'projection.day.format' = 'yyyy/MM/dd'",
      "'projection.day.interval' = '1'",
      "'projection.day.interval.unit' = 'DAYS'",
      `'storage.location.template' = '${root}\${day}'`,
    ]) {
      expect(createSql).toContain(line)
    }
  })

  test('is called by what it is: the same place gives the same name, another place another', () => {
    const name = (path: string) => statements('alb', path).name
    expect(name('s3://shop-logs/alb')).toBe(name('s3://shop-logs/alb/'))
    expect(name('s3://shop-logs/alb')).not.toBe(name('s3://shop-logs/alb2'))
    expect(name('s3://shop-logs/alb')).toMatch(/^ecom_plan_alb_logs_[0-9a-f]{8}$/)
  })
})

describe('the query', () => {
  test('reads the days of the stretch and the one after, in which lines of before midnight may lie', () => {
    expect(statements('alb', 's3://shop-logs').countSql).toContain("day BETWEEN '2026/11/27' AND '2026/11/29'")
    expect(statements('cloudfront', 's3://shop-logs/cdn').countSql).not.toContain('BETWEEN')
  })

  test('reads the logs once, and gives the columns that are read back', () => {
    const {countSql, name} = statements('alb', 's3://shop-logs')
    expect(countSql.split(name)).toHaveLength(2)
    const last = countSql.slice(countSql.lastIndexOf('SELECT'))
    const given = [...last.matchAll(/(?:AS (\w+)|^ {2}(\w+)),?$/gm)].map(([, named, plain]) => named ?? plain)
    expect(given).toEqual([...resultColumns])
  })
})

describe('where logs lie', () => {
  const root = 's3://logs/p/AWSLogs/123456789012/elasticloadbalancing/us-east-1'
  test.each([
    ['s3://logs/p', `${root}/`],
    ['s3://logs/p/AWSLogs', `${root}/`],
    ['s3://logs/p/AWSLogs/123456789012/', `${root}/`],
    [root, `${root}/`],
    [`${root}/2026/11/27/`, `${root}/`],
    [`${root}/2026`, `${root}/`],
    ['s3://logs/AWSLogs/9/elasticloadbalancing/eu-west-1', 's3://logs/AWSLogs/9/elasticloadbalancing/eu-west-1/'],
  ])('of an ALB, %s means %s', (path, expected) => {
    expect(logLocation({format: 'alb', path, ...owner})).toEqual({root: expected, template: `${expected}\${day}`})
  })

  test('what cannot be a place in S3, or could change the statement, is refused', () => {
    for (const path of ['logs/', 's3://', 's3://Bad_Bucket/x', "s3://logs/a'b", `s3://logs/\${day}`, 'http://logs/x']) {
      expect(() => logLocation({format: 'alb', path, ...owner}), path).toThrow('is not a place that Athena reads')
    }
  })

  test('whose logs of which Region they are is said by the path or the config', () => {
    const unknown = {account: null, region: null}
    expect(() => logLocation({format: 'alb', path: 's3://logs/p', ...unknown})).toThrow('whose logs of which Region')
    expect(logLocation({format: 'alb', path: root, ...unknown}).root).toBe(`${root}/`)
  })

  test('no path gets out of its string', () => {
    fc.assert(
      fc.property(fc.string({maxLength: 40}), (text) => {
        let createSql: string
        try {
          createSql = statements('cloudfront', `s3://logs/${text}`).createSql
        } catch {
          return
        }
        expect(new HiveSQL().validate(createSql)).toEqual([])
        expect(createSql.split("'").length).toBe(statements('cloudfront', 's3://logs/x').createSql.split("'").length)
      }),
      {numRuns: 40},
    )
  })
})
