import type {Fact} from './fact.js'

const ecs = {source: 'https://docs.aws.amazon.com/general/latest/gr/ecs-service.html', checkedOn: '2026-10-01'} as const
const alb = {
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  checkedOn: '2026-10-01',
} as const
const groups = {
  source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html',
  checkedOn: '2026-10-01',
} as const
const targets = {source: 'https://docs.aws.amazon.com/general/latest/gr/as-app.html', checkedOn: '2026-10-01'} as const
const points = {
  unit: 'points/s',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html',
  checkedOn: '2026-10-01',
} as const
const cloudfront = {
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html',
  checkedOn: '2026-11-27',
  note: 'can be raised; does not hold for distributions on a flat-rate plan',
} as const
const reservation = {
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html',
  checkedOn: '2026-10-01',
} as const
const lcu = {
  source: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
  checkedOn: '2026-08-01',
  note: 'not confirmed: long the text of the pricing page, which no stored copy shows',
} as const

/**
 * Limits that have no quota code, so that Service Quotas cannot be asked for them, and what one LCU stands for.
 * None can be raised but those whose note says so. Scheduled actions are in scaling-limits.ts.
 */
export const serviceLimits = {
  ec2ServiceLaunchPerMinuteCount: {
    value: 500,
    unit: 'tasks a minute and service',
    ...ecs,
    note: 'on EC2 and external hosts; Fargate has its own',
  },
  serviceTaskCount: {value: 5000, unit: 'tasks a service', ...ecs, note: '1,000 with Cloud Map service discovery'},
  clusterServiceCount: {value: 5000, unit: 'services a cluster', ...ecs},
  clusterHostCount: {value: 5000, unit: 'container instances a cluster', ...ecs},
  clusterProvisioningTaskCount: {
    value: 500,
    unit: 'tasks in PROVISIONING a cluster',
    ...ecs,
    note: 'with a capacity provider of an Auto Scaling group',
  },
  serviceTargetGroupCount: {value: 5, unit: 'target groups a service', ...ecs},
  albReservedLcuCount: {value: 15_000, unit: 'reserved LCUs a load balancer', ...alb, note: 'can be raised'},
  albLeastReservedLcuCount: {value: 100, unit: 'reserved LCUs a load balancer', ...reservation},
  albDoublingS: {
    value: 300,
    unit: 's',
    source:
      'https://aws.amazon.com/blogs/networking-and-content-delivery/using-load-balancer-capacity-unit-reservation-to-prepare-for-sharp-increases-in-traffic',
    checkedOn: '2026-11-27',
    note: 'not confirmed in the guide, which speaks of sudden spikes: AWS advises reserved LCUs where traffic doubles in less than five minutes',
  },
  cloudFrontRequestsPerS: {value: 250_000, unit: 'requests/s a distribution', ...cloudfront},
  cloudFrontGbitPerS: {value: 150, unit: 'Gbit/s a distribution', ...cloudfront},
  asgCount: {value: 500, unit: 'Auto Scaling groups a Region', ...groups, note: 'can be raised'},
  asgPolicyCount: {value: 50, unit: 'scaling policies a group', ...groups},
  asgStepCount: {value: 20, unit: 'step adjustments a policy', ...groups},
  asgLifecycleHookCount: {value: 50, unit: 'lifecycle hooks a group', ...groups},
  targetPolicyCount: {value: 50, unit: 'scaling policies a scalable target', ...targets},
  oldMetricPointsPerS: {value: 396_000, ...points, note: 'GetMetricData that starts more than 3 hours ago'},
  recentMetricPointsPerS: {value: 180_000, ...points, note: 'GetMetricData of the last 3 hours'},
  lcuNewConnectionsPerS: {value: 25, unit: 'new connections/s', ...lcu},
  lcuActiveConnectionCount: {value: 3000, unit: 'connections active in a minute', ...lcu},
  lcuGibPerHour: {value: 1, unit: 'GB/hour', ...lcu, note: `for instances and IP targets; ${lcu.note}`},
  lcuRuleEvaluationsPerS: {value: 1000, unit: 'rule evaluations/s', ...lcu},
  lcuFreeRuleCount: {
    value: 10,
    unit: 'rule evaluations a request',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
    checkedOn: '2026-10-01',
    note: 'free, and counted in RuleEvaluations',
  },
} as const satisfies Record<string, Fact>
