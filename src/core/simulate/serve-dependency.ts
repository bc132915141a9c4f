import type {SimulatedDependency} from '../../documents/simulation-model.js'
import {spellFactor} from './spell.js'
import type {Tick} from './tick.js'

/** One dependency while it runs: it answers in its time, and refuses what is above its limit. */
export type DependencyRun = {
  readonly dependency: SimulatedDependency
  callsEach: number
  passRatio: number
  callS: number
  meanS: number
  lastDroppedCount: number
}

export function makeDependencyRun(dependency: SimulatedDependency): DependencyRun {
  return {
    dependency,
    callsEach: 1.5,
    passRatio: 0.5,
    callS: 0.5,
    meanS: 0.5,
    lastDroppedCount: 0.5,
  }
}

export function resetDependency(run: DependencyRun, callCount: number): void {
  run.passRatio = Math.min(1, callCount)
  run.callsEach = run.passRatio > 0 ? callCount / run.passRatio : 0
  run.callS = run.dependency.responseTimeS
  run.meanS = 0
  run.lastDroppedCount = 0
}

/** One tick: what it answers goes on. */
export function serveDependency(run: DependencyRun, tick: Tick): void {
  const {dependency} = run
  run.lastDroppedCount = 0
  if (run.passRatio === 0) return
  if (dependency.slow.length > 0) {
    run.callS = dependency.responseTimeS * spellFactor(dependency.slow, tick.nowS)
    tick.isCalm = false
  }
  if (dependency.limitRps === null) return
  const passRps = tick.flowRps * run.passRatio
  const refusedRps = passRps - dependency.limitRps / run.callsEach
  if (refusedRps <= 0) return
  run.lastDroppedCount = refusedRps * tick.lengthS
  tick.flowRps -= refusedRps
  tick.isCalm = false
  tick.failedCount += run.lastDroppedCount
}

/** The time of all its calls of a request, into the tick's. */
export function timeDependency(run: DependencyRun, tick: Tick): void {
  const {passRatio, callsEach, callS} = run
  const eachS = callsEach * callS
  run.meanS = passRatio * eachS
  tick.meanS += run.meanS
  tick.variance +=
    passRatio * callsEach * run.dependency.responseCvSquaredRatio * callS * callS +
    passRatio * (1 - passRatio) * eachS * eachS
}
