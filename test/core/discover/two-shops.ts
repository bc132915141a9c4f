import {readFileSync} from 'node:fs'
import {type AwsObject, type Snapshot, snapshotSchema} from '../../../src/documents/snapshot.js'
import {exampleFolder} from '../../example-run.js'

/** The estate of a worked example. */
export function exampleEstate(name: string): Snapshot {
  return snapshotSchema.parse(JSON.parse(readFileSync(`${exampleFolder(name)}estate.json`, 'utf8')))
}

/** An account with nothing in it. */
export const emptyEstate: Snapshot = snapshotSchema.parse({
  schema: 'ecom-plan.snapshot/v1',
  capturedAt: '2026-11-02T06:00:00Z',
  account: '123456789012',
  region: 'eu-west-1',
})

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:123456789012:${rest}`

export function balancer(name: string, more: AwsObject = {}): AwsObject {
  return {
    LoadBalancerName: name,
    LoadBalancerArn: arn('elasticloadbalancing', `loadbalancer/app/${name}/1f`),
    DNSName: `${name}-1.eu-west-1.elb.amazonaws.com`,
    Scheme: 'internet-facing',
    Type: 'application',
    VpcId: 'vpc-1',
    SecurityGroups: [`sg-${name}`],
    ...more,
  }
}

export function targetGroup(name: string, balancerName: string): AwsObject {
  return {
    TargetGroupName: name,
    TargetGroupArn: arn('elasticloadbalancing', `targetgroup/${name}/2f`),
    LoadBalancerArns: [arn('elasticloadbalancing', `loadbalancer/app/${balancerName}/1f`)],
    VpcId: 'vpc-1',
  }
}

export function group(name: string, targets: string[], tags: Record<string, string> = {}): AwsObject {
  return {
    AutoScalingGroupName: name,
    AutoScalingGroupARN: arn('autoscaling', `autoScalingGroup:1:autoScalingGroupName/${name}`),
    TargetGroupARNs: targets.map((one) => arn('elasticloadbalancing', `targetgroup/${one}/2f`)),
    Instances: [{InstanceId: `i-${name}`, InstanceType: 'm7g.large'}],
    Tags: Object.entries(tags).map(([Key, Value]) => ({Key, Value})),
  }
}

export function service(resource: string, targets: string[], more: AwsObject = {}): AwsObject {
  const [cluster = '', name = ''] = resource.split('/')
  return {
    serviceName: name,
    serviceArn: arn('ecs', `service/${resource}`),
    clusterArn: arn('ecs', `cluster/${cluster}`),
    status: 'ACTIVE',
    taskDefinition: arn('ecs', `task-definition/${name}:1`),
    loadBalancers: targets.map((one) => ({targetGroupArn: arn('elasticloadbalancing', `targetgroup/${one}/2f`)})),
    networkConfiguration: {awsvpcConfiguration: {subnets: [], securityGroups: [`sg-${name}`]}},
    ...more,
  }
}

/** The task definition of a service of that name, with what its environment says. */
export function task(name: string, environment: Record<string, string>): AwsObject {
  return {
    taskDefinitionArn: arn('ecs', `task-definition/${name}:1`),
    containerDefinitions: [
      {name: 'app', environment: Object.entries(environment).map(([key, value]) => ({name: key, value}))},
    ],
  }
}

export function database(id: string, more: AwsObject = {}): AwsObject {
  return {
    DBInstanceIdentifier: id,
    DBInstanceArn: arn('rds', `db:${id}`),
    DBInstanceClass: 'db.r6g.large',
    Engine: 'postgres',
    Endpoint: {Address: `${id}.abc123.eu-west-1.rds.amazonaws.com`},
    DBSubnetGroup: {VpcId: 'vpc-1'},
    VpcSecurityGroups: [{VpcSecurityGroupId: `sg-${id}`}],
    ...more,
  }
}

export function distribution(id: string, origins: string[], more: AwsObject = {}): AwsObject {
  return {
    Id: id,
    Enabled: true,
    Aliases: {Items: [`${id.toLowerCase()}.example`]},
    Origins: {Items: origins.map((DomainName, i) => ({Id: `o${i}`, DomainName}))},
    DefaultCacheBehavior: {TargetOriginId: 'o0'},
    ...more,
  }
}

export const dnsOf = (name: string) => `${name}-1.eu-west-1.elb.amazonaws.com`

/** A security group that admits others. */
function securityGroup(id: string, admits: string[]): AwsObject {
  return {GroupId: id, IpPermissions: [{UserIdGroupPairs: admits.map((GroupId) => ({GroupId}))}]}
}

/** A shoe shop and a book shop in one VPC, each with its front, an inner service and a database. */
export const twoShops: Snapshot = {
  ...emptyEstate,
  distributions: [distribution('ESHOES', [dnsOf('shoes')]), distribution('EBOOKS', [dnsOf('books')])],
  loadBalancers: [
    balancer('shoes'),
    balancer('books'),
    balancer('shoes-inner', {Scheme: 'internal'}),
    balancer('books-inner', {Scheme: 'internal'}),
  ],
  targetGroups: [
    targetGroup('shoes-web', 'shoes'),
    targetGroup('books-web', 'books'),
    targetGroup('shoes-cart', 'shoes-inner'),
    targetGroup('books-cart', 'books-inner'),
  ],
  autoScalingGroups: [
    group('shoes-web', ['shoes-web'], {app: 'shoes'}),
    group('books-web', ['books-web'], {app: 'books'}),
  ],
  services: [
    service('main/shoes-cart', ['shoes-cart'], {tags: [{key: 'app', value: 'shoes'}]}),
    service('main/books-cart', ['books-cart'], {tags: [{key: 'app', value: 'books'}]}),
  ],
  dbInstances: [database('shoes-db'), database('books-db')],
}

/** What the security groups of that account admit: each database its own shop's tiers, each inner load balancer its front. */
export const twoShopsNetwork = {
  instances: ['shoes-web', 'books-web'].map((name) => ({
    InstanceId: `i-${name}`,
    VpcId: 'vpc-1',
    SecurityGroups: [{GroupId: `sg-${name}`}],
  })),
  securityGroups: ['shoes', 'books'].flatMap((shop) => [
    securityGroup(`sg-${shop}-inner`, [`sg-${shop}-web`]),
    securityGroup(`sg-${shop}-db`, [`sg-${shop}-cart`]),
  ]),
}
