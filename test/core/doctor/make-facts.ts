import type {DoctorFacts} from '../../../src/core/doctor/facts.js'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import type {MetricSeries, Window} from '../../../src/documents/series.js'
import {cornerConfig, cornerShop} from '../../aws/corner-shop.js'

export const at = '2026-11-20T12:00:00Z'
const atMs = Date.parse(at)

/** A window of ones that ends at `endAt`. */
export function windowOf({periodS, days, endAt = at}: {periodS: number; days: number; endAt?: string}): Window {
  const count = (days * 86_400) / periodS
  const startAt = new Date(Date.parse(endAt) - days * 86_400_000).toISOString()
  return {periodS, startAt, values: new Array<number | null>(count).fill(1)}
}

const series = (namespace: string, metricName: string, dimensions: Record<string, string>): MetricSeries => ({
  namespace,
  metricName,
  dimensions,
  stat: 'Average',
  windows: [windowOf({periodS: 300, days: 1})],
})
const service = (ServiceName: string) =>
  series('ECS/ContainerInsights', 'RunningTaskCount', {ClusterName: 'corner', ServiceName})

const demandMetric = {
  namespace: 'AWS/CloudFront',
  metricName: 'Requests',
  dimensions: {DistributionId: 'E2CORNER', Region: 'Global'},
  stat: 'Sum',
}

/** Minutes of demand that the archive has, up to so many days before now. */
export function archiveUpTo(daysAgo: number) {
  const toAt = new Date(atMs - daysAgo * 86_400_000).toISOString()
  const fromAt = new Date(atMs - (daysAgo + 10) * 86_400_000).toISOString()
  const coverage = [{...demandMetric, periodS: 60, fromAt, toAt}]
  const part = {
    schema: 'ecom-plan.archive-part/v1' as const,
    file: 'metrics/a.parquet',
    sha256: '0'.repeat(64),
    byteCount: 10,
    rowCount: 10,
    pulledAt: toAt,
    account: '123456789012',
    region: 'us-east-1',
    coverage,
    replaces: [],
  }
  return {place: '.ecom-plan/archive', parts: [part], coverage, missingFiles: [] as string[], demand: demandMetric}
}

const monitored = cornerShop.dbInstances.map((database) => ({...database, MonitoringInterval: 60}))

/** A corner shop where all is well, changed as told. */
export function makeFacts(change: Partial<DoctorFacts> = {}): DoctorFacts {
  return {
    at,
    isOffline: false,
    purposes: ['forecast'],
    tool: {version: '1.2.3', nodeVersion: '24.0.0'},
    config: {value: {config: cornerConfig, path: 'ecom-plan.yaml', warnings: []}},
    caller: {value: {account: '123456789012', arn: 'arn:aws:iam::123456789012:user/ops', endsInS: 25_920}},
    clock: {value: {offsetS: 0}},
    environmentRegion: 'us-east-1',
    permissions: {
      value: [
        {
          action: 'rds:DescribeDBInstances',
          isAllowed: true,
          isExplicitlyDenied: false,
          isOptional: false,
          where: null,
          neededBy: ['forecast', 'report', 'pull'],
        },
      ],
    },
    writes: {skipped: 'not asked'},
    resources: {
      value: {
        snapshot: {...cornerShop, dbInstances: monitored},
        inventory: mapInventory(cornerShop),
        isLive: true,
      },
    },
    demand: {
      value: {
        names: ['CloudWatch AWS/CloudFront Requests'],
        windows: [windowOf({periodS: 3600, days: 400}), windowOf({periodS: 60, days: 15})],
        isLive: true,
      },
    },
    tierMetrics: {
      value: [
        series('AWS/AutoScaling', 'GroupInServiceInstances', {AutoScalingGroupName: 'corner-web'}),
        service('checkout'),
        service('search'),
        series('AWS/RDS', 'CPUUtilization', {DBInstanceIdentifier: 'corner-db'}),
      ],
    },
    archive: {value: archiveUpTo(1)},
    loadTests: [
      {tier: 'checkout', path: 'loadtests/checkout', tested: {value: {testedAt: '2026-11-10T00:00:00Z', stepCount: 7}}},
    ],
    ...change,
  }
}
