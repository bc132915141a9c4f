import type {SimulationModel} from '../../documents/simulation-model.js'
import {breachCauses} from '../../documents/simulation.js'
import {type Agenda, makeAgenda, resetAgenda} from './agenda.js'
import {calmRatio} from './response-time.js'
import {type DemandShape, demandShape, drawDemand} from './demand-path.js'
import {type Front, makeFront, resetFront, throughCdn} from './front.js'
import type {LaunchBucket} from './launch-tasks.js'
import {driverFactor, momentOf} from './run-draw.js'
import {type DatabaseRun, makeDatabaseRun, resetDatabase} from './serve-database.js'
import {type DependencyRun, makeDependencyRun, resetDependency} from './serve-dependency.js'
import {resetAccount, type SloAccount, sloAccount} from './slo-account.js'
import {makeTick, type Tick} from './tick.js'
import {makeTierRun, resetTier, type TierRun} from './tier-run.js'
import {type TimeGrid, timeGrid} from './time-grid.js'

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

/** Builds what the runs of a model share: tables, time, places for its state. */
export function makeChain(model: SimulationModel): ChainRun {
  const grid = timeGrid(model)
  const agenda = makeAgenda(grid.count)
  const placeCount = model.tiers.length + model.databases.length + model.dependencies.length + 1
  return {
    model,
    grid,
    shape: demandShape(model, grid),
    demand: new Float64Array(grid.count),
    front: makeFront(model),
    tiers: model.tiers.map((tier) => makeTierRun(tier, grid, agenda)),
    databases: model.databases.map(makeDatabaseRun),
    dependencies: model.dependencies.map(makeDependencyRun),
    launches:
      model.fargate === null
        ? null
        : {count: model.fargate.burstCount, burstCount: model.fargate.burstCount, perS: model.fargate.perS},
    account: sloAccount(breachCauses.length * placeCount),
    tick: makeTick(),
    agenda,
    calls: model.tiers.map(({calls}) =>
      calls.map(({to, perVisitCount, poolCount}) => ({
        database: model.databases.findIndex(({name}) => name === to),
        dependency: model.dependencies.findIndex(({name}) => name === to),
        perVisitCount,
        poolCount,
      })),
    ),
    holdsCalls: model.tiers.some(({inFlightCount}) => inFlightCount !== null),
    hasHosts: model.tiers.some(({start}) => start.hosts !== null),
    isSpecial: model.tiers.some(
      ({start, losses, deployments}) =>
        start.hosts !== null ||
        start.warmPool !== null ||
        start.slowStartS > 0 ||
        losses.length > 0 ||
        deployments.length > 0,
    ),
    isStrained: false,
    zoneLostAtS: Number.POSITIVE_INFINITY,
    arrivedCount: 0.5,
    servedCount: 0.5,
    failedCount: 0.5,
    resentCount: 0.5,
    hostUsd: 0.5,
    poolUsd: 0.5,
  }
}

/** Draws the luck of one run and puts every stage to rest at the rate that the window starts with. */
export function resetChain(chain: ChainRun, run: number): void {
  const {model, tiers, databases, dependencies, front, launches} = chain
  const {seed} = model
  drawDemand(model, chain.shape, chain.grid, run, chain.demand)
  const factors = new Map(model.drivers.map((driver) => [driver.id, driverFactor(driver, seed, run)]))
  const factorOf = (ids: readonly string[]) => ids.reduce((product, id) => product * (factors.get(id) ?? 1), 1)
  resetAgenda(chain.agenda)
  const startEdgeRps = chain.demand[0] ?? 0
  front.missFactor = factorOf(model.edge?.driverIds ?? [])
  front.lackRatio = 0
  const startRps = throughCdn(front, startEdgeRps)
  resetFront(front, model, run, front.missFactor, startRps)
  for (const tier of tiers) resetTier(tier, model, run, factorOf(tier.tier.driverIds), startRps)
  chain.zoneLostAtS = momentOf(model.zoneLoss, {seed, run, draw: 'zone'})
  const callsTo = (kind: 'database' | 'dependency', place: number) =>
    tiers.reduce((sum, {tier}, i) => sum + tier.visitCount * callsOf(chain, i, kind, place), 0)
  databases.forEach((database, i) => {
    resetDatabase(database, {
      seed,
      run,
      callCount: callsTo('database', i),
      loadFactor: factorOf(database.database.driverIds),
      lostZoneAtS: chain.zoneLostAtS,
    })
  })
  dependencies.forEach((dependency, i) => {
    resetDependency(dependency, callsTo('dependency', i))
  })
  if (launches !== null) launches.count = launches.burstCount
  resetAccount(chain.account)
  chain.tick.calmRatio = calmRatio(chain)
  chain.arrivedCount = 0
  chain.servedCount = 0
  chain.failedCount = 0
  chain.resentCount = 0
  chain.hostUsd = 0
  chain.poolUsd = 0
}

function callsOf(chain: ChainRun, tier: number, kind: 'database' | 'dependency', place: number): number {
  return (chain.calls[tier] ?? [])
    .filter((call) => call[kind] === place)
    .reduce((sum, {perVisitCount}) => sum + perVisitCount, 0)
}
