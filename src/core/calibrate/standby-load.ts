import {quantile} from 'simple-statistics'
import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import type {StandbyMetrics} from '../inventory/cluster-metrics.js'
import {alignedSamples} from './aligned-samples.js'
import {type DatabaseLoad, databaseLoad} from './database-load.js'
import {type DatabaseState, databaseState} from './database-state.js'
import {type LoadLine, valueAt} from './load-line.js'

const detailS = 300

/** How the instances of a Multi-AZ DB cluster follow the requests at the load balancer. */
export type StandbyLoad = {
  writer: DatabaseLoad
  /** Balances and free storage of the writer. */
  state: DatabaseState
  /** One of each readable standby, in the order of their names. */
  readers: DatabaseLoad[]
  /** Replica lag of the slowest reader in the busiest tenth of the intervals; null where it was not measured. */
  lagS: number | null
}

/**
 * Reads how each instance of a Multi-AZ DB cluster follows the request rate at the load balancer: each has a class and
 * volumes of its own, so that each is read as an RDS instance is. `memoryGib` is that of their common class.
 *
 * Roles are those of now. Which instance was the writer at a past peak is not known, so that no line is raised to one;
 * and the days before a failover count for the other role.
 */
export function standbyLoad({
  metrics,
  ids,
  originRequests,
  memoryGib,
}: {
  metrics: Metrics
  ids: StandbyMetrics
  originRequests: MetricId
  memoryGib: number
}): StandbyLoad {
  const read = {metrics, originRequests, memoryGib}
  const lags = ids.lags.flatMap((lag) => busyLagS(metrics, originRequests, lag) ?? [])
  return {
    writer: databaseLoad({...read, ids: ids.writer, pastPeak: null}),
    state: databaseState({...read, ids: ids.writer}),
    readers: ids.readers.map((reader) => databaseLoad({...read, ids: reader, pastPeak: null})),
    lagS: lags.length === 0 ? null : Math.max(...lags),
  }
}

function busyLagS(metrics: Metrics, originRequests: MetricId, lag: MetricId): number | null {
  const samples = alignedSamples({metrics, ids: [originRequests, lag], periodS: detailS})
  if (samples.length === 0) return null
  const rates = samples.map(({values: [requests = 0]}) => requests)
  const from = quantile(rates, 0.9)
  const busiest = samples.flatMap(({values: [requests = 0, seconds = 0]}) => (requests >= from ? [seconds] : []))
  return quantile(busiest, 0.5)
}

/** The load of the reader that is filled the most at a rate, measure by measure; reads are never spread quite evenly. */
export function busierLoad(readers: readonly DatabaseLoad[], rps: number): DatabaseLoad {
  return combined(readers, (lines) => [...lines].sort((a, b) => valueAt(b, rps) - valueAt(a, rps))[0] ?? null)
}

/**
 * The load of several instances on one: what is left when the others are lost. All of their CPU, connections and
 * throughput is added up, so that what each replays of the writer counts more than once; of I/O the reads are added and
 * the writes, which are the same in all, count once.
 */
export function togetherLoad(instances: readonly DatabaseLoad[]): DatabaseLoad {
  const sum = combined(instances, (lines) => sumOf(lines, 'the sum of'))
  const reads = linesOf(instances, 'readIops')
  const writes = linesOf(instances, 'writeIops')
  const isSplit = reads.length === instances.length && writes.length === instances.length
  const write = [...writes].sort((a, b) => b.intercept + b.slope * b.seenRps - (a.intercept + a.slope * a.seenRps))[0]
  if (!isSplit || write === undefined) return sum
  return {...sum, iops: sumOf([...reads, write], 'reads of all and writes of one, of')}
}

const combinedNames = ['cpuRatio', 'iops', 'mibPerS', 'connectionCount', 'usedMemoryGib'] as const

function combined(
  instances: readonly DatabaseLoad[],
  pick: (lines: readonly LoadLine[]) => LoadLine | null,
): DatabaseLoad {
  const [cpuRatio, iops, mibPerS, connectionCount, usedMemoryGib] = combinedNames.map((name) => {
    const lines = linesOf(instances, name)
    return lines.length === 0 ? null : pick(lines)
  })
  return {
    cpuRatio: cpuRatio ?? null,
    iops: iops ?? null,
    mibPerS: mibPerS ?? null,
    connectionCount: connectionCount ?? null,
    usedMemoryGib: usedMemoryGib ?? null,
    ioTimeS: null,
    queueCount: null,
  }
}

function linesOf(
  instances: readonly DatabaseLoad[],
  name: (typeof combinedNames)[number] | 'readIops' | 'writeIops',
): LoadLine[] {
  return instances.flatMap((load) => load[name] ?? [])
}

function sumOf(lines: readonly LoadLine[], how: string): LoadLine | null {
  const [first] = lines
  if (first === undefined) return null
  const spreads = lines.flatMap(({residualRatio}) => residualRatio ?? [])
  return {
    slope: lines.reduce((sum, {slope}) => sum + slope, 0),
    intercept: lines.reduce((sum, {intercept}) => sum + intercept, 0),
    sampleCount: Math.min(...lines.map(({sampleCount}) => sampleCount)),
    seenRps: Math.max(...lines.map(({seenRps}) => seenRps)),
    seenValue: lines.reduce((sum, {seenValue}) => sum + seenValue, 0),
    ...(spreads.length === 0 ? {} : {residualRatio: Math.max(...spreads)}),
    origin: lines.length === 1 ? first.origin : `${how} ${lines.length} lines: ${first.origin}`,
  }
}
