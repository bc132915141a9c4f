import type {Catalog} from '../../catalog/catalog.js'
import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import type {Diagnosis} from '../../documents/diagnosis.js'
import type {Database} from '../../documents/inventory.js'
import {answerOf} from './answer.js'
import {type DatabaseLimits, databaseLimits} from './database-limits.js'
import {judgeCauses} from './judge-causes.js'
import type {Readings} from './readings.js'

/** What a peak asks of a database, before any limit of it: predicted, in our units; null where nothing predicts it. */
export type PeakDemand = {
  /** vCPUs that would be busy. */
  cpuCount: number | null
  readIops: number | null
  writeIops: number | null
  mibPerS: number | null
  connectionCount: number | null
  /** How long the peak lasts, for burst buckets that are full when it begins. */
  durationS: number
  /** Reads a request against today's: more than 1 where a working set is expected to outgrow memory. */
  readGrowthRatio: number
}

const idleIoTimeS = 0.001

/**
 * Which resource of a database binds at a predicted peak: the same rules as for a window that was measured, over what
 * such a demand would look like. Each resource serves what it is asked for up to its limit, and waits beyond it.
 *
 * Locks, bursts within a minute and a replica that falls behind follow from no rate and are not predicted. An I/O is
 * taken for slow from nine tenths of the limit on. Buckets are taken for full at the start, which flatters a peak after
 * a busy day.
 */
export function diagnosePeak({
  database,
  demand,
  catalog,
  reserveRatio,
}: {
  database: Database
  demand: PeakDemand
  catalog: Catalog
  reserveRatio: number
}): Pick<Diagnosis, 'answer' | 'certainty' | 'sentence' | 'causes'> {
  const limits = databaseLimits({database, catalog, reserveRatio})
  const now = predicted(demand, limits, catalog)
  const before = {...now, readIops: now.readIops === null ? null : now.readIops / demand.readGrowthRatio}
  const judged = judgeCauses([
    {
      fromS: null,
      toS: null,
      situation: {
        now,
        before,
        limits,
        status: 'available',
        className: database.class,
        engine: database.engine,
        isReplica: false,
        allocatedGib: database.allocatedGib,
        changeOf: () => null,
        lastOf: (name) => now[name],
      },
    },
  ])
  const {causes, ...found} = answerOf(judged, now)
  return {...found, causes: causes.map(({weight: _, isSuspected: __, ...cause}) => cause)}
}

function predicted(demand: PeakDemand, limits: DatabaseLimits, {rdsStorage}: Catalog): Readings {
  const hardware = limits.class
  const {readIops, writeIops, mibPerS} = demand
  const iops = readIops === null || writeIops === null ? null : readIops + writeIops
  const gp2Credits =
    (rdsStorage.gp2VolumeCreditCount.value * (limits.burstIops ?? 0)) / rdsStorage.gp2VolumeBurstIops.value
  const buckets = bucketsAt({demand, iops, limits, gp2Credits})
  const {served, ioTimeS} = servedOf({iops, mibPerS, limits, buckets})
  const scaled = (value: number | null) => (value === null ? null : value * served)
  const inFlightCount = iops === null || ioTimeS === null ? null : iops * served * ioTimeS
  return {
    cpuRatio: hardware === null || demand.cpuCount === null ? null : Math.min(1, demand.cpuCount / hardware.vcpuCount),
    onCpuCount: demand.cpuCount,
    waitingCount: inFlightCount,
    elsewhereCount: 0,
    connectionCount: demand.connectionCount,
    readIops: scaled(readIops),
    writeIops: scaled(writeIops),
    iops: scaled(iops),
    readMibPerS: null,
    mibPerS: scaled(mibPerS),
    ioTimeS,
    queueCount: inFlightCount,
    inFlightCount,
    freeMemoryGib: null,
    swapMib: null,
    freeStorageGib: null,
    ...buckets,
    cpuCreditCount: null,
    surplusCreditCount: null,
    lagS: null,
    requestRps: 1,
  }
}

type Buckets = Pick<Readings, 'burstRatio' | 'ebsIoRatio' | 'ebsByteRatio'>

/** What is left of each burst bucket after the peak; null where there is none, or where nothing says what it takes. */
function bucketsAt({
  demand: {durationS, mibPerS},
  iops,
  limits,
  gp2Credits,
}: {
  demand: PeakDemand
  iops: number | null
  limits: DatabaseLimits
  gp2Credits: number
}): Buckets {
  const hardware = limits.class
  const sideOf = (rate: number | null, base: number, most: number) =>
    rate === null || most <= base
      ? null
      : leftOf({rate: Math.min(rate, most), base, full: (most - base) * 1800, durationS})
  return {
    burstRatio:
      limits.burstIops === null || iops === null
        ? null
        : leftOf({rate: iops, base: limits.volumeIops, full: gp2Credits, durationS}),
    ebsIoRatio: hardware === null ? null : sideOf(iops, hardware.ebsBaselineIops, hardware.ebsMaxIops),
    ebsByteRatio: hardware === null ? null : sideOf(mibPerS, hardware.ebsBaselineMibPerS, hardware.ebsMaxMibPerS),
  }
}

/** The share of the I/O that is served, and how long one takes: null where nothing says how many there are. */
function servedOf({
  iops,
  mibPerS,
  limits,
  buckets,
}: {
  iops: number | null
  mibPerS: number | null
  limits: DatabaseLimits
  buckets: Buckets
}): {served: number; ioTimeS: number | null} {
  const hardware = limits.class
  const mostIops = Math.min(
    mostOf(limits.volumeIops, limits.burstIops, buckets.burstRatio),
    mostOf(hardware?.ebsBaselineIops, hardware?.ebsMaxIops, buckets.ebsIoRatio),
  )
  const mostMibPerS = Math.min(
    limits.volumeMibPerS ?? Number.POSITIVE_INFINITY,
    mostOf(hardware?.ebsBaselineMibPerS, hardware?.ebsMaxMibPerS, buckets.ebsByteRatio),
  )
  const asked = Math.max((iops ?? 0) / mostIops, (mibPerS ?? 0) / mostMibPerS)
  const isSlow = asked >= diagnosisLimits.iopsFullRatio.value
  const quickS = iops === null ? null : idleIoTimeS
  return {served: Math.min(1, 1 / asked), ioTimeS: isSlow ? 2 * diagnosisLimits.ioTimeS.value : quickS}
}

/** What a disk or a class gives: as much as it bursts to while its bucket is not empty. */
function mostOf(normal: number | null | undefined, burst: number | null | undefined, ratio: number | null): number {
  return (ratio === null || ratio > 0 ? (burst ?? normal) : normal) ?? Number.POSITIVE_INFINITY
}

/** Share of a full bucket that is left after a time at a rate. */
function leftOf({
  rate,
  base,
  full,
  durationS,
}: {
  rate: number
  base: number | null
  full: number
  durationS: number
}): number {
  if (base === null || full <= 0) return 1
  return Math.min(1, Math.max(0, 1 - ((rate - base) * durationS) / full))
}
