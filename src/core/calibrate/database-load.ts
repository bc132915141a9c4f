import {quantile} from 'simple-statistics'
import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {instantOf} from '../series/zone.js'
import {alignedSamples, findWindow} from './aligned-samples.js'
import {type LoadLine, loadLine, type RatePoint} from './load-line.js'

const detailS = 300
const bytesPerMib = 2 ** 20
const bytesPerGib = 2 ** 30

/** The metrics of a database that its load is read from. */
export type DatabaseMetricIds = Record<
  | 'cpu'
  | 'freeableMemory'
  | 'connections'
  | 'readIops'
  | 'writeIops'
  | 'readThroughput'
  | 'writeThroughput'
  | 'diskQueue'
  | 'readLatency'
  | 'writeLatency'
  | 'cpuMaximum'
  | 'connectionsMaximum'
  | 'readIopsMaximum'
  | 'writeIopsMaximum',
  MetricId
>

/** How a database's load follows the requests at the load balancer; null where it was not measured. */
export type DatabaseLoad = {
  cpuRatio: LoadLine | null
  iops: LoadLine | null
  /** Of the I/O those that read and those that write, each a line of its own. */
  readIops?: LoadLine | null
  writeIops?: LoadLine | null
  mibPerS: LoadLine | null
  connectionCount: LoadLine | null
  usedMemoryGib: LoadLine | null
  /** Mean time of one I/O in the busiest tenth of the intervals. */
  ioTimeS: number | null
  /** Queue depth in the busiest tenth of the intervals, as measured. */
  queueCount: number | null
}

/** A past peak minute of the event at the origin, to hold the lines against. */
export type PastPeak = {atS: number; originRps: number}

/**
 * Reads how a database's CPU, I/O, throughput, connections and memory follow the request rate at the load balancer.
 *
 * All of it is measured in production at ordinary load; the hourly maxima that CloudWatch keeps for 455 days hold the
 * last peak of the event and correct the lines (see load-line). `memoryGib` is the class's memory, from which the
 * used part follows. A straight line is an assumption: lock contention and a working set that outgrows memory bend it.
 */
export function databaseLoad({
  metrics,
  ids,
  originRequests,
  memoryGib,
  pastPeak,
}: {
  metrics: Metrics
  ids: DatabaseMetricIds
  originRequests: MetricId
  memoryGib: number | null
  pastPeak: PastPeak | null
}): DatabaseLoad {
  const against = (wanted: readonly MetricId[], read: (values: readonly number[]) => number): RatePoint[] =>
    alignedSamples({metrics, ids: [originRequests, ...wanted], periodS: detailS}).map(({values}) => ({
      rps: (values[0] ?? 0) / detailS,
      value: read(values.slice(1)),
    }))
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const peakOf = (wanted: readonly MetricId[], scale: number): RatePoint | null => {
    if (pastPeak === null) return null
    const found = wanted.map((id) => valueInHour(metrics, id, pastPeak.atS))
    if (found.some((value) => value === null)) return null
    return {rps: pastPeak.originRps, value: found.reduce((total: number, value) => total + (value ?? 0), 0) / scale}
  }
  return {
    cpuRatio: loadLine({points: against([ids.cpu], ([cpu = 0]) => cpu / 100), pastPeak: peakOf([ids.cpuMaximum], 100)}),
    iops: loadLine({
      points: against([ids.readIops, ids.writeIops], sum),
      pastPeak: peakOf([ids.readIopsMaximum, ids.writeIopsMaximum], 1),
    }),
    readIops: loadLine({points: against([ids.readIops], sum), pastPeak: peakOf([ids.readIopsMaximum], 1)}),
    writeIops: loadLine({points: against([ids.writeIops], sum), pastPeak: peakOf([ids.writeIopsMaximum], 1)}),
    mibPerS: loadLine({
      points: against([ids.readThroughput, ids.writeThroughput], (values) => sum(values) / bytesPerMib),
      pastPeak: null,
    }),
    connectionCount: loadLine({points: against([ids.connections], sum), pastPeak: peakOf([ids.connectionsMaximum], 1)}),
    usedMemoryGib:
      memoryGib === null
        ? null
        : loadLine({
            points: against([ids.freeableMemory], ([free = 0]) => memoryGib - free / bytesPerGib),
            pastPeak: null,
          }),
    ioTimeS: busyIoTimeS(metrics, ids),
    queueCount: busyQueue(metrics, ids, originRequests),
  }
}

function valueInHour(metrics: Metrics, id: MetricId, atS: number): number | null {
  const hourly = findWindow(metrics, id, 3600)
  if (hourly === null) return null
  return hourly.values[Math.floor((atS - instantOf(hourly.startAt)) / 3600)] ?? null
}

/** Mean time of an I/O, reads and writes weighted by their number, in the tenth of intervals with most I/O. */
function busyIoTimeS(metrics: Metrics, ids: DatabaseMetricIds): number | null {
  const samples = alignedSamples({
    metrics,
    ids: [ids.readIops, ids.writeIops, ids.readLatency, ids.writeLatency],
    periodS: detailS,
  })
    .map(({values: [reads = 0, writes = 0, readS = 0, writeS = 0]}) => ({
      iops: reads + writes,
      busy: reads * readS + writes * writeS,
    }))
    .filter(({iops}) => iops > 0)
  if (samples.length === 0) return null
  const from = quantile(
    samples.map(({iops}) => iops),
    0.9,
  )
  const busiest = samples.filter(({iops}) => iops >= from)
  return busiest.reduce((total, {busy}) => total + busy, 0) / busiest.reduce((total, {iops}) => total + iops, 0)
}

function busyQueue(metrics: Metrics, ids: DatabaseMetricIds, originRequests: MetricId): number | null {
  const samples = alignedSamples({metrics, ids: [originRequests, ids.diskQueue], periodS: detailS})
  if (samples.length === 0) return null
  const rates = samples.map(({values}) => values[0] ?? 0)
  const from = quantile(rates, 0.9)
  const busiest = samples.filter(({values}) => (values[0] ?? 0) >= from).map(({values}) => values[1] ?? 0)
  return quantile(busiest, 0.5)
}
