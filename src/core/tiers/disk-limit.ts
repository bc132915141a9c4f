import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {BurstBalances} from '../calibrate/database-state.js'
import {figure} from '../figure.js'
import {type BurstUse, classBurstUse, type DemandPath, gp2BurstUse} from './burst-clock.js'
import {stripeCountOf} from './rds-volume.js'
import {at, type Setting} from './tier-finding.js'

/** What disk a shape has in one unit: what volume and class hold for ever, and for a while. */
export type Disk = {
  unit: 'IOPS' | 'MiB/s'
  volumePerS: number
  volumeBurstPerS: number
  gp2CreditCount: number
  gp2Ratio: number | null
  className: string
  classPerS: number
  classBurstPerS: number
  ebsRatio: number | null
}

/** The limit that counts for a window, and how much of the burst credits the window takes. */
export type DiskLimit = {perS: number; limitedBy: 'class' | 'volume'; usedRatio: number; because: () => string[]}

/** The I/O rates that a volume and a class offer. */
export function iopsDisk({
  database,
  volumeIops,
  hardware,
  balances,
  setting,
}: {
  database: Database
  volumeIops: number
  hardware: RdsClass
  balances: BurstBalances
  setting: Setting
}): Disk {
  const rules = setting.catalog.rdsStorage
  const volumeCount = stripeCountOf(database, rules)
  const doesBurst =
    database.storageType === 'gp2' && database.allocatedGib / volumeCount < rules.gp2VolumeBurstBelowGib.value
  if (doesBurst) setting.cite('rdsStorage.gp2VolumeCreditCount')
  return {
    unit: 'IOPS',
    volumePerS: volumeIops,
    volumeBurstPerS: doesBurst ? Math.max(volumeIops, volumeCount * rules.gp2VolumeBurstIops.value) : volumeIops,
    gp2CreditCount: volumeCount * rules.gp2VolumeCreditCount.value,
    gp2Ratio: balances.gp2Ratio,
    className: hardware.name,
    classPerS: hardware.ebsBaselineIops,
    classBurstPerS: Math.max(hardware.ebsBaselineIops, hardware.ebsMaxIops),
    ebsRatio: balances.ebsIoRatio,
  }
}

/** The throughput that a volume and a class offer. A gp2 volume has no credits for it. */
export function throughputDisk({
  volumeMibPerS,
  hardware,
  balances,
}: {
  volumeMibPerS: number
  hardware: RdsClass
  balances: BurstBalances
}): Disk {
  return {
    unit: 'MiB/s',
    volumePerS: volumeMibPerS,
    volumeBurstPerS: volumeMibPerS,
    gp2CreditCount: 0,
    gp2Ratio: null,
    className: hardware.name,
    classPerS: hardware.ebsBaselineMibPerS,
    classBurstPerS: Math.max(hardware.ebsBaselineMibPerS, hardware.ebsMaxMibPerS),
    ebsRatio: balances.ebsByteRatio,
  }
}

/**
 * The smaller of what volume and class hold through a window whose busiest rate at the load balancer is `peakRps`: the
 * burst where its credits last (see burst-clock), else what is held for ever. The window keeps the forecast's course at
 * the target quantile, raised or lowered to that rate.
 */
export function diskLimitAt({
  disk,
  demandOf,
  peakRps,
  plannedRatio,
  setting,
}: {
  disk: Disk
  demandOf: (originRps: number) => number
  peakRps: number
  plannedRatio: number
  setting: Setting
}): DiskLimit {
  let made: DemandPath | undefined
  const path = () => {
    made ??= demandPath({demandOf, peakRps, setting})
    return made
  }
  const peakPerS = Math.max(0, demandOf(peakRps))
  const atFirst = (measured: number | null) => measured ?? setting.judgement('burstBalanceStartRatio')
  const ofVolume =
    disk.volumeBurstPerS > disk.volumePerS
      ? gp2BurstUse({
          path: path(),
          baselinePerS: disk.volumePerS,
          burstPerS: disk.volumeBurstPerS,
          creditCount: disk.gp2CreditCount,
          balanceRatio: atFirst(disk.gp2Ratio),
        })
      : null
  const volumePerS = ofVolume?.lasts ? disk.volumeBurstPerS : disk.volumePerS
  // What the volume never lets through spends nothing of the class's balance.
  const isClassAsked = disk.classBurstPerS > disk.classPerS && volumePerS > disk.classPerS
  const ofClass = isClassAsked
    ? classBurstUse({
        path: path(),
        peakPerS,
        plannedPerS: disk.classPerS * plannedRatio,
        baselinePerS: disk.classPerS,
        maximumPerS: disk.classBurstPerS,
        balanceRatio: atFirst(disk.ebsRatio),
        unit: disk.unit,
      })
    : null
  const classPerS = ofClass?.lasts ? disk.classBurstPerS : disk.classPerS
  const uses = [ofVolume, ofClass].filter((use): use is BurstUse => use !== null)
  const perS = Math.min(volumePerS, classPerS)
  return {
    perS,
    limitedBy: volumePerS <= classPerS ? 'volume' : 'class',
    usedRatio: Math.max(0, ...uses.filter(({lasts}) => lasts).map(({usedRatio}) => usedRatio)),
    because: () => [
      `${figure(perS)} = the smaller of volume ${figure(volumePerS)} and ${disk.className} ${ofClass?.lasts ? 'burst' : 'baseline'} ${figure(classPerS)}`,
      ...uses.map((use) => use.because()),
    ],
  }
}

function demandPath({
  demandOf,
  peakRps,
  setting,
}: {
  demandOf: (originRps: number) => number
  peakRps: number
  setting: Setting
}): DemandPath {
  const targetRps = at(setting.peak, setting.target)
  const scale = targetRps > 0 ? peakRps / targetRps : 0
  return {perS: courseOf(setting).map((rps) => Math.max(0, demandOf(rps * scale))), stepS: setting.stepS}
}

/** Paths do not change, and a limit is looked for along one by many tries. */
const courses = new WeakMap<Setting['path'], Map<Setting['target'], readonly number[]>>()

function courseOf({path, target}: Setting): readonly number[] {
  const known = courses.get(path) ?? new Map<Setting['target'], readonly number[]>()
  const found = known.get(target) ?? path.map((point) => at(point, target))
  courses.set(path, known.set(target, found))
  return found
}
