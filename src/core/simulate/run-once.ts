import {accountTick} from './account-tick.js'
import {closePeriod} from './alarm.js'
import type {ChainRun} from './chain.js'
import {holdCalls, openAllPools} from './chain-calls.js'
import {advanceFleet, growRamp, loseUnits} from './fleet.js'
import {admit} from './front.js'
import {launchTasks, refillLaunches} from './launch-tasks.js'
import {nextHazardS, resetChain} from './make-chain.js'
import {timeRequests} from './response-time.js'
import {advanceScaler, readAhead} from './scaler.js'
import {serveDatabase} from './serve-database.js'
import {serveDependency} from './serve-dependency.js'
import {serveTier} from './serve-tier.js'
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
  let index = 0
  while (index < grid.count) {
    tick.nowS = grid.startS[index] as number
    tick.lengthS = grid.lengthS[index] as number
    tick.dueS = tick.nowS + tick.lengthS / 2
    if (isNewAt(chain, index)) scale(chain, index)
    const next = tick.isSteady ? steadyUntil(chain, index) : index + 1
    takeTicks(chain, index, next)
    serve(chain)
    const endS = tick.nowS + tick.lengthS
    if (!tick.isCalm || endS >= account.endsAtS - 1e-6) timeRequests(chain)
    else tick.p95S = Math.min(tick.p95S, tick.calmP95S)
    if (chain.holdsCalls) holdCalls(chain)
    accountTick(chain)
    if (endS >= agenda.closesAtS - 1e-6) closePeriods(chain)
    if (watch !== null) watch(chain)
    index = next
  }
}

/** What strikes now: a zone is lost; the CDN and databases look at their clocks themselves. */
function strike(chain: ChainRun): void {
  const {tiers, tick} = chain
  if (chain.zoneLostAtS === chain.nextHazardS) loseZone(tiers, tick)
  chain.nextHazardS = nextHazardS(chain, tick.nowS)
}

function loseZone(tiers: readonly TierRun[], tick: Tick): void {
  for (const {fleet, tier} of tiers) {
    if (tier.zoneCount > 1) loseUnits(fleet, Math.ceil(fleet.inServiceCount / tier.zoneCount), tick.nowS)
  }
}

/** Whether clocks, alarms or arrivals ask for anything in this tick. */
function isNewAt(chain: ChainRun, index: number): boolean {
  const {agenda, tick} = chain
  return (
    index === 0 ||
    agenda.isEventful[index] === 1 ||
    tick.dueS >= agenda.newsAtS ||
    tick.nowS >= chain.nextHazardS ||
    agenda.isLaunching ||
    chain.isSpecial ||
    chain.isStrained
  )
}

/** Units that arrive, and what clocks and alarms ask for. */
function scale(chain: ChainRun, index: number): void {
  const {tiers, launches, tick, agenda} = chain
  agenda.index = index
  agenda.isChanged = index === 0 || chain.isSpecial || chain.isStrained || tick.nowS >= chain.nextHazardS
  if (tick.nowS >= chain.nextHazardS) strike(chain)
  if (agenda.isEventful[index] === 1) for (const {fleet} of tiers) advanceFleet(fleet, index, tick)
  if (chain.isSpecial) advanceSpecials(chain, index)
  if (tick.dueS >= agenda.newsAtS) readNews(chain)
  if (agenda.isLaunching || chain.hasHosts) {
    if (launches !== null) refillLaunches(launches, tick.nowS)
    launchAll(chain, index)
  }
  if (!agenda.isChanged) return
  tick.isSteady = false
  openAllPools(chain)
}

/**
 * The tick up to which nothing changes but demand: no unit arrives, no alarm is told, and at no rate until then would a
 * stage be busier than in a calm tick. Ends with the minute, or with a metric's period. Until there all is in proportion to demand, so that one
 * step with the mean of it gives the same sums as its ticks one by one.
 */
function steadyUntil(chain: ChainRun, index: number): number {
  const {grid, tick, agenda, account, demand} = chain
  const untilS = Math.min(account.endsAtS, agenda.closesAtS, chain.nextHazardS)
  const mostRps = (chain.steadyEdgeRps * tick.calmRatio) / tick.mostBusyRatio
  let next = index
  while (
    next < grid.count &&
    (grid.startS[next] as number) < untilS - 1e-6 &&
    (grid.startS[next] as number) + (grid.lengthS[next] as number) / 2 < agenda.newsAtS &&
    (demand[next] as number) <= mostRps &&
    (next === index || (agenda.isEventful[next] === 0 && !agenda.isLaunching))
  )
    next++
  return next > index ? next : index + 1
}

/** Takes the ticks from one to before another as one. */
function takeTicks({tick, grid, demand}: ChainRun, index: number, next: number): void {
  if (next === index + 1) {
    tick.edgeRps = demand[index] as number
    return
  }
  let lengthS = 0
  let count = 0
  for (let i = index; i < next; i++) {
    const partS = grid.lengthS[i] as number
    lengthS += partS
    count += (demand[i] as number) * partS
  }
  tick.lengthS = lengthS
  tick.edgeRps = count / lengthS
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
    if (tick.dueS >= scaler.newsAtS) advanceScaler(scaler, tick)
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
  tick.isSteady = true
  tick.mostBusyRatio = 1e-9
  admit(front, model, tick)
  for (const run of tiers) serveTier(run, tick)
  chain.isStrained = chain.isSpecial
  for (const run of databases) {
    serveDatabase(run, tick)
    if (run.line.count > 0 || run.isAway) chain.isStrained = true
  }
  for (const run of dependencies) serveDependency(run, tick)
  if (!tick.isCalm) tick.isSteady = false
  chain.steadyEdgeRps = tick.edgeRps
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
        readAhead(run.scaler)
        run.scaler.newsAtS = Math.min(run.scaler.newsAtS, alarm.dueAtS)
        agenda.newsAtS = Math.min(agenda.newsAtS, alarm.dueAtS)
      }
      closesAtS = Math.min(closesAtS, alarm.closesAtS)
    }
  }
  agenda.closesAtS = closesAtS
}
