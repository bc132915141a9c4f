import type {Config} from '../../documents/config.js'
import type {Inventory} from '../../documents/inventory.js'
import type {MetricQuery} from '../../documents/metric-query.js'
import {metricQueries} from '../inventory/metric-queries.js'
import {detailWindow} from '../inventory/metric-windows.js'
import {diagnosisMetrics} from './diagnosis-queries.js'

/**
 * Every metric that a plan reads, each once: what calibration needs, and what says which resource of a database binds in
 * these days, in steps of five minutes over 15 days. Throws RESOURCE_NOT_FOUND when the config names what the inventory
 * lacks.
 */
export function planQueries(asked: {config: Config; inventory: Inventory; asOf: string}): MetricQuery[] {
  const {config, inventory, asOf} = asked
  const needed = metricQueries(asked)
  const known = new Set(needed.map(keyOf))
  const windows = [detailWindow(asOf)]
  const further = Object.entries(config.tiers).flatMap(([tierName, tier]) =>
    tier.kind === 'rds'
      ? [...diagnosisMetrics({config, tierName, tier, inventory}).values()].map((metric) => ({metric, windows}))
      : [],
  )
  const unique = new Map(further.map((query) => [keyOf(query), query]))
  return [...needed, ...[...unique].flatMap(([key, query]) => (known.has(key) ? [] : [query]))]
}

const keyOf = ({metric}: MetricQuery) => JSON.stringify(metric)
