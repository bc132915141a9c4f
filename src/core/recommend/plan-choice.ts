import type {Choice, Lever, Offer} from '../../documents/choice.js'
import type {LeverConfig} from '../../documents/config-lever.js'
import type {Limit} from '../../documents/plan.js'
import {dollars, percent} from '../figure.js'
import {admissionRate} from '../risk/admission.js'
import {chanceOf} from '../risk/breach-risk.js'
import {type Breaking, breakingOf, lowestCapacity} from '../risk/effective-capacity.js'
import {type Course, expectedLoss} from '../risk/expected-loss.js'
import type {JointDraws} from '../risk/joint-draws.js'
import {type Chosen, chooseFactors} from './choose-factors.js'
import {type Ladder, type SizeAll, tierLadder} from './tier-ladder.js'
import {windowCostOf} from './window-cost.js'

/** The risks of the frontier beside the one that the user asked for. */
const frontierRatios = [0.1, 0.05, 0.01]
/** What a budget may buy below the target quantile. */
const poorFactors = [0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4]

type Sought = {
  sizeAll: SizeAll
  draws: JointDraws
  course: Course
  targetRatio: number
  budgetUsd: number | null
}

export type Pick = {offers: Offer[]; factors: Map<string, number>; beyondHelp: string[]}

/**
 * Looks for the cheapest plan at the risk that the user accepts, at 10 %, 5 % and 1 %, and where a budget is given for
 * the best one that it buys; and picks: the first where the budget allows it, else the last.
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
  const isAffordable = budgetUsd === null || (wanted?.offer.windowCostUsd ?? 0) <= budgetUsd
  const bought = budgetUsd === null ? null : bestUnder({sought, ladder, budgetUsd})
  const picked = isAffordable || bought === null ? wanted : bought
  const none = offerOf({sought, chosen: null, ratio: null, label: 'no change'})
  const offers = [none, ...found.map(({offer}) => offer), ...(bought === null ? [] : [bought.offer])]
  return {
    offers: offers.map((offer) => ({...offer, isChosen: offer === picked?.offer})),
    factors: picked?.chosen?.factors ?? new Map(),
    beyondHelp: picked?.chosen?.beyondHelp ?? [],
  }
}

function offerOf({
  sought: {sizeAll, draws, course},
  chosen,
  ratio,
  label,
}: {
  sought: Sought
  /** Null for the estate as it is. */
  chosen: Chosen | null
  ratio: number | null
  label: string
}): Offer {
  const {limits, changes} = sizeAll(chosen?.factors ?? new Map())
  const breaking = breakingOf(limits, chosen === null ? 'today' : 'planned')
  const breachRatio = chanceOf(breaking, draws).breachRatio
  const loss = expectedLoss({capacityRps: lowestCapacity(breaking, draws), draws, course})
  return {
    targetRatio: ratio,
    label,
    isMet: ratio === null || breachRatio <= ratio,
    windowCostUsd: chosen === null || changes.length === 0 ? 0 : windowCostOf(changes),
    breachRatio,
    lossUsd: loss.salesUsd,
    lossRequestRatio: loss.requestRatio,
    designFactors: Object.fromEntries(chosen?.factors ?? []),
    isChosen: false,
  }
}

/** The highest common size that a budget pays for; null where even the smallest costs more. */
function bestUnder({sought, ladder, budgetUsd}: {sought: Sought; ladder: Ladder; budgetUsd: number}) {
  const tried = [
    ...[0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.2].map((targetRatio) =>
      chooseFactors({ladder, targetRatio, sampleCount: sought.draws.count}),
    ),
    ...[1, ...poorFactors].map((factor) => ({
      factors: new Map(factor === 1 ? [] : ladder.tiers.map((tier) => [tier, factor])),
      beyondHelp: [],
    })),
  ]
  const label = `best for ${dollars(budgetUsd)}`
  const offers = tried
    .map((chosen) => ({chosen, offer: offerOf({sought, chosen, ratio: null, label})}))
    .filter(({offer}) => offer.windowCostUsd !== null && offer.windowCostUsd <= budgetUsd)
  return (
    offers.sort(
      (a, b) =>
        a.offer.breachRatio - b.offer.breachRatio || (a.offer.windowCostUsd ?? 0) - (b.offer.windowCostUsd ?? 0),
    )[0] ?? null
  )
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
}): Omit<Choice, 'offers' | 'contingency'> {
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
