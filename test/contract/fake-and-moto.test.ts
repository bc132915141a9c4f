import {ApplicationAutoScalingClient, DescribeScalableTargetsCommand} from '@aws-sdk/client-application-auto-scaling'
import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeScheduledActionsCommand,
} from '@aws-sdk/client-auto-scaling'
import {CloudWatchClient, GetMetricDataCommand} from '@aws-sdk/client-cloudwatch'
import {DescribeInstanceTypesCommand, EC2Client} from '@aws-sdk/client-ec2'
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
} from '@aws-sdk/client-ecs'
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {DescribeDBInstancesCommand, RDSClient} from '@aws-sdk/client-rds'
import {GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client} from '@aws-sdk/client-s3'
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {type AwsClients, makeClients} from '../../src/aws/clients.js'
import {plain} from '../../src/aws/plain.js'
import {readAllAutoScalingGroups, readGroupScaling} from '../../src/aws/read-auto-scaling.js'
import {readInstanceTypes} from '../../src/aws/read-ec2.js'
import {readAllServices} from '../../src/aws/read-ecs-estate.js'
import {readAllLoadBalancers, readAllTargetGroups} from '../../src/aws/read-load-balancers.js'
import {readAllDbInstances} from '../../src/aws/read-rds.js'
import {readServiceScaling} from '../../src/aws/read-service-scaling.js'
import {type AwsObject, snapshotSchema} from '../../src/documents/snapshot.js'
import {stubCredentials} from '../aws/connect.js'
import {makeEstate} from '../aws-fake/estate.js'
import {type FakeS3, startFakeS3} from '../aws-fake/s3.js'
import {type FakeAws, startFakeAws} from '../aws-fake/server.js'
import {describeWith} from '../require-tool.js'
import {type MotoServer, startMotoServer} from './moto-server.js'
import {makeShop, measuredFrom, minuteCount} from './moto-shop.js'

/**
 * The same questions to the fake and to moto, where moto answers as AWS does: what it gets wrong (percentiles, paging
 * of metrics, limits) is the business of strictness.test.ts. The fake's estate is what moto gave to the readers, so a
 * question is answered alike only when both read it, find it and spell it alike.
 */
describeWith(['moto'], 'the fake and moto', ({moto}) => {
  let server: MotoServer
  let fake: FakeAws
  let fakeS3: FakeS3
  let theirs: AwsClients
  let ours: AwsClients

  beforeAll(async () => {
    stubCredentials()
    server = await startMotoServer(moto)
    theirs = clientsAt(server.url)
    await makeShop(theirs)
    fake = await startFakeAws({estate: await estateOf(theirs)})
    fakeS3 = await startFakeS3({buckets: ['shop-ops'], pageSize: 3})
    ours = clientsAt(fake.url)
  }, 120_000)

  afterAll(async () => {
    await fake?.close()
    await fakeS3?.close()
    await server?.stop()
  })

  test.each(Object.entries(probes))('%s', async (_name, probe) => {
    const expected = await outcomeOf(() => probe(theirs))
    expect(await outcomeOf(() => probe(ours))).toEqual(expected)
  })

  describe('S3', () => {
    const s3At = (endpoint: string) => new S3Client({region: 'us-east-1', endpoint, forcePathStyle: true})

    test.each(Object.entries(bucketProbes))('%s', async (_name, probe) => {
      const bucket = {Bucket: 'shop-ops'}
      await fetch(`${server.url}/shop-ops`, {method: 'PUT'})
      const expected = await outcomeOf(() => probe(s3At(server.url), bucket))
      expect(await outcomeOf(() => probe(s3At(fakeS3.url), bucket))).toEqual(expected)
    })
  })
})

const clientsAt = (endpointUrl: string) => makeClients({region: 'us-east-1', endpointUrl, maxAttempts: 1})

/** What the readers find in the account, as the estate of a fake. moto fails over capacity providers: there are none. */
async function estateOf(clients: AwsClients) {
  const autoScalingGroups = await readAllAutoScalingGroups(clients)
  const services = await readAllServices(clients)
  const snapshot = snapshotSchema.parse({
    schema: 'ecom-plan.snapshot/v1',
    capturedAt: new Date().toISOString(),
    account: (await clients.of(STSClient).send(new GetCallerIdentityCommand({}))).Account,
    region: clients.region,
    autoScalingGroups,
    ...(await readGroupScaling(
      clients,
      autoScalingGroups.map((group) => String(group['AutoScalingGroupName'])),
    )),
    services,
    ...(await readServiceScaling(
      clients,
      services.map((service) => `service/shop/${service['serviceName']}`),
    )),
    loadBalancers: await readAllLoadBalancers(clients),
    targetGroups: await readAllTargetGroups(clients),
    dbInstances: await readAllDbInstances(clients),
    instanceTypes: await readInstanceTypes(clients, ['c7g.xlarge', 'm7g.large']),
  })
  const requests = {
    namespace: 'AWS/ApplicationELB',
    metricName: 'RequestCount',
    dimensions: {LoadBalancer: 'app/shop/1'},
  }
  const values = Array.from({length: minuteCount}, (_, i) => 100 + ((i * 37) % 50))
  const windows = [{periodS: 60, startAt: measuredFrom.toISOString(), values}]
  const series = ['Sum', 'Average', 'Maximum'].map((stat) => ({...requests, stat, windows}))
  return makeEstate({snapshot, series, pageSize: 100})
}

/** A reply as plain values, or the name of the error. */
async function outcomeOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    const answer = await call()
    return {answer: typeof answer === 'object' && answer !== null ? plain({answer})['answer'] : answer}
  } catch (error) {
    return {error: (error as Error).name}
  }
}

type Probe = (clients: AwsClients) => Promise<unknown>

const groupsOf = async (clients: AwsClients, input: object) =>
  (await clients.of(AutoScalingClient).send(new DescribeAutoScalingGroupsCommand(input))).AutoScalingGroups
const targetsOf = async (clients: AwsClients, ResourceIds: string[]) =>
  (
    await clients
      .of(ApplicationAutoScalingClient)
      .send(new DescribeScalableTargetsCommand({ServiceNamespace: 'ecs', ResourceIds}))
  ).ScalableTargets
const balancersOf = async (clients: AwsClients, input: object) =>
  (await clients.of(ElasticLoadBalancingV2Client).send(new DescribeLoadBalancersCommand(input))).LoadBalancers
async function databasesOf(clients: AwsClients, ids: string[]): Promise<unknown> {
  const input = new DescribeDBInstancesCommand({Filters: [{Name: 'db-instance-id', Values: ids}]})
  const {DBInstances = []} = await clients.of(RDSClient).send(input)
  // moto says the time of the question.
  return DBInstances.map((database) => ({...database, LatestRestorableTime: undefined}))
}

/** Every group, one a page. */
async function groupNamesByPages(clients: AwsClients): Promise<unknown> {
  const names: unknown[] = []
  let NextToken: string | undefined
  do {
    const input = new DescribeAutoScalingGroupsCommand({MaxRecords: 1, NextToken})
    const page = await clients.of(AutoScalingClient).send(input)
    names.push(page.AutoScalingGroups?.map((group) => group.AutoScalingGroupName))
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return names
}

async function servicesOf(clients: AwsClients, cluster: string, services: string[]): Promise<unknown> {
  const reply = await clients.of(ECSClient).send(new DescribeServicesCommand({cluster, services}))
  return {services: reply.services, missing: reply.failures?.map(({reason}) => reason)}
}

function metricsOf(Stat: string, {Period = 60, minutes = minuteCount, isBackwards = false} = {}): Probe {
  return async (clients) => {
    const Dimensions = [{Name: 'LoadBalancer', Value: 'app/shop/1'}]
    const Metric = {Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCount', Dimensions}
    const end = new Date(measuredFrom.getTime() + minutes * 60_000)
    const reply = await clients.of(CloudWatchClient).send(
      new GetMetricDataCommand({
        MetricDataQueries: [{Id: 'm0', MetricStat: {Metric, Period, Stat}}],
        StartTime: isBackwards ? end : measuredFrom,
        EndTime: isBackwards ? measuredFrom : end,
        ScanBy: 'TimestampAscending',
      }),
    )
    return reply.MetricDataResults?.map(({Id, Timestamps, Values, StatusCode}) => ({
      Id,
      Timestamps,
      Values,
      StatusCode,
    }))
  }
}

const probes: Record<string, Probe> = {
  'the account': async (clients) => (await clients.of(STSClient).send(new GetCallerIdentityCommand({}))).Account,
  'all groups': (clients) => groupsOf(clients, {}),
  'one group by name': (clients) => groupsOf(clients, {AutoScalingGroupNames: ['shop-search']}),
  'a group that is not there': (clients) => groupsOf(clients, {AutoScalingGroupNames: ['nowhere']}),
  'groups page by page': groupNamesByPages,
  'policies and schedules of a group': (clients) => readGroupScaling(clients, ['shop-web']),
  'schedules of a group without any': async (clients) =>
    (
      await clients
        .of(AutoScalingClient)
        .send(new DescribeScheduledActionsCommand({AutoScalingGroupName: 'shop-search'}))
    ).ScheduledUpdateGroupActions,
  clusters: async (clients) => (await clients.of(ECSClient).send(new ListClustersCommand({}))).clusterArns,
  'the services of a cluster': async (clients) =>
    (await clients.of(ECSClient).send(new ListServicesCommand({cluster: 'shop'}))).serviceArns?.sort(),
  'one service': (clients) => servicesOf(clients, 'shop', ['checkout']),
  'a service that is not there': (clients) => servicesOf(clients, 'shop', ['checkout', 'nowhere']),
  'a cluster that is not there': (clients) => servicesOf(clients, 'nowhere', ['checkout']),
  'a task definition that is not there': async (clients) =>
    clients.of(ECSClient).send(new DescribeTaskDefinitionCommand({taskDefinition: 'nowhere:1'})),
  'limits, policies and schedules of a service': (clients) => readServiceScaling(clients, ['service/shop/checkout']),
  'limits of a service without any': (clients) => targetsOf(clients, ['service/shop/cart']),
  'all load balancers': (clients) => balancersOf(clients, {}),
  'a load balancer by name': (clients) => balancersOf(clients, {Names: ['shop-internal']}),
  'a load balancer that is not there': (clients) => balancersOf(clients, {Names: ['nowhere']}),
  'a target group that is not there': async (clients) =>
    clients.of(ElasticLoadBalancingV2Client).send(new DescribeTargetGroupsCommand({Names: ['nowhere']})),
  'one database': (clients) => databasesOf(clients, ['shop-db']),
  'two databases and one that is not there': (clients) => databasesOf(clients, ['shop-db', 'shop-cms', 'nowhere']),
  'a database that is not there, by its id': async (clients) =>
    clients.of(RDSClient).send(new DescribeDBInstancesCommand({DBInstanceIdentifier: 'nowhere'})),
  'instance types': (clients) => readInstanceTypes(clients, ['c7g.xlarge', 'm7g.large']),
  'an instance type that is none': async (clients) =>
    clients.of(EC2Client).send(new DescribeInstanceTypesCommand({InstanceTypes: ['z9.nano' as 'c7g.large']})),
  'requests a minute': metricsOf('Sum'),
  'the mean of five minutes': metricsOf('Average', {Period: 300}),
  'the largest of ten minutes': metricsOf('Maximum', {Period: 600}),
  'the end is left out': metricsOf('Sum', {minutes: 7}),
  'a stretch that ends before it begins': metricsOf('Sum', {isBackwards: true}),
  'a stretch without length': metricsOf('Sum', {minutes: 0}),
}

type Bucket = {Bucket: string}
const text = async (body: {transformToString: () => Promise<string>} | undefined) => body?.transformToString()

const bucketProbes: Record<string, (s3: S3Client, bucket: Bucket) => Promise<unknown>> = {
  'an object is what was put': async (s3, bucket) => {
    await s3.send(new PutObjectCommand({...bucket, Key: 'a/one', Body: 'first'}))
    const {Body, ContentLength, ETag} = await s3.send(new GetObjectCommand({...bucket, Key: 'a/one'}))
    return {text: await text(Body), ContentLength, ETag}
  },
  'an object that is not there': (s3, bucket) => s3.send(new GetObjectCommand({...bucket, Key: 'nowhere'})),
  'a bucket that is not there': (s3) => s3.send(new GetObjectCommand({Bucket: 'nowhere-at-all', Key: 'a'})),
  'a second put with If-None-Match': async (s3, bucket) => {
    const put = () => s3.send(new PutObjectCommand({...bucket, Key: 'b/once', Body: 'x', IfNoneMatch: '*'}))
    const first = (await put()).ETag
    return {first, second: await outcomeOf(put)}
  },
  'keys below a prefix, page by page, in the order of their bytes': async (s3, bucket) => {
    const keys = ['c/2', 'c/10', 'c/ä', 'c/a b&c', 'c/Z', 'd/1']
    for (const Key of keys) await s3.send(new PutObjectCommand({...bucket, Key, Body: Key}))
    const pages: AwsObject[] = []
    let ContinuationToken: string | undefined
    do {
      const page = await s3.send(new ListObjectsV2Command({...bucket, Prefix: 'c/', MaxKeys: 3, ContinuationToken}))
      pages.push({keys: page.Contents?.map(({Key, Size}) => [Key, Size]), isCut: page.IsTruncated})
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken !== undefined)
    return pages
  },
}
