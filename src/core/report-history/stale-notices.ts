import type {ReportConfig} from '../../documents/config-report.js'
import type {TierLoadTest} from '../../documents/load-test.js'
import type {Notice} from '../../documents/report.js'
import type {Run} from '../../documents/run.js'
import {span} from '../figure.js'
import {instantOf, localMinute} from '../series/zone.js'

/**
 * Inputs that are older than the config allows at `at` (UTC): the newest traffic, the settings of the estate, and the
 * newest load test of each tier. A test without a date says so. They are used all the same; nothing here is judged.
 */
export function staleNotices({
  run,
  loadTests,
  stale,
  at,
}: {
  run: Run
  loadTests: readonly Pick<TierLoadTest, 'tier' | 'startedAt'>[]
  stale: ReportConfig['stale']
  at: string
}): Notice[] {
  const {forecast, plan} = run
  const nowS = instantOf(at)
  const old = (what: {code: string; name: string; of: string; mostS: number; next: string}): Notice[] => {
    const ageS = nowS - instantOf(what.of)
    if (ageS <= what.mostS) return []
    const since = `of ${localMinute(instantOf(what.of), forecast.timezone)}, ${span(ageS)} old`
    const message = `${what.name} ${since}; report.stale allows ${span(what.mostS)}.`
    return [{severity: 'warn', code: what.code, message, next: what.next}]
  }
  return [
    ...old({
      code: 'DATA_STALE',
      name: 'The newest traffic is',
      of: forecast.history.toAt,
      mostS: stale.data,
      next: 'ecom-plan pull',
    }),
    ...old({
      code: 'ESTATE_STALE',
      name: 'The settings of the estate are',
      of: plan.base.capturedAt,
      mostS: stale.estate,
      next: 'ecom-plan pull',
    }),
    ...newestOfTiers(loadTests).flatMap(({tier, startedAt}) =>
      startedAt === null
        ? []
        : old({
            code: 'LOAD_TEST_STALE',
            name: `The newest load test of ${tier} is`,
            of: startedAt,
            mostS: stale.loadTest,
            next: `ecom-plan loadtest stages --event ${forecast.eventId}`,
          }),
    ),
  ]
}

function newestOfTiers(
  tests: readonly Pick<TierLoadTest, 'tier' | 'startedAt'>[],
): Pick<TierLoadTest, 'tier' | 'startedAt'>[] {
  const newest = new Map<string, Pick<TierLoadTest, 'tier' | 'startedAt'>>()
  for (const test of tests) {
    const known = newest.get(test.tier)
    if (known === undefined || (test.startedAt ?? '') > (known.startedAt ?? '')) newest.set(test.tier, test)
  }
  return [...newest.values()]
}
