import {afterEach, beforeEach, expect, test} from 'vitest'
import {readSnapshot} from '../../src/aws/read-snapshot.js'
import {mapInventory} from '../../src/core/inventory/map-inventory.js'
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
