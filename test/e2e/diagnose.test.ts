import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {diagnosisSchema} from '../../src/documents/diagnosis.js'
import {deepTest} from '../deep.js'
import {type LiveShop, startLiveShop} from './live-shop.js'

const now = '2026-11-02T06:00:00.000Z'
const asked = ['diagnose', 'orders-db', '--as-of', now, '--json']
let shop: LiveShop
beforeAll(async () => {
  shop = await startLiveShop(now)
})
afterAll(() => shop.close())

deepTest('live, and then from the archive: the same window gets the same answer', async () => {
  const folder = shop.folder()
  const window = ['--window', '2026-10-31T19:00Z..2026-10-31T21:00Z']
  const live = await shop.run(folder, [...asked, ...window])
  expect(JSON.parse(live.stdout).error).toBeUndefined()
  const first = diagnosisSchema.parse(JSON.parse(live.stdout).data)
  expect(first).toMatchObject({answer: 'none', resource: 'shop-db', baseline: expect.stringContaining('days before')})
  const pulled = await shop.run(folder, ['pull', '--as-of', now, '--quiet'])
  expect({code: pulled.code, stderr: pulled.stderr}).toEqual({code: 0, stderr: ''})
  const offline = await shop.run(folder, [...asked, ...window, '--offline'])
  const kept = diagnosisSchema.parse(JSON.parse(offline.stdout).data)
  expect({...kept, statements: null}).toEqual({...first, statements: null})
  expect(first.statements?.why).toMatch(/off for shop-db: aws rds modify-db-instance .*--enable-performance-insights/)
  expect(kept.statements).toMatchObject({statements: [], why: expect.stringContaining('read from AWS alone')})
})

test('without a window it is the last hour that was measured', async () => {
  const {code, stdout} = await shop.run(shop.folder(), asked)
  expect(code).toBe(0)
  const {toAt, notes} = diagnosisSchema.parse(JSON.parse(stdout).data)
  expect({toAt, notes}).toEqual({toAt: now, notes: []})
})

test('an archive that holds nothing: 3, and what to type', async () => {
  const {code, stdout} = await shop.run(shop.folder(), [...asked, '--offline'])
  expect(code).toBe(3)
  expect(JSON.parse(stdout).error).toMatchObject({code: 'ARCHIVE_EMPTY', hint: 'ecom-plan pull'})
})

describe('with Performance Insights on', () => {
  const insightsId = 'db-SHOP'
  // Tests run in any order: what is switched on here is off again for those outside.
  let without: typeof shop.estate.snapshot
  beforeAll(() => {
    without = shop.estate.snapshot
    shop.estate.snapshot = {
      ...shop.estate.snapshot,
      dbInstances: shop.estate.snapshot.dbInstances.map((one) =>
        one['DBInstanceIdentifier'] === 'shop-db'
          ? {...one, PerformanceInsightsEnabled: true, DbiResourceId: insightsId}
          : one,
      ),
    }
    const waits = {CPU: 1.2, 'IO:DataFileRead': 0.8}
    shop.estate.statements = {[insightsId]: [{id: 'A', text: 'SELECT * FROM orders WHERE id = ?', waits}]}
  })
  afterAll(() => {
    shop.estate.snapshot = without
    shop.estate.statements = {}
  })
  afterEach(() => {
    shop.aws.faults.length = 0
    shop.estate.allowed = null
  })
  const run = async (...more: string[]) => {
    const {code, stdout} = await shop.run(shop.folder(), ['diagnose', 'orders-db', '--as-of', now, ...more])
    return {code, stdout}
  }

  test('the statements stand below the answer, and in --json', async () => {
    const {code, stdout} = await run()
    expect(code).toBe(0)
    expect(stdout).toMatch(/STATEMENTS {2}without literals, by load, of 2 sessions/)
    expect(stdout).toContain('2 sessions  100 %  SELECT * FROM orders WHERE id = ?')
    expect(stdout).toContain('waits for CPU 1.20, IO:DataFileRead 0.80')
    const {statements} = diagnosisSchema.parse(JSON.parse((await run('--json')).stdout).data)
    expect(statements).toMatchObject({loadCount: 2, why: null, statements: [{id: 'A', shareRatio: 1}]})
  })

  test('a past window of which nothing is kept: the answer stands', async () => {
    const {code, stdout} = await run('--window', '2026-10-20T19:00Z..2026-10-20T21:00Z')
    expect(code).toBe(0)
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('seven days are kept unless the instance pays for more')
  })

  test.each([
    ['denied', {kind: 'denied'}, 'may not call pi:DescribeDimensionKeys; ecom-plan iam print --for diagnose'],
    ['throttled', {kind: 'throttle'}, 'AWS kept refusing pi:DescribeDimensionKeys'],
  ] as const)('%s: the answer stands, and the line says what helps', async (_, fault, words) => {
    shop.aws.faults.push({...fault, service: 'pi'})
    const {code, stdout} = await run()
    expect(code).toBe(0)
    expect(stdout).toContain('NOT THE DATABASE')
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(words)
  })
})
