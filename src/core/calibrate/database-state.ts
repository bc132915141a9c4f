import {quantile} from 'simple-statistics'
import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {theilSen} from '../laws/theil-sen.js'
import {alignedSamples} from './aligned-samples.js'

const detailS = 300
const bytesPerGib = 2 ** 30
const dayS = 86_400
/** Half a day of five-minute means. */
const fewestSamples = 144
/** Enough for an exponent to a tenth; pairs grow with the square. */
const mostFitted = 120

type StateMetricIds = Record<
  'readIops' | 'writeIops' | 'freeableMemory' | 'freeStorage' | 'gp2Balance' | 'ebsIoBalance' | 'ebsByteBalance',
  MetricId
>

/** How full the burst balances were at their lowest, 0…1; null where CloudWatch said nothing. */
export type BurstBalances = {ebsIoRatio: number | null; ebsByteRatio: number | null; gp2Ratio: number | null}

/** How reads follow requests: what tells a working set that memory no longer holds from more work. */
export type ReadGrowth = {
  /** By how many percent reads, and writes, rise when requests rise by one percent, in the busier half of the intervals. */
  readElasticityRatio: number
  writeElasticityRatio: number
  /** The quietest and the busiest of those intervals' rates, and what is read at them. */
  fromRps: number
  toRps: number
  readIopsAtFrom: number
  readIopsAtTo: number
  writeIopsAtTo: number
  /** Share of the memory that was freeable in the busiest tenth; null where it was not measured. */
  freeMemoryRatio: number | null
}

/** What a database was like in the days that were measured; null where they say nothing. */
export type DatabaseState = {
  balances: BurstBalances
  reads: ReadGrowth | null
  storage: {freeGib: number; fallGibPerDay: number; fallGibPerRequest: number} | null
}

export const unknownState: DatabaseState = {
  balances: {ebsIoRatio: null, ebsByteRatio: null, gp2Ratio: null},
  reads: null,
  storage: null,
}

/**
 * What a database's metrics say of its burst balances (the lowest that was seen), of its reads against requests, and of
 * how its volume fills. `memoryGib` is the memory of its class.
 */
export function databaseState({
  metrics,
  ids,
  originRequests,
  memoryGib,
}: {
  metrics: Metrics
  ids: StateMetricIds
  originRequests: MetricId
  memoryGib: number | null
}): DatabaseState {
  const lowest = (id: MetricId) => {
    const samples = alignedSamples({metrics, ids: [id], periodS: detailS}).map(
      ({values: [percent = 0]}) => percent / 100,
    )
    return samples.length < fewestSamples ? null : Math.max(0, Math.min(1, ...samples))
  }
  return {
    balances: {
      ebsIoRatio: lowest(ids.ebsIoBalance),
      ebsByteRatio: lowest(ids.ebsByteBalance),
      gp2Ratio: lowest(ids.gp2Balance),
    },
    reads: readGrowth({metrics, ids, originRequests, memoryGib}),
    storage: storageFall(metrics, ids.freeStorage, originRequests),
  }
}

type Interval = {rps: number; reads: number; writes: number; freeGib: number}

function readGrowth({
  metrics,
  ids,
  originRequests,
  memoryGib,
}: {
  metrics: Metrics
  ids: StateMetricIds
  originRequests: MetricId
  memoryGib: number | null
}): ReadGrowth | null {
  const all = alignedSamples({
    metrics,
    ids: [originRequests, ids.readIops, ids.writeIops, ids.freeableMemory],
    periodS: detailS,
  })
    .map(
      ({values: [requests = 0, reads = 0, writes = 0, free = 0]}): Interval => ({
        rps: requests / detailS,
        reads,
        writes,
        freeGib: free / bytesPerGib,
      }),
    )
    .filter(({rps, reads, writes}) => rps > 0 && reads > 0 && writes > 0)
  if (all.length < fewestSamples) return null
  const rates = all.map(({rps}) => rps)
  const [fromRps, toRps] = [quantile(rates, 0.5), quantile(rates, 0.9)]
  const busier = all.filter(({rps}) => rps >= fromRps).sort((a, b) => a.rps - b.rps)
  if (toRps <= fromRps) return null
  const stride = Math.ceil(busier.length / mostFitted)
  const fitted = busier.filter((_, i) => i % stride === 0)
  const reads = powerOf(fitted, (interval) => interval.reads)
  const writes = powerOf(fitted, (interval) => interval.writes)
  const busiestFree = busier.filter(({rps}) => rps >= toRps).map(({freeGib}) => freeGib)
  return {
    readElasticityRatio: reads.exponent,
    writeElasticityRatio: writes.exponent,
    fromRps,
    toRps,
    readIopsAtFrom: reads.at(fromRps),
    readIopsAtTo: reads.at(toRps),
    writeIopsAtTo: writes.at(toRps),
    freeMemoryRatio: memoryGib === null ? null : quantile(busiestFree, 0.5) / memoryGib,
  }
}

/** A power of the rate that a measure follows: the straight line of the logarithms. */
function powerOf(intervals: readonly Interval[], read: (interval: Interval) => number) {
  const fit = theilSen(intervals.map((interval) => ({x: Math.log(interval.rps), y: Math.log(read(interval))})))
  return {exponent: fit.slope, at: (rps: number) => Math.exp(fit.intercept + fit.slope * Math.log(rps))}
}

/** How fast a volume fills: the line through the most that was free each day, so that a nightly dump that goes again adds nothing. */
function storageFall(metrics: Metrics, freeStorage: MetricId, originRequests: MetricId): DatabaseState['storage'] {
  const samples = alignedSamples({metrics, ids: [freeStorage, originRequests], periodS: detailS})
  const last = samples.at(-1)
  if (last === undefined || samples.length < fewestSamples) return null
  const byDay = new Map<number, number>()
  for (const {atS, values} of samples) {
    const day = Math.floor(atS / dayS)
    byDay.set(day, Math.max(byDay.get(day) ?? 0, (values[0] ?? 0) / bytesPerGib))
  }
  const points = [...byDay].map(([x, y]) => ({x, y}))
  const fallGibPerDay = points.length < 3 ? 0 : Math.max(0, -theilSen(points).slope)
  const perDay = (samples.reduce((sum, {values}) => sum + (values[1] ?? 0), 0) / samples.length) * (dayS / detailS)
  return {
    freeGib: (last.values[0] ?? 0) / bytesPerGib,
    fallGibPerDay,
    fallGibPerRequest: perDay > 0 ? fallGibPerDay / perDay : 0,
  }
}
