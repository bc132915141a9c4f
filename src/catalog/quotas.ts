import type {Fact} from './fact.js'

/** A quota of an account in a Region; the value is what a new account gets. All of these can be raised on request. */
export type QuotaDefault = Fact & {readonly serviceCode: string; readonly quotaCode: string; readonly name: string}

const ec2 = {
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html',
  checkedOn: '2026-10-01',
} as const
const fargate = {
  serviceCode: 'fargate',
  source: 'https://docs.aws.amazon.com/general/latest/gr/ecs-service.html',
  checkedOn: '2026-10-01',
} as const
const rds = {
  serviceCode: 'rds',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html',
  checkedOn: '2026-10-01',
} as const
const alb = {
  serviceCode: 'elasticloadbalancing',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  checkedOn: '2026-10-01',
} as const
const targets = {
  serviceCode: 'application-autoscaling',
  unit: 'scalable targets',
  source: 'https://docs.aws.amazon.com/general/latest/gr/as-app.html',
  checkedOn: '2026-10-01',
} as const
const calls = {
  serviceCode: 'monitoring',
  unit: 'calls/s',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html',
  checkedOn: '2026-10-01',
} as const

const ecr = {
  serviceCode: 'ecr',
  unit: 'calls/s',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html',
  checkedOn: '2026-04-13',
} as const

/** The quotas that a sale can run into, by what they count. Limits that have no code are in service-limits.ts. */
export const quotas = {
  ec2StandardVcpuCount: {
    serviceCode: 'ec2',
    quotaCode: 'L-1216C47A',
    name: 'vCPU of running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances',
    value: 5,
    unit: 'vCPU',
    ...ec2,
  },
  fargateVcpuCount: {...fargate, quotaCode: 'L-3032A538', name: 'Fargate On-Demand vCPU', value: 6, unit: 'vCPU'},
  fargateSpotVcpuCount: {...fargate, quotaCode: 'L-36FBB829', name: 'Fargate Spot vCPU', value: 6, unit: 'vCPU'},
  fargateLaunchBurstCount: {
    ...fargate,
    quotaCode: 'L-6BAD92DD',
    name: 'Fargate On-Demand tasks launched at once',
    value: 100,
    unit: 'tasks',
  },
  fargateLaunchPerS: {
    ...fargate,
    quotaCode: 'L-551A4E9D',
    name: 'Fargate On-Demand tasks launched a second',
    value: 20,
    unit: 'tasks/s',
  },
  rdsInstanceCount: {
    ...rds,
    quotaCode: 'L-7B6409FD',
    name: 'DB instances',
    value: 40,
    unit: 'instances',
    note: '20 in ap-south-1',
  },
  rdsStorageCount: {
    ...rds,
    quotaCode: 'L-7ADDB58A',
    name: 'total storage of all DB instances',
    value: 100_000,
    unit: 'GB',
  },
  rdsReplicaCount: {...rds, quotaCode: 'L-5BC124EF', name: 'read replicas of a primary', value: 15, unit: 'replicas'},
  rdsProxyCount: {...rds, quotaCode: 'L-D94C7EA3', name: 'proxies', value: 20, unit: 'proxies'},
  rdsClusterCount: {...rds, quotaCode: 'L-952B80B8', name: 'DB clusters', value: 40, unit: 'clusters'},
  albCount: {
    ...alb,
    quotaCode: 'L-53DA6B97',
    name: 'Application Load Balancers in the Region',
    value: 50,
    unit: 'load balancers',
  },
  albTargetCount: {
    ...alb,
    quotaCode: 'L-7E6692B2',
    name: 'targets of an Application Load Balancer',
    value: 1000,
    unit: 'targets',
  },
  targetGroupTargetCount: {
    ...alb,
    quotaCode: 'L-A0D0B863',
    name: 'targets of a target group (instances or IP addresses)',
    value: 1000,
    unit: 'targets',
  },
  reservedLcuCount: {
    ...alb,
    quotaCode: 'L-8A66D0E6',
    name: 'reserved LCUs of Application Load Balancers in the Region',
    value: 0,
    unit: 'LCU',
    note: 'none without a request: reserved capacity needs the quota first',
  },
  networkInterfaceCount: {
    serviceCode: 'vpc',
    quotaCode: 'L-DF5E4CA3',
    name: 'network interfaces in the Region',
    value: 5000,
    unit: 'interfaces',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
    checkedOn: '2026-04-13',
  },
  ecrImagePerS: {...ecr, quotaCode: 'L-16E70933', name: 'calls of BatchGetImage', value: 2000},
  ecrLayerPerS: {...ecr, quotaCode: 'L-A60A366D', name: 'calls of GetDownloadUrlForLayer', value: 3000},
  ecsScalableTargetCount: {...targets, quotaCode: 'L-782A3EE2', name: 'scalable targets for ECS', value: 3000},
  rdsScalableTargetCount: {...targets, quotaCode: 'L-800F6F7B', name: 'scalable targets for RDS', value: 500},
  getMetricDataPerS: {...calls, quotaCode: 'L-5E141212', name: 'calls of GetMetricData', value: 500},
  getMetricStatisticsPerS: {...calls, quotaCode: 'L-EE839489', name: 'calls of GetMetricStatistics', value: 400},
  listMetricsPerS: {...calls, quotaCode: 'L-05D334F0', name: 'calls of ListMetrics', value: 25},
  describeAlarmsPerS: {...calls, quotaCode: 'L-21CB40A4', name: 'calls of DescribeAlarms', value: 9},
} as const satisfies Record<string, QuotaDefault>
