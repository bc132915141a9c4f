import type {Catalog} from '../../catalog/catalog.js'
import type {Diagnosis} from '../../documents/diagnosis.js'
import type {Database} from '../../documents/inventory.js'
import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {PlanError} from '../../errors.js'
import {findSeries} from '../calibrate/aligned-samples.js'
import {busiestHour} from './busiest-hour.js'
import {cutWindow} from './cut-window.js'
import {diagnoseDatabase} from './diagnose-database.js'
import {baselineDays, type Span} from './diagnosis-queries.js'
import {type MeasuredWindow, medianReadings, readingSteps} from './readings.js'
import {ratioOf} from './situation.js'

const dayS = 86_400
const hourS = 3600

/** What binds a database in these days, and how many more reads a request takes there than on ordinary days. */
export type DaysDiagnosis = {diagnosis: Diagnosis; readGrowthRatio: number}

/** Answers whose remedy is neither a faster disk nor a larger class alone: the disk only shows them. */
export const notOfTheDisk: readonly Diagnosis['answer'][] = ['locks', 'working-set']
const calm: readonly Diagnosis['answer'][] = ['none', 'cannot-tell']

/**
 * Which resource of a database binds in the last days, by the same judge as a window that somebody asks for.
 *
 * Two hours are judged, each against the same hours of the days before it: the last one that was measured and, of the
 * seven days before it, the one with most requests (where those were not measured, with most CPU). The one that finds
 * locks or a missed working set counts first, then the busiest where something binds, then the last. What binds at
 * another hour alone (a nightly job) is not seen. `ids` are the metrics by AWS's name; `status` is what RDS says of the
 * instance at `statusAtS`. Null when nothing of the database was measured.
 */
export function diagnoseDays({
  tier,
  database,
  metrics,
  ids,
  statusAtS,
  catalog,
  reserveRatio,
}: {
  tier: string
  database: Database
  metrics: Metrics
  ids: ReadonlyMap<string, MetricId>
  statusAtS: number
  catalog: Catalog
  reserveRatio: number
}): DaysDiagnosis | null {
  // An estate of hundreds of tiers has thousands of series: those of one database are looked up once.
  const own: Metrics = {...metrics, series: [...ids.values()].flatMap((id) => findSeries(metrics, id) ?? [])}
  const judge = (span: Span | null) => {
    const cut = cutWindow({metrics: own, ids, resource: database.id, span})
    const endS = span?.toS ?? cut.window.fromS + hourS
    const status = Math.abs(statusAtS - endS) <= hourS ? database.status : null
    const diagnosis = diagnoseDatabase({tier, database, ...cut, status, catalog, reserveRatio})
    return {diagnosis, readGrowthRatio: readGrowth(cut.window, cut.baseline), endS}
  }
  const last = unlessMissing(() => judge(null))
  if (last === null) return null
  const span = busiestSpan({metrics, ids, toS: last.endS})
  const busiest = span === null || span.toS === last.endS ? null : unlessMissing(() => judge(span))
  const found = [busiest, last].filter((one) => one !== null)
  const answersWith = (holds: (answer: Diagnosis['answer']) => boolean) =>
    found.find(({diagnosis}) => holds(diagnosis.answer))
  const chosen =
    answersWith((answer) => notOfTheDisk.includes(answer)) ??
    answersWith((answer) => !calm.includes(answer)) ??
    found[0]
  if (chosen === undefined) return null
  const {diagnosis, readGrowthRatio} = chosen
  return {diagnosis, readGrowthRatio}
}

function busiestSpan({
  metrics,
  ids,
  toS,
}: {
  metrics: Metrics
  ids: ReadonlyMap<string, MetricId>
  toS: number
}): Span | null {
  for (const name of ['RequestCount', 'CPUUtilization']) {
    const id = ids.get(name)
    const windows = (id === undefined ? null : findSeries(metrics, id))?.windows ?? []
    const span = busiestHour({windows, fromS: toS - baselineDays * dayS, toS, isSum: name === 'RequestCount'})
    if (span !== null) return span
  }
  return null
}

/** A database of which nothing was measured, as a whole or in an hour, is no failure of the plan. */
function unlessMissing<T>(judge: () => T): T | null {
  try {
    return judge()
  } catch (error) {
    if (error instanceof PlanError && ['METRICS_MISSING', 'WINDOW_OUTSIDE'].includes(error.code)) return null
    throw error
  }
}

/** Reads a request against those of the baseline, one at least. */
function readGrowth(window: MeasuredWindow, baseline: MeasuredWindow | null): number {
  if (baseline === null) return 1
  const perRequest = (one: MeasuredWindow) => {
    const steps = readingSteps(one)
    const {readIops, requestRps} = medianReadings(steps, 0, steps.stepCount)
    return ratioOf(readIops, requestRps)
  }
  return Math.max(1, ratioOf(perRequest(window), perRequest(baseline)) ?? 1)
}
