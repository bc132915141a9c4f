import {type Config, configSchema} from '../../src/documents/config.js'
import {type Snapshot, snapshotSchema} from '../../src/documents/snapshot.js'

/** A small shop in AWS's own shapes: a web group, two ECS services (on Fargate and on hosts), a database with replicas. */

const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:123456789012:${rest}`
const targetGroupArn = (name: string, id: string) => arn('elasticloadbalancing', `targetgroup/${name}/${id}`)
const balancerArn = arn('elasticloadbalancing', 'loadbalancer/app/corner/50dc6c495c0c9188')
const groupArn = (name: string) => arn('autoscaling', `autoScalingGroup:5b2f:autoScalingGroupName/${name}`)
const webTargets = targetGroupArn('corner-web', '6d0ecf831eec9f09')
const checkoutTargets = targetGroupArn('corner-checkout', '943f017f100becff')

const instances = (type: string, zones: string[]) =>
  zones.map((zone, index) => ({
    InstanceId: `i-0${index}`,
    InstanceType: type,
    AvailabilityZone: zone,
    LifecycleState: 'InService',
    HealthStatus: 'Healthy',
    ProtectedFromScaleIn: false,
  }))

const database = (id: string, isPrimary: boolean) => ({
  DBInstanceIdentifier: id,
  DBInstanceClass: isPrimary ? 'db.r6g.2xlarge' : 'db.r6g.xlarge',
  Engine: 'postgres',
  EngineVersion: '16.4',
  DBInstanceStatus: 'available',
  MultiAZ: isPrimary,
  StorageType: 'gp3',
  AllocatedStorage: 500,
  Iops: 12000,
  StorageThroughput: 500,
  PreferredBackupWindow: '03:00-03:30',
  PreferredMaintenanceWindow: 'sun:04:00-sun:04:30',
  PendingModifiedValues: isPrimary ? {AllocatedStorage: 600} : {},
  ...(isPrimary
    ? {ReadReplicaDBInstanceIdentifiers: ['corner-db-r2', 'corner-db-r1']}
    : {ReadReplicaDBInstanceIdentifiers: [], ReadReplicaSourceDBInstanceIdentifier: 'corner-db'}),
  InstanceCreateTime: '2024-02-01T09:30:00.000Z',
})

const service = (name: string, task: string) => ({
  serviceArn: arn('ecs', `service/corner/${name}`),
  serviceName: name,
  clusterArn: arn('ecs', 'cluster/corner'),
  status: 'ACTIVE',
  desiredCount: 4,
  runningCount: 4,
  pendingCount: 0,
  taskDefinition: arn('ecs', `task-definition/${task}`),
  createdAt: '2025-01-10T12:00:00.000Z',
})

const scaled = (name: string) => ({
  ServiceNamespace: 'ecs',
  ResourceId: `service/corner/${name}`,
  ScalableDimension: 'ecs:service:DesiredCount',
  CreationTime: '2025-01-10T12:00:00.000Z',
})

const instanceType = (name: string, vcpus: number, mib: number, interfaces: number) => ({
  InstanceType: name,
  VCpuInfo: {DefaultVCpus: vcpus},
  MemoryInfo: {SizeInMiB: mib},
  NetworkInfo: {MaximumNetworkInterfaces: interfaces},
})

const trackingPolicy = (group: string, name: string, target: number) => ({
  AutoScalingGroupName: group,
  PolicyName: name,
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingConfiguration: {
    PredefinedMetricSpecification: {PredefinedMetricType: 'ASGAverageCPUUtilization'},
    TargetValue: target,
  },
})

export const cornerShop: Snapshot = snapshotSchema.parse({
  schema: 'ecom-plan.snapshot/v1',
  capturedAt: '2026-11-20T12:34:56.000Z',
  account: '123456789012',
  region: 'us-east-1',
  loadBalancers: [
    {
      LoadBalancerArn: balancerArn,
      LoadBalancerName: 'corner',
      Type: 'application',
      AvailabilityZones: [{ZoneName: 'us-east-1b'}, {ZoneName: 'us-east-1a'}],
      CreatedTime: '2024-01-01T00:00:00.000Z',
    },
  ],
  targetGroups: [
    {TargetGroupArn: webTargets, TargetGroupName: 'corner-web', LoadBalancerArns: [balancerArn]},
    {TargetGroupArn: checkoutTargets, TargetGroupName: 'corner-checkout', LoadBalancerArns: [balancerArn]},
  ],
  autoScalingGroups: [
    {
      AutoScalingGroupName: 'corner-web',
      AutoScalingGroupARN: groupArn('corner-web'),
      MinSize: 3,
      MaxSize: 12,
      DesiredCapacity: 3,
      DefaultInstanceWarmup: 120,
      AvailabilityZones: ['us-east-1b', 'us-east-1a'],
      TargetGroupARNs: [webTargets],
      Instances: instances('c7g.xlarge', ['us-east-1a', 'us-east-1b', 'us-east-1a']),
      Tags: [{Key: 'aws:cloudformation:stack-name', Value: 'corner & web', PropagateAtLaunch: true}],
      CreatedTime: '2024-02-01T09:30:00.000Z',
    },
    {
      AutoScalingGroupName: 'corner-hosts',
      AutoScalingGroupARN: groupArn('corner-hosts'),
      MinSize: 2,
      MaxSize: 8,
      DesiredCapacity: 2,
      AvailabilityZones: ['us-east-1a'],
      TargetGroupARNs: [],
      Instances: instances('m7g.large', ['us-east-1a', 'us-east-1a']),
      Tags: [{Key: 'AmazonECSManaged', Value: '', PropagateAtLaunch: true}],
      CreatedTime: '2024-02-01T09:30:00.000Z',
    },
  ],
  autoScalingPolicies: [
    trackingPolicy('corner-web', 'cpu', 50),
    trackingPolicy('corner-web', 'cpu-night', 70),
    {AutoScalingGroupName: 'corner-web', PolicyName: 'burst', PolicyType: 'StepScaling', StepAdjustments: []},
  ],
  autoScalingScheduledActions: [
    {
      AutoScalingGroupName: 'corner-web',
      ScheduledActionName: 'evening',
      Recurrence: '30 18 * * *',
      TimeZone: 'America/New_York',
      MinSize: 5,
    },
    {
      AutoScalingGroupName: 'corner-web',
      ScheduledActionName: 'launch',
      StartTime: '2026-11-27T04:30:00.000Z',
      MinSize: 9,
      MaxSize: 12,
      DesiredCapacity: 9,
    },
  ],
  services: [
    {
      ...service('checkout', 'checkout:7'),
      capacityProviderStrategy: [{capacityProvider: 'corner-hosts', weight: 1, base: 0}],
      deploymentConfiguration: {maximumPercent: 150, minimumHealthyPercent: 100},
      loadBalancers: [{targetGroupArn: checkoutTargets, containerName: 'app', containerPort: 8080}],
    },
    {...service('search', 'search:3'), launchType: 'FARGATE', loadBalancers: []},
  ],
  taskDefinitions: [
    {
      taskDefinitionArn: arn('ecs', 'task-definition/checkout:7'),
      networkMode: 'awsvpc',
      containerDefinitions: [
        {name: 'app', cpu: 896, memory: 1536},
        {name: 'proxy', cpu: 128, memoryReservation: 256},
      ],
    },
    {
      taskDefinitionArn: arn('ecs', 'task-definition/search:3'),
      networkMode: 'awsvpc',
      cpu: '512',
      memory: '1024',
      runtimePlatform: {cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX'},
      containerDefinitions: [{name: 'app', cpu: 0}],
    },
  ],
  capacityProviders: [
    {
      name: 'corner-hosts',
      autoScalingGroupProvider: {
        autoScalingGroupArn: groupArn('corner-hosts'),
        managedScaling: {status: 'ENABLED', targetCapacity: 90},
      },
    },
  ],
  scalableTargets: [
    {...scaled('checkout'), MinCapacity: 4, MaxCapacity: 24, RoleARN: arn('iam', 'role/ecs-scaling')},
    {...scaled('search'), MinCapacity: 2, MaxCapacity: 10, RoleARN: arn('iam', 'role/ecs-scaling')},
  ],
  scalingPolicies: [
    {
      ...scaled('checkout'),
      PolicyARN: arn('autoscaling', 'scalingPolicy:checkout'),
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 55,
        PredefinedMetricSpecification: {PredefinedMetricType: 'ECSServiceAverageCPUUtilization'},
      },
    },
  ],
  scheduledActions: [
    {
      ...scaled('checkout'),
      ScheduledActionName: 'launch',
      ScheduledActionARN: arn('autoscaling', 'scheduledAction:checkout'),
      Schedule: 'at(2026-11-26T23:30:00)',
      Timezone: 'America/New_York',
      ScalableTargetAction: {MinCapacity: 12, MaxCapacity: 24},
    },
  ],
  dbInstances: [database('corner-db', true), database('corner-db-r2', false), database('corner-db-r1', false)],
  instanceTypes: [instanceType('c7g.xlarge', 4, 8192, 4), instanceType('m7g.large', 2, 8192, 3)],
  quotas: [
    {
      ServiceCode: 'ec2',
      QuotaCode: 'L-1216C47A',
      QuotaName: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances',
      QuotaArn: arn('servicequotas', 'ec2/L-1216C47A'),
      Value: 640,
      Adjustable: true,
    },
    {
      ServiceCode: 'fargate',
      QuotaCode: 'L-3032A538',
      QuotaName: 'Fargate On-Demand vCPU resource count',
      Value: 6,
      Adjustable: true,
    },
  ],
})

export const cornerConfig: Config = configSchema.parse({
  schema: 'ecom-plan.config/v1',
  service: 'corner',
  timezone: 'America/New_York',
  aws: {account: '123456789012', region: 'us-east-1'},
  demand: {level: 'edge', sources: [{kind: 'cloudwatch'}]},
  cdn: {distribution: 'E2CORNER'},
  loadBalancer: 'corner',
  slo: {p95ResponseTime: '400ms', errorRatio: '0.1%'},
  events: [{id: 'black-friday', catalog: 'black-friday'}],
  tiers: {
    web: {kind: 'asg', resource: 'corner-web'},
    checkout: {kind: 'ecs', resource: 'corner/checkout'},
    search: {kind: 'ecs', resource: 'corner/search'},
    database: {kind: 'rds', resource: 'corner-db'},
    payments: {kind: 'dependency', what: 'payment provider'},
  },
})
