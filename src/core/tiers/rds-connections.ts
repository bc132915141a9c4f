import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import {type LoadLine, valueAt} from '../calibrate/load-line.js'
import {figure, percent} from '../figure.js'
import {lineWords, type Measure} from './measure.js'
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
 * less the memory that RDS keeps from `DBInstanceClassMemory`. Empty where neither connections nor pools are known.
 */
export function connectionMeasure({
  database,
  hardware,
  line,
  pools,
  givenMaxCount,
  setting,
}: {
  database: Database
  hardware: RdsClass
  line: LoadLine | null
  pools: PoolDemand
  givenMaxCount: number | null
  setting: Setting
}): Measure[] {
  if (line === null && pools.connectionCount === 0) return []
  const most = mostOf({database, hardware, givenMaxCount, setting})
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
