import type {Config} from '../../documents/config.js'
import type {ScaledTierConfig} from '../../documents/config-tier.js'
import type {Inventory} from '../../documents/inventory.js'
import {counted, figure, percent} from '../figure.js'
import {findEcsService} from '../inventory/find-resource.js'
import type {PoolDemand} from '../tiers/rds-connections.js'
import type {Setting, UnitUse} from '../tiers/tier-finding.js'

type Caller = {tier: string; unitCount: number; size: number; mostCount: number; why: string}

/**
 * Connections that the planned units of all callers of a database hold open, and the most while units are replaced.
 *
 * A deployment of an ECS service runs up to `maximumPercent` of its tasks at once, old ones and new; an Auto Scaling group
 * may exceed its maximum while it spreads over its zones. All callers at once is the worst case, and is what counts:
 * nobody keeps a pipeline from deploying two services in the same minute. An instance refresh that launches before it
 * terminates may hold more, and is not counted: it is started by a person.
 */
export function poolDemand({
  config,
  inventory,
  database,
  uses,
  setting,
}: {
  config: Config
  inventory: Inventory
  /** The tier that pools name. */
  database: string
  uses: readonly UnitUse[]
  setting: Setting
}): PoolDemand {
  const callers = uses.flatMap((use): Caller[] => {
    const tier = config.tiers[use.tier]
    if (tier === undefined || (tier.kind !== 'asg' && tier.kind !== 'ecs') || tier.pool?.database !== database)
      return []
    const {tier: name, unitCount} = use
    return [{tier: name, unitCount, size: tier.pool.size, ...replaced({name, tier, unitCount, inventory, setting})}]
  })
  const connectionCount = callers.reduce((sum, {unitCount, size}) => sum + unitCount * size, 0)
  return {
    connectionCount,
    because: callers.map(({tier, unitCount, size}) => `${tier} ${figure(unitCount)} × ${size}`).join(' + '),
    overlap: {
      connectionCount: callers.reduce((sum, {mostCount, size}) => sum + mostCount * size, 0),
      because: callers
        .map(({tier, mostCount, size, why}) => `${tier} ${figure(mostCount)} × ${size} (${why})`)
        .join(' + '),
    },
  }
}

/** Units that run while old ones are replaced by new ones. */
function replaced({
  name,
  tier,
  unitCount,
  inventory,
  setting,
}: {
  name: string
  tier: ScaledTierConfig
  unitCount: number
  inventory: Inventory
  setting: Setting
}): {mostCount: number; why: string} {
  if (tier.kind === 'ecs') {
    const ratio = Math.max(1, findEcsService({tierName: name, tier, inventory}).deploymentMaximumRatio)
    return {mostCount: Math.floor(unitCount * ratio), why: `a deployment runs up to ${percent(ratio)}`}
  }
  const moreCount = Math.max(1, Math.floor(unitCount * setting.catalog.scalingLimits.asgRebalanceOverRatio.value))
  setting.cite('scalingLimits.asgRebalanceOverRatio')
  return {mostCount: unitCount + moreCount, why: `${counted(moreCount, 'instance')} more while zones are balanced`}
}
