import {afterEach, beforeEach, expect, test} from 'vitest'
import {readPlacing} from '../../src/aws/read-placing.js'
import {readSnapshot} from '../../src/aws/read-snapshot.js'
import {mapInventory} from '../../src/core/inventory/map-inventory.js'
import type {AwsObject, Snapshot} from '../../src/documents/snapshot.js'
import {connect} from './connect.js'
import {cornerConfig, cornerShop} from './corner-shop.js'

const arn = (rest: string) => `arn:aws:ecs:us-east-1:123456789012:${rest}`
const [web = {}, hosts = {}] = cornerShop.autoScalingGroups
const [checkout = {}, search = {}] = cornerShop.services
const awsvpc = (...subnets: string[]) => ({networkConfiguration: {awsvpcConfiguration: {subnets}}})
const neighbour = (name: string, more: AwsObject): AwsObject => ({
  ...checkout,
  serviceArn: arn(`service/corner/${name}`),
  serviceName: name,
  taskDefinition: arn(`task-definition/${name}:1`),
  loadBalancers: [],
  ...more,
})
const task = (name: string, cpu: number) => ({
  taskDefinitionArn: arn(`task-definition/${name}:1`),
  networkMode: 'bridge',
  containerDefinitions: [{name: 'app', cpu, memory: 256}],
})
const host = (id: string) => ({
  containerInstanceArn: arn(`container-instance/corner/${id}`),
  capacityProviderName: 'corner-hosts',
  status: 'ACTIVE',
  attributes: [{name: 'ecs.instance-type', value: 'm7g.large'}],
  registeredResources: [
    {name: 'CPU', type: 'INTEGER', integerValue: 2048},
    {name: 'MEMORY', type: 'INTEGER', integerValue: 7729},
  ],
})

/** The corner shop with subnets, a group at zero, and neighbours on the hosts and elsewhere in the cluster. */
const whole: Snapshot = {
  ...cornerShop,
  autoScalingGroups: [
    {
      ...web,
      Instances: [],
      DesiredCapacity: 0,
      MinSize: 0,
      LaunchTemplate: {LaunchTemplateId: 'lt-web', Version: '3'},
      VPCZoneIdentifier: 'subnet-1,subnet-2',
    },
    hosts,
  ],
  services: [
    {...checkout, ...awsvpc('subnet-1', 'subnet-2')},
    search,
    neighbour('agent', {schedulingStrategy: 'DAEMON', capacityProviderStrategy: [], launchType: 'EC2'}),
    neighbour('batch', {schedulingStrategy: 'REPLICA'}),
    neighbour('on-fargate', {capacityProviderStrategy: [], launchType: 'FARGATE'}),
  ],
  taskDefinitions: [...cornerShop.taskDefinitions, task('agent', 128), task('batch', 512), task('on-fargate', 256)],
  launchTemplates: [
    {
      LaunchTemplateId: 'lt-web',
      VersionNumber: 3,
      LaunchTemplateData: {InstanceType: 't4g.large', UserData: 'c2VjcmV0'},
    },
  ],
  instanceTypes: [
    ...cornerShop.instanceTypes,
    {
      InstanceType: 't4g.large',
      VCpuInfo: {DefaultVCpus: 2},
      MemoryInfo: {SizeInMiB: 8192},
      NetworkInfo: {MaximumNetworkInterfaces: 3},
    },
  ],
  subnets: [
    {SubnetId: 'subnet-1', AvailabilityZone: 'us-east-1a', AvailableIpAddressCount: 12},
    {SubnetId: 'subnet-2', AvailabilityZone: 'us-east-1b', AvailableIpAddressCount: 200},
    {SubnetId: 'subnet-9', AvailabilityZone: 'us-east-1c', AvailableIpAddressCount: 1},
  ],
  containerInstances: [host('one'), host('two'), host('three')],
}

let fake: Awaited<ReturnType<typeof connect>>
beforeEach(async () => {
  fake = await connect({snapshot: whole})
})
afterEach(() => fake.aws.close())

const read = async () =>
  readPlacing(
    fake.clients,
    await readSnapshot({clients: fake.clients, config: cornerConfig, capturedAt: cornerShop.capturedAt}),
  )

test('subnets, hosts, the type of a group at zero, and what shares the hosts; over pages of one', async () => {
  fake.estate.pageSize = 1
  const snapshot = await read()
  expect(snapshot.subnets.map(({SubnetId}) => SubnetId)).toEqual(['subnet-1', 'subnet-2'])
  expect(snapshot.containerInstances).toHaveLength(3)
  const inventory = mapInventory(snapshot)
  expect(inventory.autoScalingGroups.find(({name}) => name === 'corner-web')).toMatchObject({
    instanceType: 't4g.large',
    subnets: ['subnet-1', 'subnet-2'],
  })
  expect(inventory.instanceTypes.map(({name}) => name)).toContain('t4g.large')
  expect(inventory.ecsServices.map(({name, isDaemon}) => [name, isDaemon])).toEqual([
    ['agent', true],
    ['batch', false],
    ['checkout', false],
    ['search', false],
  ])
  expect(inventory.registeredHosts).toMatchObject([{memoryMib: 7729}])
  expect(fake.aws.calls.filter(({isMutating}) => isMutating)).toEqual([])
  expect(JSON.stringify(snapshot)).not.toContain('c2VjcmV0')
})

test('each permission that is missing leaves its own list empty, and nothing else fails', async () => {
  const plain = await readSnapshot({clients: fake.clients, config: cornerConfig, capturedAt: cornerShop.capturedAt})
  fake.estate.allowed = ['ecs:ListServices', 'ecs:DescribeServices', 'ecs:DescribeTaskDefinition']
  const snapshot = await readPlacing(fake.clients, plain)
  expect(snapshot).toMatchObject({subnets: [], containerInstances: [], launchTemplates: []})
  expect(snapshot.services).toHaveLength(4)
  fake.estate.allowed = []
  expect(await readPlacing(fake.clients, plain)).toEqual(plain)
})

test('where nothing runs on hosts, neither hosts nor neighbours are asked for', async () => {
  const config = {...cornerConfig, tiers: {search: {kind: 'ecs', resource: 'corner/search'} as const}}
  const plain = await readSnapshot({clients: fake.clients, config, capturedAt: cornerShop.capturedAt})
  fake.aws.calls.length = 0
  expect((await readPlacing(fake.clients, plain)).services).toHaveLength(1)
  expect(fake.aws.calls).toEqual([])
})

test('any other failure is thrown', async () => {
  const plain = await readSnapshot({clients: fake.clients, config: cornerConfig, capturedAt: cornerShop.capturedAt})
  await fake.aws.close()
  await expect(readPlacing(fake.clients, plain)).rejects.toThrow()
})
