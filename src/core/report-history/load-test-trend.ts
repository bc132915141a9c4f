import type {LoadTest} from '../../documents/load-test.js'
import type {LoadTestPoint} from '../../documents/report.js'
import type {Run} from '../../documents/run.js'
import {responseTimeAt} from '../loadtests/step-figures.js'

/**
 * The load tests of each tier over time, the earliest first: the highest throughput of a step that failed no more often
 * than the SLO allows, its p95, and the share of the tier's P90 demand at the event's peak that this is.
 *
 * A test without tier, or without a date, has no place in a trend and is left out; so is one that is flagged as false.
 * The share is of the whole tier's demand, whatever number of units was tested: it says how far measurement reached, not
 * what the tier carries. It is null for a tier without a capacity model, whose demand is not known.
 */
export function loadTestTrend({tests, run}: {tests: readonly LoadTest[]; run: Run}): LoadTestPoint[] {
  const once = new Map(tests.map((test) => [test.id, test]))
  return [...once.values()]
    .flatMap((test): LoadTestPoint[] => {
      const {id, tier, startedAt, flags} = test
      if (tier === null || startedAt === null || flags.some(({severity}) => severity === 'error')) return []
      const best = test.steps
        .filter(({errorRatio}) => errorRatio <= run.slo.errorRatio)
        .reduce<LoadTest['steps'][number] | null>(
          (most, step) => (most === null || step.throughputRps > most.throughputRps ? step : most),
          null,
        )
      const demandRps = demandOf(run, tier)
      return [
        {
          testId: id,
          tier,
          at: startedAt,
          release: releaseOf(test),
          maxThroughputRps: best?.throughputRps ?? null,
          p95ResponseTimeS: best === null ? null : (responseTimeAt(best, 0.95)?.responseTimeS ?? null),
          coverageRatio: best === null || demandRps === null ? null : best.throughputRps / demandRps,
        },
      ]
    })
    .sort((a, b) => compare(a.tier, b.tier) || compare(a.at, b.at) || compare(a.testId, b.testId))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The release as the user tagged it, else the commit. */
const releaseOf = ({tags, commit}: LoadTest): string | null => tags['release'] ?? commit?.slice(0, 12) ?? null

/** Requests per second at the tier at the P90 peak. */
function demandOf({models, originPeak}: Run, tier: string): number | null {
  const model = models.find((one) => one.tier === tier)
  const demandRps = model === undefined ? 0 : originPeak.p90Rps * model.visitCount
  return demandRps > 0 ? demandRps : null
}
