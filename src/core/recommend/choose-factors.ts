import {type Ladder, levels, type Rung} from './tier-ladder.js'

export type Chosen = {
  /** What tiers are sized for as a multiple of the target quantile: 1 where not named, 0 for one that stays as it is. */
  factors: ReadonlyMap<string, number>
  /** Tiers that alone break more often than is accepted, whatever is bought: the others are chosen without them. */
  beyondHelp: string[]
}

/**
 * The cheapest sizes with which the chance of a breach anywhere is at most `targetRatio`.
 *
 * First the lowest common level at which all tiers together are good enough: demand is what they have in common, so the
 * plan that breaks everywhere at once is near the cheapest. Then each tier, the one with the most to save first, goes
 * back to the lowest size with which the whole still is good enough. At least the target quantile stays under every
 * tier. Not exact: tested against all combinations on small estates (see choose-factors.test).
 */
export function chooseFactors({
  ladder,
  targetRatio,
  sampleCount,
}: {
  ladder: Ladder
  targetRatio: number
  sampleCount: number
}): Chosen {
  const allowed = Math.floor(targetRatio * sampleCount + 1e-9)
  const top = levels.length - 1
  // Every level has to be sized, so the search goes up and stops at the first that will do.
  const brokenAt = (tiers: readonly string[], level: number) =>
    anyBroken(
      tiers.map((tier) => ladder.rungOf(tier, level)),
      sampleCount,
    )
  const enough = levels.findIndex((_, level) => brokenAt(ladder.tiers, level) <= allowed)
  if (enough !== -1) {
    return {factors: pruned({ladder, tiers: ladder.tiers, level: enough, allowed, sampleCount}), beyondHelp: []}
  }
  const beyondHelp = ladder.tiers.filter((tier) => ladder.rungOf(tier, top).brokenCount > allowed)
  const tiers = ladder.tiers.filter((tier) => !beyondHelp.includes(tier))
  const least = Math.max(allowed, brokenAt(tiers, top))
  const level = firstWhere((index) => brokenAt(tiers, index) <= least, top)
  return {factors: pruned({ladder, tiers, level, allowed: least, sampleCount}), beyondHelp}
}

/** The lowest index that passes, given that the last does and that none fails above one that passes. */
function firstWhere(passes: (index: number) => boolean, last: number): number {
  let low = 0
  let high = last
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (passes(middle)) high = middle
    else low = middle + 1
  }
  return low
}

function pruned({
  ladder,
  tiers,
  level,
  allowed,
  sampleCount,
}: {
  ladder: Ladder
  tiers: readonly string[]
  level: number
  allowed: number
  sampleCount: number
}): Map<string, number> {
  const rungs = new Map(tiers.map((tier) => [tier, ladder.rungOf(tier, level)]))
  const counts = new Uint16Array(sampleCount)
  for (const rung of rungs.values()) add(counts, rung, 1)
  const savingOf = (tier: string) => ladder.rungOf(tier, level).costUsd - ladder.rungOf(tier, 0).costUsd
  for (const tier of [...tiers].sort((a, b) => savingOf(b) - savingOf(a) || (a < b ? -1 : 1))) {
    const own = rungs.get(tier)
    if (own === undefined) continue
    add(counts, own, -1)
    // A rung never breaks more often than a lower one, so the lowest that will do is found by halving.
    const lower = firstWhere((index) => withRung(counts, ladder.rungOf(tier, index)) <= allowed, level)
    const kept = ladder.rungOf(tier, lower)
    rungs.set(tier, kept)
    add(counts, kept, 1)
  }
  return new Map([...rungs].flatMap(([tier, {factor}]) => (factor === 1 ? [] : [[tier, factor] as const])))
}

function add(counts: Uint16Array, {isBroken}: Rung, by: 1 | -1): void {
  for (let i = 0; i < counts.length; i++) counts[i] = (counts[i] ?? 0) + by * (isBroken[i] ?? 0)
}

/** Samples that are broken by what is counted or by one more rung. */
function withRung(counts: Uint16Array, {isBroken}: Rung): number {
  let broken = 0
  for (let i = 0; i < counts.length; i++) if ((counts[i] ?? 0) + (isBroken[i] ?? 0) > 0) broken++
  return broken
}

function anyBroken(rungs: readonly Rung[], sampleCount: number): number {
  const counts = new Uint16Array(sampleCount)
  for (const rung of rungs) add(counts, rung, 1)
  let broken = 0
  for (let i = 0; i < sampleCount; i++) if ((counts[i] ?? 0) > 0) broken++
  return broken
}
