import type {Limit} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import type {QuantileName} from '../../documents/units.js'

/** Share of a limit as it is in force at a quantile: that of the plan where all of its calls have been made, else today's. */
export function ratioInForce(run: Run, limit: Limit, quantile: QuantileName): number {
  return (isApplied(run, limit.tier) ? limit.after : limit.now)[`${quantile}Ratio`]
}

/**
 * Whether the calls that change the limits of a tier have been made: AWS holds already what each of them would set. A
 * plan is made from what rests without ecom-plan, so it has such calls also after an apply, and they change nothing.
 * Scheduled minima are no limits, and are not looked at. False where the plan has no call for the tier.
 */
export function isApplied({plan}: Run, tier: string): boolean {
  const calls = plan.patches.filter((patch) => patch.tier === tier && !('ScheduledAction' in patch.after))
  return calls.length > 0 && calls.every(({before, after}) => JSON.stringify(before) === JSON.stringify(after))
}

/**
 * Limits that are short at a quantile as they are in force. How fast a load balancer grows is no limit at which requests
 * are lost, and has a check of its own.
 */
export function shortInForce(run: Run, quantile: QuantileName): Limit[] {
  return run.plan.limits.filter((limit) => {
    if (limit.kind === 'alb') return false
    const isShort = limit.verdict === 'short' && quantile === run.plan.target && !isApplied(run, limit.tier)
    return isShort || ratioInForce(run, limit, quantile) > 1
  })
}
