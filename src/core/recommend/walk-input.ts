import type {Catalog} from '../../catalog/catalog.js'
import type {Config} from '../../documents/config.js'
import type {Forecast} from '../../documents/forecast.js'
import type {Inventory} from '../../documents/inventory.js'
import type {TierLoadTest} from '../../documents/load-test.js'
import type {Metrics} from '../../documents/metrics.js'
import type {Traffic} from '../../documents/traffic.js'
import type {QuantileName} from '../../documents/units.js'
import type {Claim} from '../apply/claims.js'
import type {LimitEvidence} from '../forecast/find-censored.js'
import type {LabelledEvent, PlannedEvent} from '../forecast/planned-event.js'
import type {AssumedDemand} from '../what-if/assume-demand.js'
import type {Assumption} from '../what-if/assumption.js'
import type {MeasuredOn} from '../what-if/measured-on.js'

/** What one walk is made from. Everything that could differ between two runs is an argument. */
export type WalkInput = {
  config: Config
  event: PlannedEvent
  /** All known events, whose days are no ordinary ones. */
  labelled: readonly LabelledEvent[]
  inventory: Inventory
  /** What live patches hold, for this event or another; absent where nothing was applied. */
  claims?: readonly Claim[]
  traffic: Traffic
  metrics: Metrics
  /** What was measured around past occurrences; absent where nothing was read. */
  limits?: LimitEvidence
  loadTests: readonly TierLoadTest[]
  catalog: Catalog
  asOf: string
  target: QuantileName
  azLossZoneCount: number
  /** What tiers were measured on, where something else is assumed. */
  measuredOn?: ReadonlyMap<string, MeasuredOn>
  /** What is taken for true in this run only. */
  whatIf?: {set?: readonly Assumption[]; demand?: AssumedDemand}
  /** Seed of the joint sample. */
  seed: number
  /** How many joint samples; 10,000 for people, fewer in tests. */
  sampleCount?: number
  /** What the window may cost at most; null for no limit. */
  budgetUsd: number | null
  /** The fingerprint of the estate. */
  inventorySha256: string
  /** That of all that decides, with the forecast that was made of it; the plan's id is made from it. */
  planSha256: (forecast: Forecast) => string
}
