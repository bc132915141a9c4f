import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database, DatabaseProxy} from '../../documents/inventory.js'
import {type LoadLine, valueAt} from '../calibrate/load-line.js'
import {figure, percent} from '../figure.js'
import {lineWords, type Measure} from './measure.js'
import {proxyWords} from './proxy-words.js'
import type {Setting} from './tier-finding.js'

/**
 * Connections that the callers hold open after the plan: units x pool, whatever the load; and the most while units are
 * replaced and the old ones still hold theirs.
 */
export type PoolDemand = {
  connectionCount: number
  because: string
  overlap?: {connectionCount: number; because: string}
}

/**
 * Connections against `max_connections`: what is held in the event within the share that is planned for, and what is
 * held for the minutes of a deployment within all of it, since the share that is kept free is for that.
 *
 * `givenMaxCount` is what a person says the parameter group holds; without it the engine's default for the class counts,
 * less the memory that RDS keeps from `DBInstanceClassMemory`. Behind a proxy the pools end at it: what was measured is
 * what it opens, against its share of max_connections; where nothing was measured the pools count as without it. Empty where neither connections nor pools are known.
 */
export function connectionMeasure({
  database,
  hardware,
  line,
  pools: asked,
  proxies,
  givenMaxCount,
  setting,
}: {
  database: Database
  hardware: RdsClass
  line: LoadLine | null
  pools: PoolDemand
  proxies: readonly DatabaseProxy[]
  givenMaxCount: number | null
  setting: Setting
}): Measure[] {
  if (line === null && asked.connectionCount === 0) return []
  const proxy = line === null ? undefined : proxies[0]
  const pools = proxy === undefined ? asked : {connectionCount: 0, because: ''}
  const all = mostOf({database, hardware, givenMaxCount, setting})
  const most = {...all, count: Math.floor(all.count * (proxy?.maxConnectionsRatio ?? 1))}
  const planned = setting.judgement('connectionLimitRatio')
  const overlapCount = pools.overlap?.connectionCount ?? 0
  const heldAt = (rps: number) => Math.max(pools.connectionCount, line === null ? 0 : valueAt(line, rps))
  return [
    {
      name: 'connections',
      limitedBy: givenMaxCount === null ? 'class' : 'either',
      limitText: `${figure(most.count)} at ${percent(planned)}`,
      shareOf: (rps) => Math.max(heldAt(rps) / (most.count * planned), overlapCount / most.count),
      line,
      derivation: [
        ...(line === null ? [] : [lineWords('connections', line, figure)]),
        ...(pools.connectionCount > 0
          ? [`pools after the plan: ${pools.because} = ${figure(pools.connectionCount)}; the larger counts`]
          : []),
        ...(pools.overlap !== undefined && overlapCount > pools.connectionCount
          ? [
              `while units are replaced: ${pools.overlap.because} = ${figure(overlapCount)}, which must stay within all ${figure(most.count)}`,
            ]
          : []),
        most.because,
        ...proxyWords(proxy, asked),
      ],
    },
  ]
}

function mostOf({
  database,
  hardware,
  givenMaxCount,
  setting,
}: {
  database: Database
  hardware: RdsClass
  givenMaxCount: number | null
  setting: Setting
}): {count: number; because: string} {
  if (givenMaxCount !== null) {
    return {count: givenMaxCount, because: `max_connections ${figure(givenMaxCount)}: maxConnections in ecom-plan.yaml`}
  }
  const engine = database.engine === 'postgres' || database.engine === 'mariadb' ? database.engine : 'mysql'
  const reserve = setting.judgement('mysqlMemoryReserveRatio')
  const count = Math.floor(hardware.maxConnectionCount[engine] * (1 - reserve))
  setting.cite(`rdsConnections.${engine}Bytes`)
  return {
    count,
    because: `max_connections about ${figure(count)}: the engine's default for the class less ${percent(reserve)} held back; a parameter group may say otherwise (then write maxConnections)`,
  }
}
