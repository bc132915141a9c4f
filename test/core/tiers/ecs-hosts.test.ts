import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {assessEcsHosts} from '../../../src/core/tiers/ecs-hosts.js'
import type {Fleet} from '../../../src/core/tiers/fleet.js'
import type {HostsInput} from '../../../src/core/tiers/placed.js'
import type {EcsService} from '../../../src/documents/inventory.js'
import {exampleGroup, exampleProvider, exampleService} from './example-group.js'
import {makeSetting} from './make-setting.js'

const typeNamed = (name: string) => {
  const type = catalog.ec2Instance(name)
  if (type === undefined) throw new Error(`no ${name}`)
  return type
}
const fleetOfNames = (...names: string[]): Fleet => {
  const [first, ...others] = names.map((name) => ({type: typeNamed(name), weightCount: 1, runningCount: 1}))
  if (first === undefined) throw new Error('no type')
  return {types: [first, ...others], distribution: null}
}
/** One vCPU and 2 GiB in bridge mode, so that no interface binds. */
const plain = (over: Partial<EcsService> = {}) =>
  exampleService({compute: 'ec2', capacityProvider: 'hosts', networkMode: 'bridge', deploymentMaximumRatio: 1, ...over})
const placed = (plannedCount: number, over: Partial<EcsService> = {}) => ({
  tier: over.name ?? 'cart',
  service: plain(over),
  todayCount: 20,
  plannedCount,
  leadS: 780,
})
// m7g.2xlarge: 8 vCPU, 32 GiB. In one zone, so that the provider brings all at once.
const hosts = (over: Partial<HostsInput> = {}) =>
  assessEcsHosts({
    provider: exampleProvider(),
    group: exampleGroup({
      name: 'hosts',
      maxCount: 5,
      minCount: 1,
      desiredCount: 3,
      zones: ['a'],
      owner: 'ecs capacity provider hosts',
    }),
    fleet: fleetOfNames('m7g.2xlarge'),
    registeredHosts: [],
    daemons: [],
    neighbours: [],
    placed: [placed(40)],
    setting: makeSetting(),
    ...over,
  })
const needed = (found: ReturnType<typeof hosts>) => Number(/fill (\d+)/.exec(found.limits[0]?.derivation[0] ?? '')?.[1])
const inZones = (...zones: string[]) => exampleGroup({name: 'hosts', maxCount: 50, minCount: 1, zones})

describe('how many', () => {
  test('by hand: eight tasks of a vCPU on a host', () => {
    const found = hosts()
    expect(needed(found)).toBe(5)
    expect(found.changes).toEqual([])
    expect(needed(hosts({placed: [placed(41)]}))).toBe(6)
  })

  test('a zone is packed on its own: 40 tasks are 14 in each of three, so two hosts each', () => {
    expect(needed(hosts({group: inZones('a', 'b', 'c')}))).toBe(6)
    expect(needed(hosts({group: inZones('a', 'b', 'c'), placed: [placed(49)]}))).toBe(9)
  })

  test('daemons take theirs from every host: seven tasks where eight fitted', () => {
    const daemons = [plain({name: 'agent', isDaemon: true, cpuUnitCount: 128, memoryMib: 256})]
    const found = hosts({daemons})
    expect(needed(found)).toBe(6)
    expect(found.limits[0]?.derivation.join(' ')).toContain(
      '1 daemon on every host (agent) take 128 CPU units and 256 MiB',
    )
  })

  test('other services on the hosts keep what they run', () => {
    const found = hosts({neighbours: [plain({name: 'batch', runningCount: 9, desiredCount: 9})]})
    expect(needed(found)).toBe(7)
    expect(found.limits[0]?.derivation[0]).toContain('batch 9 of no tier')
  })

  test('memory as the hosts registered it, else less our reserve', () => {
    const heavy = [placed(8, {memoryMib: 16_000})]
    // 32,768 − 512 holds two of 16,000; what was registered holds one.
    expect(needed(hosts({placed: heavy}))).toBe(4)
    const registered = {capacityProvider: 'hosts', instanceType: 'm7g.2xlarge', cpuUnitCount: 8192, memoryMib: 31_500}
    const found = hosts({placed: heavy, registeredHosts: [registered]})
    expect(needed(found)).toBe(8)
    expect(found.limits[0]?.derivation.join(' ')).toContain('31,500 MiB for tasks, as the hosts registered')
  })

  test('of several types the least counts', () => {
    expect(needed(hosts({fleet: fleetOfNames('m7g.2xlarge', 'm7g.xlarge')}))).toBe(10)
  })

  test('a spare of managed scaling comes on top', () => {
    expect(needed(hosts({provider: exampleProvider({targetCapacityRatio: 0.8})}))).toBe(7)
  })

  test('property: more tasks, a daemon or a neighbour never need fewer hosts, and all tasks fit', () => {
    const counts = fc.record({
      tasks: fc.integer({min: 1, max: 200}),
      more: fc.integer({min: 0, max: 50}),
      zones: fc.integer({min: 1, max: 3}),
    })
    fc.assert(
      fc.property(counts, ({tasks, more, zones}) => {
        const group = inZones(...['a', 'b', 'c'].slice(0, zones))
        const few = needed(hosts({group, placed: [placed(tasks)]}))
        expect(needed(hosts({group, placed: [placed(tasks + more)]}))).toBeGreaterThanOrEqual(few)
        expect(needed(hosts({group, placed: [placed(tasks)], neighbours: [plain()]}))).toBeGreaterThanOrEqual(few)
        expect(few * 8).toBeGreaterThanOrEqual(tasks)
        expect(few % zones).toBe(0)
      }),
    )
  })
})

test('a task that is larger than an empty host stays PENDING, by name and with what is left', () => {
  const found = hosts({placed: [placed(2), placed(1, {name: 'search', cpuUnitCount: 9000})]})
  expect(found.limits).toEqual([])
  expect(found.blockers).toMatchObject([
    {
      severity: 'block',
      code: 'TASK_TOO_LARGE',
      message: expect.stringMatching(/a task of search .* which has 8,192 and 32,256 left .* PENDING/),
    },
  ])
})

test('hosts on Spot are said with their count', () => {
  const spot = {...fleetOfNames('m7g.2xlarge'), distribution: {onDemandBaseCount: 1, onDemandRatio: 0}}
  const message = expect.stringMatching(/^hosts: 4 of 5 instances/)
  expect(hosts({fleet: spot}).blockers).toMatchObject([{severity: 'warn', code: 'SPOT_SHARE', message}])
})

test('a deployment that does not fit at the peak is said, with the hosts it would take', () => {
  const twice = placed(40, {deploymentMaximumRatio: 2})
  expect(hosts({placed: [twice]}).blockers).toMatchObject([
    {
      severity: 'warn',
      code: 'DEPLOY_AT_PEAK',
      message: expect.stringMatching(/up to 40 tasks .* fill 10 hosts where 5 are allowed/),
    },
  ])
  expect(hosts({placed: [twice], group: exampleGroup({maxCount: 10, zones: ['a']})}).blockers).toEqual([])
})

describe('how fast', () => {
  test('one zone: at most the maximum step; the lead has room for one wait of five minutes', () => {
    // Four tasks rest on one host.
    const slow = hosts({placed: [placed(80)], provider: exampleProvider({maximumStepCount: 3})})
    expect(slow.blockers).toMatchObject([
      {code: 'HOSTS_SLOW', message: expect.stringMatching(/needs 3 steps to bring 10 hosts from 1, 10 min/)},
    ])
    expect(slow.blockers[0]?.next).toContain('maximumScalingStepSize of hosts to 5')
    expect(hosts({placed: [placed(80)], provider: exampleProvider({maximumStepCount: 5})}).blockers).toEqual([])
  })

  test('several zones: by the minimum step, by the wording of AWS', () => {
    const found = hosts({placed: [placed(80)], group: inZones('a', 'b')})
    // Two hosts rest, ten are wanted, one a step.
    expect(found.limits[0]?.derivation.join(' ')).toContain('2 to 10 hosts in 8 steps (1 host a step, its minimum')
    expect(found.blockers[0]?.next).toContain('minimumScalingStepSize of hosts to 4')
  })

  test('without managed scaling nobody brings them', () => {
    expect(hosts({provider: exampleProvider({isManaged: false})}).blockers).toMatchObject([{code: 'HOSTS_UNMANAGED'}])
  })
})

test('the group is the provider’s: a higher maximum is for a person, and nothing is patched', () => {
  const found = hosts({placed: [placed(60)]})
  expect(found.patches).toEqual([])
  expect(found.changes).toMatchObject([{route: 'manual', to: '8', patchIds: []}])
  expect(found.limits[0]?.verdict).toBe('short')
})
