import type {AwsOperation} from '../../catalog/iam-actions.js'
import type {IamPurpose} from '../../documents/iam-policy.js'
import type {ConfigUses} from './config-uses.js'

/** An operation and the uses that all have to be there for it to be called. */
type Need = readonly [operation: AwsOperation, ...uses: (keyof ConfigUses)[]]

/** What reads the estate that a config names. */
const estate: readonly Need[] = [
  ['sts:GetCallerIdentity'],
  ['servicequotas:GetServiceQuota'],
  ['servicequotas:GetAWSDefaultServiceQuota'],
  ['elasticloadbalancing:DescribeLoadBalancers', 'balancers'],
  ['elasticloadbalancing:DescribeTargetGroups', 'balancers'],
  ['autoscaling:DescribeAutoScalingGroups', 'groups'],
  ['autoscaling:DescribePolicies', 'groups'],
  ['autoscaling:DescribeScheduledActions', 'groups'],
  ['ec2:DescribeInstanceTypes', 'groups'],
  ['ecs:DescribeServices', 'services'],
  ['ecs:DescribeTaskDefinition', 'services'],
  ['ecs:DescribeCapacityProviders', 'services'],
  // Asked only for a service that is not there, to name the one that was meant.
  ['ecs:ListServices', 'services'],
  ['application-autoscaling:DescribeScalableTargets', 'services'],
  ['application-autoscaling:DescribeScalingPolicies', 'services'],
  ['application-autoscaling:DescribeScheduledActions', 'services'],
  ['rds:DescribeDBInstances', 'databases'],
  ['rds:DescribeDBClusters', 'clusters'],
  // How many readers Application Auto Scaling keeps.
  ['application-autoscaling:DescribeScalableTargets', 'clusters'],
  ['application-autoscaling:DescribeScalingPolicies', 'clusters'],
]
const walk: readonly Need[] = [
  ...estate.map(([operation, ...uses]): Need => [operation, 'estate', ...uses]),
  ['cloudwatch:GetMetricData', 'metrics'],
  ['s3:ListObjectsV2', 'readsBucket'],
  ['s3:GetObject', 'readsBucket'],
]

/** What a plan may have to reserve and to ask for, whatever the config. */
const reservations: readonly Need[] = [
  ['elasticloadbalancing:DescribeCapacityReservation', 'balancers'],
  ['elasticloadbalancing:ModifyCapacityReservation', 'balancers'],
  ['servicequotas:GetServiceQuota'],
  ['servicequotas:GetAWSDefaultServiceQuota'],
  ['servicequotas:ListRequestedServiceQuotaChangeHistoryByQuota'],
  ['servicequotas:RequestServiceQuotaIncrease'],
  ['ec2:DescribeCapacityReservations', 'instanceReservations'],
  ['ec2:CreateCapacityReservation', 'instanceReservations'],
  ['ec2:CancelCapacityReservation', 'instanceReservations'],
  // A reservation is known by its tag, which EC2 wants a permission of its own for.
  ['ec2:CreateTags', 'instanceReservations'],
]

/** Replicas and readers that a plan makes, and takes away again: named after their source, and only those. */
const spares: readonly Need[] = [
  ['rds:CreateDBInstance', 'clusters'],
  ['rds:CreateDBInstanceReadReplica', 'databases'],
  ['rds:AddTagsToResource', 'databases'],
  ['rds:DeleteDBInstance', 'databases'],
]

/** What a config wants for the window beyond the sizes of the plan. */
const wanted: readonly Need[] = [
  ['autoscaling:DescribePolicies', 'groupPolicies'],
  ['autoscaling:PutScalingPolicy', 'groupPolicies'],
  ['autoscaling:DeletePolicy', 'groupPolicies'],
  ['autoscaling:DescribeWarmPool', 'warmPools'],
  ['autoscaling:PutWarmPool', 'warmPools'],
  ['autoscaling:DeleteWarmPool', 'warmPools'],
  ['autoscaling:EnableMetricsCollection', 'groupMetrics'],
  ['autoscaling:DisableMetricsCollection', 'groupMetrics'],
  ['application-autoscaling:DescribeScalingPolicies', 'servicePolicies'],
  ['application-autoscaling:PutScalingPolicy', 'servicePolicies'],
  ['ecs:DescribeServiceRevisions', 'servicePolicies'],
  // Application Auto Scaling keeps the alarms of a policy with the caller's rights.
  ['cloudwatch:DescribeAlarms', 'servicePolicies'],
  ['cloudwatch:PutMetricAlarm', 'servicePolicies'],
  ['cloudwatch:DeleteAlarms', 'servicePolicies'],
  ['ecs:DescribeCapacityProviders', 'providerTargets'],
  ['ecs:UpdateCapacityProvider', 'providerTargets'],
]

const needs: Readonly<Record<IamPurpose, readonly Need[]>> = {
  forecast: walk,
  report: [
    ...walk,
    ['s3:ListObjectsV2', 'keepsReports'],
    ['s3:GetObject', 'keepsReports'],
    ['s3:PutObject', 'keepsReports'],
  ],
  diagnose: walk,
  // Reads AWS wherever forecast has its own numbers from.
  pull: [
    ...estate,
    ['cloudwatch:GetMetricData'],
    ['s3:ListObjectsV2', 'bucket'],
    ['s3:GetObject', 'bucket'],
    ['s3:PutObject', 'bucket'],
    ['s3:DeleteObject', 'bucket'],
  ],
  init: [
    ['sts:GetCallerIdentity'],
    ['elasticloadbalancing:DescribeLoadBalancers'],
    ['elasticloadbalancing:DescribeTargetGroups'],
    ['autoscaling:DescribeAutoScalingGroups'],
    ['ecs:ListClusters'],
    ['ecs:ListServices'],
    ['ecs:DescribeServices'],
    ['ecs:DescribeCapacityProviders'],
    ['ecs:DescribeTaskDefinition'],
    ['rds:DescribeDBInstances'],
    ['rds:DescribeDBClusters'],
    ['cloudfront:ListDistributions'],
    ['ec2:DescribeInstances'],
    ['ec2:DescribeSecurityGroups'],
    ['cloudwatch:GetMetricData'],
  ],
  apply: [
    ['sts:GetCallerIdentity'],
    ['autoscaling:DescribeAutoScalingGroups', 'ownGroups'],
    ['autoscaling:DescribeScheduledActions', 'ownGroups'],
    // status shows what steers each tier.
    ['autoscaling:DescribePolicies', 'ownGroups'],
    ['autoscaling:UpdateAutoScalingGroup', 'ownGroups'],
    ['autoscaling:PutScheduledUpdateGroupAction', 'ownGroups'],
    ['autoscaling:DeleteScheduledAction', 'ownGroups'],
    ['application-autoscaling:DescribeScalableTargets', 'services'],
    ['application-autoscaling:DescribeScheduledActions', 'services'],
    ['application-autoscaling:DescribeScalingPolicies', 'services'],
    ['application-autoscaling:RegisterScalableTarget', 'services'],
    ['application-autoscaling:PutScheduledAction', 'services'],
    ['application-autoscaling:DeleteScheduledAction', 'services'],
    // Application Auto Scaling asks ECS with the caller's rights, and makes its role at the first service of an account.
    ['ecs:DescribeServices', 'services'],
    ['ecs:UpdateService', 'services'],
    ['iam:CreateServiceLinkedRole', 'services'],
    ['rds:DescribeDBInstances', 'databases'],
    ['rds:DescribeDBClusters', 'clusters'],
    ['application-autoscaling:DescribeScalableTargets', 'clusters'],
    ['application-autoscaling:DescribeScalingPolicies', 'clusters'],
    // Class and volume of an instance; class, capacity and readers of a cluster.
    ['rds:ModifyDBInstance', 'databases'],
    ['rds:ModifyDBCluster', 'clusters'],
    ['application-autoscaling:RegisterScalableTarget', 'clusters'],
    // Lock, journals and receipts.
    ['s3:ListObjectsV2', 'appliesBucket'],
    ['s3:GetObject', 'appliesBucket'],
    ['s3:PutObject', 'appliesBucket'],
    ['s3:DeleteObject', 'appliesBucket'],
    ...reservations,
    ...spares,
    ...wanted,
  ],
}

/** Where units start, what shares their hosts and who pools connections: a plan does without and says what it assumed. */
const placing: readonly Need[] = [
  ['ec2:DescribeSubnets', 'groups'],
  ['ec2:DescribeLaunchTemplateVersions', 'groups'],
  ['ecs:ListContainerInstances', 'services'],
  ['ecs:DescribeContainerInstances', 'services'],
  ['rds:DescribeDBProxies', 'databases'],
  ['rds:DescribeDBProxyTargets', 'databases'],
  ['rds:DescribeDBProxyTargetGroups', 'databases'],
]

/**
 * What pull keeps beside what a plan is made of, and what --refresh-catalog reads. Each is a warning where it is denied.
 */
const pullExtras: readonly Need[] = [
  ['autoscaling:DescribeScalingActivities', 'groups'],
  ['autoscaling:DescribeWarmPool', 'groups'],
  ['ecs:DescribeClusters', 'services'],
  ['elasticloadbalancing:DescribeCapacityReservation', 'balancers'],
  ['rds:DescribeDBClusters', 'databases'],
  ['rds:DescribeDBParameters', 'databases'],
  ['rds:DescribePendingMaintenanceActions', 'databases'],
  ['cloudfront:ListDistributions', 'cdn'],
  ['ec2:DescribeInstanceTypes'],
  ['rds:DescribeOrderableDBInstanceOptions', 'databases'],
  ['rds:DescribeValidDBInstanceModifications', 'databases'],
  ['pricing:GetProducts'],
]
/** What only the readiness checks of a report look at: what is not read is unknown there. */
const watch: readonly Need[] = [
  ['cloudwatch:DescribeAlarms'],
  ['ec2:DescribeNatGateways'],
  ['ec2:DescribeSubnets'],
  ['servicequotas:ListRequestedServiceQuotaChangeHistoryByQuota'],
]
/** In which Region a name is that is not where the config says, and what a plan would otherwise assume. */
const findings: readonly Need[] = [
  ['ec2:DescribeRegions', 'estate'],
  ...placing.map(([operation, ...uses]): Need => [operation, 'estate', ...uses]),
]
/** Whom report tells, where their secrets lie, and the alarm that hears when no report is made. */
const telling: readonly Need[] = [
  ['sns:Publish', 'tellsTopics'],
  ['ssm:GetParameter', 'readsParameters'],
  ['secretsmanager:GetSecretValue', 'readsSecrets'],
  ['cloudwatch:PutMetricData', 'putsMetrics'],
]
const extras: Partial<Record<IamPurpose, readonly Need[]>> = {
  forecast: findings,
  // A report is made whoever cannot be told of it.
  report: [...findings, ...watch.map(([operation]): Need => [operation, 'estate']), ...telling],
  diagnose: [...findings, ['pi:DescribeDimensionKeys', 'databases', 'metrics']],
  pull: [['ec2:DescribeRegions'], ...placing, ...pullExtras, ...watch],
  apply: [
    // What is typed to confirm; without it the account's number is.
    ['iam:ListAccountAliases'],
    // Whether the writes are allowed, before the first is sent.
    ['iam:SimulatePrincipalPolicy'],
    // When storage was last modified.
    ['rds:DescribeEvents', 'databases'],
    // What AWS will maintain while the event is on.
    ['rds:DescribePendingMaintenanceActions', 'databases'],
  ],
}

/** A call that a plan names and a person sends: the failover to an instance of another class. */
const manualNeeds: readonly Need[] = [['rds:FailoverDBCluster', 'clusters']]

/** An operation that a command calls. Where an optional one is denied, the command warns and goes on. */
export type NeededOperation = {operation: AwsOperation; isOptional: boolean}

/**
 * The operations that a command calls, or has AWS call with the caller's rights, where a config uses these parts of AWS.
 * `withManual` adds the calls of a plan that apply leaves to a person.
 */
export function neededOperations({
  purpose,
  uses,
  withManual = false,
}: {
  purpose: IamPurpose
  uses: ConfigUses
  withManual?: boolean
}): NeededOperation[] {
  // init comes before a config, so none narrows it.
  const isUsed = purpose === 'init' ? () => true : (use: keyof ConfigUses) => uses[use]
  const used = (list: readonly Need[], isOptional: boolean): NeededOperation[] =>
    list.filter(([, ...wanted]) => wanted.every(isUsed)).map(([operation]) => ({operation, isOptional}))
  const needed = used([...needs[purpose], ...(withManual && purpose === 'apply' ? manualNeeds : [])], false)
  // What this config has no need for may still be asked as an extra: the cluster of an instance.
  const isNew = ({operation}: NeededOperation) => !needed.some((one) => one.operation === operation)
  return [...needed, ...used(extras[purpose] ?? [], true).filter(isNew)]
}
