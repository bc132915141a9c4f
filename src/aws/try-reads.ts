import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand as DescribeServiceActionsCommand,
} from '@aws-sdk/client-application-auto-scaling'
import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribePoliciesCommand,
  DescribeScalingActivitiesCommand,
  DescribeScheduledActionsCommand,
  DescribeWarmPoolCommand,
} from '@aws-sdk/client-auto-scaling'
import {CloudFrontClient, ListDistributionsCommand} from '@aws-sdk/client-cloudfront'
import {CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand} from '@aws-sdk/client-cloudwatch'
import {
  DescribeCapacityReservationsCommand,
  DescribeInstanceTypesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeNatGatewaysCommand,
  DescribeRegionsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import {
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListContainerInstancesCommand,
  ListServicesCommand,
} from '@aws-sdk/client-ecs'
import {
  DescribeCapacityReservationCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {IAMClient, ListAccountAliasesCommand, SimulatePrincipalPolicyCommand} from '@aws-sdk/client-iam'
import {DescribeDimensionKeysCommand, PIClient} from '@aws-sdk/client-pi'
import {GetProductsCommand, PricingClient} from '@aws-sdk/client-pricing'
import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  DescribeDBProxiesCommand,
  DescribeDBProxyTargetGroupsCommand,
  DescribeDBProxyTargetsCommand,
  DescribeEventsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  DescribePendingMaintenanceActionsCommand,
  DescribeValidDBInstanceModificationsCommand,
  RDSClient,
} from '@aws-sdk/client-rds'
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ListRequestedServiceQuotaChangeHistoryByQuotaCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'
import {ask} from './read-pages.js'
import {type SecretSubject, secretTries} from './try-secret-reads.js'

/** What the calls are about: a service and secrets of the config where there are any, and now. */
export type TrySubject = {cluster: string; service: string; at: Date} & SecretSubject

type Try = (clients: AwsClients, subject: TrySubject) => Promise<unknown>

/** A resource that nobody has. */
const noName = 'ecom-plan-doctor'
const noInstance = '00000000000000000000000000000000'
const balancerArn = (region: string) =>
  `arn:aws:elasticloadbalancing:${region}:000000000000:loadbalancer/app/${noName}/0000000000000000`
const quota = {ServiceCode: 'ec2', QuotaCode: 'L-1216C47A'}
const ecs = {ServiceNamespace: 'ecs', MaxResults: 1} as const
const service = ({cluster, service: name}: TrySubject) => `service/${cluster}/${name}`

/** The cheapest call of each read. A name that does not exist is as good: AWS looks at the policy first. */
const tries: Readonly<Record<string, Try>> = {
  ...secretTries,
  'application-autoscaling:DescribeScalableTargets': (clients) =>
    clients.of(ApplicationAutoScalingClient).send(new DescribeScalableTargetsCommand(ecs)),
  'application-autoscaling:DescribeScalingPolicies': (clients, subject) =>
    clients
      .of(ApplicationAutoScalingClient)
      .send(new DescribeScalingPoliciesCommand({...ecs, ResourceId: service(subject)})),
  'application-autoscaling:DescribeScheduledActions': (clients, subject) =>
    clients
      .of(ApplicationAutoScalingClient)
      .send(new DescribeServiceActionsCommand({...ecs, ResourceId: service(subject)})),
  'autoscaling:DescribeAutoScalingGroups': (clients) =>
    clients.of(AutoScalingClient).send(new DescribeAutoScalingGroupsCommand({MaxRecords: 1})),
  'autoscaling:DescribePolicies': (clients) =>
    clients.of(AutoScalingClient).send(new DescribePoliciesCommand({MaxRecords: 1})),
  'autoscaling:DescribeScheduledActions': (clients) =>
    clients.of(AutoScalingClient).send(new DescribeScheduledActionsCommand({MaxRecords: 1})),
  'autoscaling:DescribeScalingActivities': (clients) =>
    clients.of(AutoScalingClient).send(new DescribeScalingActivitiesCommand({MaxRecords: 1})),
  'iam:SimulatePrincipalPolicy': (clients) =>
    clients.of(IAMClient, 'us-east-1').send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `arn:aws:iam::000000000000:role/${noName}`,
        ActionNames: ['sts:GetCallerIdentity'],
      }),
    ),
  'iam:ListAccountAliases': (clients) =>
    clients.of(IAMClient, 'us-east-1').send(new ListAccountAliasesCommand({MaxItems: 1})),
  'servicequotas:ListRequestedServiceQuotaChangeHistoryByQuota': (clients) =>
    clients.of(ServiceQuotasClient).send(new ListRequestedServiceQuotaChangeHistoryByQuotaCommand(quota)),
  'cloudwatch:DescribeAlarms': (clients) =>
    clients.of(CloudWatchClient).send(new DescribeAlarmsCommand({AlarmNamePrefix: noName, MaxRecords: 1})),
  'ec2:DescribeCapacityReservations': (clients) =>
    clients.of(EC2Client).send(new DescribeCapacityReservationsCommand({MaxResults: 5})),
  'autoscaling:DescribeWarmPool': (clients) =>
    clients.of(AutoScalingClient).send(new DescribeWarmPoolCommand({AutoScalingGroupName: noName, MaxRecords: 1})),
  // CloudFront and the price list are one for all Regions, and answer in this one.
  'cloudfront:ListDistributions': (clients) =>
    clients.of(CloudFrontClient, 'us-east-1').send(new ListDistributionsCommand({MaxItems: 1})),
  'cloudwatch:GetMetricData': (clients, {at}) =>
    clients.of(CloudWatchClient).send(
      new GetMetricDataCommand({
        MetricDataQueries: [
          {
            Id: 'm0',
            MetricStat: {
              Metric: {Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Dimensions: []},
              Period: 300,
              Stat: 'Average',
            },
          },
        ],
        StartTime: new Date(at.getTime() - 600_000),
        EndTime: at,
      }),
    ),
  'ec2:DescribeInstanceTypes': (clients) =>
    clients.of(EC2Client).send(new DescribeInstanceTypesCommand({InstanceTypes: ['m6i.large']})),
  'ec2:DescribeLaunchTemplateVersions': (clients) =>
    clients.of(EC2Client).send(new DescribeLaunchTemplateVersionsCommand({LaunchTemplateName: noName})),
  'ec2:DescribeNatGateways': (clients) => clients.of(EC2Client).send(new DescribeNatGatewaysCommand({MaxResults: 5})),
  'ec2:DescribeRegions': (clients) => clients.of(EC2Client).send(new DescribeRegionsCommand({})),
  'ec2:DescribeSubnets': (clients) => clients.of(EC2Client).send(new DescribeSubnetsCommand({MaxResults: 5})),
  'ecs:DescribeClusters': (clients, {cluster}) =>
    clients.of(ECSClient).send(new DescribeClustersCommand({clusters: [cluster]})),
  'ecs:DescribeContainerInstances': (clients, {cluster}) =>
    clients.of(ECSClient).send(new DescribeContainerInstancesCommand({cluster, containerInstances: [noInstance]})),
  'ecs:ListContainerInstances': (clients, {cluster}) =>
    clients.of(ECSClient).send(new ListContainerInstancesCommand({cluster, maxResults: 1})),
  'ecs:DescribeCapacityProviders': (clients) =>
    clients.of(ECSClient).send(new DescribeCapacityProvidersCommand({maxResults: 1})),
  'ecs:DescribeServiceRevisions': (clients, {cluster, service: name}) =>
    clients.of(ECSClient).send(
      new DescribeServiceRevisionsCommand({
        serviceRevisionArns: [`arn:aws:ecs:${clients.region}:000000000000:service-revision/${cluster}/${name}/0`],
      }),
    ),
  'ecs:DescribeServices': (clients, {cluster, service: name}) =>
    clients.of(ECSClient).send(new DescribeServicesCommand({cluster, services: [name]})),
  'ecs:DescribeTaskDefinition': (clients) =>
    clients.of(ECSClient).send(new DescribeTaskDefinitionCommand({taskDefinition: noName})),
  'ecs:ListServices': (clients, {cluster}) =>
    clients.of(ECSClient).send(new ListServicesCommand({cluster, maxResults: 1})),
  'elasticloadbalancing:DescribeCapacityReservation': (clients) =>
    clients
      .of(ElasticLoadBalancingV2Client)
      .send(new DescribeCapacityReservationCommand({LoadBalancerArn: balancerArn(clients.region)})),
  'elasticloadbalancing:DescribeLoadBalancers': (clients) =>
    clients.of(ElasticLoadBalancingV2Client).send(new DescribeLoadBalancersCommand({PageSize: 1})),
  'elasticloadbalancing:DescribeTargetGroups': (clients) =>
    clients.of(ElasticLoadBalancingV2Client).send(new DescribeTargetGroupsCommand({PageSize: 1})),
  'pi:DescribeDimensionKeys': (clients, {at}) =>
    clients.of(PIClient).send(
      new DescribeDimensionKeysCommand({
        ServiceType: 'RDS',
        Identifier: 'db-ECOMPLANDOCTOR',
        StartTime: new Date(at.getTime() - 600_000),
        EndTime: at,
        Metric: 'db.load.avg',
        GroupBy: {Group: 'db.wait_event', Limit: 1},
      }),
    ),
  'pricing:GetProducts': (clients) =>
    clients.of(PricingClient, 'us-east-1').send(new GetProductsCommand({ServiceCode: 'AmazonEC2', MaxResults: 1})),
  'rds:DescribeEvents': (clients) =>
    clients.of(RDSClient).send(new DescribeEventsCommand({SourceType: 'db-instance', MaxRecords: 20})),
  'rds:DescribeDBClusters': (clients) => clients.of(RDSClient).send(new DescribeDBClustersCommand({MaxRecords: 20})),
  'rds:DescribeDBProxies': (clients) => clients.of(RDSClient).send(new DescribeDBProxiesCommand({MaxRecords: 20})),
  'rds:DescribeDBProxyTargetGroups': (clients) =>
    clients.of(RDSClient).send(new DescribeDBProxyTargetGroupsCommand({DBProxyName: noName, MaxRecords: 20})),
  'rds:DescribeDBProxyTargets': (clients) =>
    clients.of(RDSClient).send(new DescribeDBProxyTargetsCommand({DBProxyName: noName, MaxRecords: 20})),
  'rds:DescribeDBParameters': (clients) =>
    clients.of(RDSClient).send(new DescribeDBParametersCommand({DBParameterGroupName: noName, MaxRecords: 20})),
  'rds:DescribeOrderableDBInstanceOptions': (clients) =>
    clients.of(RDSClient).send(new DescribeOrderableDBInstanceOptionsCommand({Engine: 'postgres', MaxRecords: 20})),
  'rds:DescribePendingMaintenanceActions': (clients) =>
    clients.of(RDSClient).send(new DescribePendingMaintenanceActionsCommand({MaxRecords: 20})),
  'rds:DescribeValidDBInstanceModifications': (clients) =>
    clients.of(RDSClient).send(new DescribeValidDBInstanceModificationsCommand({DBInstanceIdentifier: noName})),
  'rds:DescribeDBInstances': (clients) => clients.of(RDSClient).send(new DescribeDBInstancesCommand({MaxRecords: 20})),
  'servicequotas:GetAWSDefaultServiceQuota': (clients) =>
    clients.of(ServiceQuotasClient).send(new GetAWSDefaultServiceQuotaCommand(quota)),
  'servicequotas:GetServiceQuota': (clients) => clients.of(ServiceQuotasClient).send(new GetServiceQuotaCommand(quota)),
}

/** Whether AWS let the caller do it; null where there is no way to try. */
export type Tried = {isAllowed: boolean | null; isExplicitlyDenied: boolean}

/** Errors that say nothing of the permission: the same call may be answered a minute later. */
const unanswered = new Set([
  'SSO_EXPIRED',
  'CREDENTIALS_MISSING',
  'CREDENTIALS_EXPIRED',
  'CREDENTIALS_INVALID',
  'CLOCK_SKEWED',
  'THROTTLED',
  'UNREACHABLE',
  'AWS_UNAVAILABLE',
  'UNREADABLE_REPLY',
])

/**
 * Makes the cheapest call of a read and says whether the policy lets it through: any answer but a denial is one that
 * AWS gives to those who may ask. Throws what says nothing of the permission.
 */
export async function tryRead(clients: AwsClients, operation: string, subject: TrySubject): Promise<Tried> {
  const call = tries[operation]
  if (call === undefined) return {isAllowed: null, isExplicitlyDenied: false}
  const [prefix = '', name = ''] = operation.split(':')
  try {
    await ask(clients, {service: prefix, operation: name}, () => call(clients, subject))
  } catch (error) {
    if (!(error instanceof PlanError) || unanswered.has(error.code)) throw error
    if (error.code === 'ACCESS_DENIED') return {isAllowed: false, isExplicitlyDenied: isExplicit(error)}
  }
  return {isAllowed: true, isExplicitlyDenied: false}
}

const isExplicit = ({cause}: PlanError) => cause instanceof Error && /explicit deny/i.test(cause.message)
