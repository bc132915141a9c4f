import type {LoadMetric} from '../../documents/load-comparison.js'
import {allLabel, type Batch, type ComparedLevel, type ComparedRun} from './compared-run.js'

/** Metrics that are compared by their logarithm. */
export type TimedMetric = Exclude<LoadMetric, 'errors'>
type LevelMetric = Exclude<TimedMetric, 'limit'>

const readLevel: Record<LevelMetric, (level: ComparedLevel) => number | null> = {
  throughput: (level) => level.throughputRps,
  mean: (level) => level.meanResponseTimeS,
  p95: (level) => level.p95ResponseTimeS,
  p99: (level) => level.p99ResponseTimeS,
}
const readBatch: Record<LevelMetric, (batch: Batch) => number | null> = {
  throughput: (batch) => batch.throughputRps,
  mean: (batch) => batch.meanResponseTimeS,
  p95: (batch) => batch.p95ResponseTimeS,
  p99: () => null,
}

/** The levels of a label; none where the run lacks it. */
export function levelsOf(run: Pick<ComparedRun, 'labels'>, label: string): readonly ComparedLevel[] {
  return run.labels.find((one) => one.label === label)?.levels ?? []
}

/** Whether all runs have a label at as many levels of load: one that some lack there cannot be set beside the others. */
export function haveSameLevels(runs: readonly ComparedRun[], label: string): boolean {
  const counts = new Set(runs.map((run) => levelsOf(run, label).length))
  return counts.size === 1 && !counts.has(0)
}

/**
 * What a run says of a metric in one number: the mean, over its levels, of the natural logarithm, so that ratios become
 * differences and a slow level does not drown a fast one. Null where a level lacks it or has 0.
 */
export function logOfRun(run: ComparedRun, label: string, metric: TimedMetric): number | null {
  if (metric === 'limit') return meanLog([label === allLabel ? run.limitRps : null])
  return meanLog(levelsOf(run, label).map(readLevel[metric]))
}

/** Logarithms of the batches of one level, over all runs of a side. Null where a level of a run has no batches of it. */
export function logsOfBatches({
  runs,
  label,
  metric,
  levelIndex,
}: {
  runs: readonly ComparedRun[]
  label: string
  metric: TimedMetric
  levelIndex: number
}): number[] | null {
  if (metric === 'limit') return null
  const values = runs.flatMap((run) => (levelsOf(run, label)[levelIndex]?.batches ?? []).map(readBatch[metric]))
  const logs = values.map((value) => (value !== null && value > 0 ? Math.log(value) : null))
  return logs.every((log) => log !== null) ? logs : null
}

/** Failed and all requests over the levels and runs of a side. */
export function failuresOf(runs: readonly ComparedRun[], label: string): {failedCount: number; totalCount: number} {
  const levels = runs.flatMap((run) => levelsOf(run, label))
  return {
    failedCount: levels.reduce((sum, level) => sum + level.errorCount, 0),
    totalCount: levels.reduce((sum, level) => sum + level.requestCount, 0),
  }
}

function meanLog(values: readonly (number | null)[]): number | null {
  if (values.length === 0 || values.some((value) => value === null || !(value > 0))) return null
  return values.reduce<number>((sum, value) => sum + Math.log(value ?? 1), 0) / values.length
}
