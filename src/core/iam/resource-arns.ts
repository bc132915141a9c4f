import type {IamResource} from '../../catalog/iam-action.js'
import type {Config} from '../../documents/config.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {IamPurpose} from '../../documents/iam-policy.js'
import {partitionOf} from '../inventory/partition.js'
import {placeOfTier} from '../inventory/place.js'
import {applyBucket, archiveBucket, loadTestBucket, logBuckets, reportBucket} from './config-uses.js'
import {secretPlaces, topicsOf} from './notify-uses.js'

/** The service-linked role that Application Auto Scaling acts as for ECS, and the service that assumes it. */
export const scalingRole = {
  service: 'ecs.application-autoscaling.amazonaws.com',
  name: 'AWSServiceRoleForApplicationAutoScaling_ECSService',
} as const

/**
 * The ARNs that an action on this kind of resource is narrowed to.
 *
 * Writes are narrowed to the tiers of the config by name. Reads are as wide as the call: a list of databases is allowed
 * or denied as a whole, services are read by cluster so that a mistyped name is not taken for a missing permission, and
 * the config does not know the names of capacity providers. The id in the ARN of a scalable target is AWS's own; the
 * conditions on its statement narrow it. Services with an ARN of the old form, without the cluster, are not matched.
 *
 * @source https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function resourceArns({
  kind,
  access,
  config,
  purpose,
}: {
  kind: IamResource
  access: 'read' | 'write'
  config: Config
  /** Who asks: of S3 each command has its own places. */
  purpose: IamPurpose
}): string[] {
  const {account, region} = config.aws
  const partition = partitionOf(region)
  const here = arnMaker(config.aws)
  // Tiers may lie in several Regions of the account.
  const each = (wanted: Exclude<TierConfig['kind'], 'dependency'>, arnOf: (make: ArnMaker, name: string) => string) =>
    Object.values(config.tiers).flatMap((tier) =>
      tier.kind === wanted ? [arnOf(arnMaker(placeOfTier(config.aws, tier)), tier.resource)] : [],
    )
  const eachCluster = (arnOf: (make: ArnMaker, name: string) => string) => [
    ...each('aurora', arnOf),
    ...each('rds-cluster', arnOf),
  ]
  const eachDatabase = (arnOf: (make: ArnMaker, name: string) => string) => [
    ...each('rds', arnOf),
    ...eachCluster(arnOf),
  ]
  const isWrite = access === 'write'
  const buckets = placesInS3(config, purpose, isWrite).filter((place) => place !== null)
  const arns: Record<IamResource, () => string[]> = {
    'auto-scaling-group': () =>
      each('asg', (make, name) => make('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${name}`)),
    'ecs-cluster': () => each('ecs', (make, name) => make('ecs', `cluster/${name.split('/')[0]}`)),
    'ecs-service': () =>
      each('ecs', (make, name) => make('ecs', `service/${isWrite ? name : `${name.split('/')[0]}/*`}`)),
    'service-revision': () => each('ecs', (make, name) => make('ecs', `service-revision/${name}/*`)),
    'container-instance': () => each('ecs', (make, name) => make('ecs', `container-instance/${name.split('/')[0]}/*`)),
    'capacity-provider': () => each('ecs', (make) => make('ecs', 'capacity-provider/*')),
    'scalable-target': () => [
      ...each('ecs', (make) => make('application-autoscaling', 'scalable-target/*')),
      ...each('aurora', (make) => make('application-autoscaling', 'scalable-target/*')),
    ],
    'db-instance': () => [
      ...each('rds', (make, name) => make('rds', `db:${isWrite ? name : '*'}`)),
      // Only read of a cluster: its class is set at the cluster.
      ...(isWrite ? [] : eachCluster((make) => make('rds', 'db:*'))),
    ],
    'db-cluster': () => [
      ...(isWrite ? [] : each('rds', (make) => make('rds', 'cluster:*'))),
      ...eachCluster((make, name) => make('rds', `cluster:${isWrite ? name : '*'}`)),
      // A new reader is an instance of its own, named after the cluster.
      ...(isWrite ? each('aurora', (make, name) => make('rds', `db:${name}-*`)) : []),
    ],
    // What a plan makes is named after what it stands beside, and only that is ever taken away.
    'spare-db-instance': () => [
      ...each('rds', (make, name) => make('rds', `db:${name}-*`)),
      ...each('aurora', (make, name) => make('rds', `db:${name}-*`)),
    ],
    'db-replica': () => [
      ...['', '-*'].flatMap((end) => each('rds', (make, name) => make('rds', `db:${name}${end}`))),
      ...['og', 'pg', 'subgrp'].flatMap((kind) => each('rds', (make) => make('rds', `${kind}:*`))),
    ],
    'db-parameter-group': () => eachDatabase((make) => make('rds', 'pg:*')),
    'db-proxy': () => eachDatabase((make) => make('rds', 'db-proxy:*')),
    // Performance Insights knows an instance by an id of its own, which no config names.
    insights: () => each('rds', (make) => make('pi', 'metrics/rds/*')),
    'load-balancer': () => [here('elasticloadbalancing', `loadbalancer/app/${config.loadBalancer ?? '*'}/*`)],
    'capacity-reservation': () => each('asg', (make) => make('ec2', 'capacity-reservation/*')),
    // Target tracking names its alarms itself.
    'metric-alarm': () => each('ecs', (make) => make('cloudwatch', 'alarm:TargetTracking-*')),
    bucket: () => buckets.map(({bucket}) => `arn:${partition}:s3:::${bucket}`),
    object: () =>
      buckets.map(({bucket, prefix}) => `arn:${partition}:s3:::${bucket}/${prefix === '' ? '' : `${prefix}/`}*`),
    topic: () => topicsOf(config),
    // A version or label behind the name is no part of the ARN.
    parameter: () =>
      secretPlaces(config, 'ssm').map((place) =>
        place.startsWith('arn:') ? place : here('ssm', `parameter/${place.replace(/^\//, '').split(':')[0]}`),
      ),
    // Secrets Manager puts six characters of its own behind the name.
    secret: () =>
      secretPlaces(config, 'secretsmanager').map((place) =>
        place.startsWith('arn:') ? place : here('secretsmanager', `secret:${place}-??????`),
      ),
    workgroup: () => [here('athena', 'workgroup/*')],
    'service-linked-role': () => [
      `arn:${partition}:iam::${account}:role/aws-service-role/${scalingRole.service}/${scalingRole.name}`,
    ],
  }
  return [...new Set(arns[kind]())].sort()
}

/** apply keeps its journals; a forecast reads them, so that what another event holds is not taken for what rests. */
function placesInS3(config: Config, purpose: IamPurpose, isWrite: boolean) {
  if (purpose === 'apply') return [applyBucket(config)]
  const isReport = purpose === 'report'
  // A report reads the archive and writes in its own store alone.
  if (isReport && isWrite) return [reportBucket(config)]
  const kept = [archiveBucket(config), loadTestBucket(config), ...(isReport ? [reportBucket(config)] : [])]
  if (isWrite) return kept
  return [...kept, ...logBuckets(config), ...(purpose === 'pull' ? [] : [applyBucket(config)])]
}

/** The ARNs of the clusters that the config's services run in. */
export function clusterArns(config: Config): string[] {
  return resourceArns({kind: 'ecs-cluster', access: 'read', config, purpose: 'forecast'})
}

type ArnMaker = (service: string, rest: string) => string

function arnMaker({account, region}: {account: string; region: string}): ArnMaker {
  return (service, rest) => `arn:${partitionOf(region)}:${service}:${region}:${account}:${rest}`
}
