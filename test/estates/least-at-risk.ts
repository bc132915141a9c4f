import {type JointDraws, jointDraws} from '../../src/core/risk/joint-draws.js'
import type {Driver} from '../../src/documents/plan.js'
import type {Run} from '../../src/documents/run.js'
import {databaseRates} from './database-rates.js'
import type {EstateTruth, TierTruth} from './estate-truth.js'
import {demandedOf, knownDatabase, knownTier} from './known-estate.js'
import {databaseUsdInWindow, replacedCount, unitsUsdInWindow} from './least-cost.js'
import {fewestUnits, leastDatabase} from './least-plan.js'

/** One way to plan one tier: what it costs in the window, and 1 in every sample in which it breaks. */
type Option = {usd: number; isBroken: Uint8Array}

const unitFactors = Array.from({length: 126}, (_, i) => 1 + i / 50)
const databaseFactors = Array.from({length: 36}, (_, i) => 1 + i / 20)

/** The samples that a run was held against. */
export function drawsOf(run: Run, sampleCount: number): JointDraws {
  return jointDraws({peak: run.forecast.peak, seed: 1, count: sampleCount, lostZoneRatio: null})
}

/**
 * The least that the window can cost with a breach in at most `targetRatio` of the samples, over all combinations of all
 * sizes of all tiers; null where none of them gets there. What makes a limit uncertain is taken from the run.
 */
export function leastAtRisk(estate: EstateTruth, run: Run, draws: JointDraws, targetRatio: number): number | null {
  const tiers = estate.tiers.map((tier) => unitOptions({estate, tier, run, draws}))
  const ladders = [...tiers, databaseOptions({estate, run, draws})].sort((a, b) => a.length - b.length)
  const allowed = Math.floor(targetRatio * draws.count + 1e-9)
  let least: number | null = null
  const walk = (index: number, isBroken: Uint8Array, usd: number) => {
    if ((least !== null && usd >= least) || countOf(isBroken) > allowed) return
    const ladder = ladders[index]
    if (ladder === undefined) {
      least = usd
      return
    }
    for (const option of ladder) walk(index + 1, either(isBroken, option.isBroken), usd + option.usd)
  }
  walk(0, new Uint8Array(draws.count), 0)
  return least
}

type Asked = {estate: EstateTruth; run: Run; draws: JointDraws}

/** Every number of units between the target quantile and three and a half times that. */
function unitOptions({estate, tier, run, draws}: Asked & {tier: TierTruth}): Option[] {
  const known = knownTier(tier)
  const drivers = driversOf(run, tier.name, 'requests')
  const options = new Map<number, Option>()
  for (const factor of unitFactors) {
    const factors = new Map([[tier.name, factor]])
    const count = fewestUnits(known, demandedOf(estate, run.forecast.peak, {factors}), tier.maxCount)
    if (options.has(count)) continue
    const rateRps = (count * known.unitRps) / tier.visitCount / (1 - estate.hitRatio)
    const usd = unitsUsdInWindow({estate, tier, run, factor, mostCount: count})
    options.set(count, {usd, isBroken: brokenBy([{rateRps, drivers}], draws)})
  }
  return [...options.values()]
}

function databaseOptions({estate, run, draws}: Asked): Option[] {
  const known = knownDatabase(estate)
  const pooledCount = estate.tiers.reduce((sum, tier) => {
    const count = fewestUnits(knownTier(tier), demandedOf(estate, run.forecast.peak), tier.maxCount)
    return sum + (tier.calls?.poolSize ?? 0) * replacedCount(tier, count)
  }, 0)
  const options = new Map<string, Option>()
  for (const factor of databaseFactors) {
    const demanded = demandedOf(estate, run.forecast.peak, {factors: new Map([['db', factor]])})
    const {class: hardware, volume} = leastDatabase(known, demanded, pooledCount)
    if (hardware === null || volume === null) break
    const key = JSON.stringify([hardware.name, volume])
    if (options.has(key)) continue
    const limits = databaseRates(known, hardware, volume).map(({measure, originRps}) => ({
      rateRps: originRps / (1 - estate.hitRatio),
      drivers: driversOf(run, 'db', measure),
    }))
    options.set(key, {
      usd: databaseUsdInWindow(estate, run, {class: hardware, volume}),
      isBroken: brokenBy(limits, draws),
    })
  }
  return [...options.values()]
}

function driversOf(run: Run, tier: string, measure: string): Driver[] {
  return run.plan.limits.find((limit) => limit.tier === tier && limit.measure === measure)?.drivers ?? []
}

function brokenBy(limits: readonly {rateRps: number; drivers: readonly Driver[]}[], draws: JointDraws): Uint8Array {
  const factors = limits.map(({drivers}) => drivers.map((driver) => draws.factorsOf(driver)))
  return Uint8Array.from(draws.demandRps, (demandRps, i) =>
    Number(
      limits.some(({rateRps}, k) => {
        const load = (factors[k] ?? []).reduce((product, drawn) => product * (drawn[i] ?? 1), demandRps)
        return load > rateRps
      }),
    ),
  )
}

const either = (a: Uint8Array, b: Uint8Array) => a.map((one, i) => one | (b[i] ?? 0))
const countOf = (isBroken: Uint8Array) => isBroken.reduce((sum, one) => sum + one, 0)
