import type {LoadSlo, ScalabilityFinding, SloLimit} from '../../documents/load-limit.js'
import {uslThroughput} from '../laws/universal-scalability.js'
import type {LimitStep} from './limit-step.js'

type Judged = {step: LimitStep; responseTimeS: number; isSlow: boolean; hasErrors: boolean}

/**
 * The largest throughput that meets the SLO at its own level of load and at every lower one.
 *
 * `steps` rise in concurrency. Between the last step that met the SLO and the first that broke it, the percentile is
 * taken as a straight line over concurrency (raised to the highest seen before, since waiting does not shrink with
 * load), and the throughput there is read off the law where there is one, never above what was measured nor beyond the
 * law's peak, and never below the straight line between the two steps. Where errors broke it nobody knows when they began, so the good step's own
 * load counts. Null where a step lacks the percentile, or there is no step.
 */
export function findSloLimit({
  steps,
  slo,
  scalability,
}: {
  steps: readonly LimitStep[]
  slo: LoadSlo
  scalability: ScalabilityFinding | null
}): SloLimit | null {
  const judged = judge(steps, slo)
  const lowest = judged?.[0]
  if (judged === null || lowest === undefined) return null
  const badIndex = judged.findIndex(({isSlow, hasErrors}) => isSlow || hasErrors)
  const good = judged.slice(0, badIndex === -1 ? judged.length : badIndex)
  const last = good.at(-1)
  if (last === undefined) {
    const {concurrencyCount} = lowest.step
    return {...slo, status: 'unmet', throughputRps: 0, concurrencyCount, bound: boundOf(lowest)}
  }
  const best = good.reduce((most, one) => (one.step.throughputRps > most.step.throughputRps ? one : most), last)
  const {throughputRps, concurrencyCount} = best.step
  const bad = judged[badIndex]
  if (bad === undefined) return {...slo, status: 'kept', throughputRps, concurrencyCount, bound: null}
  const crossing = bad.hasErrors ? last.step.concurrencyCount : crossingOf(last, bad, slo.responseTimeS)
  const crossingRps = throughputAt({crossing, good: last.step, bad: bad.step, steps, scalability})
  const found = {...slo, status: 'found' as const, bound: boundOf(bad)}
  return crossingRps > throughputRps
    ? {...found, throughputRps: crossingRps, concurrencyCount: crossing}
    : {...found, throughputRps, concurrencyCount}
}

function judge(steps: readonly LimitStep[], slo: LoadSlo): Judged[] | null {
  let highestS = 0
  const judged: Judged[] = []
  for (const step of steps) {
    const responseTimeS = slo.percentile === 'p95' ? step.p95ResponseTimeS : step.p99ResponseTimeS
    if (responseTimeS === null) return null
    highestS = Math.max(highestS, responseTimeS)
    const isSlow = responseTimeS > slo.responseTimeS
    judged.push({step, responseTimeS: highestS, isSlow, hasErrors: step.errorRatio > slo.errorRatio})
  }
  return judged
}

function boundOf({isSlow, hasErrors}: Judged): 'response-time' | 'errors' | 'both' {
  if (isSlow && hasErrors) return 'both'
  return isSlow ? 'response-time' : 'errors'
}

function crossingOf(good: Judged, bad: Judged, limitS: number): number {
  const share = (limitS - good.responseTimeS) / (bad.responseTimeS - good.responseTimeS)
  return good.step.concurrencyCount + share * (bad.step.concurrencyCount - good.step.concurrencyCount)
}

function throughputAt({
  crossing,
  good,
  bad,
  steps,
  scalability,
}: {
  crossing: number
  good: LimitStep
  bad: LimitStep
  steps: readonly LimitStep[]
  scalability: ScalabilityFinding | null
}): number {
  const measuredRps = Math.max(...steps.map((step) => step.throughputRps))
  const share = (crossing - good.concurrencyCount) / (bad.concurrencyCount - good.concurrencyCount)
  const straightRps = good.throughputRps + share * (bad.throughputRps - good.throughputRps)
  if (scalability === null || share === 0) return straightRps
  const {contentionRatio: contention, coherencyRatio: coherency, singleUnitRps, peakConcurrencyCount} = scalability
  const concurrencyCount = Math.min(crossing, peakConcurrencyCount ?? crossing)
  const lawRps = uslThroughput({concurrencyCount, contention, coherency, singleUnitRps})
  // Below its peak the law lies above every chord, so where it falls under one it fits badly there.
  return Math.min(measuredRps, Math.max(lawRps, straightRps))
}
