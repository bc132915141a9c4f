import type {ArchivePart} from '../documents/archive.js'
import type {MetricId} from '../documents/series.js'
import {metricFolder, monthOf, monthOfFile, partitionFolder} from './partition.js'

/** A half-open stretch, epoch milliseconds; without end on either side where nothing was said. */
export type Span = {fromMs: number; toMs: number}

export function spanOf({fromAt, toAt}: {fromAt?: string | undefined; toAt?: string | undefined}): Span {
  return {
    fromMs: fromAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(fromAt),
    toMs: toAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(toAt),
  }
}

/** The parts that can hold any of it, by their folder's metric and month. `metrics` undefined means all. */
export function partsToRead(
  parts: readonly ArchivePart[],
  {
    metrics,
    span,
    account,
    region,
  }: {
    metrics: readonly MetricId[] | undefined
    span: Span
    account?: string | undefined
    region?: string | undefined
  },
): ArchivePart[] {
  const folders = metrics && new Set(metrics.map((id) => metricFolder({file: partitionFolder({...id, month: ''})})))
  const firstMonth = Number.isFinite(span.fromMs) ? monthOf(span.fromMs) : ''
  const lastMonth = Number.isFinite(span.toMs) ? monthOf(span.toMs) : '9999-12'
  return parts.filter((part) => {
    const month = monthOfFile(part.file)
    return (
      (folders?.has(metricFolder(part)) ?? true) &&
      month >= firstMonth &&
      month <= lastMonth &&
      (account === undefined || part.account === account) &&
      (region === undefined || part.region === region)
    )
  })
}
