import type {Fact} from './fact.js'

const scheduled = {
  source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html',
  checkedOn: '2026-10-01',
} as const
const rates = {
  source: 'https://docs.aws.amazon.com/general/latest/gr/ecs-service.html',
  checkedOn: '2026-10-01',
} as const
const retention = {
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html',
  checkedOn: '2026-04-13',
} as const
const metricCalls = {
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html',
  checkedOn: '2026-04-13',
} as const

/** A page that quotes AWS's announcement of 18 June 2026, which itself no stored copy shows. */
const benchmark = {
  source: 'https://dev.classmethod.jp/en/articles/ecs-high-resolution-metrics-faster-autoscaling/',
  checkedOn: '2026-11-27',
} as const
const targetGroup = {
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  checkedOn: '2026-10-01',
} as const

/** How fast AWS scales and starts, how much it schedules, and how long CloudWatch remembers. */
export const scalingLimits = {
  scheduledActionLatenessS: {value: 120, unit: 's', ...scheduled, note: 'a scheduled action may run this much late'},
  asgActionsAtOneTimeCount: {
    value: 1,
    unit: 'actions',
    ...scheduled,
    note: 'a second action at the same time is rejected',
  },
  asgScheduledActionCount: {
    value: 125,
    unit: 'actions a group',
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html',
    checkedOn: '2026-10-01',
  },
  targetScheduledActionCount: {
    value: 200,
    unit: 'actions a scalable target',
    source: 'https://docs.aws.amazon.com/general/latest/gr/as-app.html',
    checkedOn: '2026-10-01',
  },
  asgRebalanceOverRatio: {
    value: 0.1,
    unit: 'ratio',
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html',
    checkedOn: '2026-10-01',
    note: 'share of the maximum by which a group may exceed it for a while to spread over its zones; at least one instance',
  },
  asgWarmupS: {
    value: 300,
    unit: 's',
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html',
    checkedOn: '2026-10-01',
    note: 'warm-up of an instance when neither policy nor group says otherwise: the default cool-down',
  },
  ecsCooldownS: {
    value: 300,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html',
    checkedOn: '2026-10-01',
  },
  capacityProviderWarmupS: {
    value: 300,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html',
    checkedOn: '2026-05-20',
  },
  capacityProviderFirstCount: {
    value: 2,
    unit: 'instances',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html',
    checkedOn: '2026-10-01',
    note: 'the first step of managed scaling from an empty group',
  },
  fargateLaunchBurstCount: {value: 100, unit: 'tasks', ...rates, note: '25 in Regions opened after 2025-05-20'},
  fargateLaunchPerS: {value: 20, unit: 'tasks/s', ...rates, note: '5 in Regions opened after 2025-05-20'},
  serviceLaunchPerMinuteCount: {
    value: 500,
    unit: 'tasks a minute and service',
    ...rates,
    note: '125 in Regions opened after 2025-05-20',
  },
  minuteMetricRetentionS: {value: 15 * 86_400, unit: 's', ...retention},
  fiveMinuteMetricRetentionS: {value: 63 * 86_400, unit: 's', ...retention},
  hourMetricRetentionS: {value: 455 * 86_400, unit: 's', ...retention},
  metricQueriesPerCallCount: {value: 500, unit: 'queries', ...metricCalls},
  metricPointsPerCallCount: {value: 100_800, unit: 'points', ...metricCalls},
  taskProvisionMedianS: {
    value: 23,
    unit: 's',
    ...benchmark,
    note: 'from the launch of a task until it runs: AWS measured 363 and 386 s, and 86 and 109 s, for both together',
  },
  healthCheckIntervalS: {
    value: 30,
    unit: 's',
    ...targetGroup,
    note: "of a target group that was not set otherwise; at the most until a new unit's first check",
  },
  unhealthyCheckCount: {value: 2, unit: 'checks', ...targetGroup, note: 'that fail until a unit gets no more requests'},
  deregistrationS: {
    value: 300,
    unit: 's',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
    checkedOn: '2026-10-01',
    note: 'for which a unit that was taken out still runs, where it was not set otherwise',
  },
  failoverLeastS: {
    value: 60,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html',
    checkedOn: '2026-04-13',
    note: 'a failover to the standby typically takes 60 to 120 s',
  },
  failoverMostS: {
    value: 120,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html',
    checkedOn: '2026-04-13',
  },
} as const satisfies Record<string, Fact>
