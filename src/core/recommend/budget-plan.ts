import type {Offer} from '../../documents/choice.js'
import {dollars} from '../figure.js'
import {chanceOf} from '../risk/breach-risk.js'
import {breakingOf} from '../risk/effective-capacity.js'
import {type Chosen, chooseFactors} from './choose-factors.js'
import {offerOf, type Sought} from './plan-offer.js'
import type {Ladder} from './tier-ladder.js'

/** Risks for which a whole plan is tried against the budget. */
const triedRatios = [0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.2]
/** Each tier that may be left out is one more size of everything. */
const mostTiers = 40

/**
 * The plan with the least risk that a budget pays for: a whole plan at any of some risks, or else part of the wanted
 * one, where tiers are taken in as long as they fit, the most likely to break first, and the others stay as they are.
 * Null where even what no rate decides (memory, connections) costs more.
 *
 * Not exact: a cheap tier that is taken first may keep out two that together would help more.
 */
export function bestUnder({
  sought,
  ladder,
  budgetUsd,
  wanted,
}: {
  sought: Sought
  ladder: Ladder
  budgetUsd: number
  /** Sizes of the plan at the accepted risk. */
  wanted: ReadonlyMap<string, number>
}): {chosen: Chosen; offer: Offer} | null {
  const label = `best for ${dollars(budgetUsd)}`
  const priced = (chosen: Chosen) => ({chosen, offer: offerOf({sought, chosen, ratio: null, label})})
  const fits = ({offer}: {offer: Offer}) => offer.windowCostUsd !== null && offer.windowCostUsd <= budgetUsd
  const whole = triedRatios
    .map((targetRatio) => priced(chooseFactors({ladder, targetRatio, sampleCount: sought.draws.count})))
    .filter(fits)
  if (whole.length > 0) return whole.reduce((best, one) => (isBetter(one.offer, best.offer) ? one : best))
  return partOf({sought, ladder, wanted, priced, fits})
}

type Priced = {chosen: Chosen; offer: Offer}

function partOf({
  sought: {sizeAll, draws},
  ladder,
  wanted,
  priced,
  fits,
}: {
  sought: Sought
  ladder: Ladder
  wanted: ReadonlyMap<string, number>
  priced: (chosen: Chosen) => Priced
  fits: (one: Priced) => boolean
}): Priced | null {
  const {limits} = sizeAll(new Map())
  const today = new Map(
    ladder.tiers.map((tier) => [
      tier,
      chanceOf(
        breakingOf(
          limits.filter((limit) => limit.tier === tier),
          'today',
        ),
        draws,
      ).breachRatio,
    ]),
  )
  const order = ladder.tiers.toSorted((a, b) => (today.get(b) ?? 0) - (today.get(a) ?? 0) || (a < b ? -1 : 1))
  const taken = new Set<string>()
  const withTaken = () =>
    priced({
      factors: new Map(ladder.tiers.map((tier) => [tier, taken.has(tier) ? (wanted.get(tier) ?? 1) : 0])),
      beyondHelp: [],
    })
  let best = withTaken()
  if (!fits(best)) return null
  for (const tier of order.slice(0, mostTiers)) {
    taken.add(tier)
    const more = withTaken()
    if (fits(more)) best = more
    else taken.delete(tier)
  }
  return best
}

function isBetter(one: Offer, other: Offer): boolean {
  if (one.breachRatio !== other.breachRatio) return one.breachRatio < other.breachRatio
  return (one.windowCostUsd ?? 0) < (other.windowCostUsd ?? 0)
}
