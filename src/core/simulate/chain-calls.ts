import type {Call, ChainRun} from './chain.js'
import {type DatabaseRun, openPools} from './serve-database.js'
import type {Tick} from './tick.js'
import type {TierRun} from './tier-run.js'

/**
 * Opens the pools of all callers for this tick, and says what each tier may send on. Where no call waits and no unit came
 * or went, it is as it was.
 */
export function openAllPools(chain: ChainRun): void {
  const {databases, tiers, calls, tick} = chain
  for (let place = 0; place < databases.length; place++) {
    const database = databases[place] as DatabaseRun
    database.poolCount = 0
    for (let i = 0; i < tiers.length; i++)
      addPools(database, place, tiers[i] as TierRun, calls[i] as readonly Call[], tick)
    openPools(database, tick)
  }
  for (let i = 0; i < tiers.length; i++) setRoom(chain, i)
}

function addPools(database: DatabaseRun, place: number, run: TierRun, calls: readonly Call[], tick: Tick): void {
  for (let k = 0; k < calls.length; k++) {
    const call = calls[k] as Call
    if (call.database !== place || call.perVisitCount === 0) continue
    const each = call.poolCount ?? Number.POSITIVE_INFINITY
    const surge = run.tier.deployments.length > 0 ? surgeRatio(run, tick) : 0
    database.poolCount += run.fleet.inServiceCount * (1 + surge) * each
  }
}

/** Units beside those that serve while one version replaces another. */
function surgeRatio({tier: {deployments}}: TierRun, {nowS}: Tick): number {
  let surge = 0
  for (const {fromS, toS, surgeRatio: more} of deployments)
    if (nowS >= fromS && nowS < toS) surge = Math.max(surge, more)
  return surge
}

/** Requests per second that the databases behind a tier take of it. */
function setRoom({tiers, databases, calls}: ChainRun, index: number): void {
  const run = tiers[index] as TierRun
  const own = calls[index] as readonly Call[]
  run.roomRps = Number.POSITIVE_INFINITY
  for (let k = 0; k < own.length; k++) {
    const call = own[k] as Call
    if (call.database < 0 || call.perVisitCount === 0) continue
    const {roomCallsPerS} = databases[call.database] as DatabaseRun
    if (roomCallsPerS === Number.POSITIVE_INFINITY) continue
    run.roomRps = Math.min(run.roomRps, roomCallsPerS / (call.perVisitCount * run.visitsEach))
  }
}

/** How long calls hold a unit's requests in the next tick; only where a unit holds no more than so many. */
export function holdCalls({tiers, calls, databases, dependencies}: ChainRun): void {
  tiers.forEach((run, i) => {
    if (run.tier.inFlightCount === null) return
    let heldS = 0
    for (const {database, dependency, perVisitCount} of calls[i] ?? []) {
      const own = databases[database]
      if (own !== undefined) heldS += perVisitCount * (own.callS + own.lineWaitS)
      heldS += perVisitCount * (dependencies[dependency]?.callS ?? 0)
    }
    run.callS = heldS * run.visitsEach
  })
}
