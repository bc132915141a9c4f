import type {Catalog} from '../../catalog/catalog.js'
import type {Diagnosis, JudgedCause} from '../../documents/diagnosis.js'
import type {Database} from '../../documents/inventory.js'
import {isoOf} from '../series/zone.js'
import {answerOf, missingOf} from './answer.js'
import {databaseLimits} from './database-limits.js'
import {type Judged, judgeCauses} from './judge-causes.js'
import {type MeasuredWindow, medianReadings, readingSteps} from './readings.js'
import {stretchesOf} from './stretches.js'

/**
 * Says which resource of a database binds in a window, in words, with the metrics that say so, the remedy, and what it
 * is not.
 *
 * `window` and `baseline` hold CloudWatch's metrics by AWS's name, in AWS's units, on a regular grid, with `RequestCount`
 * of the load balancer among them; the baseline is the same hour of ordinary days, null where there is none. `status` is
 * what RDS said of the instance in that window, null where that is not known. A metric that is not there leaves what it
 * would decide open: it is never taken for zero. Means of minutes cannot show what happens within one (R14 infers it),
 * Aurora and engines without rules in the catalogue have no disk limits here, and CPU of unlike classes is not compared.
 *
 * @source https://repost.aws/knowledge-center/rds-latency-ebs-iops-bottleneck, and the source of each rule
 */
export function diagnoseDatabase({
  tier,
  database,
  window,
  baseline,
  baselineText,
  status,
  catalog,
  reserveRatio,
}: {
  tier: string
  database: Database
  window: MeasuredWindow
  baseline: MeasuredWindow | null
  /** What the baseline is, in words. */
  baselineText: string | null
  status: string | null
  catalog: Catalog
  /** Memory held back from connections (judgement mysqlMemoryReserveRatio). */
  reserveRatio: number
}): Diagnosis {
  const limits = databaseLimits({database, catalog, reserveRatio})
  const judged = judgeCauses(stretchesOf({window, baseline, database, limits, status}))
  const steps = readingSteps(window)
  const found = answerOf(judged, medianReadings(steps, 0, steps.stepCount))
  return {
    schema: 'ecom-plan.diagnosis/v1',
    tier,
    resource: database.id,
    class: database.class,
    engine: database.engine,
    fromAt: isoOf(window.fromS),
    toAt: isoOf(window.fromS + steps.stepCount * window.periodS),
    periodS: window.periodS,
    baseline: baseline === null ? null : baselineText,
    answer: found.answer,
    certainty: found.certainty,
    sentence: found.sentence,
    causes: found.causes.map(causeOf),
    missing: missingOf(judged),
    notes: notesOf({database, window, limits, judged}),
  }
}

function causeOf({weight: _, isSuspected: __, ...cause}: Judged): JudgedCause {
  return cause
}

function notesOf({
  database,
  window,
  limits,
  judged,
}: {
  database: Database
  window: MeasuredWindow
  limits: ReturnType<typeof databaseLimits>
  judged: readonly Judged[]
}): string[] {
  const isContradicted = judged.some(({cause, standing}) => cause === 'inconsistent-metrics' && standing === 'clear')
  return [
    ...(limits.class === null
      ? [`${database.class} is not in the catalogue: its vCPU, memory and bandwidth are not known`]
      : []),
    ...(limits.volumeIops === null
      ? [
          `the limits of ${database.engine} on ${database.storageType} are not in the catalogue: the disk is judged by its latency alone`,
        ]
      : []),
    ...(window.periodS > 300 ? [`steps of ${window.periodS / 60} min hide what is shorter`] : []),
    ...(isContradicted ? ['other causes below rest on the same metrics, which contradict each other'] : []),
  ]
}
