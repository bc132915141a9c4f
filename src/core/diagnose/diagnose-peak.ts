import type {Catalog} from '../../catalog/catalog.js'
import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import type {Diagnosis} from '../../documents/diagnosis.js'
import type {Database} from '../../documents/inventory.js'
import {answerOf} from './answer.js'
import {type DatabaseLimits, databaseLimits} from './database-limits.js'
import {judgeCauses} from './judge-causes.js'
import type {Readings} from './readings.js'

/** What a peak asks of a database, before any limit of it: predicted, in our units. */
export type PeakDemand = {
  /** vCPUs that would be busy. */
  cpuCount: number
  readIops: number
  writeIops: number
  mibPerS: number
  connectionCount: number
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
  const before = {...now, readIops: (now.readIops ?? 0) / demand.readGrowthRatio}
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
  const iops = demand.readIops + demand.writeIops
  const {durationS} = demand
  const gp2Credits =
    (rdsStorage.gp2VolumeCreditCount.value * (limits.burstIops ?? 0)) / rdsStorage.gp2VolumeBurstIops.value
  const burstRatio =
    limits.burstIops === null ? null : leftOf({rate: iops, base: limits.volumeIops, full: gp2Credits, durationS})
  const sideOf = (rate: number, base: number, most: number) =>
    most <= base ? null : leftOf({rate: Math.min(rate, most), base, full: (most - base) * 1800, durationS})
  const ebsIoRatio = hardware === null ? null : sideOf(iops, hardware.ebsBaselineIops, hardware.ebsMaxIops)
  const ebsByteRatio =
    hardware === null ? null : sideOf(demand.mibPerS, hardware.ebsBaselineMibPerS, hardware.ebsMaxMibPerS)
  const most = (normal: number | null | undefined, burst: number | null | undefined, ratio: number | null) =>
    (ratio === null || ratio > 0 ? (burst ?? normal) : normal) ?? Number.POSITIVE_INFINITY
  const mostIops = Math.min(
    most(limits.volumeIops, limits.burstIops, burstRatio),
    most(hardware?.ebsBaselineIops, hardware?.ebsMaxIops, ebsIoRatio),
  )
  const mostMibPerS = Math.min(
    limits.volumeMibPerS ?? Number.POSITIVE_INFINITY,
    most(hardware?.ebsBaselineMibPerS, hardware?.ebsMaxMibPerS, ebsByteRatio),
  )
  const served = Math.min(1, mostIops / iops, mostMibPerS / demand.mibPerS)
  const full = diagnosisLimits.iopsFullRatio.value
  const isSlow = iops >= full * mostIops || demand.mibPerS >= full * mostMibPerS
  const ioTimeS = isSlow ? 2 * diagnosisLimits.ioTimeS.value : idleIoTimeS
  const inFlightCount = iops * served * ioTimeS
  return {
    cpuRatio: hardware === null ? null : Math.min(1, demand.cpuCount / hardware.vcpuCount),
    onCpuCount: demand.cpuCount,
    waitingCount: inFlightCount,
    elsewhereCount: 0,
    connectionCount: demand.connectionCount,
    readIops: demand.readIops * served,
    writeIops: demand.writeIops * served,
    iops: iops * served,
    readMibPerS: null,
    mibPerS: demand.mibPerS * served,
    ioTimeS,
    queueCount: inFlightCount,
    inFlightCount,
    freeMemoryGib: null,
    swapMib: null,
    freeStorageGib: null,
    burstRatio,
    ebsIoRatio,
    ebsByteRatio,
    cpuCreditCount: null,
    surplusCreditCount: null,
    lagS: null,
    requestRps: 1,
  }
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
