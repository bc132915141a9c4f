import type {Chance, Risk} from '../../documents/risk.js'
import {wilsonInterval} from '../laws/wilson-interval.js'
import {type Breaking, brokenCount, brokenSamples} from './effective-capacity.js'
import type {JointDraws} from './joint-draws.js'

/**
 * The probability that the window breaks a limit: of each tier and anywhere, each with the 95 % interval of the sample.
 *
 * A limit is broken in a sample when the peak of demand is above the rate at which it breaks there. Limits are compared
 * with the busiest minute and units are taken to be there in time: what scaling adds too late is not in it. Tiers in
 * order of their risk, the riskiest first.
 */
export function breachRisk({
  limits,
  draws,
  planned,
}: {
  limits: readonly Breaking[]
  draws: JointDraws
  planned: readonly Breaking[]
}): Pick<Risk, 'today' | 'planned' | 'tiers'> {
  const names = [...new Set([...limits, ...planned].map(({tier}) => tier))]
  const of = (some: readonly Breaking[], tier: string) =>
    chanceOf(
      some.filter((limit) => limit.tier === tier),
      draws,
    )
  const tiers = names.map((tier) => ({tier, today: of(limits, tier), planned: of(planned, tier)}))
  return {
    today: chanceOf(limits, draws),
    planned: chanceOf(planned, draws),
    tiers: tiers.sort(
      (a, b) =>
        b.planned.breachRatio - a.planned.breachRatio ||
        b.today.breachRatio - a.today.breachRatio ||
        (a.tier < b.tier ? -1 : 1),
    ),
  }
}

/** The chance that demand passes the first of some limits. */
export function chanceOf(limits: readonly Breaking[], draws: JointDraws): Chance {
  const count = brokenCount(brokenSamples(limits, draws))
  return {breachRatio: count / draws.count, ...wilsonInterval({count, total: draws.count})}
}
