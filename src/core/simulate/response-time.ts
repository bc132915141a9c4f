import type {ChainRun} from './chain.js'
import {p95Of} from './queue-tables.js'
import {timeDatabase} from './serve-database.js'
import {timeDependency} from './serve-dependency.js'
import {timeTier} from './serve-tier.js'

/** Where a chain is calm, the 95th percentile is below this share of the SLO. */
const calmShare = 0.8

/**
 * The 95th percentile of the response time in this tick: means and variances of all stages are added, as of independent
 * times, and read as a gamma distribution's; the waits in lines are alike for all and come on top.
 */
export function timeRequests(chain: ChainRun): void {
  const {tick, tiers, databases, dependencies} = chain
  tick.meanS = 0
  tick.variance = 0
  tick.lineS = chain.model.baseResponseTimeS
  for (const run of tiers) timeTier(run, tick)
  for (const run of databases) timeDatabase(run, tick)
  for (const run of dependencies) timeDependency(run, tick)
  tick.p95S = (tick.meanS > 0 ? p95Of(tick.meanS, tick.variance) : 0) + tick.lineS
}

/**
 * How busy every stage of a chain at rest may be at once for the SLO to be kept with room to spare; below 0 where it is
 * not kept even by an idle one. No time need be known of a tick in which no stage is busier.
 */
export function calmRatio(chain: ChainRun): number {
  chain.tick.calmP95S = calmShare * chain.model.slo.p95ResponseTimeS
  let low = -1
  let high = 1
  for (let step = 0; step < 8; step++) {
    const middle = (low + high) / 2
    if (p95At(chain, Math.max(0, middle)) <= calmShare * chain.model.slo.p95ResponseTimeS) low = middle
    else high = middle
  }
  return low
}

function p95At(chain: ChainRun, busyRatio: number): number {
  for (const run of chain.tiers) {
    run.utilizationRatio = busyRatio
    run.unitCount = 1
  }
  for (const run of chain.databases) {
    run.cpuRatio = busyRatio
    run.diskRatio = busyRatio
  }
  timeRequests(chain)
  return chain.tick.p95S
}
