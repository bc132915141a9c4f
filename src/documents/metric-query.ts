import type {MetricId} from './series.js'

/** A stretch of one metric at one resolution, `[fromAt, toAt)`, both on the grid of `periodS`. */
export type MetricWindow = {periodS: number; fromAt: string; toAt: string}

/** What to ask of CloudWatch: a metric and the stretches of it. Made by `core`, answered by `aws`; never a file. */
export type MetricQuery = {metric: MetricId; windows: MetricWindow[]}
