import {describe, expect, test} from 'vitest'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import type {AwsObject, Snapshot} from '../../../src/documents/snapshot.js'
import {PlanError} from '../../../src/errors.js'
import {cornerShop} from '../../aws/corner-shop.js'

/** The corner shop with its web group changed, and more around it. */
function webGroup(change: AwsObject, more: Partial<Snapshot> = {}) {
  const [web, ...others] = cornerShop.autoScalingGroups
  const snapshot = {...cornerShop, ...more, autoScalingGroups: [{...web, ...change}, ...others]}
  const found = mapInventory(snapshot).autoScalingGroups.find(({name}) => name === 'corner-web')
  if (found === undefined) throw new Error('no such group')
  return found
}

const override = (InstanceType: string, WeightedCapacity?: string) => ({
  InstanceType,
  ...(WeightedCapacity === undefined ? {} : {WeightedCapacity}),
})
const instance = (InstanceType: string) => ({InstanceId: 'i-1', InstanceType, AvailabilityZone: 'us-east-1a'})
const template = {LaunchTemplateId: 'lt-1', LaunchTemplateName: 'web', Version: '7'}
const versions = [
  {LaunchTemplateId: 'lt-1', VersionNumber: 8, LaunchTemplateData: {InstanceType: 'm7g.large'}},
  {
    LaunchTemplateId: 'lt-1',
    VersionNumber: 7,
    LaunchTemplateData: {
      InstanceType: 't4g.large',
      CreditSpecification: {CpuCredits: 'standard'},
      BlockDeviceMappings: [{DeviceName: '/dev/xvda', Ebs: {VolumeSize: 30}}, {DeviceName: '/dev/sdb'}],
    },
  },
]

describe('mixed instances policies', () => {
  const policy = {
    LaunchTemplate: {
      LaunchTemplateSpecification: template,
      Overrides: [override('c7g.xlarge', '4'), override('c6g.2xlarge', '8')],
    },
    InstancesDistribution: {OnDemandBaseCapacity: 6, OnDemandPercentageAboveBaseCapacity: 25},
  }

  test('types in order of preference with their weights, what runs, and the share on demand', () => {
    const group = webGroup({MixedInstancesPolicy: policy, Instances: [instance('c6g.2xlarge'), instance('c5.large')]})
    expect(group.types).toEqual([
      {name: 'c7g.xlarge', weightCount: 4, runningCount: 0},
      {name: 'c6g.2xlarge', weightCount: 8, runningCount: 1},
      {name: 'c5.large', weightCount: null, runningCount: 1},
    ])
    expect(group.distribution).toEqual({onDemandBaseCount: 6, onDemandRatio: 0.25})
    expect(group.instanceType).toBe('c7g.xlarge')
  })

  test('what AWS leaves out is all on demand; what asks for properties tells only what runs', () => {
    expect(webGroup({MixedInstancesPolicy: {...policy, InstancesDistribution: {}}}).distribution).toEqual({
      onDemandBaseCount: 0,
      onDemandRatio: 1,
    })
    const required = {LaunchTemplate: {Overrides: [{InstanceRequirements: {VCpuCount: {Min: 4}}}]}}
    expect(webGroup({MixedInstancesPolicy: required}).types).toEqual([
      {name: 'c7g.xlarge', weightCount: null, runningCount: 3},
    ])
    expect(webGroup({MixedInstancesPolicy: required, Instances: []})).toMatchObject({types: [], instanceType: null})
  })
})

test('a group at zero has the type, credit mode and disk of its own version of the launch template', () => {
  const group = webGroup({Instances: [], LaunchTemplate: template}, {launchTemplates: versions})
  expect(group).toMatchObject({instanceType: 't4g.large', cpuCreditMode: 'standard', volumeGib: 30})
  expect(group.types).toEqual([{name: 't4g.large', weightCount: null, runningCount: 0}])
  const latest = webGroup(
    {Instances: [], LaunchTemplate: {...template, Version: '$Latest'}},
    {launchTemplates: versions},
  )
  expect(latest).toMatchObject({instanceType: 'm7g.large', cpuCreditMode: null, volumeGib: null})
})

test('a launch template that asks for Spot makes the whole group Spot', () => {
  const data = {InstanceType: 'c7g.large', InstanceMarketOptions: {MarketType: 'spot'}}
  const launchTemplates = [{LaunchTemplateId: 'lt-1', VersionNumber: 7, LaunchTemplateData: data}]
  expect(webGroup({LaunchTemplate: template}, {launchTemplates}).distribution).toEqual({
    onDemandBaseCount: 0,
    onDemandRatio: 0,
  })
})

describe('warm pools', () => {
  test('state, sizes and what is ready; -1 is no maximum', () => {
    const pool = {PoolState: 'Hibernated', MinSize: 2, MaxGroupPreparedCapacity: 8}
    expect(webGroup({WarmPoolConfiguration: pool, WarmPoolSize: 4}).warmPool).toEqual({
      state: 'hibernated',
      minCount: 2,
      maxPreparedCount: 8,
      readyCount: 4,
    })
    expect(webGroup({WarmPoolConfiguration: {MaxGroupPreparedCapacity: -1}}).warmPool).toEqual({
      state: 'stopped',
      minCount: 0,
      maxPreparedCount: null,
      readyCount: null,
    })
  })

  test('one that is being deleted is none, and a state that nobody knows is said with its place', () => {
    expect(webGroup({WarmPoolConfiguration: {Status: 'PendingDelete'}}).warmPool).toBeNull()
    const strange = () => webGroup({WarmPoolConfiguration: {PoolState: 'Frozen'}})
    expect(strange).toThrow(PlanError)
    expect(strange).toThrow(/autoScalingGroups\[0\]\.WarmPoolConfiguration\.PoolState/)
  })
})

test.each([
  ['eks:cluster-name', 'eks'],
  ['eks:nodegroup-name', 'eks'],
  ['k8s.io/cluster-autoscaler/enabled', 'kubernetes'],
  ['kubernetes.io/cluster/shop', 'kubernetes'],
  ['elasticbeanstalk:environment-name', 'elastic beanstalk'],
  ['AmazonECSManaged', 'ecs capacity provider'],
  ['team', null],
])('a group with the tag %s belongs to %s', (Key, owner) => {
  expect(webGroup({Tags: [{Key, Value: 'x'}]}).owner).toBe(owner)
})

test('rebalancing over the zones is off where the process is suspended', () => {
  expect(webGroup({SuspendedProcesses: [{ProcessName: 'AlarmNotification'}]}).isRebalanced).toBe(true)
  expect(webGroup({SuspendedProcesses: [{ProcessName: 'AZRebalance'}]}).isRebalanced).toBe(false)
})

test('services: subnets, daemons, and the weight of Fargate Spot', () => {
  const [checkout, search] = cornerShop.services
  const inventory = mapInventory({
    ...cornerShop,
    services: [
      {
        ...checkout,
        schedulingStrategy: 'DAEMON',
        networkConfiguration: {awsvpcConfiguration: {subnets: ['subnet-1', 'subnet-2']}},
      },
      {
        ...search,
        capacityProviderStrategy: [
          {capacityProvider: 'FARGATE', weight: 1, base: 2},
          {capacityProvider: 'FARGATE_SPOT', weight: 3},
        ],
      },
    ],
  })
  expect(inventory.ecsServices).toMatchObject([
    {name: 'checkout', isDaemon: true, subnets: ['subnet-1', 'subnet-2'], spotRatio: 0},
    {name: 'search', isDaemon: false, subnets: [], spotRatio: 0.75, compute: 'fargate'},
  ])
})

test('subnets with their free addresses, and the least that hosts of a type registered', () => {
  const host = (id: string, cpu: number, memory: number, provider: string | null = 'corner-hosts') => ({
    containerInstanceArn: `arn:aws:ecs:us-east-1:123456789012:container-instance/corner/${id}`,
    ...(provider === null ? {} : {capacityProviderName: provider}),
    attributes: [{name: 'ecs.instance-type', value: 'm7g.large'}],
    registeredResources: [
      {name: 'CPU', type: 'INTEGER', integerValue: cpu},
      {name: 'MEMORY', type: 'INTEGER', integerValue: memory},
      {name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22']},
    ],
  })
  const inventory = mapInventory({
    ...cornerShop,
    subnets: [
      {SubnetId: 'subnet-2', AvailabilityZone: 'us-east-1b', AvailableIpAddressCount: 11},
      {SubnetId: 'subnet-1', AvailabilityZone: 'us-east-1a', AvailableIpAddressCount: 240},
    ],
    containerInstances: [host('a', 2048, 7729), host('b', 2048, 7680), host('new', 0, 0), host('other', 1, 1, null)],
  })
  expect(inventory.subnets).toEqual([
    {id: 'subnet-1', zone: 'us-east-1a', freeAddressCount: 240},
    {id: 'subnet-2', zone: 'us-east-1b', freeAddressCount: 11},
  ])
  expect(inventory.registeredHosts).toEqual([
    {capacityProvider: 'corner-hosts', instanceType: 'm7g.large', cpuUnitCount: 2048, memoryMib: 7680},
  ])
})
