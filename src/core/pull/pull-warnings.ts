import type {Config} from '../../documents/config.js'
import type {MetricId} from '../../documents/series.js'
import type {AwsObject, Snapshot} from '../../documents/snapshot.js'
import {mapInventory} from '../inventory/map-inventory.js'
import {demandQuery, metricQueries} from '../inventory/metric-queries.js'

type Warning = {code: string; message: string}

/** Of the group metrics the one that a peak cannot do without; AWS measures none until it is told to. */
const groupMetric = 'GroupInServiceInstances'

/**
 * What a pull could not have had and how to have it from now on: groups whose own metrics are off, databases without
 * enhanced monitoring, and metrics that forecast reads and CloudWatch has no value of. Each names its tier and ends
 * with the command.
 *
 * `silent` are the metrics that were asked for and had no value in all that was asked.
 */
export function pullWarnings({
  config,
  snapshot,
  silent,
  asOf,
}: {
  config: Config
  snapshot: Snapshot
  silent: readonly MetricId[]
  asOf: string
}): Warning[] {
  const estates = [snapshot, ...(snapshot.elsewhere ?? [])]
  const tiers = Object.entries(config.tiers).flatMap(([tierName, tier]) => {
    if (tier.kind === 'asg') {
      const groups = estates.flatMap(({autoScalingGroups}) => autoScalingGroups)
      return groupWarnings(
        tierName,
        groups.find((group) => group['AutoScalingGroupName'] === tier.resource),
      )
    }
    if (tier.kind !== 'rds') return []
    const databases = estates.flatMap(({dbInstances}) => dbInstances)
    return databaseWarnings(
      tierName,
      databases.find((database) => database['DBInstanceIdentifier'] === tier.resource),
    )
  })
  return [...tiers, ...silenceWarnings({config, snapshot, silent, asOf})]
}

function groupWarnings(tierName: string, group: AwsObject | undefined): Warning[] {
  const name = String(group?.['AutoScalingGroupName'])
  const enabled = (group?.['EnabledMetrics'] ?? []) as AwsObject[]
  if (group === undefined || enabled.some((metric) => metric['Metric'] === groupMetric)) return []
  const command = `aws autoscaling enable-metrics-collection --auto-scaling-group-name ${name} --granularity 1Minute`
  const message = `tier ${tierName}: group metrics of Auto Scaling group ${name} are not enabled, so how many instances ran at a peak is not kept; ${command}`
  return [{code: 'GROUP_METRICS_OFF', message}]
}

function databaseWarnings(tierName: string, database: AwsObject | undefined): Warning[] {
  if (database === undefined || Number(database['MonitoringInterval'] ?? 0) > 0) return []
  const id = String(database['DBInstanceIdentifier'])
  const command = `aws rds modify-db-instance --db-instance-identifier ${id} --monitoring-interval 60 --monitoring-role-arn ROLE-ARN`
  const message = `tier ${tierName}: RDS instance ${id} has no enhanced monitoring, so its operating system is not measured at a peak; ${command}`
  return [{code: 'ENHANCED_MONITORING_OFF', message}]
}

/** One warning for what has no value of one resource, however many metrics and statistics. */
function silenceWarnings({config, snapshot, silent, asOf}: Parameters<typeof pullWarnings>[0]): Warning[] {
  if (silent.length === 0) return []
  const asked = {config, inventory: mapInventory(snapshot), asOf}
  const isMeasuredAtEdge = config.demand.level === 'edge' ? config.cdn !== undefined : config.loadBalancer !== undefined
  const needed = [...metricQueries(asked), ...(isMeasuredAtEdge ? [demandQuery(asked)] : [])]
  const isNeeded = new Set(needed.map(({metric}) => `${resourceOf(metric)} ${metric.metricName} ${metric.stat}`))
  const byResource = new Map<string, Silence>()
  for (const metric of silent) {
    const resource = resourceOf(metric)
    if (!isNeeded.has(`${resource} ${metric.metricName} ${metric.stat}`)) continue
    const silence = byResource.get(resource) ?? {...metric, metricNames: new Set()}
    byResource.set(resource, silence)
    silence.metricNames.add(metric.metricName)
  }
  const found = [...byResource.values()]
  const rest = found.length - mostNamed
  const more = {
    code: 'METRIC_EMPTY',
    message: `and ${rest} more resources have metrics without a value; ecom-plan archive ls`,
  }
  const named = found.slice(0, mostNamed).map((silence) => {
    const {namespace, metricNames, dimensions} = silence
    const of = Object.entries(dimensions).map(([name, value]) => `${name} ${value}`)
    const message = `CloudWatch has no value of ${namespace} ${[...metricNames].join(', ')} of ${of.join(', ')}; ${commandFor(silence)}`
    return {code: 'METRIC_EMPTY', message}
  })
  return rest > 0 ? [...named, more] : named
}

/** Resources that are named one by one; of an estate of hundreds the rest is counted. */
const mostNamed = 5

type Silence = Pick<MetricId, 'namespace' | 'dimensions'> & {metricNames: Set<string>}

const resourceOf = ({namespace, dimensions}: Pick<MetricId, 'namespace' | 'dimensions'>) =>
  JSON.stringify([namespace, Object.entries(dimensions).sort()])

/** How to have it measured, where that is known, else how to see what there is. */
function commandFor({namespace, metricNames, dimensions}: Silence): string {
  if (namespace === 'AWS/CloudFront' && metricNames.has('CacheHitRate')) {
    const settings = "'RealtimeMetricsSubscriptionConfig={RealtimeMetricsSubscriptionStatus=Enabled}'"
    return `aws cloudfront create-monitoring-subscription --distribution-id ${dimensions['DistributionId']} --monitoring-subscription ${settings}`
  }
  const named = Object.entries(dimensions).map(([name, value]) => `Name=${name},Value=${value}`)
  return `aws cloudwatch list-metrics --namespace ${namespace} --dimensions ${named.join(' ')}`
}
