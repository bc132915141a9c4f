import type {BlobStore} from '../documents/blob-store.js'
import type {MetricId} from '../documents/series.js'
import {grouped} from './grouped.js'
import {metricFolder} from './partition.js'
import {partsToRead, spanOf} from './parts-to-read.js'
import {withParts} from './read-parts.js'
import {seriesKey} from './series-key.js'
import {type GridRows, gatherRows, gridValues} from './series-rows.js'

/** What the archive has of one series at one resolution. */
export type ArchivedSeries = MetricId & {
  account: string
  region: string
  periodS: number
  /** The first instant that was asked or measured, and the end of the last. */
  firstAt: string
  lastAt: string
  /** Instants with a value, each once. */
  rowCount: number
  /** Instants that were asked and have none. */
  gapCount: number
  /** Its share of the files it lies in, by rows. */
  byteCount: number
}

/**
 * What the archive holds, by account, region, series and resolution, coarse ones first. `metricName` keeps to metrics of
 * that name. Reads the files, one metric at a time. Throws what readArchive throws.
 */
export async function listArchive({
  store,
  metricName,
}: {
  store: BlobStore
  metricName?: string | undefined
}): Promise<ArchivedSeries[]> {
  const isWanted = (id: MetricId) => metricName === undefined || id.metricName === metricName
  return withParts(store, async ({live}) => {
    const parts = partsToRead(live, {metrics: undefined, span: spanOf({})})
    const listed: ArchivedSeries[] = []
    for (const group of grouped(parts, metricFolder).values()) {
      if (!group.some((part) => part.coverage.length === 0 || part.coverage.some(isWanted))) continue
      listed.push(...(await gatherRows({store, parts: group, isWanted})).map(listedOf))
    }
    return listed.sort(bySeries)
  })
}

function bySeries(a: ArchivedSeries, b: ArchivedSeries): number {
  const [keyA, keyB] = [a, b].map((one) => JSON.stringify([one.account, one.region, seriesKey(one)]))
  if (keyA !== keyB) return (keyA ?? '') < (keyB ?? '') ? -1 : 1
  return b.periodS - a.periodS || (a.firstAt < b.firstAt ? -1 : 1)
}

function listedOf(grid: GridRows): ArchivedSeries {
  const {account, region, id, periodS, stretches} = grid
  let rowCount = 0
  let stepCount = 0
  for (const stretch of stretches) {
    const values = gridValues(grid, stretch)
    stepCount += values.length
    for (const value of values) if (!Number.isNaN(value)) rowCount++
  }
  return {
    account,
    region,
    ...id,
    periodS,
    firstAt: new Date(stretches[0]?.fromMs ?? 0).toISOString(),
    lastAt: new Date(stretches.at(-1)?.toMs ?? 0).toISOString(),
    rowCount,
    gapCount: stepCount - rowCount,
    byteCount: Math.round(grid.byteCount),
  }
}
