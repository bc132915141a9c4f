import type {Cover} from '../../documents/load-stages.js'
import type {LoadTest} from '../../documents/load-test.js'
import {counted, figure, percent} from '../figure.js'

/** A step with more says what breaks, not what is carried. */
const mostErrorRatio = 0.01

/**
 * How much of a goal the newest test of each tier reached: its highest throughput with at most 1 % errors over
 * the goal, and over the forecast's P90 peak. `visitCounts` tells how many requests each request of the forecast makes
 * at a tier; 1 where it is not known. The test is taken to be of the tier's own requests.
 */
export function findCovers({
  tests,
  peakP90Rps,
  goalRatio,
  visitCounts,
}: {
  tests: readonly LoadTest[]
  peakP90Rps: number
  goalRatio: number
  visitCounts: ReadonlyMap<string, number>
}): Cover[] {
  const newest = new Map<string | null, LoadTest>()
  for (const test of tests) {
    const known = newest.get(test.tier)
    if (known === undefined || (test.startedAt ?? '') > (known.startedAt ?? '')) newest.set(test.tier, test)
  }
  return [...newest.values()].map((test) => {
    const carried = test.steps.filter(({errorRatio}) => errorRatio <= mostErrorRatio)
    const throughputRps = Math.max(0, ...carried.map((step) => step.throughputRps))
    const neededRps = peakP90Rps * (test.tier === null ? 1 : (visitCounts.get(test.tier) ?? 1))
    const peakRatio = neededRps > 0 ? throughputRps / neededRps : 0
    return {
      name: `${test.tool} ${test.id.slice(0, 8)}`,
      tier: test.tier,
      testedAt: test.startedAt,
      unitCount: test.unitCount,
      throughputRps,
      goalRatio: peakRatio / goalRatio,
      peakRatio,
    }
  })
}

/** What was covered, in sentences; that nothing was, where there is no test. */
export function coverWords(covers: readonly Cover[]): string[] {
  if (covers.length === 0) return ['no load test covers any of it']
  return covers.map(({name, tier, testedAt, unitCount, throughputRps, goalRatio, peakRatio}) => {
    const day = testedAt === null ? '' : ` of ${testedAt.slice(0, 10)}`
    const units = unitCount === null ? '' : `, against ${counted(unitCount, 'unit')}`
    const where = tier === null ? 'of no stated tier' : `of ${tier}`
    return `the last test ${where} (${name}${day}${units}) reached ${figure(throughputRps)} req/s: ${percent(goalRatio)} of the goal, ${percent(peakRatio)} of the P90 peak`
  })
}
