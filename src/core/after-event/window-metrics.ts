import type {Config} from '../../documents/config.js'
import type {Inventory} from '../../documents/inventory.js'
import type {MetricQuery} from '../../documents/metric-query.js'
import type {MetricId} from '../../documents/series.js'
import {asgMetrics, ecsMetrics, rdsMetrics} from '../inventory/metric-ids.js'
import {instantOf, isoOf} from '../series/zone.js'

/** What is looked at of a tier that scales out: its units in service, the requests that reached it, and its p95 in seconds. */
export type FleetMetrics = {tier: string; units: MetricId; requests: MetricId | null; p95: MetricId | null}
/** What is looked at of a database: CPU in percent, connections and I/O operations a second. */
export type DatabaseMetrics = {
  tier: string
  cpu: MetricId
  connections: MetricId
  readIops: MetricId
  writeIops: MetricId
}
export type WindowMetrics = {fleets: FleetMetrics[]; databases: DatabaseMetrics[]}

/** CloudWatch keeps steps of five minutes for 63 days. */
export const stepS = 300

/** The metrics of a window that tell what held. Throws RESOURCE_NOT_FOUND when the config names what the estate lacks. */
export function windowMetrics({config, inventory}: {config: Config; inventory: Inventory}): WindowMetrics {
  const found: WindowMetrics = {fleets: [], databases: []}
  for (const [tierName, tier] of Object.entries(config.tiers)) {
    if (tier.kind === 'asg') {
      const {inService: units, requests, p95} = asgMetrics({tierName, tier, inventory})
      found.fleets.push({tier: tierName, units, requests, p95})
    } else if (tier.kind === 'ecs') {
      const {running: units, requests, p95} = ecsMetrics({tierName, tier, inventory})
      found.fleets.push({tier: tierName, units, requests, p95})
    } else if (tier.kind === 'rds') {
      const {cpu, connections, readIops, writeIops} = rdsMetrics({tierName, tier, inventory})
      found.databases.push({tier: tierName, cpu, connections, readIops, writeIops})
    }
  }
  return found
}

/** What to ask for them: the window in steps of five minutes. */
export function windowQueries(
  {fleets, databases}: WindowMetrics,
  {windowStartAt, windowEndAt}: {windowStartAt: string; windowEndAt: string},
): MetricQuery[] {
  const onGrid = (at: string, round: (steps: number) => number) => isoOf(round(instantOf(at) / stepS) * stepS)
  const windows = [{periodS: stepS, fromAt: onGrid(windowStartAt, Math.floor), toAt: onGrid(windowEndAt, Math.ceil)}]
  const ids = [
    ...fleets.flatMap(({units, requests, p95}) => [units, requests, p95]),
    ...databases.flatMap(({cpu, connections, readIops, writeIops}) => [cpu, connections, readIops, writeIops]),
  ].filter((id) => id !== null)
  const once = new Map(ids.map((metric) => [JSON.stringify(metric), metric]))
  return [...once.values()].map((metric) => ({metric, windows}))
}
