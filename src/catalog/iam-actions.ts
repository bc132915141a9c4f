import type {IamAction, IamResource} from './iam-action.js'
import {iamNotifyServices} from './iam-notify-services.js'

type IamService = {
  /** `@aws-sdk/client-` and this. */
  readonly client: string
  /** The name that its requests are signed for. */
  readonly signedFor: string
  readonly source: `https://docs.aws.amazon.com/service-authorization/${string}`
  readonly checkedOn: `${number}-${number}-${number}`
  readonly operations: Readonly<Record<string, IamAction>>
}

const page = (name: string) =>
  `https://docs.aws.amazon.com/service-authorization/latest/reference/list_${name}.html` as const
const checkedOn = '2026-11-26'

const reads = <O extends string>(resource: IamResource | null, ...operations: O[]) =>
  actions('read', resource, operations)
const writes = <O extends string>(resource: IamResource | null, ...operations: O[]) =>
  actions('write', resource, operations)

function actions<O extends string>(access: IamAction['access'], resource: IamResource | null, operations: O[]) {
  const named = operations.map((action): [O, IamAction] => [action, {action, access, resource}])
  return Object.fromEntries(named) as Record<O, IamAction>
}

/**
 * Every operation that ecom-plan calls, or that AWS calls with the caller's rights, and what a policy must say to allow
 * it; by the prefix of its IAM action. `test/catalog/iam-actions.test.ts` names an operation that is missing here.
 *
 * @source https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const iamServices = {
  ...iamNotifyServices,
  'application-autoscaling': {
    client: 'application-auto-scaling',
    signedFor: 'application-autoscaling',
    source: page('awsapplicationautoscaling'),
    checkedOn,
    operations: {
      ...reads(null, 'DescribeScalableTargets', 'DescribeScalingPolicies', 'DescribeScheduledActions'),
      ...writes(
        'scalable-target',
        'RegisterScalableTarget',
        'PutScheduledAction',
        'DeleteScheduledAction',
        'PutScalingPolicy',
      ),
    },
  },
  athena: {
    client: 'athena',
    signedFor: 'athena',
    source: page('amazonathena'),
    checkedOn,
    operations: {
      ...reads('workgroup', 'GetQueryExecution', 'GetQueryResults'),
      ...writes('workgroup', 'StartQueryExecution'),
    },
  },
  autoscaling: {
    client: 'auto-scaling',
    signedFor: 'autoscaling',
    source: page('amazonec2autoscaling'),
    checkedOn,
    operations: {
      ...reads(
        null,
        'DescribeAutoScalingGroups',
        'DescribePolicies',
        'DescribeScalingActivities',
        'DescribeScheduledActions',
        'DescribeWarmPool',
      ),
      ...writes(
        'auto-scaling-group',
        'UpdateAutoScalingGroup',
        'PutScheduledUpdateGroupAction',
        'DeleteScheduledAction',
        'PutScalingPolicy',
        'DeletePolicy',
        'PutWarmPool',
        'DeleteWarmPool',
        'EnableMetricsCollection',
        'DisableMetricsCollection',
      ),
    },
  },
  cloudfront: {
    client: 'cloudfront',
    signedFor: 'cloudfront',
    source: page('amazoncloudfront'),
    checkedOn,
    operations: reads(null, 'ListDistributions'),
  },
  cloudwatch: {
    client: 'cloudwatch',
    signedFor: 'monitoring',
    source: page('amazoncloudwatch'),
    checkedOn,
    operations: {
      // Composite alarms are shown only to those who may see all.
      ...reads(null, 'DescribeAlarms', 'GetMetricData'),
      ...writes('metric-alarm', 'PutMetricAlarm', 'DeleteAlarms'),
      ...writes(null, 'PutMetricData'),
    },
  },
  ec2: {
    client: 'ec2',
    signedFor: 'ec2',
    source: page('amazonec2'),
    checkedOn,
    operations: {
      ...reads(
        null,
        'DescribeCapacityReservations',
        'DescribeInstances',
        'DescribeInstanceTypes',
        'DescribeLaunchTemplateVersions',
        'DescribeNatGateways',
        'DescribeRegions',
        'DescribeSecurityGroups',
        'DescribeSubnets',
      ),
      ...writes('capacity-reservation', 'CreateCapacityReservation', 'CancelCapacityReservation', 'CreateTags'),
    },
  },
  ecs: {
    client: 'ecs',
    signedFor: 'ecs',
    source: page('amazonelasticcontainerservice'),
    checkedOn,
    operations: {
      ...reads(null, 'DescribeTaskDefinition', 'ListClusters', 'ListServices'),
      ...reads('ecs-cluster', 'DescribeClusters', 'ListContainerInstances'),
      ...reads('container-instance', 'DescribeContainerInstances'),
      ...reads('ecs-service', 'DescribeServices'),
      ...reads('service-revision', 'DescribeServiceRevisions'),
      ...reads('capacity-provider', 'DescribeCapacityProviders'),
      ...writes('ecs-service', 'UpdateService'),
      ...writes('capacity-provider', 'UpdateCapacityProvider'),
    },
  },
  elasticloadbalancing: {
    client: 'elastic-load-balancing-v2',
    signedFor: 'elasticloadbalancing',
    source: page('awselasticloadbalancingv2'),
    checkedOn,
    operations: {
      ...reads(null, 'DescribeCapacityReservation', 'DescribeLoadBalancers', 'DescribeTargetGroups'),
      ...writes('load-balancer', 'ModifyCapacityReservation'),
    },
  },
  iam: {
    client: 'iam',
    signedFor: 'iam',
    source: page('awsidentityandaccessmanagementiam'),
    checkedOn,
    operations: {
      ...reads(null, 'ListAccountAliases', 'SimulatePrincipalPolicy'),
      ...writes('service-linked-role', 'CreateServiceLinkedRole'),
    },
  },
  pi: {
    client: 'pi',
    signedFor: 'pi',
    source: page('awsperformanceinsights'),
    checkedOn,
    operations: reads('insights', 'DescribeDimensionKeys'),
  },
  pricing: {
    client: 'pricing',
    signedFor: 'pricing',
    source: page('awspricelist'),
    checkedOn,
    operations: reads(null, 'GetProducts'),
  },
  rds: {
    client: 'rds',
    signedFor: 'rds',
    source: page('amazonrds'),
    checkedOn,
    operations: {
      ...reads(null, 'DescribeEvents', 'DescribeOrderableDBInstanceOptions', 'DescribePendingMaintenanceActions'),
      ...reads('db-cluster', 'DescribeDBClusters'),
      ...reads('db-proxy', 'DescribeDBProxies', 'DescribeDBProxyTargets', 'DescribeDBProxyTargetGroups'),
      ...writes('db-cluster', 'ModifyDBCluster', 'CreateDBInstance', 'FailoverDBCluster'),
      ...reads('db-parameter-group', 'DescribeDBParameters'),
      ...reads('db-instance', 'DescribeDBInstances', 'DescribeValidDBInstanceModifications'),
      ...writes('db-instance', 'ModifyDBInstance'),
      ...writes('db-replica', 'CreateDBInstanceReadReplica'),
      ...writes('spare-db-instance', 'DeleteDBInstance', 'AddTagsToResource'),
    },
  },
  s3: {
    client: 's3',
    signedFor: 's3',
    source: page('amazons3'),
    checkedOn,
    operations: {
      ListObjectsV2: {action: 'ListBucket', access: 'read', resource: 'bucket'},
      ...reads('object', 'GetObject'),
      ...writes('object', 'PutObject', 'DeleteObject'),
    },
  },
  servicequotas: {
    client: 'service-quotas',
    signedFor: 'servicequotas',
    source: page('servicequotas'),
    checkedOn,
    operations: {
      ...reads(null, 'GetServiceQuota', 'GetAWSDefaultServiceQuota', 'ListRequestedServiceQuotaChangeHistoryByQuota'),
      ...writes(null, 'RequestServiceQuotaIncrease'),
    },
  },
  sts: {
    client: 'sts',
    signedFor: 'sts',
    source: page('awssecuritytokenservice'),
    checkedOn,
    operations: {GetCallerIdentity: {action: 'GetCallerIdentity', access: 'read', resource: null, isFree: true}},
  },
} as const satisfies Record<string, IamService>

export type IamPrefix = keyof typeof iamServices

/** `rds:ModifyDBInstance`: an operation of the SDK behind the prefix of its IAM action. */
export type AwsOperation = {
  [P in IamPrefix]: `${P}:${keyof (typeof iamServices)[P]['operations'] & string}`
}[IamPrefix]

/** What a policy says to allow an operation; undefined for one that the table does not know. */
export function iamActionOf(operation: string): (IamAction & {readonly name: string}) | undefined {
  const [prefix = '', name = ''] = operation.split(':')
  const service: IamService | undefined = Object.hasOwn(iamServices, prefix)
    ? iamServices[prefix as IamPrefix]
    : undefined
  const found = service !== undefined && Object.hasOwn(service.operations, name) ? service.operations[name] : undefined
  return found === undefined ? undefined : {...found, name: `${prefix}:${found.action}`}
}
