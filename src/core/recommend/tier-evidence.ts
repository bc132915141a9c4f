import type {CapacityModel} from '../../documents/capacity-model.js'
import type {Config} from '../../documents/config.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {Forecast} from '../../documents/forecast.js'
import type {Inventory} from '../../documents/inventory.js'
import type {TierLoadTest} from '../../documents/load-test.js'
import type {Metrics} from '../../documents/metrics.js'
import type {Driver, Plan} from '../../documents/plan.js'
import type {MetricId} from '../../documents/series.js'
import type {TierDiagnosis} from '../../documents/tier-diagnosis.js'
import type {PastPeak} from '../calibrate/database-load.js'
import type {PastOccurrence} from '../calibrate/visit-shift.js'
import {placeName, placeOfTier} from '../inventory/place.js'
import type {Placed} from '../tiers/placed.js'
import {nothingFound, type Setting, type TierFinding} from '../tiers/tier-finding.js'
import type {MeasuredOn} from '../what-if/measured-on.js'
import type {FitOnce} from './fit-once.js'

/** What every tier is assessed from. */
export type Evidence = {
  config: Config
  inventory: Inventory
  metrics: Metrics
  loadTests: readonly TierLoadTest[]
  originRequests: MetricId | null
  pastPeak: PastPeak | null
  /** What tiers were measured on, where something else is assumed. */
  measuredOn: ReadonlyMap<string, MeasuredOn>
  /** Of every past occurrence, the last one last. */
  pastPeaks: readonly PastOccurrence[]
  /** What makes all load behind the CDN uncertain together; null where no CDN stands before it. */
  cdnDriver: Driver | null
  forecast: Forecast
  setting: Setting
  /** What tiers are sized for as a multiple of the target quantile: 1 where not named, 0 for one that stays as it is. */
  designFactors: ReadonlyMap<string, number>
  /** Fits to what was measured, made once however often the tiers are sized. */
  fitOnce: FitOnce
}

/** What assessing a tier gives: its finding, what it was sized by, and what nothing sizes. */
export type Found = TierFinding & {
  models?: CapacityModel[]
  notModelled?: Plan['notModelled']
  placed?: Placed[]
  /** What binds a database; worked out when it is asked for. */
  diagnoses?: (() => TierDiagnosis)[]
}

/** A tier that nothing sizes, and why. */
export function unmodelled(tier: string, why: string): Found {
  return {...nothingFound, notModelled: [{tier, why}]}
}

/** The setting of one tier: prices of its own Region, and how much it is sized for. */
export function at(evidence: Evidence, name: string, tier: TierConfig): Evidence {
  const {region} = placeOfTier(evidence.config.aws, tier)
  const designFactor = evidence.designFactors.get(name) ?? 1
  const {azLoss} = evidence.setting
  // A tier that stays as it is is sized for nothing at all, a lost zone neither.
  const lost = designFactor === 0 ? {...azLoss, zoneCount: 0} : azLoss
  return {...evidence, setting: {...evidence.setting, region, designFactor, azLoss: lost}}
}

/** A finding that says where its calls go and whose quotas it uses, where that is not the config's own place. */
export function placed<F extends Found>(evidence: Evidence, tier: TierConfig, found: F): F {
  const place = placeOfTier(evidence.config.aws, tier)
  if (placeName(place) === placeName(evidence.config.aws)) return found
  return {
    ...found,
    patches: found.patches.map((patch) => ({...patch, place})),
    uses: found.uses.map((use) => ({...use, place: placeName(place)})),
  }
}
