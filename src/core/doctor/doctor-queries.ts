import type {Config} from '../../documents/config.js'
import type {Inventory} from '../../documents/inventory.js'
import type {MetricQuery} from '../../documents/metric-query.js'
import type {MetricId} from '../../documents/series.js'
import {auroraMetrics, standbyMetrics} from '../inventory/cluster-metrics.js'
import {asgMetrics, ecsMetrics, rdsMetrics} from '../inventory/metric-ids.js'
import {finestWindows} from '../inventory/metric-windows.js'
import {instantOf, isoOf} from '../series/zone.js'

const dayS = 86_400

/**
 * All that CloudWatch keeps of demand, up to the last full minute: pull and forecast stop at the hour, but the age of
 * the newest value is what doctor is asked for.
 */
export function demandToTheMinute(query: MetricQuery, at: string): MetricQuery {
  const nowS = Math.floor(instantOf(at) / 60) * 60
  const windows = finestWindows(at)
  return {
    ...query,
    windows: windows.map((window, i) => (i === windows.length - 1 ? {...window, toAt: isoOf(nowS)} : window)),
  }
}

/** One metric of each tier over the last day, which is there when the tier reports what forecast reads. */
export function tierQueries({
  config,
  inventory,
  at,
}: {
  config: Config
  inventory: Inventory
  at: string
}): MetricQuery[] {
  const toS = Math.floor(instantOf(at) / 300) * 300
  const windows = [{periodS: 300, fromAt: isoOf(toS - dayS), toAt: isoOf(toS)}]
  return Object.entries(config.tiers).flatMap(([tierName, tier]): MetricQuery[] => {
    const metric = ((): MetricId | null => {
      if (tier.kind === 'asg') return asgMetrics({tierName, tier, inventory}).inService
      if (tier.kind === 'ecs') return ecsMetrics({tierName, tier, inventory}).running
      if (tier.kind === 'aurora') return auroraMetrics({tierName, tier, inventory}).writer.cpu
      if (tier.kind === 'rds-cluster') return standbyMetrics({tierName, tier, inventory}).writer.cpu
      return tier.kind === 'rds' ? rdsMetrics({tierName, tier, inventory}).cpu : null
    })()
    return metric === null ? [] : [{metric, windows}]
  })
}
