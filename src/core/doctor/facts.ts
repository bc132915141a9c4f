import type {ArchivePart, Coverage} from '../../documents/archive.js'
import type {Config} from '../../documents/config.js'
import type {IamPurpose} from '../../documents/iam-policy.js'
import type {Inventory} from '../../documents/inventory.js'
import type {MetricId, MetricSeries, Window} from '../../documents/series.js'
import type {Snapshot} from '../../documents/snapshot.js'

/** What went wrong in finding something out, and what to type next. */
export type Failure = {code: string; message: string; suggestions: readonly string[]}

/** Something that was found out, that could not be, or that was not tried. */
export type Known<T> = {value: T} | {failure: Failure} | {skipped: string}

/** An action that the commands need, and whether AWS let the caller do it. */
export type TriedAction = {
  action: string
  /** Null where it was not tried. */
  isAllowed: boolean | null
  /** A policy says no, so that another that says yes does not help. */
  isExplicitlyDenied: boolean
  /** Where it is denied, the commands warn and go on. */
  isOptional: boolean
  /** The account and Region where that is not the config's own. */
  where: string | null
  neededBy: readonly IamPurpose[]
}

export type LoadTestFact = {tier: string; path: string; tested: Known<{testedAt: string | null; stepCount: number}>}

/** All that doctor judges, as it was read. Times are UTC; `at` is what now is taken to be. */
export type DoctorFacts = {
  at: string
  isOffline: boolean
  purposes: readonly IamPurpose[]
  tool: {version: string; nodeVersion: string}
  config: Known<{config: Config; path: string; warnings: readonly string[]}>
  caller: Known<{
    account: string
    arn: string /** Seconds from now; null for keys without an end. */
    endsInS: number | null
  }>
  /** How far AWS's clock is ahead of this machine's, as far as the SDK tells: it says 0 for less than four minutes. */
  clock: Known<{offsetS: number}>
  /** The Region that the environment or the profile names; null for none. */
  environmentRegion: string | null
  permissions: Known<readonly TriedAction[]>
  writes: Known<readonly TriedAction[]>
  resources: Known<{inventory: Inventory; snapshot: Snapshot; isLive: boolean}>
  demand: Known<{names: readonly string[]; windows: readonly Window[]; isLive: boolean}>
  tierMetrics: Known<readonly MetricSeries[]>
  archive: Known<{
    place: string
    parts: readonly ArchivePart[]
    coverage: readonly Coverage[]
    /** Files that a part names and that are not there. */
    missingFiles: readonly string[]
    demand: MetricId | null
  }>
  loadTests: readonly LoadTestFact[]
}
