import type {Config} from '../../documents/config.js'
import type {Check} from '../../documents/doctor.js'
import type {MetricSeries} from '../../documents/series.js'
import {counted} from '../figure.js'
import type {DoctorFacts} from './facts.js'
import {type Judgement, judged, listed} from './judged.js'

const group = 'Data' as const

/** Whether the tiers report to CloudWatch what forecast reads of them; each of these is a switch that is off at first. */
export function judgeTierMetrics({tierMetrics, resources, config}: DoctorFacts): Check[] {
  return [
    judged({id: 'group-metrics', group, title: 'Group metrics'}, tierMetrics, groupMetrics),
    judged({id: 'container-insights', group, title: 'Container Insights'}, tierMetrics, containerInsights),
    judged({id: 'database-metrics', group, title: 'Database metrics'}, tierMetrics, databaseMetrics),
    judged({id: 'enhanced-monitoring', group, title: 'Enhanced Monitoring'}, resources, ({snapshot}) =>
      enhancedMonitoring(snapshot.dbInstances, 'value' in config ? config.value.config : null),
    ),
  ]
}

const isEmpty = ({windows}: MetricSeries) => windows.every(({values}) => values.every((value) => value === null))
const of = (series: readonly MetricSeries[], metricName: string) =>
  series.filter((one) => one.metricName === metricName)

function groupMetrics(series: readonly MetricSeries[]): Judgement | {skipped: string} {
  const groups = of(series, 'GroupInServiceInstances')
  if (groups.length === 0) return {skipped: 'no tier is an Auto Scaling group'}
  const off = groups.filter(isEmpty).map(({dimensions}) => dimensions['AutoScalingGroupName'] ?? '')
  if (off.length === 0)
    return {status: 'ok', message: `instances in service reported by ${counted(groups.length, 'group')}`}
  return {
    status: 'warn',
    message: `${listed(off)} reported no instances in service in the last day: production cannot tell what an instance carries`,
    next: off.map(
      (name) =>
        `aws autoscaling enable-metrics-collection --auto-scaling-group-name ${name} --granularity 1Minute --metrics GroupInServiceInstances`,
    ),
  }
}

function containerInsights(series: readonly MetricSeries[]): Judgement | {skipped: string} {
  const services = of(series, 'RunningTaskCount')
  if (services.length === 0) return {skipped: 'no tier is an ECS service'}
  const off = services.filter(isEmpty).map(({dimensions}) => dimensions)
  if (off.length === 0)
    return {status: 'ok', message: `running tasks reported by ${counted(services.length, 'service')}`}
  const clusters = [...new Set(off.map(({ClusterName}) => ClusterName ?? ''))]
  return {
    status: 'warn',
    message: `${listed(off.map(({ServiceName}) => ServiceName ?? ''))} reported no running tasks in the last day: production cannot tell what a task carries`,
    next: clusters.map(
      (name) => `aws ecs update-cluster-settings --cluster ${name} --settings name=containerInsights,value=enabled`,
    ),
  }
}

function databaseMetrics(series: readonly MetricSeries[]): Judgement | {skipped: string} {
  const databases = series.filter(({namespace}) => namespace === 'AWS/RDS')
  if (databases.length === 0) return {skipped: 'no tier is a database'}
  const silent = databases.filter(isEmpty).map(({dimensions}) => dimensions)
  const off = silent.map((named) => named['DBInstanceIdentifier'] ?? named['DBClusterIdentifier'] ?? '')
  if (off.length === 0) return {status: 'ok', message: `CPU reported by ${counted(databases.length, 'database')}`}
  return {
    status: 'warn',
    message: `${listed(off)} reported no CPU in the last day`,
    next: silent.map(({DBInstanceIdentifier: instance, DBClusterIdentifier: cluster}) =>
      instance === undefined
        ? `aws rds describe-db-clusters --db-cluster-identifier ${cluster}`
        : `aws rds describe-db-instances --db-instance-identifier ${instance}`,
    ),
  }
}

function enhancedMonitoring(
  databases: readonly Record<string, unknown>[],
  config: Config | null,
): Judgement | {skipped: string} {
  const wanted = new Set(
    Object.values(config?.tiers ?? {}).flatMap((tier) => (tier.kind === 'rds' ? [tier.resource] : [])),
  )
  if (wanted.size === 0) return {skipped: 'no tier is a database'}
  const own = databases.filter((database) => wanted.has(String(database['DBInstanceIdentifier'])))
  const off = own.filter((database) => database['MonitoringInterval'] === 0)
  if (off.length === 0) return {status: 'ok', message: `on for ${counted(own.length, 'database')}`}
  const names = off.map((database) => String(database['DBInstanceIdentifier']))
  return {
    status: 'warn',
    message: `off for ${listed(names)}: a burst shorter than a minute stays unseen. forecast works without it`,
    next: names.map(
      (name) =>
        `aws rds modify-db-instance --db-instance-identifier ${name} --monitoring-interval 15 --monitoring-role-arn ROLE`,
    ),
  }
}
