import {describe, expect, test} from 'vitest'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import {inventorySchema} from '../../../src/documents/inventory.js'
import type {Snapshot} from '../../../src/documents/snapshot.js'
import {cornerShop} from '../../aws/corner-shop.js'

const inventory = mapInventory(cornerShop)

/** The corner shop with one element of one list changed. */
function withChange(list: keyof Snapshot, index: number, change: Record<string, unknown>): Snapshot {
  const elements = cornerShop[list] as Record<string, unknown>[]
  return {...cornerShop, [list]: elements.map((element, at) => (at === index ? {...element, ...change} : element))}
}

const groupNamed = (snapshot: Snapshot, name: string) =>
  mapInventory(snapshot).autoScalingGroups.find((group) => group.name === name)
const serviceNamed = (snapshot: Snapshot, name: string) =>
  mapInventory(snapshot).ecsServices.find((service) => service.name === name)

test('the inventory is a valid document, and the order of the snapshot does not matter', () => {
  expect(inventorySchema.parse(inventory)).toEqual(inventory)
  const reversed = Object.fromEntries(
    Object.entries(cornerShop).map(([name, value]) => [name, Array.isArray(value) ? value.toReversed() : value]),
  ) as Snapshot
  expect(JSON.stringify(mapInventory(reversed))).toBe(JSON.stringify(inventory))
})

describe('Auto Scaling groups', () => {
  test('limits, type, zones, target groups, policies and schedules', () => {
    expect(groupNamed(cornerShop, 'corner-web')).toEqual({
      name: 'corner-web',
      minCount: 3,
      maxCount: 12,
      desiredCount: 3,
      instanceType: 'c7g.xlarge',
      types: [{name: 'c7g.xlarge', weightCount: null, runningCount: 3}],
      distribution: null,
      warmPool: null,
      cpuCreditMode: null,
      volumeGib: null,
      isRebalanced: true,
      subnets: [],
      zones: ['us-east-1a', 'us-east-1b'],
      targetGroups: ['corner-web'],
      warmupS: 120,
      policies: [
        {name: 'burst', type: 'StepScaling', metric: null, target: null},
        {
          name: 'cpu',
          type: 'TargetTrackingScaling',
          metric: 'ASGAverageCPUUtilization',
          target: '50',
          configuration: {
            PredefinedMetricSpecification: {PredefinedMetricType: 'ASGAverageCPUUtilization'},
            TargetValue: 50,
          },
        },
        {
          name: 'cpu-night',
          type: 'TargetTrackingScaling',
          metric: 'ASGAverageCPUUtilization',
          target: '70',
          configuration: {
            PredefinedMetricSpecification: {PredefinedMetricType: 'ASGAverageCPUUtilization'},
            TargetValue: 70,
          },
        },
      ],
      scheduledActions: [
        {
          name: 'evening',
          schedule: '30 18 * * *',
          timezone: 'America/New_York',
          minCount: 5,
          maxCount: null,
          desiredCount: null,
        },
        {
          name: 'launch',
          schedule: '2026-11-27T04:30:00.000Z',
          timezone: null,
          minCount: 9,
          maxCount: 12,
          desiredCount: 9,
        },
      ],
      owner: null,
      stack: 'corner & web',
    })
  })

  test.each([
    ['corner-hosts', cornerShop, 'ecs capacity provider corner-hosts'],
    ['corner-hosts', {...cornerShop, capacityProviders: [], services: []}, 'ecs capacity provider'],
    ['corner-web', withChange('autoScalingGroups', 0, {Tags: [{Key: 'eks:cluster-name', Value: 'x'}]}), 'eks'],
    [
      'corner-web',
      withChange('autoScalingGroups', 0, {Tags: [{Key: 'elasticbeanstalk:environment-name', Value: 'x'}]}),
      'elastic beanstalk',
    ],
  ])('%s is owned by somebody else', (name, snapshot, owner) => {
    expect(groupNamed(snapshot, name)?.owner).toBe(owner)
  })

  test('a mixed group without instances is known by what it prefers, a plain one not at all', () => {
    const overrides = {LaunchTemplate: {Overrides: [{InstanceType: 'c7g.2xlarge'}, {InstanceType: 'c6g.2xlarge'}]}}
    const mixed = withChange('autoScalingGroups', 0, {Instances: [], MixedInstancesPolicy: overrides})
    expect(groupNamed(mixed, 'corner-web')?.instanceType).toBe('c7g.2xlarge')
    expect(groupNamed(withChange('autoScalingGroups', 0, {Instances: []}), 'corner-web')?.instanceType).toBeNull()
  })
})

describe('ECS services', () => {
  test('on hosts: sizes summed over the containers, limits from the scalable target', () => {
    expect(serviceNamed(cornerShop, 'checkout')).toEqual({
      cluster: 'corner',
      name: 'checkout',
      compute: 'ec2',
      capacityProvider: 'corner-hosts',
      spotRatio: 0,
      isDaemon: false,
      subnets: [],
      desiredCount: 4,
      runningCount: 4,
      cpuUnitCount: 1024,
      memoryMib: 1792,
      architecture: 'x86_64',
      networkMode: 'awsvpc',
      deploymentMaximumRatio: 1.5,
      minCount: 4,
      maxCount: 24,
      targetGroups: ['corner-checkout'],
      policies: [
        {
          name: 'cpu',
          type: 'TargetTrackingScaling',
          metric: 'ECSServiceAverageCPUUtilization',
          target: '55',
          configuration: {
            PredefinedMetricSpecification: {PredefinedMetricType: 'ECSServiceAverageCPUUtilization'},
            TargetValue: 55,
          },
        },
      ],
      scheduledActions: [
        {
          name: 'launch',
          schedule: 'at(2026-11-26T23:30:00)',
          timezone: 'America/New_York',
          minCount: 12,
          maxCount: 24,
          desiredCount: null,
        },
      ],
    })
  })

  test('on Fargate: the size of the task itself, its architecture, and the default deployment', () => {
    expect(serviceNamed(cornerShop, 'search')).toMatchObject({
      compute: 'fargate',
      capacityProvider: null,
      cpuUnitCount: 512,
      memoryMib: 1024,
      architecture: 'arm64',
      deploymentMaximumRatio: 2,
    })
  })

  test.each([
    [{launchType: undefined, capacityProviderStrategy: [{capacityProvider: 'FARGATE_SPOT'}]}, 'fargate'],
    [{launchType: 'EXTERNAL'}, 'external'],
    [{launchType: 'EC2'}, 'ec2'],
  ])('%j runs on %s', (change, compute) => {
    expect(serviceNamed(withChange('services', 1, change), 'search')?.compute).toBe(compute)
  })

  test('a service that nothing scales has no limits', () => {
    expect(serviceNamed({...cornerShop, scalableTargets: []}, 'search')).toMatchObject({minCount: null, maxCount: null})
  })
})

test('the rest of the estate', () => {
  expect(inventory.capacityProviders).toEqual([
    {
      name: 'corner-hosts',
      autoScalingGroup: 'corner-hosts',
      targetCapacityRatio: 0.9,
      isManaged: true,
      minimumStepCount: 1,
      maximumStepCount: 10_000,
      warmupS: 300,
    },
  ])
  expect(inventory.loadBalancers).toEqual([
    {name: 'corner', dimension: 'app/corner/50dc6c495c0c9188', zones: ['us-east-1a', 'us-east-1b']},
  ])
  expect(inventory.targetGroups[0]).toEqual({
    name: 'corner-checkout',
    arn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/corner-checkout/943f017f100becff',
    dimension: 'targetgroup/corner-checkout/943f017f100becff',
    loadBalancers: ['corner'],
  })
  expect(inventory.databases[0]).toEqual({
    id: 'corner-db',
    class: 'db.r6g.2xlarge',
    engine: 'postgres',
    engineVersion: '16.4',
    status: 'available',
    isMultiAz: true,
    storageType: 'gp3',
    allocatedGib: 500,
    provisionedIops: 12000,
    provisionedMibPerS: 500,
    replicaOf: null,
    replicas: ['corner-db-r1', 'corner-db-r2'],
    pendingChanges: ['AllocatedStorage'],
    maintenanceWindow: 'sun:04:00-sun:04:30',
    backupWindow: '03:00-03:30',
  })
  expect(inventory.databases[0]?.insightsId).toBeUndefined()
  const watched = cornerShop.dbInstances.map((one) => ({
    ...one,
    PerformanceInsightsEnabled: true,
    DbiResourceId: 'db-A',
  }))
  expect(mapInventory({...cornerShop, dbInstances: watched}).databases[0]?.insightsId).toBe('db-A')
  expect(inventory.databases[1]).toMatchObject({id: 'corner-db-r1', replicaOf: 'corner-db', pendingChanges: []})
  expect(inventory.instanceTypes[1]).toEqual({name: 'm7g.large', vcpuCount: 2, memoryGib: 8, maxEniCount: 3})
  expect(inventory.quotas.map((quota) => quota.limitCount)).toEqual([6, 640])
})

test.each([
  ['autoScalingGroups', 1, {MinSize: undefined}, 'autoScalingGroups[1].MinSize'],
  ['autoScalingGroups', 0, {MaxSize: 2.5}, 'autoScalingGroups[0].MaxSize'],
  ['autoScalingGroups', 0, {TargetGroupARNs: ['corner-web']}, 'autoScalingGroups[0].TargetGroupARNs'],
  ['autoScalingGroups', 0, {Tags: 'none'}, 'autoScalingGroups[0].Tags'],
  ['services', 0, {taskDefinition: 'gone:1'}, 'services[0].taskDefinition'],
  ['services', 0, {capacityProviderStrategy: [{capacityProvider: 'other'}]}, 'services[0].capacityProviderStrategy'],
  ['services', 1, {launchType: 'MAINFRAME'}, 'services[1].launchType'],
  ['taskDefinitions', 1, {cpu: '1 vCPU'}, 'taskDefinitions[1].cpu'],
  ['dbInstances', 2, {AllocatedStorage: null}, 'dbInstances[2].AllocatedStorage'],
  ['dbInstances', 0, {MultiAZ: 'yes'}, 'dbInstances[0].MultiAZ'],
  ['instanceTypes', 0, {NetworkInfo: undefined}, 'instanceTypes[0].NetworkInfo'],
] as const)('a shape that cannot be read is named: %s[%i] %j', (list, index, change, at) => {
  expect(() => mapInventory(withChange(list, index, change))).toThrow(
    expect.objectContaining({kind: 'data', code: 'SNAPSHOT_INVALID', message: expect.stringContaining(at)}),
  )
})
