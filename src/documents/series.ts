import * as z from 'zod'
import {timeSchema} from './units.js'

function areValues(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => item === null || Number.isFinite(item))
}

/**
 * A stretch of a time series on a regular grid: `values[i]` covers `startAt + i·periodS` up to the next step.
 * `null` is a gap: nothing was measured. A gap is never a zero.
 */
export const windowSchema = z.strictObject({
  periodS: z.int().min(1),
  startAt: timeSchema,
  // One check for all of it: a schema for each of half a million numbers takes a fifth of a second.
  values: z.custom<(number | null)[]>(areValues, {message: 'expected a list of finite numbers and nulls'}),
})
export type Window = z.infer<typeof windowSchema>

/** What CloudWatch calls a metric with one statistic. */
export const metricIdSchema = z.strictObject({
  namespace: z.string().min(1),
  metricName: z.string().min(1),
  dimensions: z.record(z.string(), z.string()),
  stat: z.string().min(1),
  /** `account/region` of a metric that is not of the config's own; absent for those that are. */
  place: z.string().optional(),
})
export type MetricId = z.infer<typeof metricIdSchema>

/** One metric's measured values, in AWS's own unit (percent, bytes, counts), finest window last. */
export const metricSeriesSchema = z.strictObject({...metricIdSchema.shape, windows: z.array(windowSchema)})
export type MetricSeries = z.infer<typeof metricSeriesSchema>

/**
 * A series on its way from CloudWatch into the archive: in place of null, NaN is the gap. Never written as it is; a
 * list of numbers and nulls takes three times the memory.
 */
export type DenseSeries = MetricId & {windows: {periodS: number; startAt: string; values: Float64Array}[]}
