import {afterAll, beforeAll, expect, test} from 'vitest'
import {diagnosisSchema} from '../../src/documents/diagnosis.js'
import {type LiveShop, startLiveShop} from './live-shop.js'

const now = '2026-11-02T06:00:00.000Z'
const asked = ['diagnose', 'orders-db', '--as-of', now, '--json']
let shop: LiveShop
beforeAll(async () => {
  shop = await startLiveShop(now)
})
afterAll(() => shop.close())

test('live, and then from the archive: the same window gets the same answer', async () => {
  const folder = shop.folder()
  const window = ['--window', '2026-10-31T19:00Z..2026-10-31T21:00Z']
  const live = await shop.run(folder, [...asked, ...window])
  expect(JSON.parse(live.stdout).error).toBeUndefined()
  const first = diagnosisSchema.parse(JSON.parse(live.stdout).data)
  expect(first).toMatchObject({answer: 'none', resource: 'shop-db', baseline: expect.stringContaining('days before')})
  const pulled = await shop.run(folder, ['pull', '--as-of', now, '--quiet'])
  expect({code: pulled.code, stderr: pulled.stderr}).toEqual({code: 0, stderr: ''})
  const offline = await shop.run(folder, [...asked, ...window, '--offline'])
  expect(diagnosisSchema.parse(JSON.parse(offline.stdout).data)).toEqual(first)
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
