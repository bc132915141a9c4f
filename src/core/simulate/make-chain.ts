import {breachCauses} from '../../documents/simulation.js'
import type {SimulationModel} from '../../documents/simulation-model.js'
import {makeAgenda, resetAgenda} from './agenda.js'
import type {ChainRun} from './chain.js'
import {demandShape, drawDemand} from './demand-path.js'
import {makeFront, resetFront, throughCdn} from './front.js'
import {calmRatio} from './response-time.js'
import {driverFactor, momentOf} from './run-draw.js'
import {makeDatabaseRun, resetDatabase} from './serve-database.js'
import {makeDependencyRun, resetDependency} from './serve-dependency.js'
import {resetAccount, sloAccount} from './slo-account.js'
import {makeTick} from './tick.js'
import {makeTierRun, resetTier} from './tier-run.js'
import {timeGrid} from './time-grid.js'

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
        : {count: 0.5, burstCount: model.fargate.burstCount, perS: model.fargate.perS, filledAtS: 0.5},
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
      ({start, losses, deployments, credits, inFlightCount}) =>
        credits !== null ||
        inFlightCount !== null ||
        start.hosts !== null ||
        start.warmPool !== null ||
        start.slowStartS > 0 ||
        losses.length > 0 ||
        deployments.length > 0,
    ),
    steadyEdgeRps: 0.5,
    nextHazardS: Number.POSITIVE_INFINITY,
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
  if (launches !== null) {
    launches.count = launches.burstCount
    launches.filledAtS = 0
  }
  resetAccount(chain.account)
  chain.tick.calmRatio = calmRatio(chain)
  chain.tick.isSteady = false
  chain.isStrained = false
  chain.nextHazardS = nextHazardS(chain, -1)
  chain.arrivedCount = 0
  chain.servedCount = 0
  chain.failedCount = 0
  chain.resentCount = 0
  chain.hostUsd = 0
  chain.poolUsd = 0
}

/** The first hazard of this run after an instant. */
export function nextHazardS({zoneLostAtS, front, databases}: ChainRun, afterS: number): number {
  const all = [zoneLostAtS, front.stormAtS, ...databases.flatMap(({failsAtS, backAtS}) => [failsAtS, backAtS])]
  return Math.min(Number.POSITIVE_INFINITY, ...all.filter((atS) => atS > afterS))
}

function callsOf(chain: ChainRun, tier: number, kind: 'database' | 'dependency', place: number): number {
  return (chain.calls[tier] ?? [])
    .filter((call) => call[kind] === place)
    .reduce((sum, {perVisitCount}) => sum + perVisitCount, 0)
}
