import {quantile} from 'simple-statistics'
import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import type {AuroraMetrics, RoleMetrics} from '../inventory/cluster-metrics.js'
import {instantOf} from '../series/zone.js'
import {alignedSamples, findWindow} from './aligned-samples.js'
import type {PastPeak} from './database-load.js'
import {type LoadLine, loadLine, type RatePoint} from './load-line.js'

const detailS = 300
const minutesPerDetail = detailS / 60
const bytesPerGib = 2 ** 30

/** How a writer's or all readers' load follows the requests at the load balancer; null where it was not measured. */
export type RoleLoad = {
  /** Share of the instance's CPU; of Serverless v2, of what its maximum ACU has. Of readers the sum over them. */
  cpuRatio: LoadLine | null
  connectionCount: LoadLine | null
  /** Of one instance. */
  usedMemoryGib: LoadLine | null
  /** Capacity that Serverless v2 took, between its minimum and its maximum. Of readers the sum over them. */
  acu: LoadLine | null
}

export type ClusterLoad = {
  writer: RoleLoad
  reader: RoleLoad | null
  /** Billed I/O a second. */
  billedIops: LoadLine | null
  /** Mean of the billed I/O a second over all that was measured: what a month is billed by. */
  meanBilledIops: number | null
  storageGib: number | null
  /** Replica lag in the busiest tenth of the intervals. */
  lagS: number | null
}

/**
 * Reads how an Aurora cluster's CPU, connections, memory, capacity and billed I/O follow the request rate at the load
 * balancer, for the writer and for the readers.
 *
 * Of readers AWS gives the mean; the sum is that times the number of readers in the same interval, so that a fleet that
 * scaled is not read as one that idled. Intervals in which Serverless v2 stood at its minimum or its maximum tell a
 * bound and not the need, and are left out of the capacity line; where too few remain there is none, and CPU, which is
 * a share of the maximum, has to do. `memoryGib` is what one instance of each role has, `readerCount` how many readers
 * there are now. A straight line is an assumption, as for RDS.
 */
export function clusterLoad({
  metrics,
  ids,
  originRequests,
  memoryGib,
  acuRange,
  readerCount,
  pastPeak,
}: {
  metrics: Metrics
  ids: AuroraMetrics
  originRequests: MetricId
  memoryGib: {writer: number | null; reader: number | null}
  acuRange: {minAcu: number; maxAcu: number} | null
  readerCount: number
  pastPeak: PastPeak | null
}): ClusterLoad {
  const read = {metrics, originRequests, acuRange, pastPeak}
  const {readIo, writeIo, bytesUsed} = ids.volume
  const io = alignedSamples({metrics, ids: [originRequests, readIo, writeIo], periodS: detailS}).map(
    ({values: [requests = 0, reads = 0, writes = 0]}) => ({rps: requests / detailS, value: (reads + writes) / detailS}),
  )
  return {
    writer: roleLoad({...read, ids: ids.writer, memoryGib: memoryGib.writer, count: () => 1}),
    reader:
      ids.reader === null
        ? null
        : roleLoad({
            ...read,
            ids: ids.reader,
            memoryGib: memoryGib.reader,
            count: readersIn(metrics, ids.reader.samples, readerCount),
          }),
    billedIops: loadLine({points: io, pastPeak: null}),
    meanBilledIops: io.length === 0 ? null : io.reduce((sum, {value}) => sum + value, 0) / io.length,
    storageGib: lastValue(metrics, bytesUsed, bytesPerGib),
    lagS: ids.reader === null ? null : busyLagS(metrics, originRequests, ids.reader.lag),
  }
}

type RoleAsked = {
  metrics: Metrics
  ids: RoleMetrics
  originRequests: MetricId
  memoryGib: number | null
  acuRange: {minAcu: number; maxAcu: number} | null
  pastPeak: PastPeak | null
  /** Instances of the role in the interval that begins then. */
  count: (atS: number) => number
}

function roleLoad(asked: RoleAsked): RoleLoad {
  const {metrics, ids, originRequests, memoryGib, acuRange, pastPeak, count} = asked
  const against = (id: MetricId, readingOf: (value: number, atS: number) => number | null): RatePoint[] =>
    alignedSamples({metrics, ids: [originRequests, id], periodS: detailS}).flatMap(
      ({atS, values: [requests = 0, raw = 0]}) => {
        const value = readingOf(raw, atS)
        return value === null ? [] : [{rps: requests / detailS, value}]
      },
    )
  // A past peak of readers is a mean over an unknown number of them.
  const peakOf = (id: MetricId, scale: number): RatePoint | null => {
    if (pastPeak === null || ids.cpu.dimensions['Role'] === 'READER') return null
    const value = valueInHour(metrics, id, pastPeak.atS)
    return value === null ? null : {rps: pastPeak.originRps, value: value / scale}
  }
  const isFree = (acu: number) => acuRange === null || (acu > acuRange.minAcu * 1.02 && acu < acuRange.maxAcu * 0.98)
  return {
    cpuRatio: loadLine({
      points: against(ids.cpu, (cpu, atS) => (cpu / 100) * count(atS)),
      pastPeak: peakOf(ids.cpuMaximum, 100),
    }),
    connectionCount: loadLine({
      points: against(ids.connections, (connections, atS) => connections * count(atS)),
      pastPeak: peakOf(ids.connectionsMaximum, 1),
    }),
    usedMemoryGib:
      memoryGib === null
        ? null
        : loadLine({
            points: against(ids.freeableMemory, (free) => memoryGib - free / bytesPerGib),
            pastPeak: null,
          }),
    acu:
      ids.acu === null
        ? null
        : loadLine({
            points: against(ids.acu, (acu, atS) => (isFree(acu) ? acu * count(atS) : null)),
            pastPeak: ids.acuMaximum === null ? null : peakOf(ids.acuMaximum, 1),
          }),
  }
}

/** Readers an interval: one value a minute comes from each. Where that is not measured, as many as there are now. */
function readersIn(metrics: Metrics, samples: MetricId, now: number): (atS: number) => number {
  const window = findWindow(metrics, samples, detailS)
  if (window === null) return () => now
  const startS = instantOf(window.startAt)
  return (atS) => {
    const count = window.values[(atS - startS) / detailS] ?? null
    return count === null ? now : Math.max(1, Math.round(count / minutesPerDetail))
  }
}

function valueInHour(metrics: Metrics, id: MetricId, atS: number): number | null {
  const hourly = findWindow(metrics, id, 3600)
  return hourly === null ? null : (hourly.values[Math.floor((atS - instantOf(hourly.startAt)) / 3600)] ?? null)
}

function lastValue(metrics: Metrics, id: MetricId, scale: number): number | null {
  const values = findWindow(metrics, id, detailS)?.values.filter((value) => value !== null) ?? []
  const last = values.at(-1)
  return last === undefined ? null : last / scale
}

function busyLagS(metrics: Metrics, originRequests: MetricId, lag: MetricId): number | null {
  const samples = alignedSamples({metrics, ids: [originRequests, lag], periodS: detailS})
  if (samples.length === 0) return null
  const from = quantile(
    samples.map(({values}) => values[0] ?? 0),
    0.9,
  )
  const busiest = samples.filter(({values}) => (values[0] ?? 0) >= from).map(({values}) => values[1] ?? 0)
  return quantile(busiest, 0.5) / 1000
}
