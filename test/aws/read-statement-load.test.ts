import {afterEach, expect, test} from 'vitest'
import {readStatementLoad} from '../../src/aws/read-statement-load.js'
import {statementLoadSchema} from '../../src/documents/statement-load.js'
import type {FakeStatement} from '../aws-fake/estate.js'
import type {Fault} from '../aws-fake/faults.js'
import {connect} from './connect.js'

let fake: Awaited<ReturnType<typeof connect>>
afterEach(() => fake.aws.close())

const insightsId = 'db-FAIHNTYBKTGAUSUZQYPDS2GW4A'
const statements: FakeStatement[] = [
  {
    id: 'A1',
    text: 'UPDATE stock\n   SET left_count = left_count - ?  WHERE sku = ?',
    waits: {'Lock:transactionid': 5, CPU: 0.5, 'IO:WALWrite': 0.5},
  },
  {id: 'B2', text: 'SELECT * FROM orders WHERE customer_id = ?', waits: {CPU: 1.5, 'IO:DataFileRead': 0.5}},
  ...Array.from({length: 6}, (_, i) => ({id: `C${i}`, text: `SELECT ${'x'.repeat(600)}`, waits: {CPU: 0.1 + i / 100}})),
]
const window = {fromAt: '2026-11-20T11:00:00.000Z', toAt: '2026-11-20T12:00:00.000Z'}
const read = (over: object = {}) => readStatementLoad({clients: fake.clients, insightsId, ...window, ...over})
const connected = async (found = statements) => {
  fake = await connect({statements: {[insightsId]: found}})
  return fake
}

test('the five statements with most load, their share of all of it, and what each waits for', async () => {
  await connected()
  const found = await read()
  expect(statementLoadSchema.parse(found)).toEqual(found)
  const total = 6 + 2 + [0, 1, 2, 3, 4, 5].reduce((sum, i) => sum + 0.1 + i / 100, 0)
  expect(found.loadCount).toBeCloseTo(total, 9)
  expect(found.why).toBeNull()
  expect(found.waits.map(({event}) => event)).toEqual(['Lock:transactionid', 'CPU', 'IO:WALWrite'])
  expect(found.statements.map(({id}) => id)).toEqual(['A1', 'B2', 'C5', 'C4', 'C3'])
  expect(found.statements[0]).toMatchObject({
    text: 'UPDATE stock SET left_count = left_count - ? WHERE sku = ?',
    loadCount: 6,
    waits: [
      {event: 'Lock:transactionid', loadCount: 5},
      {event: 'CPU', loadCount: 0.5},
      {event: 'IO:WALWrite', loadCount: 0.5},
    ],
  })
  expect(found.statements[0]?.shareRatio).toBeCloseTo(6 / total, 9)
  expect(found.statements[2]?.text).toHaveLength(500)
})

test('two calls, of that instance and that window', async () => {
  const {aws} = await connected()
  await read()
  expect(aws.calls.map(({service, operation, isMutating}) => [service, operation, isMutating])).toEqual([
    ['pi', 'DescribeDimensionKeys', false],
    ['pi', 'DescribeDimensionKeys', false],
  ])
  for (const {input} of aws.calls) {
    expect(input).toMatchObject({
      ServiceType: 'RDS',
      Identifier: insightsId,
      Metric: 'db.load.avg',
      StartTime: new Date(window.fromAt),
      EndTime: new Date(window.toAt),
    })
  }
})

test('a window without load has no statements and says so', async () => {
  await connected([])
  expect(await read()).toEqual({
    loadCount: null,
    waits: [],
    statements: [],
    why: 'Performance Insights has no statement in this window',
  })
})

test('a throttled or broken call is tried again', async () => {
  const {aws} = await connected()
  aws.faults.push({kind: 'throttle', times: 1}, {kind: '5xx', times: 1})
  expect((await read()).statements).toHaveLength(5)
  expect(aws.calls).toHaveLength(4)
})

test.each<[string, Fault, string]>([
  ['denied by IAM', {kind: 'denied'}, 'ACCESS_DENIED'],
  [
    'denied by Performance Insights itself',
    {kind: 'error', code: 'NotAuthorizedException', message: 'not authorized'},
    'ACCESS_DENIED',
  ],
  ['throttled at every attempt', {kind: 'throttle'}, 'THROTTLED'],
  ['a service that is down', {kind: '5xx'}, 'AWS_UNAVAILABLE'],
  ['a page of a proxy', {kind: 'html'}, 'AWS_UNAVAILABLE'],
  ['a connection that breaks', {kind: 'reset'}, 'UNREACHABLE'],
])('%s: named, with the call', async (_, fault, code) => {
  const {aws} = await connected()
  aws.faults.push(fault)
  await expect(read()).rejects.toMatchObject({code, message: expect.stringContaining('DescribeDimensionKeys')})
})

test('a window that is no longer kept is refused by name', async () => {
  await connected()
  await expect(read({fromAt: '2026-10-01T11:00:00.000Z', toAt: '2026-10-01T12:00:00.000Z'})).rejects.toMatchObject({
    code: 'UNEXPECTED_REPLY',
    message: expect.stringContaining('InvalidArgumentException'),
  })
})
