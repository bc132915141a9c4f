import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {fleetOf, mostOf, spotCount, unitShareRatio} from '../../../src/core/tiers/fleet.js'
import {assessAsg} from '../../../src/core/tiers/frontend-asg.js'
import type {Setting} from '../../../src/core/tiers/tier-finding.js'
import type {AutoScalingGroup} from '../../../src/documents/inventory.js'
import {exampleGroup, fifty} from './example-group.js'
import {makeSetting} from './make-setting.js'

const typeOf = (name: string) => catalog.ec2Instance(name) ?? null
const fleetIn = (group: AutoScalingGroup) => {
  const fleet = fleetOf(group, typeOf)
  if ('missing' in fleet) throw new Error(`nothing is known of ${fleet.missing}`)
  return fleet
}
const web = (over: Partial<AutoScalingGroup>, setting: Setting = makeSetting()) => {
  const group = exampleGroup(over)
  return assessAsg({tier: 'web', group, fleet: fleetIn(group), startupS: null, model: fifty, setting})
}
const types = (...names: [name: string, running: number, weight?: number][]) =>
  names.map(([name, runningCount, weightCount = null]) => ({name, runningCount, weightCount}))
const change = (found: ReturnType<typeof web>, id: string) => found.changes.find((one) => one.id === id)

describe('mixed instances', () => {
  test('by hand: the weakest type counts, against the mean that was measured', () => {
    // Measured on 3 × 4 and 1 × 8 vCPU: 5 on average. A large has 2, so it carries 50 × 2/5 = 20.
    // 1,000 / 16 = 62.5 -> 63 in three zones; one lost: 50 -> 75.
    const found = web({types: types(['c7g.xlarge', 3], ['c7g.2xlarge', 1], ['c7g.large', 0])})
    expect(change(found, 'web-max')?.to).toBe('75')
    expect(found.limits[0]?.today).toBe('12 × c7g.xlarge + 2 types')
    expect(found.limits[0]?.derivation.join('\n')).toContain('the fewest vCPUs a unit count, 2 against 5')
    expect(change(found, 'web-min')?.cost.because).toContain('the dearest type on demand')
  })

  test('by hand: weights are what the group counts', () => {
    // A unit is a vCPU of either: 50 / 4 = 12.5. 1,000 / 10 = 100 -> 102; one lost 80 -> 120.
    const group = exampleGroup({types: types(['c7g.xlarge', 3, 4], ['c7g.2xlarge', 0, 8])})
    expect(unitShareRatio(fleetIn(group))).toBe(0.25)
    const found = web({types: group.types})
    expect(change(found, 'web-max')?.to).toBe('120')
    // At most 30 instances of the light type; 10 % above 120 to rebalance: 132 vCPU.
    expect(found.uses).toMatchObject([{unitCount: 30, vcpuCount: 132}])
  })

  test('property: whatever types AWS chooses, the planned size carries the peak', () => {
    const names = ['c7g.large', 'c7g.xlarge', 'c7g.2xlarge', 'm7g.4xlarge', 'r7g.large'] as const
    const member = fc.record({name: fc.constantFrom(...names), runningCount: fc.integer({min: 0, max: 9})})
    fc.assert(
      fc.property(fc.uniqueArray(member, {minLength: 1, maxLength: 4, selector: ({name}) => name}), (members) => {
        const group = exampleGroup({types: members.map((one) => ({...one, weightCount: null}))})
        const fleet = fleetIn(group)
        const planned = Number(change(web({types: group.types, maxCount: 1}), 'web-max')?.to.replace(',', ''))
        const measured = fleet.types.filter(({runningCount}) => runningCount > 0)
        const mean =
          measured.length === 0
            ? fleet.types[0].type.vcpuCount
            : measured.reduce((sum, one) => sum + one.type.vcpuCount * one.runningCount, 0) /
              measured.reduce((sum, one) => sum + one.runningCount, 0)
        for (const {type} of fleet.types) {
          expect((planned * 50 * type.vcpuCount) / mean).toBeGreaterThanOrEqual((1000 / 0.8) * (1 - 1e-9))
        }
      }),
    )
  })

  test('Spot: what is above the base and its share, said with its count; the on-demand quota counts the rest', () => {
    const distribution = {onDemandBaseCount: 6, onDemandRatio: 0.25}
    const found = web({distribution})
    expect(change(found, 'web-max')?.to).toBe('30')
    // 30 − 6 = 24, three quarters of it Spot.
    expect(found.blockers).toMatchObject([
      {severity: 'warn', code: 'SPOT_SHARE', message: expect.stringMatching(/18 of 30 instances/)},
    ])
    expect(found.blockers[0]?.next).toContain('OnDemandBaseCapacity of web')
    const fleet = fleetIn(exampleGroup({distribution}))
    expect([0, 6, 7, 10, 30].map((size) => spotCount(fleet, size))).toEqual([0, 0, 0, 3, 18])
    expect(mostOf(fleet, 30)).toEqual({instanceCount: 30, onDemandVcpuCount: 48})
    expect(web({}).blockers).toEqual([])
  })

  test('nothing is made up for a type that nobody knows, nor for a group that names none', () => {
    expect(fleetOf(exampleGroup({types: types(['z9.huge', 1])}), typeOf)).toEqual({missing: 'z9.huge'})
    expect(fleetOf(exampleGroup({types: []}), typeOf)).toEqual({missing: null})
  })
})

describe('rebalancing over the zones', () => {
  test.each([
    [{}, 33],
    [{isRebalanced: false}, 30],
    [{maxCount: 40}, 44],
    [{maxCount: 30, zones: ['a']}, 30],
  ])('%j: quotas and addresses count %d instances', (over, unitCount) => {
    const found = web(over)
    expect(found.uses).toMatchObject([{vcpuCount: unitCount * 4, addresses: {addedCount: unitCount - 3}}])
    expect(found.limits[0]?.derivation.join(' ').includes('AWS may exceed the maximum')).toBe(
      unitCount === 33 || unitCount === 44,
    )
  })
})

describe('warm pools', () => {
  const pool = {state: 'stopped', minCount: 0, maxPreparedCount: null, readyCount: 9} as const

  test('the lead is shorter, the pool grows with the maximum and costs its disks', () => {
    const found = web({warmPool: pool, volumeGib: 30})
    // 2 min late, 1 min start, 5 min margin, against 4 min of a cold start.
    expect(change(found, 'web-min')?.leadTimeS).toBe(480)
    expect(change(web({}), 'web-min')?.leadTimeS).toBe(660)
    // 18 more instances of 30 GiB for 24 of 730 hours.
    expect(change(found, 'web-max')?.cost.windowUsd).toBeCloseTo((18 * 30 * 0.08 * 24) / 730, 6)
    expect(change(found, 'web-max')?.cost.because).toContain('grows by 18 instances with the maximum')
  })

  test('a pool with a maximum of its own that is too small starts the rest cold, and does not grow', () => {
    const found = web({warmPool: {...pool, maxPreparedCount: 8}})
    expect(change(found, 'web-min')?.leadTimeS).toBe(660)
    expect(change(found, 'web-min')?.evidence.join(' ')).toContain('holds 5 instances where the minimum rises by 27')
    expect(change(found, 'web-max')?.cost).toMatchObject({
      windowUsd: 0,
      because: expect.stringMatching(/does not grow/),
    })
  })

  test('running instances of a pool cost what instances do', () => {
    const found = web({warmPool: {...pool, state: 'running'}})
    expect(change(found, 'web-max')?.cost.windowUsd).toBeCloseTo(18 * 0.145 * 24, 6)
  })
})

describe('CPU credits', () => {
  const large = {types: types(['t4g.large', 3]), instanceType: 't4g.large'}

  test('standard mode: sized at the baseline, and said what unlimited would take', () => {
    const found = web({...large, cpuCreditMode: 'standard'})
    // 30 % of CPU where 85 % carry 50: 17.65 each. 1,000 / 14.1 = 70.8 -> 72; one lost 57 -> 87.
    expect(change(found, 'web-max')?.to).toBe('87')
    expect(found.limits[0]?.derivation.join(' ')).toContain('an instance started for the event has no credits')
    expect(found.blockers).toMatchObject([
      {code: 'CPU_CREDITS', message: expect.stringMatching(/87 instances; in unlimited mode about 31/)},
    ])
  })

  test('unlimited is what AWS launches by itself: no fewer requests, and a bill by hand', () => {
    const found = web(large)
    expect(change(found, 'web-max')?.to).toBe('30')
    // 30 instances at 1,000 / 1,500 × 85 % = 56.7 % of 2 vCPU, 30 % of it free, 24 h; three began with 864 credits.
    const hours = 30 * 2 * (0.85 * (1000 / 1500) - 0.3) * 24 - (3 * 864) / 60
    expect(found.blockers[0]?.message).toContain(`at most ${Math.round(hours)} vCPU-hours × $0.04`)
    // 864 credits at 2 × 26.7 % a minute last 27 hours: longer than the window.
    expect(found.blockers[0]?.message).toContain('a full balance of credits lasts the window')
  })

  test('below the baseline nothing is said', () => {
    expect(web({...large, minCount: 90, maxCount: 90}).blockers).toEqual([])
  })
})

describe('other types', () => {
  test('the next size at the same price with half the instances, the cheapest, the newest: never taken', () => {
    const rejected = change(web({}), 'web-max')?.rejected ?? []
    expect(rejected[0]).toMatchObject({
      candidate: '15 × c7g.2xlarge',
      because: expect.stringMatching(/^costs the same .* 50 % fewer/),
    })
    expect(rejected.some(({candidate}) => / c8g\./.test(candidate))).toBe(true)
    for (const {because} of rejected) expect(because).toContain('what one carries is not measured')
  })

  test('all of the same architecture, without credits, and of known price', () => {
    for (const {candidate} of change(web({}), 'web-max')?.rejected ?? []) {
      const type = catalog.ec2Instance(candidate.split(' × ')[1] ?? '')
      expect(type).toMatchObject({architecture: 'arm64', isBurstable: false, isCurrent: true})
    }
    expect(change(web({}, makeSetting({region: 'eu-central-1'})), 'web-max')?.rejected).toEqual([])
  })
})

test.each(['eks', 'kubernetes', 'elastic beanstalk', 'ecs capacity provider hosts'])(
  'a group of %s is sized and never written',
  (owner) => {
    const found = web({owner})
    expect(found.patches).toEqual([])
    expect(found.changes.map(({route, patchIds}) => [route, patchIds])).toEqual([
      ['manual', []],
      ['manual', []],
    ])
    expect(found.limits[0]?.derivation.join(' ')).toContain(`belongs to ${owner}`)
  },
)
