import {describe, expect, test} from 'vitest'
import {assessEcsService, type EcsInput, surgeOf} from '../../../src/core/tiers/ecs-service.js'
import {zonesOf} from '../../../src/core/tiers/ecs-zones.js'
import {legalFargateSize} from '../../../src/core/tiers/fargate-size.js'
import type {EcsService, Inventory} from '../../../src/documents/inventory.js'
import {exampleGroup, exampleProvider, exampleService, fifty} from './example-group.js'
import {makeSetting} from './make-setting.js'

const setting = makeSetting()
const cart = (over: Partial<EcsService> = {}, more: Partial<EcsInput> = {}) =>
  assessEcsService({
    tier: 'cart',
    service: exampleService(over),
    startupS: null,
    model: {...fifty, unit: 'task'},
    setting,
    ...more,
  })

describe('zones', () => {
  const subnet = (id: string, zone: string) => ({id, zone, freeAddressCount: 200})
  const inventory = (over: Partial<Inventory>) =>
    ({subnets: [], capacityProviders: [], autoScalingGroups: [], ...over}) as unknown as Inventory

  test('those of its subnets, of its hosts, or three assumed and said so', () => {
    const subnets = [subnet('s1', 'a'), subnet('s2', 'b'), subnet('s3', 'b')]
    const service = exampleService({subnets: ['s1', 's2', 's3']})
    expect(zonesOf(service, inventory({subnets}))).toEqual({zoneCount: 2, because: '2 zones: those of its 3 subnets'})
    // One that was not read may lie anywhere.
    expect(zonesOf(service, inventory({subnets: subnets.slice(0, 2)})).because).toContain('assumed')
    const hosts = {
      capacityProviders: [exampleProvider()],
      autoScalingGroups: [exampleGroup({name: 'hosts', zones: ['a', 'b']})],
    }
    const bridge = exampleService({networkMode: 'bridge', capacityProvider: 'hosts', compute: 'ec2'})
    expect(zonesOf(bridge, inventory(hosts))).toEqual({zoneCount: 2, because: '2 zones: those of its hosts'})
    expect(zonesOf(bridge, inventory({}))).toMatchObject({zoneCount: 3})
  })

  test('two zones need more than three: by hand 25 -> 26, one lost 20 -> 40', () => {
    const found = cart({}, {zones: {zoneCount: 2, because: '2 zones'}})
    expect(found.taskCount).toBe(40)
    expect(cart().taskCount).toBe(30)
    expect(found.limits[0]?.derivation).toContain('2 zones')
  })
})

test('the launching of a large rise adds to the lead: 2,000 tasks take four minutes', () => {
  // 500 a minute and service; the bucket alone would take 95 s.
  const found = cart({minCount: 4, maxCount: 20}, {setting: makeSetting({rps: 80_000, zonesLost: 0})})
  expect(found.taskCount).toBe(2001)
  // 120 + 90 + 300 s is 9 min; with the 240 s of the launch 12.5, so 13.
  expect(found.leadS).toBe(780)
  expect(found.changes[1]?.evidence.join(' ')).toContain('to launch 2,001 tasks')
  expect(cart().leadS).toBe(540)
})

test('Managed Instances: tasks are sized, hosts left to AWS and said so', () => {
  const found = cart({compute: 'managed-instances', capacityProvider: 'managed'})
  expect(found.limits[0]?.derivation.join(' ')).toContain('hosts are chosen, started and patched by AWS')
  expect(found.uses).toMatchObject([{vcpuCount: 0, unitCount: 30}])
  expect(found.changes[1]?.cost.because).toContain('AWS chooses them')
})

test('Fargate Spot is said with its count, and takes nothing of the on-demand quota', () => {
  const found = cart({spotRatio: 0.75})
  expect(found.blockers).toMatchObject([
    {severity: 'warn', code: 'SPOT_SHARE', message: expect.stringMatching(/about 22 of 30 tasks/)},
  ])
  expect(found.uses[0]?.vcpuCount).toBe(7.5)
})

describe('sizes of Fargate', () => {
  test.each([
    [1024, 2048, 1024, 2048],
    [1024, 1024, 1024, 2048],
    [1000, 2048, 1024, 2048],
    [256, 4096, 512, 4096],
    [4096, 31_000, 8192, 32_768],
  ])('%d CPU units with %d MiB fit %d with %d', (cpuUnitCount, memoryMib, cpu, memory) => {
    expect(legalFargateSize({cpuUnitCount, memoryMib}, setting)).toEqual({cpuUnitCount: cpu, memoryMib: memory})
  })

  test('a size that is none blocks with the next one; where tasks run, AWS knows better than our table', () => {
    const odd = {cpuUnitCount: 1024, memoryMib: 1024}
    expect(cart({...odd, runningCount: 0}).blockers).toMatchObject([
      {severity: 'block', code: 'FARGATE_SIZE', next: 'the next size that Fargate accepts is 1 vCPU with 2 GiB'},
    ])
    expect(cart(odd).blockers).toEqual([])
    expect(cart({cpuUnitCount: 65_536, runningCount: 0}).blockers[0]?.next).toContain('run it on EC2')
    expect(cart({...odd, runningCount: 0, compute: 'ec2'}).blockers).toEqual([])
  })
})

test('a deployment starts what maximumPercent allows, rounded down', () => {
  expect(surgeOf(exampleService({deploymentMaximumRatio: 1.5}), 5)).toBe(2)
  expect(surgeOf(exampleService({deploymentMaximumRatio: 1}), 5)).toBe(0)
  expect(cart({}).uses[0]).toMatchObject({surgeVcpuCount: 30, addresses: {addedCount: 26, surgeCount: 30}})
  expect(cart({networkMode: 'bridge', compute: 'ec2'}).uses[0]?.addresses).toBeUndefined()
})
