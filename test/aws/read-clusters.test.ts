import {afterEach, beforeEach, expect, test} from 'vitest'
import {readSnapshot} from '../../src/aws/read-snapshot.js'
import {findCluster, findDatabase} from '../../src/core/inventory/find-resource.js'
import {mapInventory} from '../../src/core/inventory/map-inventory.js'
import type {TierConfig} from '../../src/documents/config-tier.js'
import type {Inventory} from '../../src/documents/inventory.js'
import {clusterLists} from '../core/recommend/cluster-shop.js'
import {connect} from './connect.js'
import {cornerConfig, cornerShop} from './corner-shop.js'

const lists = clusterLists()
let fake: Awaited<ReturnType<typeof connect>>
beforeEach(async () => {
  const dbInstances = [...cornerShop.dbInstances, ...lists.dbInstances]
  fake = await connect({snapshot: {...cornerShop, ...lists, dbInstances}})
})
afterEach(() => fake.aws.close())

test('of clusters their members, and the proxies before them; of others nothing', async () => {
  const tiers = {carts: {kind: 'aurora', resource: 'seeds-carts'}} as const
  const snapshot = await readSnapshot({
    clients: fake.clients,
    config: {...cornerConfig, tiers},
    capturedAt: cornerShop.capturedAt,
  })
  const {databaseClusters, databaseProxies} = mapInventory(snapshot)
  expect(databaseClusters?.map(({id, members}) => [id, members.map((one) => one.class)])).toEqual([
    ['seeds-carts', ['db.r6g.large', 'db.r6g.large']],
  ])
  expect(databaseProxies).toEqual([
    {
      name: 'seeds-proxy',
      status: 'available',
      targets: [{kind: 'cluster', id: 'seeds-carts'}],
      maxConnectionsRatio: 0.6,
      borrowTimeoutS: 30,
    },
  ])
})

test('a cluster that does not exist is told with the one that was meant', async () => {
  const tiers = {carts: {kind: 'aurora', resource: 'seeds-cart'}} as const
  const read = readSnapshot({
    clients: fake.clients,
    config: {...cornerConfig, tiers},
    capturedAt: cornerShop.capturedAt,
  })
  await expect(read).rejects.toMatchObject({
    code: 'RESOURCE_NOT_FOUND',
    suggestions: expect.arrayContaining(['did you mean seeds-carts?']),
  })
})

/** What a config of one tier reads, mapped. */
async function inventoryOf(resource: TierConfig): Promise<Inventory> {
  const config = {...cornerConfig, tiers: {orders: resource}}
  return mapInventory(await readSnapshot({clients: fake.clients, config, capturedAt: cornerShop.capturedAt}))
}

test('a cluster where the config says rds is told as what it is, and so is an instance where it says a cluster', async () => {
  const rds = {kind: 'rds', resource: 'seeds-ledger'} as const
  const inventory = await inventoryOf(rds)
  expect(() => findDatabase({tierName: 'orders', tier: rds, inventory})).toThrow(
    expect.objectContaining({
      code: 'KIND_WRONG',
      suggestions: ['write {kind: rds-cluster, resource: seeds-ledger}'],
    }),
  )
  const member = {kind: 'aurora', resource: 'seeds-carts-1'} as const
  const other = await inventoryOf(member)
  expect(() => findCluster({tierName: 'orders', tier: member, inventory: other})).toThrow(
    expect.objectContaining({code: 'KIND_WRONG', suggestions: ['write {kind: aurora, resource: seeds-carts}']}),
  )
})

test('without the permission to read clusters a name that is no instance is not found', async () => {
  fake.aws.faults.push({kind: 'denied', service: 'rds', operation: 'DescribeDBClusters'})
  await expect(inventoryOf({kind: 'rds', resource: 'seeds-ledger'})).rejects.toMatchObject({
    code: 'RESOURCE_NOT_FOUND',
  })
})

test('proxies that may not be read are told as unread, and stop nothing', async () => {
  const carts = {kind: 'aurora', resource: 'seeds-carts'} as const
  expect((await inventoryOf(carts)).areProxiesUnread).toBeUndefined()
  fake.aws.faults.push({kind: 'denied', service: 'rds', operation: 'DescribeDBProxies'})
  const inventory = await inventoryOf(carts)
  expect(inventory).toMatchObject({areProxiesUnread: true, databaseClusters: [{id: 'seeds-carts'}]})
  expect(inventory.databaseProxies).toBeUndefined()
})

test('a failure to read proxies that is no denial is one', async () => {
  fake.aws.faults.push({kind: 'error', service: 'rds', operation: 'DescribeDBProxies'})
  await expect(inventoryOf({kind: 'aurora', resource: 'seeds-carts'})).rejects.toThrow()
})
