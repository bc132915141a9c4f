import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest'
import {makeClients} from '../../src/aws/clients.js'
import {readSurroundings} from '../../src/aws/read-surroundings.js'
import {type Snapshot, snapshotSchema} from '../../src/documents/snapshot.js'
import {makeEstate} from '../aws-fake/estate.js'
import {type FakeAws, startFakeAws} from '../aws-fake/server.js'

const place = {capturedAt: '2026-11-02T06:00:00Z', account: '123456789012', region: 'eu-west-1'}
const arn = (what: string) => `arn:aws:${what}`
const template = (id: string, version: number) => ({
  LaunchTemplateId: id,
  VersionNumber: version,
  LaunchTemplateData: {InstanceType: 'c7g.xlarge', UserData: 'UEFTU1dPUkQ9eA=='},
})
/** One of everything that lies around a group, a service and a database. */
const whole: Snapshot = snapshotSchema.parse({
  schema: 'ecom-plan.snapshot/v1',
  ...place,
  autoScalingGroups: [
    {
      AutoScalingGroupName: 'web',
      LaunchTemplate: {LaunchTemplateId: 'lt-1', Version: '7'},
      WarmPoolConfiguration: {MinSize: 2},
      VPCZoneIdentifier: 'subnet-1,subnet-2',
    },
    {
      AutoScalingGroupName: 'hosts',
      MixedInstancesPolicy: {LaunchTemplate: {LaunchTemplateSpecification: {LaunchTemplateId: 'lt-2'}}},
    },
  ],
  warmPools: [{AutoScalingGroupName: 'web', WarmPoolConfiguration: {MinSize: 2}, Instances: [{InstanceId: 'i-1'}]}],
  scalingActivities: [
    {AutoScalingGroupName: 'web', ActivityId: 'a', StartTime: '2026-11-01T10:00:00.000Z'},
    {AutoScalingGroupName: 'other', ActivityId: 'b'},
  ],
  launchTemplates: [template('lt-1', 7), template('lt-2', 1), template('lt-3', 1)],
  subnets: [
    {SubnetId: 'subnet-1', AvailableIpAddressCount: 12},
    {SubnetId: 'subnet-2', AvailableIpAddressCount: 200},
    {SubnetId: 'subnet-9', AvailableIpAddressCount: 1},
  ],
  services: [{clusterArn: arn('ecs:cluster/shop'), serviceName: 'cart'}],
  clusters: [{clusterArn: arn('ecs:cluster/shop'), settings: [{name: 'containerInsights', value: 'enabled'}]}],
  dbInstances: [
    {
      DBInstanceIdentifier: 'db-1',
      DBClusterIdentifier: 'orders',
      DBParameterGroups: [{DBParameterGroupName: 'tuned'}, {DBParameterGroupName: 'default.mysql8.0'}],
    },
  ],
  dbClusters: [{DBClusterIdentifier: 'orders', Engine: 'aurora-mysql'}, {DBClusterIdentifier: 'other'}],
  dbParameters: [
    {DBParameterGroupName: 'tuned', ParameterName: 'max_connections', ParameterValue: '4000', Source: 'user'},
    {DBParameterGroupName: 'tuned', ParameterName: 'port', ParameterValue: '3306', Source: 'engine-default'},
  ],
  pendingMaintenance: [
    {ResourceIdentifier: arn('rds:db:db-1'), PendingMaintenanceActionDetails: [{Action: 'system-update'}]},
  ],
  loadBalancers: [{LoadBalancerArn: arn('elb/app/shop/1'), LoadBalancerName: 'shop', Type: 'application'}],
  capacityReservations: [{LoadBalancerArn: arn('elb/app/shop/1'), MinimumLoadBalancerCapacity: {CapacityUnits: 500}}],
  distributions: [
    {Id: 'E1', Enabled: true},
    {Id: 'E2', Enabled: true},
  ],
})
const estate = makeEstate({snapshot: whole, pageSize: 1})
let aws: FakeAws

beforeAll(async () => {
  aws = await startFakeAws({estate})
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIAEXAMPLE'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret'
})
afterAll(() => aws.close())
beforeEach(() => {
  aws.calls.length = 0
  estate.allowed = null
})

const read = () =>
  readSurroundings({
    clients: makeClients({region: 'eu-west-1', endpointUrl: aws.url, retryDelayMs: 0}),
    snapshot: {...whole, subnets: []},
    distribution: 'E2',
  })

test('what lies around the estate, over pages of one, and nothing of its neighbours', async () => {
  const {surroundings, warnings} = await read()
  expect(warnings).toEqual([])
  expect(surroundings).toMatchObject({
    warmPools: [{AutoScalingGroupName: 'web', WarmPoolConfiguration: {MinSize: 2}}],
    scalingActivities: [{ActivityId: 'a', StartTime: '2026-11-01T10:00:00.000Z'}],
    subnets: [{SubnetId: 'subnet-1', AvailableIpAddressCount: 12}, {SubnetId: 'subnet-2'}],
    clusters: [{settings: [{name: 'containerInsights', value: 'enabled'}]}],
    dbClusters: [{DBClusterIdentifier: 'orders'}],
    dbParameters: [{DBParameterGroupName: 'tuned', ParameterName: 'max_connections', ParameterValue: '4000'}],
    pendingMaintenance: [{ResourceIdentifier: arn('rds:db:db-1')}],
    capacityReservations: [{LoadBalancerArn: arn('elb/app/shop/1'), MinimumLoadBalancerCapacity: {CapacityUnits: 500}}],
    distributions: [{Id: 'E2'}],
  })
  expect(surroundings.dbParameters).toHaveLength(1)
  expect(surroundings.launchTemplates.map((one) => one['LaunchTemplateId'])).toEqual(['lt-1', 'lt-2'])
})

test('subnets that were read before are kept, and not asked for again', async () => {
  const clients = makeClients({region: 'eu-west-1', endpointUrl: aws.url, retryDelayMs: 0})
  const {surroundings} = await readSurroundings({clients, snapshot: whole, distribution: null})
  expect(surroundings.subnets).toEqual(whole.subnets)
  expect(aws.calls.filter(({operation}) => operation === 'DescribeSubnets')).toEqual([])
})

test('user data, which may hold secrets, is never kept', async () => {
  expect(JSON.stringify((await read()).surroundings)).not.toContain('UEFTU1dPUkQ9eA==')
})

test('a permission that is missing costs its own list and a warning, and no more', async () => {
  estate.allowed = ['autoscaling:DescribeWarmPool', 'autoscaling:DescribeScalingActivities']
  const {surroundings, warnings} = await read()
  expect(surroundings.warmPools).toHaveLength(1)
  expect(surroundings.subnets).toEqual([])
  expect(warnings.map(({code}) => code)).toEqual(Array.from({length: warnings.length}, () => 'ACCESS_DENIED'))
  expect(warnings.map(({message}) => message).join('\n')).toContain('ec2:DescribeSubnets')
})
