import type {SimulationModel} from '../../documents/simulation-model.js'
import type {Agenda} from './agenda.js'
import type {DemandShape} from './demand-path.js'
import type {Front} from './front.js'
import type {LaunchBucket} from './launch-tasks.js'
import type {DatabaseRun} from './serve-database.js'
import type {DependencyRun} from './serve-dependency.js'
import type {SloAccount} from './slo-account.js'
import type {Tick} from './tick.js'
import type {TierRun} from './tier-run.js'
import type {TimeGrid} from './time-grid.js'

/** A chain that runs: all of a model's stages with the state of one run. Made once, and reset for each run. */
export type ChainRun = {
  readonly model: SimulationModel
  readonly grid: TimeGrid
  readonly shape: DemandShape
  readonly demand: Float64Array
  readonly front: Front
  readonly tiers: readonly TierRun[]
  readonly databases: readonly DatabaseRun[]
  readonly dependencies: readonly DependencyRun[]
  readonly launches: LaunchBucket | null
  readonly account: SloAccount
  readonly tick: Tick
  readonly agenda: Agenda
  /** Of each tier, its calls with the place of the database or dependency that they go to. */
  readonly calls: readonly (readonly Call[])[]
  /** Some tier holds no more than so many requests open. */
  readonly holdsCalls: boolean
  readonly hasHosts: boolean
  /** Something is in it that has to be looked at in every tick. */
  readonly isSpecial: boolean
  /** The rate that the last tick was made with. */
  steadyEdgeRps: number
  /** When the next zone is lost, cache emptied or database fails over. */
  nextHazardS: number
  /** Calls wait at a database, or it is away. */
  isStrained: boolean
  zoneLostAtS: number
  arrivedCount: number
  servedCount: number
  failedCount: number
  resentCount: number
  /** What hosts and warm pools cost. */
  hostUsd: number
  poolUsd: number
}

export type Call = {database: number; dependency: number; perVisitCount: number; poolCount: number | null}
