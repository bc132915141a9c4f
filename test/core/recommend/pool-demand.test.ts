import {expect, test} from 'vitest'
import {poolDemand} from '../../../src/core/recommend/pool-demand.js'
import type {Config} from '../../../src/documents/config.js'
import type {Inventory} from '../../../src/documents/inventory.js'
import {makeSetting} from '../tiers/make-setting.js'

const config = {
  tiers: {
    web: {kind: 'asg', resource: 'web', pool: {database: 'db', size: 10}},
    cart: {kind: 'ecs', resource: 'shop/cart', pool: {database: 'db', size: 5}},
    search: {kind: 'ecs', resource: 'shop/search', pool: {database: 'other', size: 50}},
    db: {kind: 'rds', resource: 'db'},
  },
} as unknown as Config
const inventory = {
  ecsServices: [{cluster: 'shop', name: 'cart', deploymentMaximumRatio: 1.5}],
} as unknown as Inventory
const use = (tier: string, unitCount: number) => ({tier, unitCount, vcpuCount: 1, compute: 'ec2' as const})
const demand = (...uses: ReturnType<typeof use>[]) =>
  poolDemand({config, inventory, database: 'db', uses, setting: makeSetting()})

test('by hand: 40 instances and 21 tasks; while replaced 4 more of the one and half as many more of the other', () => {
  const found = demand(use('web', 40), use('cart', 21), use('search', 9))
  expect(found.connectionCount).toBe(40 * 10 + 21 * 5)
  expect(found.overlap?.connectionCount).toBe(44 * 10 + 31 * 5)
  expect(found.overlap?.because).toContain('web 44 × 10 (4 instances more while zones are balanced)')
  expect(found.overlap?.because).toContain('cart 31 × 5 (a deployment runs up to 150 %)')
})

test('a small group may still have one more, and a database that nobody names none', () => {
  expect(demand(use('web', 3)).overlap?.connectionCount).toBe(40)
  expect(demand(use('search', 9))).toMatchObject({connectionCount: 0, overlap: {connectionCount: 0}})
})
