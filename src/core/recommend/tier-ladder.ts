import type {Change, Limit} from '../../documents/plan.js'
import {type Breaking, breakingOf, brokenCount, brokenSamples} from '../risk/effective-capacity.js'
import type {JointDraws} from '../risk/joint-draws.js'

/** Sizes every tier for the target quantile times its factor; tiers that are not named stand at 1. */
export type SizeAll = (factors: ReadonlyMap<string, number>) => {limits: Limit[]; changes: Change[]}

/** One tier as it would be planned for one factor. */
export type Rung = {
  factor: number
  /** What its changes cost in the window, as far as prices are known. */
  costUsd: number
  planned: Breaking[]
  /** 1 in each sample in which demand passes one of its limits. */
  isBroken: Uint8Array
  brokenCount: number
}

/** The factors that are tried, finest near 1: a step of the cheapest tier is rarely smaller. */
export const levels = [1, 1.03, 1.06, 1.1, 1.15, 1.2, 1.3, 1.4, 1.6, 1.8, 2.2, 3]

export type Ladder = {
  tiers: readonly string[]
  /** The rung of a tier at a level, or a lower one where that carries more: no class may be left at a higher factor. */
  rungOf: (tier: string, level: number) => Rung
}

/** The ladders of all tiers, each level sized once and when first asked for. */
export function tierLadder({sizeAll, draws}: {sizeAll: SizeAll; draws: JointDraws}): Ladder {
  const base = sizeAll(new Map())
  const tiers = [...new Set(base.limits.map(({tier}) => tier))]
  const sized = new Map<number, Map<string, Rung>>()
  const sizedAt = (level: number) => {
    const known = sized.get(level)
    if (known !== undefined) return known
    const factor = levels[level] ?? 1
    const {limits, changes} = level === 0 ? base : sizeAll(new Map(tiers.map((tier) => [tier, factor])))
    const own = {limits: byTier(limits), changes: byTier(changes)}
    const found = new Map(
      tiers.map((tier) => {
        const [mine, paid] = [own.limits.get(tier) ?? [], own.changes.get(tier) ?? []]
        return [tier, rungFrom({factor, limits: mine, changes: paid, draws})]
      }),
    )
    sized.set(level, found)
    return found
  }
  const best = new Map<string, Rung>()
  const rungOf = (tier: string, level: number): Rung => {
    const key = `${level} ${tier}`
    const known = best.get(key)
    if (known !== undefined) return known
    const own = sizedAt(level).get(tier)
    const lower = level === 0 ? undefined : rungOf(tier, level - 1)
    const rung = own !== undefined && (lower === undefined || own.brokenCount <= lower.brokenCount) ? own : lower
    if (rung === undefined) throw new Error(`no tier ${tier} was sized`)
    best.set(key, rung)
    return rung
  }
  return {tiers, rungOf}
}

function byTier<Item extends {tier: string}>(items: readonly Item[]): Map<string, Item[]> {
  const found = new Map<string, Item[]>()
  for (const item of items) {
    const own = found.get(item.tier)
    if (own === undefined) found.set(item.tier, [item])
    else own.push(item)
  }
  return found
}

function rungFrom({
  factor,
  limits,
  changes,
  draws,
}: {
  factor: number
  limits: readonly Limit[]
  changes: readonly Change[]
  draws: JointDraws
}): Rung {
  const planned = breakingOf(limits, 'planned')
  const isBroken = brokenSamples(planned, draws)
  return {
    factor,
    costUsd: changes.reduce((sum, {cost}) => sum + (cost.windowUsd ?? 0), 0),
    planned,
    isBroken,
    brokenCount: brokenCount(isBroken),
  }
}
