import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {type Fleet, fleetOf} from '../../../src/core/tiers/fleet.js'
import {totalCapacityRps} from '../../../src/core/tiers/total-capacity.js'
import {onAssumedSize, onAssumedType} from '../../../src/core/what-if/assumed-capacity.js'
import type {MeasuredOn} from '../../../src/core/what-if/measured-on.js'
import type {CapacityModel} from '../../../src/documents/capacity-model.js'
import type {InstanceType} from '../../../src/documents/inventory.js'
import {exampleGroup, fifty} from '../tiers/example-group.js'
import {makeSetting} from '../tiers/make-setting.js'

const typeOf = (name: string): InstanceType | null => {
  const known = catalog.ec2Instance(name)
  return known === undefined
    ? null
    : {name, vcpuCount: known.vcpuCount, memoryGib: known.memoryGib, maxEniCount: known.maxEniCount}
}
const types = (...names: [string, number][]) =>
  names.map(([name, runningCount]) => ({name, weightCount: null, runningCount}))
const fleet = (name: string): Fleet => {
  const made = fleetOf(exampleGroup({types: types([name, 3])}), typeOf)
  if ('missing' in made) throw new Error(`no type ${name}`)
  return made
}
const on = (measured: [string, number][], isUnitAssumed = false): MeasuredOn => ({
  kind: 'asg',
  types: types(...measured),
  isUnitAssumed,
})
const assume = (model: CapacityModel, measured: MeasuredOn | undefined, to: string, speed = 1) =>
  onAssumedType({
    model,
    measured,
    fleet: fleet(to),
    typeOf,
    setting: makeSetting({
      judgement: (name) => (name === 'vcpuSpeedRatio' ? speed : catalog.judgements[name].value),
    }),
  })

test('what was measured counts times the vCPUs, and is beyond what was measured', () => {
  const twice = assume(fifty, on([['c7g.xlarge', 3]]), 'c7g.2xlarge')
  expect(twice.unitRps).toBe(100)
  expect(twice.estimates).toEqual([
    {
      origin: 'production',
      unitRps: 100,
      isExtrapolated: true,
      evidence: 'measured; × 8 / 4 vCPU for c7g.2xlarge, one vCPU taken as equally fast (our judgement)',
    },
  ])
})

test('a mix counts with the mean of what ran, and a faster vCPU as it was said', () => {
  expect(
    assume(
      fifty,
      on([
        ['c7g.xlarge', 1],
        ['c7g.2xlarge', 1],
      ]),
      'c7g.4xlarge',
    ).unitRps,
  ).toBeCloseTo(50 * (16 / 6), 9)
  const faster = assume(fifty, on([['c7g.xlarge', 3]]), 'c8g.xlarge', 1.2)
  expect(faster.unitRps).toBeCloseTo(60, 9)
  expect(faster.estimates[0]?.evidence).toContain('one vCPU taken for 1.2 of the old (vcpuSpeedRatio)')
})

test('nothing changes where no other type is assumed', () => {
  expect(assume(fifty, undefined, 'c7g.2xlarge')).toBe(fifty)
  expect(assume(fifty, on([['c7g.xlarge', 3]]), 'c7g.xlarge')).toBe(fifty)
})

test('what a person says of the assumed unit stays; the lowest counts', () => {
  const both: CapacityModel = {
    ...fifty,
    unitRps: 50,
    estimates: [{origin: 'config', unitRps: 70, evidence: 'said', isExtrapolated: false}, ...fifty.estimates],
  }
  const found = assume(both, on([['c7g.xlarge', 3]], true), 'c7g.2xlarge')
  expect(found.estimates.map(({unitRps}) => unitRps)).toEqual([70, 100])
  expect([found.unitRps, found.origin]).toEqual([70, 'config'])
  expect(found.disagreementRatio).toBeCloseTo(3 / 7, 9)
  expect(assume(both, on([['c7g.xlarge', 3]]), 'c7g.2xlarge').estimates[0]?.unitRps).toBe(140)
})

test('so many assumed units carry together what as many vCPUs of the measured do; what they share stays', () => {
  const scaled: CapacityModel = {
    ...fifty,
    scaling: {
      testedCounts: [1, 2],
      totals: [1, 2, 3, 4, 5, 6].map((unitCount) => ({
        unitCount,
        totalRps: Math.min(50 * unitCount, 180),
        lowRps: Math.min(45 * unitCount, 160),
        highRps: Math.min(55 * unitCount, 200),
      })),
      sharedLimit: {name: 'orders-db', limitRps: 180, lowRps: 160, highRps: 200},
      words: ['bends'],
    },
  }
  fc.assert(
    fc.property(fc.integer({min: 1, max: 12}), (count) => {
      const larger = assume(scaled, on([['c7g.xlarge', 3]]), 'c7g.2xlarge')
      // Between whole numbers of the new unit the straight line may lie below the bend of the old.
      expect(totalCapacityRps(larger, count)).toBeCloseTo(totalCapacityRps(scaled, 2 * count), 9)
      expect(totalCapacityRps(larger, count)).toBeLessThanOrEqual(180)
    }),
  )
})

test('a task of another size carries in proportion to its CPU units', () => {
  const model = {...fifty, unit: 'task' as const}
  const found = onAssumedSize(model, {kind: 'ecs', cpuUnitCount: 1024, isUnitAssumed: false}, {cpuUnitCount: 2048})
  expect(found.unitRps).toBe(100)
  expect(found.estimates[0]).toMatchObject({
    isExtrapolated: true,
    evidence: 'measured; × 2 / 1 vCPU a task, taken in proportion (our judgement)',
  })
  expect(onAssumedSize(model, {kind: 'ecs', cpuUnitCount: 1024, isUnitAssumed: false}, {cpuUnitCount: 1024})).toBe(
    model,
  )
})
