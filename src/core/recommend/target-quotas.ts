import type {QuotaDefault} from '../../catalog/quotas.js'
import type {Config} from '../../documents/config.js'
import type {ScaledTierConfig} from '../../documents/config-tier.js'
import type {Inventory} from '../../documents/inventory.js'
import type {Blocker} from '../../documents/plan.js'
import {figure, span} from '../figure.js'
import {findAutoScalingGroup, findEcsService} from '../inventory/find-resource.js'
import {inventoryFor} from '../inventory/place.js'
import {quotaInForce, quotaRequest} from '../tiers/quota-in-force.js'
import type {Setting, UnitUse} from '../tiers/tier-finding.js'

/** Targets that the plan registers at once, in a target group or behind a load balancer of one Region. */
type Registered = {name: string; inventory: Inventory; quota: QuotaDefault; targetCount: number; tiers: string[]}

/**
 * Target groups and load balancers that the planned units would overfill. Each unit of a tier is a target in every
 * target group of its resource. Counts planned maxima only: a deployment registers its new units before the old ones
 * leave, so the need is a lower bound.
 */
export function targetBlockers({
  uses,
  config,
  inventory,
  setting,
}: {
  uses: readonly UnitUse[]
  config: Config
  inventory: Inventory
  setting: Setting
}): Blocker[] {
  const {albTargetCount, targetGroupTargetCount} = setting.catalog.quotas
  const all = new Map<string, Registered>()
  const add = (here: Inventory, name: string, quota: QuotaDefault, {tier, unitCount}: UnitUse) => {
    const key = `${here.account}/${here.region}/${quota.quotaCode}/${name}`
    const known = all.get(key) ?? {name, inventory: here, quota, targetCount: 0, tiers: []}
    all.set(key, {...known, targetCount: known.targetCount + unitCount, tiers: [...known.tiers, tier]})
  }
  for (const use of uses) {
    const tier = config.tiers[use.tier]
    if (tier?.kind !== 'asg' && tier?.kind !== 'ecs') continue
    const here = inventoryFor({tierName: use.tier, tier, inventory})
    for (const name of targetGroupsOf(use.tier, tier, inventory)) {
      add(here, name, targetGroupTargetCount, use)
      const group = here.targetGroups.find((candidate) => candidate.name === name)
      for (const balancer of group?.loadBalancers ?? []) add(here, balancer, albTargetCount, use)
    }
  }
  return [...all.values()].flatMap((registered) => blockerOf(registered, setting))
}

function targetGroupsOf(tierName: string, tier: ScaledTierConfig, inventory: Inventory): readonly string[] {
  return tier.kind === 'asg'
    ? findAutoScalingGroup({tierName, tier, inventory}).targetGroups
    : findEcsService({tierName, tier, inventory}).targetGroups
}

function blockerOf({name, inventory, quota, targetCount, tiers}: Registered, setting: Setting): Blocker[] {
  const inForce = quotaInForce(inventory, quota)
  if (targetCount <= inForce.limitCount) return []
  const leadS = setting.judgement('quotaLeadTimeS')
  return [
    {
      severity: 'block',
      code: 'QUOTA',
      message:
        `${name} would get ${figure(targetCount)} targets (${tiers.join(', ')}), and the quota ${quota.quotaCode}, ${quota.name}, ` +
        `is ${figure(inForce.limitCount)} (${inForce.words}); allow ${span(leadS)} for an increase (our judgement).`,
      next: quotaRequest(quota, Math.ceil((targetCount * 1.1) / 100) * 100, inventory.region),
    },
  ]
}
