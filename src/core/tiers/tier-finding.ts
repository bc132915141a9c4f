import type {Catalog} from '../../catalog/catalog.js'
import type {PathPoint} from '../../documents/forecast.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {Blocker, Change, Limit} from '../../documents/plan.js'
import type {QuantileName, QuantileRatio, QuantileRps} from '../../documents/units.js'
import type {Judge} from '../forecast/uplift.js'

/** What a tier's assessment may know besides the tier itself. */
export type Setting = {
  planId: string
  asOfS: number
  timezone: string
  windowStartS: number
  windowEndS: number
  windowHours: number
  target: QuantileName
  targetUtilizationRatio: number
  /** What the target quantile is multiplied by where this tier is sized: above 1 where the risk asked for needs more, 0 where the budget leaves the tier as it is. */
  designFactor: number
  azLoss: {zoneCount: number; quantile: QuantileName}
  /** The forecast where demand is counted: the peak, and the path in steps of `stepS`. */
  peak: QuantileRps
  path: readonly PathPoint[]
  stepS: number
  /** Requests at the load balancer per request where demand is counted. */
  originRatio: number
  region: string
  catalog: Catalog
  judgement: Judge
  /** Notes that a fact of the catalogue was used, for the citations; `region` where it is a price of that Region. */
  cite: (key: string, region?: string) => void
  /** A size that is only tried: what is dear to say and decides nothing may be left out. */
  isOnTrial?: boolean
}

/** Units that run at once after the plan, for quotas and for the database's connections. */
export type UnitUse = {
  tier: string
  unitCount: number
  vcpuCount: number
  compute: 'ec2' | 'fargate'
  /** Subnets that these units take an address in, what they need there beyond today, and what a deployment adds. */
  addresses?: {subnets: readonly string[]; addedCount: number; surgeCount: number}
  /** vCPUs that a deployment at the peak takes on top. */
  surgeVcpuCount?: number
  /** `account/region` whose quotas count, where that is not the config's own. */
  place?: string
}

/** What the assessment of one tier found. */
export type TierFinding = {
  limits: Limit[]
  changes: Change[]
  patches: DraftPatch[]
  blockers: Blocker[]
  uses: UnitUse[]
}

export const nothingFound: TierFinding = {limits: [], changes: [], patches: [], blockers: [], uses: []}

/** The rate at one quantile. */
export function at(rates: QuantileRps, quantile: QuantileName): number {
  return rates[`${quantile}Rps`]
}

/** The rate that a tier is sized for: the target quantile, and more of it where the risk asked for needs that. */
export function designRps(rates: QuantileRps, {target, designFactor}: Setting): number {
  return at(rates, target) * designFactor
}

export function ratioAt(ratios: QuantileRatio, quantile: QuantileName): number {
  return ratios[`${quantile}Ratio`]
}

/** Applies a load function to the three quantiles of a rate. */
export function ratios(rates: QuantileRps, shareOf: (rps: number) => number): QuantileRatio {
  return {p50Ratio: shareOf(rates.p50Rps), p90Ratio: shareOf(rates.p90Rps), p99Ratio: shareOf(rates.p99Rps)}
}

/** Total time of the window in which a share, at the target quantile, is above one. */
export function shortTimeS(setting: Setting, shareOf: (demandRps: number) => number): number {
  return setting.path.filter((point) => shareOf(at(point, setting.target)) > 1).length * setting.stepS
}

/** short above the limit, tight above `tightRatio` of it. */
export function verdictOf(shareRatio: number, tightRatio: number): Limit['verdict'] {
  if (shareRatio > 1) return 'short'
  return shareRatio > tightRatio + 1e-9 ? 'tight' : 'ok'
}
