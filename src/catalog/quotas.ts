import type {Fact} from './fact.js'

/** A quota of an account in a Region; the value is what a new account gets. */
export type QuotaDefault = Fact & {readonly serviceCode: string; readonly quotaCode: string; readonly name: string}

const ecs = {source: 'https://docs.aws.amazon.com/general/latest/gr/ecs-service.html', checkedOn: '2026-10-01'} as const
const rds = {
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html',
  checkedOn: '2026-10-01',
} as const
const alb = {
  serviceCode: 'elasticloadbalancing',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  checkedOn: '2026-10-01',
} as const

/** The quotas that a sale can run into. */
export const quotas = {
  ec2StandardVcpuCount: {
    serviceCode: 'ec2',
    quotaCode: 'L-1216C47A',
    name: 'vCPU of running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances',
    value: 5,
    unit: 'vCPU',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html',
    checkedOn: '2026-10-01',
  },
  fargateVcpuCount: {
    serviceCode: 'fargate',
    quotaCode: 'L-3032A538',
    name: 'Fargate On-Demand vCPU',
    value: 6,
    unit: 'vCPU',
    ...ecs,
  },
  rdsInstanceCount: {
    serviceCode: 'rds',
    quotaCode: 'L-7B6409FD',
    name: 'DB instances',
    value: 40,
    unit: 'instances',
    ...rds,
  },
  rdsStorageCount: {
    serviceCode: 'rds',
    quotaCode: 'L-7ADDB58A',
    name: 'total storage of all DB instances',
    value: 100_000,
    unit: 'GB',
    ...rds,
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
} as const satisfies Record<string, QuotaDefault>
