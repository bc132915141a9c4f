import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import type {LivePatch} from '../../src/aws/comparable.js'
import {readLive} from '../../src/aws/read-live.js'
import {readNeed} from '../../src/aws/read-need.js'
import {readProgress} from '../../src/aws/read-progress.js'
import {sendRequest} from '../../src/aws/send-request.js'
import {maxSizePatch, minSizePatches} from '../../src/core/patch/asg-patches.js'
import {
  clusterStoragePatch,
  rangePatch,
  readerTargetPatch,
  storageTypePatch,
} from '../../src/core/patch/cluster-patches.js'
import {maxCapacityPatch} from '../../src/core/patch/ecs-patches.js'
import {groupPolicyPatch, predictivePatch, servicePolicyPatch} from '../../src/core/patch/policy-patches.js'
import {classPatch, storagePatch} from '../../src/core/patch/rds-patches.js'
import {instancePatch, lcuPatch, quotaPatch} from '../../src/core/patch/reservation-patches.js'
import {readerPatches, replicaPatches} from '../../src/core/patch/spare-instance-patches.js'
import {
  defaultWarmupPatch,
  groupMetricsPatch,
  providerTargetPatch,
  resolutionPatch,
  warmPoolPatch,
} from '../../src/core/patch/warm-up-patches.js'
import type {AutoScalingGroup, Database, DatabaseCluster, EcsService} from '../../src/documents/inventory.js'
import type {AwsRequest, DraftPatch} from '../../src/documents/patch.js'
import {validateInput} from '../aws-fake/validate-input.js'
import {settle} from '../aws-fake/write-rds-instances.js'
import {connect} from './connect.js'
import {cornerShop} from './corner-shop.js'

/** Each kind of change there and back, over the wire: what is read is what the patch says, before, after, and undone. */
let fake: Awaited<ReturnType<typeof connect>>
beforeEach(async () => {
  const snapshot = structuredClone(cornerShop)
  for (const database of snapshot.dbInstances) database['PendingModifiedValues'] = {}
  snapshot.dbClusters.push({
    DBClusterIdentifier: 'corner-aurora',
    Engine: 'aurora-postgresql',
    Status: 'available',
    DBClusterMembers: [{DBInstanceIdentifier: 'corner-aurora-1', IsClusterWriter: true}],
    ServerlessV2ScalingConfiguration: {MinCapacity: 2, MaxCapacity: 16},
    StorageType: 'aurora',
  })
  snapshot.dbClusters.push({
    DBClusterIdentifier: 'corner-ledger',
    Engine: 'postgres',
    Status: 'available',
    DBClusterMembers: [],
    AllocatedStorage: 800,
    Iops: 8000,
    StorageType: 'io1',
  })
  snapshot.scalableTargets.push({
    ServiceNamespace: 'rds',
    ResourceId: 'cluster:corner-aurora',
    ScalableDimension: 'rds:cluster:ReadReplicaCount',
    MinCapacity: 1,
    MaxCapacity: 4,
  })
  Object.assign(snapshot.dbInstances[0] ?? {}, {...volume, DBInstanceIdentifier: 'corner-db'})
  snapshot.dbInstances.push({
    DBInstanceIdentifier: 'corner-aurora-1',
    DBClusterIdentifier: 'corner-aurora',
    DBInstanceStatus: 'available',
    TagList: [{Key: 'ecom-plan', Value: 'p-1'}],
  })
  fake = await connect({now: '2026-11-20T12:00:00.000Z', snapshot, isWritable: true})
})
afterEach(() => fake.aws.close())

const tier = 'web'
const group = {name: 'corner-web', maxCount: 12} as AutoScalingGroup
const service = {cluster: 'corner', name: 'checkout', maxCount: 24} as EcsService
const cluster = {
  id: 'corner-aurora',
  engine: 'aurora-postgresql',
  members: [{id: 'corner-aurora-1'}],
  pendingChanges: [] as string[],
} as DatabaseCluster
const cpu = {PredefinedMetricSpecification: {PredefinedMetricType: 'ASGAverageCPUUtilization'}, TargetValue: 50}
const ecsCpu = {
  TargetValue: 55,
  PredefinedMetricSpecification: {PredefinedMetricType: 'ECSServiceAverageCPUUtilization'},
}
const provider = {
  name: 'corner-hosts',
  autoScalingGroup: 'corner-hosts',
  targetCapacityRatio: 0.9,
  isManaged: true,
  minimumStepCount: 1,
  maximumStepCount: 10_000,
  warmupS: 300,
}
/** As AWS reports a volume, and as the inventory has it. */
const volume = {StorageType: 'io1', AllocatedStorage: 1000, Iops: 12_000, StorageThroughput: 0}
const io1 = {
  id: 'corner-db',
  storageType: 'io1',
  allocatedGib: 1000,
  provisionedIops: 12_000,
  provisionedMibPerS: 0,
} as Database
const moreIops = {storageType: 'io1', allocatedGib: 1000, iops: 18_100, provisionedIops: 18_100, provisionedMibPerS: 0}
const toGp3 = {storageType: 'gp3', allocatedGib: 1000, iops: 16_000, provisionedIops: 16_000, provisionedMibPerS: 600}
const [balancer] = cornerShop.loadBalancers
const [replica] = replicaPatches({
  tier,
  source: {id: 'corner-db', isMultiAz: true},
  className: 'db.r6g.xlarge',
  count: 1,
  planId: 'p-1',
  taken: new Set(),
})
const [reader] = readerPatches({tier, cluster, className: 'db.r6g.large', count: 1, planId: 'p-1', route: 'automatic'})
const [minimum] = minSizePatches({
  tier,
  group,
  steps: [{startS: Date.parse('2026-11-27T05:00:00Z') / 1000, minCount: 6}],
  planId: 'p-1',
})

const kinds: [string, DraftPatch | undefined][] = [
  ['MaxSize', maxSizePatch({tier, group, maxCount: 40})],
  ['a scheduled minimum', minimum],
  ['MaxCapacity', maxCapacityPatch({tier, service, maxCount: 60})],
  [
    'the target of a group',
    groupPolicyPatch({tier, group, policy: {name: 'cpu', configuration: cpu}, to: {...cpu, TargetValue: 40}}),
  ],
  ['predictive scaling', predictivePatch({tier, group, mode: 'forecast-only', targetPercent: 45, planId: 'p-1'})],
  ['a warm pool', warmPoolPatch({tier, group, state: 'stopped', minCount: 4})],
  ['warm-up', defaultWarmupPatch({tier, group, fromS: 120, toS: 60})],
  ['metrics of a group', groupMetricsPatch({tier, group, names: ['GroupMinSize', 'GroupDesiredCapacity']})],
  [
    'the target of a service',
    servicePolicyPatch({tier, service, policy: {name: 'cpu', configuration: ecsCpu}, to: {...ecsCpu, TargetValue: 45}}),
  ],
  ['metrics of 20 seconds', resolutionPatch({tier, service})],
  ['the target of a capacity provider', providerTargetPatch({tier, provider, toRatio: 0.8})],
  ['a read replica', replica],
  ['a reader', reader],
  ['a range of ACU', rangePatch({tier, cluster, from: {minAcu: 2, maxAcu: 16}, to: {minAcu: 8, maxAcu: 64}})],
  [
    'a class',
    classPatch({tier, database: {id: 'corner-db', class: 'db.r6g.2xlarge'} as Database, toClass: 'db.r6g.8xlarge'}),
  ],
  ['IOPS', storagePatch({tier, database: io1, to: moreIops})],
  ['another type of storage', storagePatch({tier, database: io1, to: toGp3})],
  ['how Aurora is billed', storageTypePatch({tier, cluster: {...cluster, storageType: 'aurora'}, to: 'aurora-iopt1'})],
  ['the readers of a cluster', readerTargetPatch({tier, cluster, scaling: {minCount: 1, maxCount: 4}, minCount: 6})],
  [
    'IOPS of a Multi-AZ cluster',
    clusterStoragePatch({
      tier,
      cluster: {...cluster, id: 'corner-ledger', allocatedGib: 800, provisionedIops: 8000},
      to: {allocatedGib: 800, provisionedIops: 12_000},
    }),
  ],
  ['LCUs', lcuPatch({tier, balancer: {name: 'corner', arn: String(balancer?.['LoadBalancerArn'])}, lcuCount: 500})],
  [
    'instances',
    instancePatch({
      tier,
      resource: 'corner-web',
      planId: 'p-1',
      instanceType: 'c7g.xlarge',
      zone: 'us-east-1a',
      instanceCount: 8,
      endAt: '2026-12-01T00:00:00.000Z',
    }),
  ],
]

const live = async (patch: LivePatch) => (await readLive({clients: fake.clients, patches: [patch]}))[patch.id]
const send = (request: AwsRequest) => sendRequest({clients: fake.clients, request})

describe.each(kinds)('%s', (_name, made) => {
  const patch = made as DraftPatch
  const undo = patch.undo as AwsRequest
  const inverse = {...patch, request: undo, before: patch.after, after: patch.before}

  test('is a request as AWS takes it, and so is its undo; neither names a desired size', () => {
    expect(validateInput(patch.request)).toEqual([])
    expect(validateInput(undo)).toEqual([])
    expect(JSON.stringify([patch.request, undo])).not.toMatch(/"(DesiredCapacity|desiredCount)"/)
  })

  test('there and back: what is read is what the patch says', async () => {
    expect(await live(patch)).toEqual(patch.before)
    expect(await send(patch.request)).toMatchObject({result: 'accepted'})
    settle(fake.estate)
    expect(await live(patch)).toEqual(patch.after)
    expect(await live(inverse)).toEqual(patch.after)
    expect(await send(undo)).toMatchObject({result: 'accepted'})
    expect(await live(inverse)).toEqual(patch.before)
    settle(fake.estate)
    expect(await live(patch)).toEqual(patch.before)
  })
})

test('the metric of a service’s policy is of 20 seconds only where the service publishes it', async () => {
  const to = {
    ...ecsCpu,
    PredefinedMetricSpecification: {PredefinedMetricType: 'ECSServiceAverageCPUUtilizationHighResolution'},
  }
  const policy = servicePolicyPatch({tier, service, policy: {name: 'cpu', configuration: ecsCpu}, to})
  expect(await send(policy.request)).toMatchObject({result: 'refused', code: 'ValidationException'})
  await send(resolutionPatch({tier, service}).request)
  expect(await send(policy.request)).toMatchObject({result: 'accepted'})
  expect(await live(policy)).toEqual(policy.after)
})

describe('a quota', () => {
  const wanted = quotaPatch({
    label: 'EC2 vCPU',
    serviceCode: 'ec2',
    quotaCode: 'L-1216C47A',
    limitCount: 640,
    toCount: 800,
  })

  test('is asked for once, is never undone, and what was granted counts as asked for', async () => {
    expect(await live(wanted)).toEqual(wanted.before)
    expect(await send(wanted.request)).toMatchObject({result: 'accepted'})
    expect(await live(wanted)).toEqual(wanted.after)
    expect(await send(wanted.request)).toMatchObject({result: 'refused'})
    fake.estate.quotaRequests.length = 0
    Object.assign(fake.estate.snapshot.quotas[0] ?? {}, {Value: 1000})
    expect(await live(wanted)).toEqual(wanted.after)
    expect(wanted.undo).toEqual({impossible: expect.stringMatching(/stays/)})
  })

  test('for which somebody has asked otherwise is neither of both', async () => {
    await send({...wanted.request, input: {...wanted.request.input, DesiredValue: 700}})
    expect(await live(wanted)).toEqual({DesiredValue: 700})
  })
})

describe('an instance is deleted only where a plan made it', () => {
  const take = (DBInstanceIdentifier: string) =>
    send({service: 'rds', operation: 'DeleteDBInstance', input: {DBInstanceIdentifier, SkipFinalSnapshot: true}})
  const notOurs = {result: 'refused', code: 'NOT_OURS'}

  test.each([
    ['a primary', 'corner-db'],
    ['a replica that somebody made', 'corner-db-r1'],
    ['the writer of a cluster, whatever its tags', 'corner-aurora-1'],
  ])('%s is not', async (_name, id) => {
    expect(await take(id)).toMatchObject(notOurs)
    expect(fake.aws.calls.filter(({isMutating}) => isMutating)).toEqual([])
  })

  test('one that is gone is said to be gone', async () => {
    expect(await take('corner-nowhere')).toMatchObject({result: 'refused', code: 'RESOURCE_NOT_FOUND'})
  })

  test('a replica of the same name that somebody else made is seen as another', async () => {
    const patch = replica as DraftPatch
    await send({...patch.request, input: {...patch.request.input, Tags: []}})
    expect(await live(patch)).not.toEqual(patch.before)
    expect(await live(patch)).not.toEqual(patch.after)
  })
})

describe('reserved instances', () => {
  const [, patch] = kinds.find(([name]) => name === 'instances') as [string, DraftPatch]

  test('are reserved once, however often the call is sent', async () => {
    await send(patch.request)
    await send(patch.request)
    expect(fake.estate.reservations).toHaveLength(1)
  })

  test('are cancelled by our tag alone, and by no id', async () => {
    await send(patch.request)
    const id = {...(patch.undo as AwsRequest), input: {CapacityReservationId: 'cr-00000000000000001'}}
    expect(await send(id)).toMatchObject({result: 'refused', code: 'NOT_OURS'})
    expect(await send(patch.undo as AwsRequest)).toMatchObject({result: 'accepted'})
    expect(await send(patch.undo as AwsRequest)).toMatchObject({result: 'refused', code: 'RESOURCE_NOT_FOUND'})
  })
})

test('a policy keeps what else it says', async () => {
  const configuration = {...cpu, DisableScaleIn: true}
  Object.assign(fake.estate.snapshot.autoScalingPolicies[0] ?? {}, {TargetTrackingConfiguration: configuration})
  const patch = groupPolicyPatch({
    tier,
    group,
    policy: {name: 'cpu', configuration},
    to: {...configuration, TargetValue: 40},
  })
  await send(patch.request)
  expect(await live(patch)).toEqual({TargetTrackingConfiguration: {...configuration, TargetValue: 40}})
  // Somebody turns scale-in on again: neither what was, nor what was planned.
  Object.assign(fake.estate.snapshot.autoScalingPolicies.at(-1) ?? {}, {TargetTrackingConfiguration: cpu})
  expect(await live(patch)).toEqual({TargetTrackingConfiguration: cpu})
})

test('of UpdateService nothing is sent that may deploy', async () => {
  const request: AwsRequest = {
    service: 'ecs',
    operation: 'UpdateService',
    input: {cluster: 'corner', service: 'checkout', forceNewDeployment: true},
  }
  await expect(send(request)).rejects.toMatchObject({code: 'PATCH_INVALID'})
})

describe('how far a change is', () => {
  const progress = (patch: LivePatch) => readProgress({clients: fake.clients, patch})
  const toClass = classPatch({
    tier,
    database: {id: 'corner-db', class: 'db.r6g.2xlarge'} as Database,
    toClass: 'db.r6g.8xlarge',
  })

  test('a database: at rest, at it, and done', async () => {
    expect(await progress(toClass)).toEqual({isUnderWay: false, status: 'available'})
    await send(toClass.request)
    expect(await progress(toClass)).toEqual({isUnderWay: true, status: 'modifying'})
    settle(fake.estate)
    expect(await progress(toClass)).toEqual({isUnderWay: false, status: 'available'})
  })

  test('what waits for the maintenance window is under way', async () => {
    Object.assign(fake.estate.snapshot.dbInstances[0] ?? {}, {
      PendingModifiedValues: {DBInstanceClass: 'db.r6g.8xlarge'},
    })
    expect(await progress(toClass)).toEqual({isUnderWay: true, status: 'available'})
  })

  test('a replica that is being made; what is gone', async () => {
    const patch = replica as DraftPatch
    expect(await progress(patch)).toEqual({isUnderWay: false, status: null})
    await send(patch.request)
    expect(await progress(patch)).toEqual({isUnderWay: true, status: 'creating'})
  })

  test('a group holds what it is told at once', async () => {
    expect(await progress(maxSizePatch({tier, group, maxCount: 40}))).toEqual({isUnderWay: false, status: null})
  })
})

test('what changes under a running database is sent, what takes it down or for good waits for a word', () => {
  const of = (patch: DraftPatch) => [patch.route, patch.consent ?? null]
  expect(of(storagePatch({tier, database: io1, to: moreIops}))).toEqual(['automatic', null])
  expect(of(storagePatch({tier, database: io1, to: toGp3}))).toEqual(['manual', 'slow'])
  expect(of(storagePatch({tier, database: io1, to: {...moreIops, allocatedGib: 1100}}))).toEqual([
    'manual',
    'irreversible',
  ])
  const [member] = cluster.members
  const aurora = (name: string) =>
    ({...cluster, storageType: 'aurora', members: [{...member, class: name}]}) as DatabaseCluster
  expect(of(storageTypePatch({tier, cluster: aurora('db.r6g.large'), to: 'aurora-iopt1'}))).toEqual(['automatic', null])
  // An instance with a local disk restarts for it.
  expect(of(storageTypePatch({tier, cluster: aurora('db.r6gd.large'), to: 'aurora-iopt1'}))).toEqual([
    'manual',
    'downtime',
  ])
})

test('the maintenance of named databases and of the members of named clusters', async () => {
  const {readMaintenanceOf} = await import('../../src/aws/read-preflight.js')
  const {snapshot} = fake.estate
  const pending = (kind: string, id: string) => ({
    ResourceIdentifier: `arn:aws:rds:us-east-1:123456789012:${kind}:${id}`,
    PendingMaintenanceActionDetails: [{Action: 'system-update', ForcedApplyDate: '2026-11-27T12:00:00.000Z'}],
  })
  snapshot.pendingMaintenance.push(pending('db', 'corner-db'), pending('db', 'other'), pending('db', 'corner-aurora-1'))
  Object.assign(snapshot.dbInstances[0] ?? {}, {PreferredMaintenanceWindow: 'sun:05:00-sun:05:30'})
  const names = [
    {name: 'corner-db', isCluster: false},
    {name: 'corner-aurora', isCluster: true},
  ]
  const found = await readMaintenanceOf(fake.clients, names)
  expect(found).toEqual([
    {
      id: 'corner-db',
      action: expect.objectContaining({ForcedApplyDate: '2026-11-27T12:00:00.000Z'}),
      window: 'sun:05:00-sun:05:30',
    },
    {id: 'corner-aurora-1', action: expect.objectContaining({Action: 'system-update'}), window: null},
  ])
})

test('what a group and a service need now', async () => {
  const need = (request: AwsRequest) => readNeed(fake.clients, request)
  expect(await need(maxSizePatch({tier, group, maxCount: 40}).request)).toEqual({
    desiredCount: 3,
    runningCount: 3,
    minCount: 3,
    maxCount: 12,
  })
  expect(await need(maxCapacityPatch({tier, service, maxCount: 60}).request)).toEqual({
    desiredCount: 4,
    runningCount: 4,
    minCount: 4,
    maxCount: 24,
  })
  const readers = readerTargetPatch({tier, cluster, scaling: {minCount: 1, maxCount: 4}, minCount: 6})
  expect(await need(readers.request)).toEqual({desiredCount: 0, runningCount: 0, minCount: 1, maxCount: 4})
  expect(await need(lcuPatch({tier, balancer: {name: 'b', arn: 'a'}, lcuCount: 100}).request)).toBeNull()
})
