import {expect, test} from 'vitest'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import {targetBlockers} from '../../../src/core/recommend/target-quotas.js'
import type {UnitUse} from '../../../src/core/tiers/tier-finding.js'
import {cornerConfig, cornerShop} from '../../aws/corner-shop.js'
import {makeSetting} from '../tiers/make-setting.js'

const inventory = mapInventory(cornerShop)
const blockers = (unitCounts: Record<string, number>, quotas = inventory.quotas) =>
  targetBlockers({
    uses: Object.entries(unitCounts).map(
      ([tier, unitCount]): UnitUse => ({tier, unitCount, vcpuCount: unitCount, compute: 'ec2'}),
    ),
    config: cornerConfig,
    inventory: {...inventory, quotas},
    setting: makeSetting(),
  })

test('a target group holds 1,000 targets unless somebody asked for more', () => {
  expect(blockers({web: 1000})).toEqual([])
  const found = blockers({web: 1001})
  expect(found.map(({severity, code}) => [severity, code])).toEqual([
    ['block', 'QUOTA'],
    ['block', 'QUOTA'],
  ])
  expect(found[0]?.message).toContain('would get 1,001 targets (web)')
  expect(found.map(({next}) => /L-\w+/.exec(next)?.[0])).toEqual(['L-A0D0B863', 'L-7E6692B2'])
  const raised = ['L-A0D0B863', 'L-7E6692B2'].map((quotaCode) => ({
    serviceCode: 'elasticloadbalancing',
    quotaCode,
    name: quotaCode,
    limitCount: 3000,
  }))
  expect(blockers({web: 1001}, raised)).toEqual([])
})

test('a load balancer holds the targets of all its groups together', () => {
  const [first, second] = Object.entries(cornerConfig.tiers).filter(
    ([name, tier]) =>
      (tier.kind === 'asg' || tier.kind === 'ecs') && (blockers({[name]: 1001}).length === 2 || name === 'web'),
  )
  if (first === undefined || second === undefined) throw new Error('the shop has two tiers behind one load balancer')
  const found = blockers({[first[0]]: 600, [second[0]]: 600})
  expect(found).toHaveLength(1)
  expect(found[0]?.message).toContain(`1,200 targets (${first[0]}, ${second[0]})`)
})

test('hosts under tasks are no targets', () => {
  expect(blockers({'corner-hosts': 5000})).toEqual([])
})
