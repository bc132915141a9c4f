import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {addressBlockers} from '../../../src/core/recommend/address-blockers.js'
import {deployQuotaBlockers} from '../../../src/core/recommend/deploy-blockers.js'
import type {UnitUse} from '../../../src/core/tiers/tier-finding.js'
import type {Inventory} from '../../../src/documents/inventory.js'

const subnet = (id: string, zone: string, freeAddressCount: number) => ({id, zone, freeAddressCount})
const three = [subnet('s1', 'a', 20), subnet('s2', 'b', 11), subnet('s3', 'c', 200)]
const use = (tier: string, addedCount: number, surgeCount = 0, subnets = ['s1', 's2', 's3']): UnitUse => ({
  tier,
  unitCount: 0,
  vcpuCount: 0,
  compute: 'fargate',
  addresses: {subnets, addedCount, surgeCount},
})
const check = (uses: UnitUse[], subnets = three) =>
  addressBlockers({uses, inventory: {subnets} as unknown as Inventory, setting: {region: 'us-east-1'}})

describe('free addresses', () => {
  test('by hand: 33 tasks are 11 a zone; 34 are 12, one more than zone b has', () => {
    expect(check([use('cart', 33)])).toEqual([])
    expect(check([use('cart', 34)])).toMatchObject([
      {
        severity: 'block',
        code: 'ADDRESSES',
        message:
          's2 in b has 11 free addresses, and cart start 12 more there at the peak, each with an address of its own.',
      },
    ])
  })

  test('tiers in the same subnets share what is free', () => {
    expect(check([use('cart', 18), use('catalog', 18)])).toMatchObject([
      {message: expect.stringMatching(/cart and catalog start 12 more/)},
    ])
    expect(check([use('cart', 18), use('catalog', 18, 0, ['s3'])])).toEqual([])
  })

  test('short only while the largest deployment runs is a warning', () => {
    const found = check([use('cart', 9, 30), use('catalog', 9, 6)])
    expect(found).toMatchObject([
      {severity: 'warn', message: expect.stringMatching(/enough for the 6 more .* starts 10 on top/)},
    ])
    expect(found[0]?.next).toMatch(/^freeze deployments/)
  })

  test('nothing is said of a tier whose subnets were not all read, nor of one that adds nothing', () => {
    expect(check([use('cart', 900)], three.slice(0, 2))).toEqual([])
    expect(check([use('cart', 0, 900)])).toEqual([])
    expect(check([{...use('cart', 1), addresses: undefined as never}])).toEqual([])
  })

  test('property: what blocks still blocks with fewer addresses or more tasks', () => {
    const asked = fc.tuple(
      fc.integer({min: 1, max: 300}),
      fc.integer({min: 0, max: 300}),
      fc.integer({min: 0, max: 200}),
    )
    fc.assert(
      fc.property(asked, ([added, surge, free]) => {
        const severity = (more: number, fewer: number) =>
          check([use('cart', added + more, surge, ['s1'])], [subnet('s1', 'a', Math.max(0, free - fewer))])[0]?.severity
        const rank = {block: 2, warn: 1, none: 0}
        expect(rank[severity(5, 3) ?? 'none']).toBeGreaterThanOrEqual(rank[severity(0, 0) ?? 'none'])
        expect(severity(0, 0) === 'block').toBe(added > free)
      }),
    )
  })
})

test('a deployment that Fargate’s quota would stop is a warning; where the plan itself does not fit, the quota blocks', () => {
  const at = (vcpuCount: number, surgeVcpuCount: number, limitCount: number) =>
    deployQuotaBlockers({
      uses: [
        {...use('cart', 0), vcpuCount, surgeVcpuCount},
        {...use('web', 0), vcpuCount: 10, surgeVcpuCount: 1},
      ],
      inventory: {
        quotas: [{quotaCode: 'L-3032A538', serviceCode: 'fargate', name: '', limitCount}],
      } as unknown as Inventory,
      setting: {catalog, region: 'us-east-1'},
    })
  expect(at(30, 30, 64)).toMatchObject([
    {
      severity: 'warn',
      code: 'DEPLOY_AT_PEAK',
      message: expect.stringMatching(/of cart at the peak takes 30 Fargate vCPU beside the 40/),
    },
  ])
  expect(at(30, 24, 64)).toEqual([])
  expect(at(60, 24, 64)).toEqual([])
})
