import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import type {DiagnosisEvidence} from '../../documents/diagnosis.js'
import {figure, percent, seconds} from '../figure.js'
import {beyondRequests, type Condition, metricNames, on, ratioOf, type Situation} from './situation.js'

const limit = diagnosisLimits

/** IOPS that the volume gives at that moment: a gp2 volume more while it has credits. Null where that is not known. */
export function volumeIopsNow({limits, now}: Situation): number | null {
  const {volumeIops, burstIops} = limits
  if (burstIops === null || volumeIops === null) return volumeIops
  if (now.burstRatio === null) return null
  return now.burstRatio > limit.balanceEmptyRatio.value ? burstIops : volumeIops
}

/** IOPS that the class gives at that moment: its maximum while its bucket lasts, else its baseline. */
export function classIopsNow({limits, now}: Situation): number | null {
  const hardware = limits.class
  if (hardware === null) return null
  if (!hardware.doesEbsBurst) return hardware.ebsBaselineIops
  if (now.ebsIoRatio !== null) {
    return now.ebsIoRatio > limit.balanceEmptyRatio.value ? hardware.ebsMaxIops : hardware.ebsBaselineIops
  }
  return (now.iops ?? 0) > hardware.ebsBaselineIops * 1.1 ? hardware.ebsMaxIops : hardware.ebsBaselineIops
}

/** The smaller of both, which is all that can be had. Null where the volume's is not known: it may be the smaller one. */
export function iopsNow(situation: Situation): number | null {
  const ofVolume = volumeIopsNow(situation)
  return ofVolume === null ? null : smaller(ofVolume, classIopsNow(situation))
}

export function mibPerSNow({limits, now}: Situation): number | null {
  const hardware = limits.class
  const isEmpty = now.ebsByteRatio !== null && now.ebsByteRatio <= limit.balanceEmptyRatio.value
  const ofClass =
    hardware === null ? null : isEmpty || !hardware.doesEbsBurst ? hardware.ebsBaselineMibPerS : hardware.ebsMaxMibPerS
  return smaller(limits.volumeMibPerS, ofClass)
}

/** Of two limits of which one may not be known, the one that is; of both the smaller. */
function smaller(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

/** Each I/O waits. */
export function ioWaits({now}: Situation, isSign = false): Condition {
  return on(now.ioTimeS, {
    needs: metricNames.ioTime,
    isSign,
    holds: (time) => time > limit.ioTimeS.value,
    otherwise: (time) => `an I/O takes ${seconds(time)}, which is normal`,
    evidence: (time) => latencyEvidence(time),
  })
}

/** No I/O waits: what holds sessions up is not the disk. */
export function ioIsQuick({now}: Situation): Condition {
  return on(now.ioTimeS, {
    needs: metricNames.ioTime,
    holds: (time) => time <= limit.ioTimeS.value,
    otherwise: (time) => `an I/O takes ${seconds(time)}: sessions wait for the disk`,
    evidence: (time) => latencyEvidence(time),
  })
}

function latencyEvidence(ioTimeS: number): DiagnosisEvidence {
  return {
    metric: 'ReadLatency, WriteLatency',
    measured: `${seconds(ioTimeS)} an I/O`,
    against: `${seconds(limit.ioTimeS.value)} is the most that is normal`,
    limitRatio: ioTimeS / limit.ioTimeS.value,
  }
}

/** IOPS against their limit: `from` on they are used up. */
export function iopsShare({
  situation,
  limitIops,
  what,
  holds,
  isSign = false,
}: {
  situation: Situation
  limitIops: number | null
  what: string
  holds: (share: number) => boolean
  isSign?: boolean
}): Condition {
  const share = ratioOf(situation.now.iops, limitIops)
  return on(share, {
    needs: limitIops === null && situation.limits.burstIops !== null ? ['BurstBalance'] : metricNames.iops,
    isSign,
    holds,
    otherwise: (ratio) => `IOPS are at ${percent(ratio)} of the ${figure(limitIops ?? 0)} of ${what}`,
    evidence: (ratio) => ({
      metric: 'ReadIOPS + WriteIOPS',
      measured: `${figure(Math.round(situation.now.iops ?? 0))} IOPS`,
      against: `${figure(limitIops ?? 0)} of ${what}`,
      limitRatio: ratio,
    }),
  })
}

/** Requests that wait for the disk, against one per 1,000 IOPS. */
export function queueIsLong(situation: Situation): Condition {
  const limitIops = iopsNow(situation)
  const allowed = ((limitIops ?? 1000) / 1000) * limit.queuePerThousandIopsCount.value
  return on(situation.now.queueCount, {
    needs: ['DiskQueueDepth'],
    holds: (queue) => queue > allowed,
    otherwise: (queue) => `the disk queue of ${figure(queue)} is short`,
    evidence: (queue) => ({
      metric: 'DiskQueueDepth',
      measured: `${figure(queue)} waiting`,
      against: `${figure(allowed)}: one per 1,000 IOPS`,
      limitRatio: queue / allowed,
    }),
  })
}

/** CPU has room: the disk, and not CPU, is what is waited for. */
export function cpuHasRoom({now}: Situation, mostRatio: number): Condition {
  return on(now.cpuRatio, {
    needs: ['CPUUtilization'],
    holds: (cpu) => cpu < mostRatio,
    otherwise: (cpu) => `CPU is at ${percent(cpu)}`,
    evidence: (cpu) => ({
      metric: 'CPUUtilization',
      measured: percent(cpu),
      against: `room below ${percent(mostRatio)}`,
      limitRatio: cpu,
    }),
  })
}

/** How reads grew against ordinary days: by request, and against the writes, which need no memory. */
export function readGrowth(
  situation: Situation,
): {perRequest: number | null; perWrite: number; size: number | null} | null {
  const {now, before} = situation
  if (before === null) return null
  const perRequest = beyondRequests('readIops', 'growth', situation)
  const isReadOnly = now.writeIops === 0 && before.writeIops === 0
  const perWrite = isReadOnly
    ? perRequest
    : ratioOf(ratioOf(now.readIops, now.writeIops), ratioOf(before.readIops, before.writeIops))
  if (perWrite === null) return null
  return {
    perWrite,
    perRequest,
    size: ratioOf(ratioOf(now.readMibPerS, now.readIops), ratioOf(before.readMibPerS, before.readIops)),
  }
}

/** Reads that are a smaller share of the I/O than this do not fill a disk. */
const leastReadRatio = 0.2

/** Whether reads grew beyond what the shop asked for, and not by a scan. Null where that cannot be told. */
export function readsOutgrew(situation: Situation): boolean | null {
  const {readIops, iops} = situation.now
  if (readIops !== null && iops !== null && readIops < leastReadRatio * iops) return false
  const growth = readGrowth(situation)
  if (growth === null) return null
  if (growth.size !== null && growth.size >= limit.scanGrowthRatio.value) return false
  if (growth.perWrite < limit.readGrowthRatio.value) return false
  return growth.perRequest === null ? null : growth.perRequest >= limit.readGrowthRatio.value
}

/** What is not there of that which tells whether reads outgrew the requests. */
export function growthNeeds({now, before}: Situation): string[] {
  const isCounted = now.requestRps !== null && (before === null || before.requestRps !== null)
  const needs = [
    ...(before === null ? ['the same hour of ordinary days'] : []),
    ...(isCounted ? [] : ['RequestCount']),
    ...(now.iops === null ? metricNames.iops : []),
  ]
  return needs.length === 0 ? metricNames.iops : needs
}
