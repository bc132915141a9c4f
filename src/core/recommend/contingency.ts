import type {Contingency} from '../../documents/choice.js'
import type {Inventory} from '../../documents/inventory.js'
import type {Change, Limit} from '../../documents/plan.js'
import {figure, percent} from '../figure.js'
import {isOfDatabase} from '../patch/ask-unpriced.js'
import {at, ratioAt, type Setting} from '../tiers/tier-finding.js'
import type {Assessment} from './assess-tiers.js'
import {quotaToAsk} from './blockers.js'
import {type QuotaNeed, quotaNeeds} from './quota-needs.js'
import {roomBlockers} from './room-blockers.js'
import {windowCostOf} from './window-cost.js'

/**
 * What is kept ready for the P99 peak: the raises that take effect at once, when to send them, and what stands in their
 * way, checked now. Null where the plan already covers P99.
 *
 * It only raises. What a person has to send, or what takes more than the day itself leaves (a database), is no step but
 * an obstacle, with the share of its limit that P99 takes. The trigger is the rate at which the first scaled tier has
 * used up the headroom that was planned for it.
 */
export function contingencyOf({
  plan,
  sizeAt,
  inventory,
  setting,
}: {
  plan: Assessment
  /** Every tier sized for the target quantile times a factor. */
  sizeAt: (factor: number) => Assessment
  inventory: Inventory
  setting: Setting
}): Contingency | null {
  const factor = at(setting.peak, 'p99') / at(setting.peak, setting.target)
  if (!(factor > 1)) return null
  const more = sizeAt(factor)
  const planned = new Map(plan.changes.map((change) => [change.id, change]))
  const raised = more.changes.filter((change) => planned.get(change.id)?.to !== change.to)
  const steps = raised.filter((change) => change.route === 'automatic' && !changesDatabase(change, more))
  const scaled = plan.limits.filter(({kind}) => kind === 'asg' || kind === 'ecs')
  const rates = scaled.flatMap(({plannedBreaksAtRps}) => (plannedBreaksAtRps === null ? [] : [plannedBreaksAtRps]))
  if (steps.length === 0 || rates.length === 0) return null
  const triggerRps = Math.min(...rates) * setting.targetUtilizationRatio
  const stuck = stuckLimits(plan.limits)
  // What cannot be raised breaks before that: more units would serve nobody.
  if (stuck.some(({plannedBreaksAtRps}) => plannedBreaksAtRps !== null && plannedBreaksAtRps <= triggerRps)) return null
  const {uses, limits, patches} = more
  const needs = quotaNeeds({uses, limits, patches, inventory, setting})
  const extra = costOf(more.changes) - costOf(plan.changes)
  return {
    quantile: 'p99',
    triggerRps,
    because: `from there the first of the scaled tiers stands above ${percent(setting.targetUtilizationRatio)} of what the plan gives it`,
    steps: steps.map((change) => ({
      tier: change.tier,
      setting: change.setting,
      from: planned.get(change.id)?.to ?? change.from,
      to: change.to,
    })),
    windowCostUsd: windowCostOf(more.changes) === null ? null : Math.max(0, extra),
    obstacles: [
      ...needs.flatMap(quotaWords),
      ...roomBlockers({uses: more.uses, inventory, setting})
        .filter(({severity}) => severity === 'block')
        .map(({message}) => message),
      ...stuckWords(stuck),
    ],
  }
}

function changesDatabase({patchIds}: Change, {patches}: Assessment): boolean {
  return patches.some((patch) => patchIds.includes(patch.id) && isOfDatabase(patch))
}

/** Of each tier that cannot be raised on the day the limit that breaks first. */
function stuckLimits(limits: readonly Limit[]): Limit[] {
  const rate = ({plannedBreaksAtRps}: Limit) => plannedBreaksAtRps ?? Number.POSITIVE_INFINITY
  const stuck = limits.filter(isStuck).sort((a, b) => rate(a) - rate(b))
  return stuck.filter((limit, i) => stuck.findIndex(({tier}) => tier === limit.tier) === i)
}

function isStuck(limit: Limit): boolean {
  return limit.kind !== 'asg' && limit.kind !== 'ecs' && limit.kind !== 'hosts' && ratioAt(limit.after, 'p99') > 1
}

const nameOf = ({tier, measure}: Limit) => (measure === 'requests' ? tier : `${tier} ${measure}`)

/** What all of them allow together: the lowest rate. */
function stuckWords(stuck: readonly Limit[]): string[] {
  const [first] = stuck
  if (first === undefined) return []
  const names = stuck.map((limit) => `${nameOf(limit)} (${percent(ratioAt(limit.after, 'p99'))})`)
  const rate = first.plannedBreaksAtRps === null ? '' : `: admit no more than ${figure(first.plannedBreaksAtRps)} req/s`
  return [`${names.join(', ')} cannot be raised on the day${rate}`]
}

function quotaWords({label, quota, neededCount, limitCount, where}: QuotaNeed): string[] {
  if (limitCount === null || neededCount <= limitCount) return []
  return [
    `${where}${label} quota ${quota.quotaCode} is ${figure(limitCount)}, that needs ${figure(Math.ceil(neededCount))}: ask for ${figure(quotaToAsk(neededCount))}`,
  ]
}

function costOf(changes: readonly Change[]): number {
  return windowCostOf(changes) ?? 0
}
