import type {SimulationModel} from '../../documents/simulation-model.js'
import {momentOf} from './run-draw.js'
import type {Tick} from './tick.js'

/** A cache that lacks less is full again. */
const leastLackRatio = 1e-4

/** What stands before the tiers: the CDN, the load balancer's own size, and people who try again. */
export type Front = {
  readonly hitRatio: number
  readonly hitLossRatio: number
  readonly refillS: number
  /** Of this run. */
  missFactor: number
  stormAtS: number
  /** Share of its hits that the cache lacks now. */
  lackRatio: number
  balancerRps: number
  balancerDroppedCount: number
  /** Turned away, and to be sent again. */
  retryCount: number
  originRps: number
}

export function makeFront({edge}: SimulationModel): Front {
  return {
    hitRatio: edge?.hitRatio ?? 0,
    hitLossRatio: edge?.miss?.hitLossRatio ?? 0,
    refillS: edge?.miss?.refillS ?? 1,
    missFactor: 1.5,
    stormAtS: Number.POSITIVE_INFINITY,
    lackRatio: 0.5,
    balancerRps: 0.5,
    balancerDroppedCount: 0.5,
    retryCount: 0.5,
    originRps: 0.5,
  }
}

export function resetFront(front: Front, model: SimulationModel, run: number, missFactor: number, startRps: number) {
  front.missFactor = missFactor
  front.stormAtS = momentOf(model.edge?.miss ?? null, {seed: model.seed, run, draw: 'miss'})
  front.lackRatio = 0
  front.retryCount = 0
  front.balancerDroppedCount = 0
  front.originRps = 0
  const {loadBalancer} = model
  front.balancerRps =
    loadBalancer === null
      ? Number.POSITIVE_INFINITY
      : Math.max(loadBalancer.leastRps, loadBalancer.reservedRps, startRps * loadBalancer.headroomRatio)
}

/** Requests that the CDN lets through of so many, when it lacks a share of its hits. */
export function throughCdn(front: Front, edgeRps: number): number {
  const misses = 1 - front.hitRatio * (1 - front.lackRatio)
  return edgeRps * Math.min(1, misses * front.missFactor)
}

/** One tick before the tiers: the CDN, those who try again, and the load balancer. */
export function admit(front: Front, model: SimulationModel, tick: Tick): void {
  if (tick.nowS >= front.stormAtS && front.hitLossRatio > 0) {
    const lack = front.hitLossRatio * Math.exp(-(tick.nowS - front.stormAtS) / front.refillS)
    front.lackRatio = lack > leastLackRatio ? lack : 0
    if (lack > leastLackRatio) tick.isSteady = false
  }
  front.originRps = throughCdn(front, tick.edgeRps)
  if (front.retryCount > 0) tryAgain(front, model.demand.retryAfterS, tick)
  tick.flowRps = front.originRps
  if (model.loadBalancer !== null) throughBalancer(front, model.loadBalancer, tick)
}

function tryAgain(front: Front, retryAfterS: number, tick: Tick): void {
  tick.isSteady = false
  const {lengthS} = tick
  const back = retryAfterS > lengthS ? front.retryCount * (lengthS / retryAfterS) : front.retryCount
  front.retryCount = front.retryCount - back < 1e-6 ? 0 : front.retryCount - back
  front.originRps += back / lengthS
}

/** It grows towards its headroom over the load as fast as it can double, and does not shrink within a window. */
function throughBalancer(front: Front, balancer: NonNullable<SimulationModel['loadBalancer']>, tick: Tick): void {
  if (tick.flowRps > front.balancerRps) {
    front.balancerDroppedCount = (tick.flowRps - front.balancerRps) * tick.lengthS
    tick.flowRps = front.balancerRps
    tick.failedCount += front.balancerDroppedCount
    tick.isCalm = false
  } else front.balancerDroppedCount = 0
  const wanted = front.originRps * balancer.headroomRatio
  if (wanted > front.balancerRps) {
    tick.isSteady = false
    front.balancerRps = Math.min(wanted, front.balancerRps * 2 ** (tick.lengthS / balancer.doublingS))
  }
}
