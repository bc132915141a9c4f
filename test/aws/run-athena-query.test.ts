import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {runAthenaQuery} from '../../src/aws/run-athena-query.js'
import type {FakeAnswer} from '../aws-fake/athena.js'
import {connect} from './connect.js'

let fake: Awaited<ReturnType<typeof connect>>
let waits: number[] = []
beforeEach(async () => {
  fake = await connect({pageSize: 3})
  waits = []
})
afterEach(() => fake.aws.close())

const place = {database: 'default', workgroup: 'primary', output: undefined}
const run = (more: Partial<Parameters<typeof runAthenaQuery>[0]> = {}) =>
  runAthenaQuery({
    clients: fake.clients,
    place,
    sql: 'SELECT 1',
    wait: async (delayMs) => void waits.push(delayMs),
    ...more,
  })
const answers = (answer: FakeAnswer) => {
  fake.estate.athena.answer = () => answer
}

test('all pages of a result, empty cells as null, and the bytes that are billed', async () => {
  const rows = [['a', 'b'], ...Array.from({length: 10}, (_, i) => [`${i}`, i % 2 === 0 ? null : ''])]
  answers({rows, scannedByteCount: 123_456})
  const found = await run()
  expect(found).toMatchObject({rows, scannedByteCount: 123_456, queryId: expect.stringMatching(/^[0-9a-f-]{36}$/)})
  expect(fake.aws.calls.filter(({operation}) => operation === 'GetQueryResults')).toHaveLength(4)
  expect(waits).toEqual([])
})

test('a query is asked after ever less often, and at most every ten seconds', async () => {
  fake.estate.athena.statesBefore = ['QUEUED', ...Array.from({length: 11}, () => 'RUNNING' as const)]
  answers({rows: [['a']], scannedByteCount: 0})
  await run()
  expect(waits).toHaveLength(12)
  expect(waits.slice(0, 3)).toEqual([300, 450, 675])
  expect(waits.at(-1)).toBe(10_000)
})

test('a query that never ends is given up, with how to stop it', async () => {
  fake.estate.athena.statesBefore = Array.from({length: 2000}, () => 'RUNNING' as const)
  await expect(run()).rejects.toMatchObject({
    code: 'ATHENA_SLOW',
    exitCode: 4,
    suggestions: [expect.stringMatching(/stop-query-execution --query-execution-id [0-9a-f-]{36}/), expect.any(String)],
  })
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThanOrEqual(5_400_000)
})

test('a statement that makes a table has no result, and none is asked for', async () => {
  expect(await run({sql: 'CREATE EXTERNAL TABLE x (a int)'})).toMatchObject({rows: [], scannedByteCount: 0})
  expect(fake.aws.calls.map(({operation}) => operation)).toEqual(['StartQueryExecution', 'GetQueryExecution'])
})

test('database, workgroup and output are those given; without an output none is sent', async () => {
  await run({sql: 'CREATE TABLE x', place: {database: 'default', workgroup: 'bare', output: 's3://mine/results/'}})
  await run({sql: 'CREATE TABLE x'})
  const [given, usual] = fake.aws.calls.filter(({operation}) => operation === 'StartQueryExecution')
  expect(given?.input).toMatchObject({
    QueryExecutionContext: {Catalog: 'AwsDataCatalog', Database: 'default'},
    WorkGroup: 'bare',
    ResultConfiguration: {OutputLocation: 's3://mine/results/'},
  })
  expect(usual?.input['ResultConfiguration']).toBeUndefined()
})

describe('what goes wrong says why and what to type', () => {
  test.each<[string, object, string, RegExp]>([
    ['no output location', {workgroup: 'bare'}, 'ATHENA_OUTPUT_MISSING', /^--athena-output s3:/],
    ['no such workgroup', {workgroup: 'nope'}, 'ATHENA_WORKGROUP_MISSING', /^aws athena list-work-groups/],
    ['no such database', {database: 'nope'}, 'ATHENA_FAILED', /^--athena-database/],
  ])('%s', async (_, more, code, next) => {
    await expect(run({place: {...place, ...more}})).rejects.toMatchObject({
      name: 'PlanError',
      code,
      exitCode: 4,
      suggestions: expect.arrayContaining([expect.stringMatching(next)]),
    })
  })

  test.each([
    ['Access denied when writing output to url: s3://results/x', /s3:PutObject/],
    ['Insufficient permissions to execute the query. Principal has no glue:GetTable', /glue:GetTable/],
    ['HIVE_METASTORE_ERROR: The specified bucket does not exist', /^correct the bucket/],
    ['Query timeout', /^narrow --since/],
    ['HIVE_BAD_DATA: something else\n\tat a stack', /^aws athena get-query-execution/],
  ])('FAILED with: %s', async (reason, next) => {
    answers({state: 'FAILED', reason})
    await expect(run()).rejects.toMatchObject({
      code: 'ATHENA_FAILED',
      message: expect.stringContaining(reason.split('\n')[0] ?? ''),
      suggestions: expect.arrayContaining([expect.stringMatching(next)]),
    })
  })

  test('CANCELLED, by a limit or by hand', async () => {
    answers({state: 'CANCELLED', reason: 'Bytes scanned limit was exceeded'})
    await expect(run()).rejects.toMatchObject({
      code: 'ATHENA_CANCELLED',
      message: expect.stringContaining('Bytes scanned limit was exceeded'),
    })
  })

  test.each(['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults'])(
    'no permission to %s',
    async (operation) => {
      answers({rows: [['a']], scannedByteCount: 0})
      fake.aws.faults.push({kind: 'error', operation, code: 'AccessDeniedException', status: 400})
      await expect(run()).rejects.toMatchObject({
        code: 'ACCESS_DENIED',
        message: expect.stringContaining(`athena:${operation}`),
        suggestions: [`allow the action athena:${operation} in the role's IAM policy`],
      })
    },
  )

  test('throttling is tried again, and then said', async () => {
    answers({rows: [['a']], scannedByteCount: 0})
    fake.aws.faults.push({kind: 'throttle', service: 'athena', times: 2})
    expect((await run()).rows).toEqual([['a']])
    fake.aws.faults.push({kind: 'throttle', service: 'athena'})
    await expect(run()).rejects.toMatchObject({code: 'THROTTLED'})
  })
})
