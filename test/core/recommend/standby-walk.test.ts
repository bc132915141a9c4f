import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import type {Run} from '../../../src/documents/run.js'
import {walk} from '../../../src/shell/walk.js'
import {exampleFolder} from '../../example-run.js'
import {type ShopTruth, writeClusterShop} from './cluster-shop.js'

const flat = (intercept: number) => ({intercept, slope: 0})
const quietRole = {cpuPercent: flat(10), connections: flat(20), freeGib: flat(6)}
const quietAurora = {writer: quietRole, reader: quietRole, ioPerS: flat(100), storageGib: 50}

/** A ledger whose writer, and whose last reader in the loss of a zone, need more than two vCPU. */
const truth: ShopTruth = {
  carts: quietAurora,
  search: quietAurora,
  ledger: {
    writer: {
      cpuPercent: {intercept: 5, slope: 0.3},
      connections: {intercept: 20, slope: 0.05},
      freeGib: flat(8),
      iops: {intercept: 100, slope: 1},
    },
    reader: {
      cpuPercent: {intercept: 5, slope: 0.15},
      connections: {intercept: 10, slope: 0.05},
      freeGib: flat(8),
      iops: {intercept: 100, slope: 1},
    },
  },
}

const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-standby-'))
beforeAll(() => writeClusterShop(folder, truth))
afterAll(() => rmSync(folder, {recursive: true, force: true}))

async function run(): Promise<Run> {
  const path = join(folder, 'ecom-plan.yaml')
  const text = readFileSync(join(exampleFolder('quiet-tuesday'), 'ecom-plan.yaml'), 'utf8')
  const tier = '  ledger: {kind: rds-cluster, resource: seeds-ledger}\n'
  const waive = ['carts', 'search'].map((name) => `{resource: seeds-${name}, by: Kim, why: not under test}`)
  writeFileSync(path, `${text}${tier}waive: [${waive.join(', ')}]\n`)
  const walked = await walk({
    configPath: path,
    event: undefined,
    uplift: undefined,
    target: undefined,
    azLoss: undefined,
    asOf: undefined,
    isOffline: true,
    onProgress: () => {},
  })
  return walked.run
}

test('the shares at the peak are those of the lines that each instance was drawn from, and the class follows', async () => {
  const {plan, originPeak} = await run()
  const rps = originPeak.p90Rps
  const limit = (measure: string) => plan.limits.find((one) => one.tier === 'ledger' && one.measure === measure)
  expect(limit('CPU')?.now.p90Ratio).toBeCloseTo((0.05 + 0.003 * rps) / 0.75, 3)
  expect(limit('reader CPU')?.now.p90Ratio).toBeCloseTo((0.05 + 0.0015 * rps) / 0.75, 3)
  expect(limit('IOPS')?.now.p90Ratio).toBeCloseTo((100 + rps) / (12_000 * 0.85), 3)
  expect(limit('CPU')?.drivers.map(({id}) => id)).toContain('load:ledger:CPU')
  expect(plan.changes.filter(({tier}) => tier === 'ledger').map(({id, from}) => [id, from])).toEqual([
    ['ledger-class', 'db.r6gd.large'],
  ])
  expect(plan.patches.find(({tier}) => tier === 'ledger')).toMatchObject({
    route: 'manual',
    before: {DBClusterInstanceClass: 'db.r6gd.large'},
    request: {operation: 'ModifyDBCluster'},
  })
  expect(plan.notModelled.filter(({waived}) => waived === undefined)).toEqual([])
})
