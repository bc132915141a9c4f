import type {Choice, Lever, Offer} from '../../documents/choice.js'
import type {LeverConfig} from '../../documents/config-lever.js'
import type {Limit} from '../../documents/plan.js'
import {percent} from '../figure.js'
import {admissionRate} from '../risk/admission.js'
import {chanceOf} from '../risk/breach-risk.js'
import {type Breaking, breakingOf, lowestCapacity} from '../risk/effective-capacity.js'
import type {JointDraws} from '../risk/joint-draws.js'
import {bestUnder} from './budget-plan.js'
import {chooseFactors} from './choose-factors.js'
import {offerOf, type Sought} from './plan-offer.js'
import {tierLadder} from './tier-ladder.js'

/** The risks of the frontier beside the one that the user asked for. */
const frontierRatios = [0.1, 0.05, 0.01]

export type Pick = {
  offers: Offer[]
  factors: ReadonlyMap<string, number>
  beyondHelp: string[]
  budget: Choice['budget']
}

/**
 * Looks for the cheapest plan at the risk that the user accepts, at 10 %, 5 % and 1 %, and where a budget is given for
 * the best one that it buys; and picks: the first where the budget allows it, else the last. A budget that buys nothing
 * is told, and the first is picked.
 *
 * Costs are those of the window, as far as prices are known.
 */
export function pickPlan(sought: Sought): Pick {
  const {sizeAll, draws, targetRatio, budgetUsd} = sought
  const ladder = tierLadder({sizeAll, draws})
  const ratios = [...new Set([...frontierRatios, targetRatio])].sort((a, b) => b - a)
  const found = ratios.map((ratio) => {
    const chosen = chooseFactors({ladder, targetRatio: ratio, sampleCount: draws.count})
    return {chosen, offer: offerOf({sought, chosen, ratio, label: `at most ${percent(ratio, 1)}`})}
  })
  const wanted = found.find(({offer}) => offer.targetRatio === targetRatio)
  const bought =
    budgetUsd === null ? null : bestUnder({sought, ladder, budgetUsd, wanted: wanted?.chosen.factors ?? new Map()})
  const isAffordable = budgetUsd === null || (wanted?.offer.windowCostUsd ?? 0) <= budgetUsd
  const picked = isAffordable || bought === null ? wanted : bought
  const none = offerOf({sought, chosen: null, ratio: null, label: 'no change'})
  const offers = [none, ...found.map(({offer}) => offer), ...(bought === null ? [] : [bought.offer])]
  return {
    offers: offers.map((offer) => ({...offer, isChosen: offer === picked?.offer})),
    factors: picked?.chosen?.factors ?? new Map(),
    beyondHelp: picked?.chosen?.beyondHelp ?? [],
    budget:
      budgetUsd === null
        ? null
        : {limitUsd: budgetUsd, isKept: isAffordable || bought !== null, leftTiers: leftBy(picked?.chosen.factors)},
  }
}

/** The tiers that a budget leaves as they are. */
function leftBy(factors: ReadonlyMap<string, number> = new Map()): string[] {
  return [...factors].flatMap(([tier, factor]) => (factor === 0 ? [tier] : []))
}

/** What may be let in, and what the shop's own levers buy. */
export function reliefOf({
  limits,
  levers,
  draws,
  targetRatio,
  requestsPerSession,
}: {
  limits: readonly Limit[]
  levers: readonly LeverConfig[]
  draws: JointDraws
  targetRatio: number
  requestsPerSession: number | null
}): Omit<Choice, 'offers' | 'budget' | 'contingency'> {
  const today = breakingOf(limits, 'today')
  const planned = breakingOf(limits, 'planned')
  const admit = (some: readonly Breaking[]) =>
    admissionRate({capacityRps: lowestCapacity(some, draws), targetRatio, draws, requestsPerSession})
  const all = levers.length < 2 ? [] : [{id: 'all levers together', saves: together(levers)}]
  return {
    admissionToday: admit(today),
    admissionPlanned: admit(planned),
    levers: [...levers, ...all].map(({id, saves}): Lever => {
      const [todayWith, plannedWith] = [today, planned].map((some) => some.map((limit) => eased(limit, saves)))
      return {
        id,
        saves: Object.entries(saves)
          .map(([tier, ratio]) => `${tier} ${percent(ratio)}`)
          .join(', '),
        todayBreachRatio: chanceOf(todayWith ?? [], draws).breachRatio,
        plannedBreachRatio: chanceOf(plannedWith ?? [], draws).breachRatio,
        todayAdmission: admit(todayWith ?? []),
        plannedAdmission: admit(plannedWith ?? []),
      }
    }),
  }
}

/** A tier that gets less of each request breaks at a higher rate; a base load that no request brings is not seen. */
function eased(limit: Breaking, saves: LeverConfig['saves']): Breaking {
  return {...limit, breaksAtRps: limit.breaksAtRps / (1 - (saves[limit.tier] ?? 0))}
}

function together(levers: readonly LeverConfig[]): LeverConfig['saves'] {
  const left = new Map<string, number>()
  for (const {saves} of levers) {
    for (const [tier, ratio] of Object.entries(saves)) left.set(tier, (left.get(tier) ?? 1) * (1 - ratio))
  }
  return Object.fromEntries([...left].map(([tier, ratio]) => [tier, 1 - ratio]))
}
