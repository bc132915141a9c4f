import {closePeriod} from './alarm.js'
import {type ChainRun, resetChain} from './chain-run.js'
import {holdCalls, openAllPools} from './chain-calls.js'
import {advanceFleet, growRamp, loseUnits} from './fleet.js'
import {admit} from './front.js'
import {launchTasks, refillLaunches} from './launch-tasks.js'
import {timeRequests} from './response-time.js'
import {advanceScaler} from './scaler.js'
import {type DatabaseRun, serveDatabase} from './serve-database.js'
import {type DependencyRun, serveDependency} from './serve-dependency.js'
import {serveTier} from './serve-tier.js'
import {accountTick} from './slo-account.js'
import type {Tick} from './tick.js'
import type {TierRun} from './tier-run.js'

/** Looks on after each tick, for a chart; never changes anything. */
export type Watch = (chain: ChainRun) => void

/**
 * One run of the window: demand comes tick by tick, passes CDN and load balancer, each tier in turn, the databases and
 * dependencies; alarms see it late, units come later still. What the run came to is left in the chain.
 */
export function runOnce(chain: ChainRun, run: number, watch: Watch | null): void {
  resetChain(chain, run)
  const {grid, tick, agenda, account} = chain
  for (let index = 0; index < grid.count; index++) {
    tick.nowS = grid.startS[index] as number
    tick.lengthS = grid.lengthS[index] as number
    tick.edgeRps = chain.demand[index] as number
    if (tick.nowS >= chain.zoneLostAtS && tick.nowS - tick.lengthS < chain.zoneLostAtS) loseZone(chain)
    scale(chain, index)
    serve(chain)
    const endS = tick.nowS + tick.lengthS
    if (!tick.isCalm || endS >= account.endsAtS - 1e-6) timeRequests(chain)
    else tick.p95S = Math.min(tick.p95S, tick.calmP95S)
    if (chain.holdsCalls) holdCalls(chain)
    accountTick(chain)
    if (endS >= agenda.closesAtS - 1e-6) closePeriods(chain)
    if (watch !== null) watch(chain)
  }
}

function loseZone({tiers, tick}: ChainRun): void {
  for (const {fleet, tier} of tiers) {
    if (tier.zoneCount > 1) loseUnits(fleet, Math.ceil(fleet.inServiceCount / tier.zoneCount), tick.nowS)
  }
}

/** Units that arrive, and what clocks and alarms ask for. */
function scale(chain: ChainRun, index: number): void {
  const {tiers, launches, tick, agenda} = chain
  const isEventful = agenda.isEventful[index] === 1
  if (launches !== null) refillLaunches(launches, tick)
  if (isEventful) for (const {fleet} of tiers) advanceFleet(fleet, index, tick)
  if (chain.isSpecial) advanceSpecials(chain, index)
  if (tick.nowS >= agenda.newsAtS) readNews(chain)
  if (agenda.isLaunching || chain.hasHosts) launchAll(chain, index)
  if (isEventful || index === 0 || chain.isStrained) openAllPools(chain)
}

/** What only some models have: slow starts, losses by name, deployments, hosts and warm pools to pay for. */
function advanceSpecials(chain: ChainRun, index: number): void {
  const {tick} = chain
  for (const run of chain.tiers) {
    const {fleet, scaler, tier} = run
    if (fleet.rampPerS > 0) growRamp(fleet, index, tick)
    loseByName(run, tick)
    scaler.isDeploying = tier.deployments.some(({fromS, toS}) => tick.nowS >= fromS && tick.nowS < toS)
    payOthers(chain, run)
  }
}

function readNews({tiers, agenda, tick}: ChainRun): void {
  let nextS = Number.POSITIVE_INFINITY
  for (const {scaler} of tiers) {
    if (tick.nowS >= scaler.newsAtS) advanceScaler(scaler, tick.nowS)
    nextS = Math.min(nextS, scaler.newsAtS)
  }
  agenda.newsAtS = nextS
}

function launchAll({tiers, launches, agenda, tick}: ChainRun, index: number): void {
  let isWaiting = false
  for (const {fleet} of tiers) {
    if (fleet.tier.start.kind !== 'instance') launchTasks(fleet, launches, index, tick)
    if (fleet.waitingCount > 0) isWaiting = true
  }
  agenda.isLaunching = isWaiting
}

/** Hosts and warm pools: paid for beside the units that serve. */
function payOthers(chain: ChainRun, {fleet}: TierRun): void {
  const {hosts, warmPool} = fleet.tier.start
  const hours = chain.tick.lengthS / 3600
  if (fleet.hosts !== null) {
    chain.hostUsd += (fleet.hosts.count + fleet.hosts.orderedCount) * (hosts?.hostUsdPerHour ?? 0) * hours
  }
  chain.poolUsd += (fleet.poolCount + fleet.poolStartedCount) * (warmPool?.unitUsdPerHour ?? 0) * hours
}

function loseByName({fleet, tier}: TierRun, {nowS, lengthS}: Tick): void {
  for (const {atS, lostRatio} of tier.losses) {
    if (nowS >= atS && nowS - lengthS < atS) loseUnits(fleet, Math.ceil(fleet.inServiceCount * lostRatio), nowS)
  }
}

/** Requests of one tick through the chain. */
function serve(chain: ChainRun): void {
  const {model, tiers, databases, dependencies, front, tick} = chain
  tick.failedCount = 0
  tick.isCalm = true
  admit(front, model, tick)
  for (const run of tiers) serveTier(run, tick)
  chain.isStrained = chain.isSpecial
  for (const run of databases) {
    serveDatabase(run, tick)
    if (run.line.count > 0 || run.isAway) chain.isStrained = true
  }
  for (const run of dependencies) serveDependency(run, tick)
  chain.arrivedCount += front.originRps * tick.lengthS
  chain.servedCount += tick.flowRps * tick.lengthS
  if (tick.failedCount > 0) fail(chain)
}

/** Some of those who were turned away try again. */
function fail(chain: ChainRun): void {
  const {failedCount} = chain.tick
  const resent = failedCount * chain.model.demand.retryRatio
  chain.failedCount += failedCount
  chain.front.retryCount += resent
  chain.resentCount += resent
}

/** Datapoints whose period ends with this tick set out to their alarms. Units that still warm up are not in them. */
function closePeriods({tiers, agenda, tick}: ChainRun): void {
  const endS = tick.nowS + tick.lengthS
  let closesAtS = Number.POSITIVE_INFINITY
  for (const run of tiers) {
    for (const alarm of run.scaler.alarms) {
      if (endS >= alarm.closesAtS - 1e-6) {
        closePeriod(alarm, alarm.isRequests ? run.requestSum : run.utilizationSum, run.fleet.warmCount, endS)
        run.scaler.newsAtS = Math.min(run.scaler.newsAtS, alarm.dueAtS)
        agenda.newsAtS = Math.min(agenda.newsAtS, alarm.dueAtS)
      }
      closesAtS = Math.min(closesAtS, alarm.closesAtS)
    }
  }
  agenda.closesAtS = closesAtS
}
