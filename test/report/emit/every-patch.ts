import type {AwsRequest, Fields, Patch} from '../../../src/documents/patch.js'
import type {Plan} from '../../../src/documents/plan.js'
import {sampleRun} from '../sample-run.js'

/** What AWS's names are in the patches below; any text. */
export type Names = {group: string; action: string; policy: string; cluster: string; label: string}

export const plainNames: Names = {
  group: 'shop-web',
  action: 'ecom-plan-p-1-end',
  policy: 'ecom-plan-predictive',
  cluster: 'shop',
  label: 'app/shop-alb/50dc6c495c0c9188/targetgroup/shop-tg/943f017f100becff',
}

type Draft = {
  id: string
  request: [AwsRequest['service'], string, Record<string, unknown>]
  undo: [string, Record<string, unknown>] | string
  before: Fields
  after: Fields
  more?: Partial<Patch>
}

/** One patch of each kind of call, its resources named as is asked. */
export function everyPatch(names: Names): Patch[] {
  return [...groupDrafts(names), ...targetDrafts(names), ...otherDrafts(names), ...databaseDrafts(names)].map(patchOf)
}

/** A plan of such patches; the other fields are those of the sample run. */
export function everyPlan(patches: readonly Patch[]): Plan {
  return {...sampleRun.plan, patches: [...patches]}
}

function patchOf({id, request: [service, operation, input], undo, before, after, more}: Draft): Patch {
  return {
    id,
    tier: id.split('-')[0] ?? id,
    resource: String(Object.values(input)[0]),
    summary: id,
    route: 'automatic',
    request: {service, operation, input},
    before,
    after,
    undo: typeof undo === 'string' ? {impossible: undo} : {service, operation: undo[0], input: undo[1]},
    ends: 'restore',
    wave: 'limits',
    notBeforeAt: null,
    notAfterAt: null,
    ...more,
  }
}

function groupDrafts({group, action, policy, label}: Names): Draft[] {
  const AutoScalingGroupName = group
  const start = {StartTime: '2026-11-26T22:49:00.000Z', MinSize: 24}
  const predictive = {
    MetricSpecifications: [
      {
        TargetValue: 1800,
        PredefinedMetricPairSpecification: {PredefinedMetricType: 'ALBRequestCount', ResourceLabel: label},
      },
    ],
    Mode: 'ForecastOnly',
    SchedulingBufferTime: 600,
  }
  const tracking = (TargetValue: number) => ({
    PredefinedMetricSpecification: {PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: label},
    TargetValue,
    DisableScaleIn: false,
  })
  const size = (MaxSize: number) => ({AutoScalingGroupName, MaxSize})
  const policyInput = (TargetValue: number) => ({
    AutoScalingGroupName,
    PolicyName: policy,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingConfiguration: tracking(TargetValue),
  })
  return [
    {
      id: 'web-max-size',
      request: ['autoscaling', 'UpdateAutoScalingGroup', size(48)],
      undo: ['UpdateAutoScalingGroup', size(36)],
      before: {MaxSize: 36},
      after: {MaxSize: 48},
    },
    {
      id: 'web-min-1',
      request: [
        'autoscaling',
        'PutScheduledUpdateGroupAction',
        {AutoScalingGroupName, ScheduledActionName: action, ...start},
      ],
      undo: ['DeleteScheduledAction', {AutoScalingGroupName, ScheduledActionName: action}],
      before: {ScheduledAction: null},
      after: {ScheduledAction: start},
      more: {ends: 'by-itself', notAfterAt: start.StartTime},
    },
    {
      id: 'web-predictive',
      request: [
        'autoscaling',
        'PutScalingPolicy',
        {
          AutoScalingGroupName,
          PolicyName: policy,
          PolicyType: 'PredictiveScaling',
          PredictiveScalingConfiguration: predictive,
        },
      ],
      undo: ['DeletePolicy', {AutoScalingGroupName, PolicyName: policy}],
      before: {PredictiveScalingConfiguration: null},
      after: {PredictiveScalingConfiguration: predictive},
      more: {wave: 'warm-up'},
    },
    {
      id: 'web-target',
      request: ['autoscaling', 'PutScalingPolicy', policyInput(1500)],
      undo: ['PutScalingPolicy', policyInput(1800)],
      before: {TargetTrackingConfiguration: tracking(1800)},
      after: {TargetTrackingConfiguration: tracking(1500)},
      more: {wave: 'warm-up'},
    },
    {
      id: 'web-warm-pool',
      request: ['autoscaling', 'PutWarmPool', {AutoScalingGroupName, PoolState: 'Stopped', MinSize: 8}],
      undo: ['DeleteWarmPool', {AutoScalingGroupName}],
      before: {WarmPoolConfiguration: null},
      after: {WarmPoolConfiguration: {PoolState: 'Stopped', MinSize: 8}},
      more: {wave: 'warm-up'},
    },
    {
      id: 'web-metrics',
      request: [
        'autoscaling',
        'EnableMetricsCollection',
        {AutoScalingGroupName, Granularity: '1Minute', Metrics: ['GroupMaxSize']},
      ],
      undo: ['DisableMetricsCollection', {AutoScalingGroupName, Metrics: ['GroupMaxSize']}],
      before: {EnabledMetrics: []},
      after: {EnabledMetrics: ['GroupMaxSize']},
      more: {wave: 'warm-up'},
    },
  ]
}

function targetDrafts({cluster, action, policy}: Names): Draft[] {
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: `service/${cluster}/catalog`,
    ScalableDimension: 'ecs:service:DesiredCount',
  }
  const when = {Schedule: 'at(2026-11-26T22:47:00)', Timezone: 'UTC', ScalableTargetAction: {MinCapacity: 42}}
  const named = {...target, ScheduledActionName: action}
  const tracking = {
    TargetValue: 45,
    PredefinedMetricSpecification: {PredefinedMetricType: 'ECSServiceAverageCPUUtilization'},
    ScaleInCooldown: 300,
  }
  return [
    {
      id: 'catalog-max-capacity',
      request: ['application-autoscaling', 'RegisterScalableTarget', {...target, MaxCapacity: 84}],
      undo: ['RegisterScalableTarget', {...target, MaxCapacity: 40}],
      before: {MaxCapacity: 40},
      after: {MaxCapacity: 84},
    },
    {
      id: 'catalog-min-1',
      request: ['application-autoscaling', 'PutScheduledAction', {...named, ...when}],
      undo: ['DeleteScheduledAction', named],
      before: {ScheduledAction: null},
      after: {ScheduledAction: when},
      more: {ends: 'by-itself', notAfterAt: '2026-11-26T22:47:00.000Z'},
    },
    {
      id: 'catalog-policy',
      request: [
        'application-autoscaling',
        'PutScalingPolicy',
        {
          ...target,
          PolicyName: policy,
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingScalingPolicyConfiguration: tracking,
        },
      ],
      undo: ['DeleteScalingPolicy', {...target, PolicyName: policy}],
      before: {TargetTrackingScalingPolicyConfiguration: null},
      after: {TargetTrackingScalingPolicyConfiguration: tracking},
      more: {wave: 'warm-up'},
    },
  ]
}

function otherDrafts({group, cluster, label}: Names): Draft[] {
  const provider = (targetCapacity: number) => ({
    name: cluster,
    autoScalingGroupProvider: {managedScaling: {status: 'ENABLED', targetCapacity}},
  })
  const managed = (targetCapacity: number) => ({managedScaling: {status: 'ENABLED', targetCapacity}})
  const resolution = (resolutionSeconds: number) => ({
    cluster,
    service: 'catalog',
    monitoring: {metricConfigurations: [{metricNames: ['CPUUtilization'], resolutionSeconds}]},
  })
  return [
    {
      id: 'nodes-provider',
      request: ['ecs', 'UpdateCapacityProvider', provider(90)],
      undo: ['UpdateCapacityProvider', provider(100)],
      before: managed(100),
      after: managed(90),
    },
    {
      id: 'catalog-resolution',
      request: ['ecs', 'UpdateService', resolution(20)],
      undo: ['UpdateService', resolution(60)],
      before: {monitoring: {CPUUtilization: 60}},
      after: {monitoring: {CPUUtilization: 20}},
      more: {wave: 'warm-up'},
    },
    {
      id: 'alb-lcu',
      request: [
        'elasticloadbalancing',
        'ModifyCapacityReservation',
        {LoadBalancerArn: label, MinimumLoadBalancerCapacity: {CapacityUnits: 1500}},
      ],
      undo: ['ModifyCapacityReservation', {LoadBalancerArn: label, ResetCapacityReservation: true}],
      before: {MinimumLoadBalancerCapacity: null},
      after: {MinimumLoadBalancerCapacity: {CapacityUnits: 1500}},
      more: {wave: 'reserve', notBeforeAt: '2026-11-25T00:00:00.000Z'},
    },
    {
      id: 'web-reservation',
      request: [
        'ec2',
        'CreateCapacityReservation',
        {
          InstanceType: 'c7g.xlarge',
          InstancePlatform: 'Linux/UNIX',
          AvailabilityZone: 'us-east-1a',
          InstanceCount: 16,
          EndDateType: 'limited',
          EndDate: '2026-11-28T07:00:00.000Z',
          ClientToken: 'p-1',
          TagSpecifications: [{ResourceType: 'capacity-reservation', Tags: [{Key: 'ecom-plan', Value: group}]}],
        },
      ],
      undo: ['CancelCapacityReservation', {CapacityReservationId: `tag:ecom-plan=${group}`}],
      before: {CapacityReservation: null},
      after: {CapacityReservation: {InstanceType: 'c7g.xlarge', TotalInstanceCount: 16}},
      more: {wave: 'reserve'},
    },
    {
      id: 'quota-vcpu',
      request: [
        'servicequotas',
        'RequestServiceQuotaIncrease',
        {ServiceCode: 'ec2', QuotaCode: 'L-1216C47A', DesiredValue: 384},
      ],
      undo: 'a granted quota stays',
      before: {DesiredValue: null},
      after: {DesiredValue: 384},
      more: {wave: 'reserve', ends: 'never'},
    },
  ]
}

function databaseDrafts({cluster}: Names): Draft[] {
  const DBInstanceIdentifier = cluster
  const byHand: Partial<Patch> = {route: 'manual', wave: 'database'}
  const classOf = (DBInstanceClass: string) => ({DBInstanceIdentifier, DBInstanceClass, ApplyImmediately: true})
  const storage = {AllocatedStorage: 1000, Iops: 18_100}
  const acu = (MaxCapacity: number) => ({ServerlessV2ScalingConfiguration: {MinCapacity: 2, MaxCapacity}})
  const range = (MaxCapacity: number) => ({DBClusterIdentifier: cluster, ...acu(MaxCapacity), ApplyImmediately: true})
  const replica = `${cluster}-replica`
  const reader = `${cluster}-reader`
  return [
    {
      id: 'db-class',
      request: ['rds', 'ModifyDBInstance', classOf('db.r7g.4xlarge')],
      undo: ['ModifyDBInstance', classOf('db.r7g.2xlarge')],
      before: {DBInstanceClass: 'db.r7g.2xlarge'},
      after: {DBInstanceClass: 'db.r7g.4xlarge'},
      more: {...byHand, consent: 'downtime'},
    },
    {
      id: 'db-storage',
      request: ['rds', 'ModifyDBInstance', {DBInstanceIdentifier, ...storage, ApplyImmediately: true}],
      undo: 'storage cannot shrink in place; an RDS Blue/Green deployment could',
      before: {AllocatedStorage: 800, Iops: 12_000},
      after: storage,
      more: {...byHand, consent: 'irreversible', ends: 'never'},
    },
    {
      id: 'db-acu',
      request: ['rds', 'ModifyDBCluster', range(64)],
      undo: ['ModifyDBCluster', range(32)],
      before: acu(32),
      after: acu(64),
      more: {wave: 'database'},
    },
    {
      id: 'db-replica',
      request: [
        'rds',
        'CreateDBInstanceReadReplica',
        {DBInstanceIdentifier: replica, SourceDBInstanceIdentifier: cluster, DBInstanceClass: 'db.r7g.2xlarge'},
      ],
      undo: ['DeleteDBInstance', {DBInstanceIdentifier: replica, SkipFinalSnapshot: true}],
      before: {DBInstance: null},
      after: {DBInstance: {DBInstanceIdentifier: replica}},
      more: {wave: 'database'},
    },
    {
      id: 'db-reader',
      request: [
        'rds',
        'CreateDBInstance',
        {
          DBInstanceIdentifier: reader,
          DBClusterIdentifier: cluster,
          DBInstanceClass: 'db.r7g.2xlarge',
          Engine: 'aurora-mysql',
        },
      ],
      undo: ['DeleteDBInstance', {DBInstanceIdentifier: reader, SkipFinalSnapshot: true}],
      before: {DBInstance: null},
      after: {DBInstance: {DBInstanceIdentifier: reader}},
      more: {...byHand, consent: 'irreversible'},
    },
  ]
}
