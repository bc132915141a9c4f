import {figure} from '../core/figure.js'
import {dependencyMetrics} from '../core/inventory/dependency-metrics.js'
import {coarsen} from '../core/series/coarsen.js'
import {instantOf, isoOf} from '../core/series/zone.js'
import type {Config} from '../documents/config.js'
import type {MeasuredBy} from '../documents/config-dependency.js'
import type {MetricId, MetricSeries} from '../documents/series.js'
import {PlanError} from '../errors.js'
import {readTrafficCsv} from '../files/read-traffic-csv.js'

/** The step in which tiers are calibrated. */
const periodS = 300

/**
 * The series of dependencies that lie in files, in the five-minute steps that metrics come in. `placed` turns a path of
 * the config into one from here.
 *
 * Throws what reading a CSV throws, and DATA_COARSE for rows that do not fall into five minutes.
 */
export async function readDependencyFiles(config: Config, placed: (path: string) => string): Promise<MetricSeries[]> {
  const found: MetricSeries[] = []
  for (const [name, tier] of Object.entries(config.tiers)) {
    if (tier.kind !== 'dependency') continue
    const ids = dependencyMetrics(tier)
    for (const key of ['requests', 'utilization'] as const) {
      const csv = tier[key]?.csv
      const id = ids[key]
      if (csv !== undefined && id !== null)
        found.push(await readFile({csv, id, placed, field: `tiers.${name}.${key}.csv`}))
    }
  }
  return found
}

async function readFile({
  csv,
  id,
  placed,
  field,
}: {
  csv: NonNullable<MeasuredBy['csv']>
  id: MetricId
  placed: (path: string) => string
  field: string
}): Promise<MetricSeries> {
  const path = placed(csv.path)
  const {window} = await readTrafficCsv({
    path,
    timeColumn: csv.time,
    valueColumn: csv.value,
    unit: 'count',
    timezone: 'UTC',
  })
  if (periodS % window.periodS !== 0) {
    const what = `${csv.path} has one row every ${figure(window.periodS)} s: a dependency is measured in steps of five minutes`
    throw new PlanError('data', 'DATA_COARSE', what, {
      suggestions: ['export it with one row every five minutes, or every minute'],
      place: {file: csv.path, field},
    })
  }
  const startS = instantOf(window.startAt)
  const onGrid = (atS: number) => isoOf(atS * periodS)
  const steps = coarsen({
    series: {...id, windows: [window]},
    periodS,
    fromAt: onGrid(Math.floor(startS / periodS)),
    toAt: onGrid(Math.ceil((startS + window.values.length * window.periodS) / periodS)),
  })
  return {...id, windows: [steps]}
}
