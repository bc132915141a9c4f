import type {Database} from '../../documents/inventory.js'
import type {Change, Cost, Limit} from '../../documents/plan.js'
import {knownPrice} from '../catalog/known-price.js'
import {dollars, figure, percent, span} from '../figure.js'
import {isoOf} from '../series/zone.js'
import {firstOf, riskWords} from './rds-changes.js'
import type {StorageSetting} from './rds-storage-rules.js'
import {ratioAt, type Setting} from './tier-finding.js'

/** A database change wants a day to be undone in before the window opens. */
const graceS = 86_400

/** The change of storage, IOPS and throughput, with its monthly price and the rules that bind it. */
export function storageChange({
  tier,
  database,
  storage,
  volume,
  limits,
  setting,
  patchId,
  copyCount = database.isMultiAz ? setting.catalog.prices.multiAzRatio.value : 1,
}: {
  tier: string
  database: Database
  storage: StorageSetting
  volume: {iops: number; mibPerS: number}
  limits: readonly Limit[]
  setting: Setting
  patchId: string
  /** Volumes that are billed: one in each zone that the data is kept in. */
  copyCount?: number
}): Change {
  const leadTimeS = setting.judgement('storageChangeLeadTimeS')
  const grows = storage.allocatedGib > database.allocatedGib
  const isOtherType = storage.storageType !== database.storageType
  const disk = limits.filter(({measure}) =>
    ['IOPS', 'throughput', 'disk queue'].includes(measure.replace('reader ', '')),
  )
  const first = firstOf(disk)
  return {
    id: `${tier}-storage`,
    tier,
    resource: database.id,
    ...storageInWords({database, storage, volume}),
    because:
      `At ${setting.target.toUpperCase()} ${first?.measure ?? 'the disk'} is at ` +
      `${percent(first ? ratioAt(first.now, setting.target) : 0)} of what the volume is planned for${riskWords(setting)}.`,
    evidence: [
      ...disk.flatMap((limit) => limit.derivation.slice(0, 1)),
      ...(storage.isFullCopy ? ['crossing 400 GiB copies everything to four volumes: hours of higher latency'] : []),
      ...(isOtherType
        ? ['another type of storage may take hours, in which the volume gives something between the old and the new']
        : []),
      `after it no further storage change, its way back among them, for ${span(setting.catalog.rdsStorage.coolDownS.value)} and until the optimization ends`,
    ],
    after: first?.after ?? null,
    cost: storageCost({database, storage, volume, copyCount, setting}),
    leadTimeS,
    latestAt: new Date((setting.windowStartS - leadTimeS - graceS) * 1000).toISOString(),
    downtime:
      storage.isFullCopy || isOtherType ? 'none, but slower for hours' : 'none; slower while the volume is optimized',
    route: grows || isOtherType ? 'manual' : 'automatic',
    rejected: [],
    patchIds: [patchId],
  }
}

function storageInWords({
  database,
  storage,
  volume,
}: {
  database: Database
  storage: StorageSetting
  volume: {iops: number}
}): Pick<Change, 'setting' | 'from' | 'to'> {
  const grows = storage.allocatedGib > database.allocatedGib
  const isOtherType = storage.storageType !== database.storageType
  const words = (type: string, gib: number, iops: number) =>
    `${isOtherType ? `${type} ` : ''}${grows ? `${figure(gib)} GiB ` : ''}${figure(iops)}${grows || isOtherType ? ' IOPS' : ''}`
  return {
    setting: `${isOtherType ? 'storage type' : grows ? 'storage' : ''}${grows || isOtherType ? ' and ' : ''}IOPS`,
    from: words(database.storageType, database.allocatedGib, volume.iops),
    to: words(storage.storageType, storage.allocatedGib, storage.iops),
  }
}

function storageCost({
  database,
  storage,
  volume,
  copyCount: zones,
  setting,
}: {
  database: Database
  storage: StorageSetting
  volume: {iops: number; mibPerS: number}
  copyCount: number
  setting: Setting
}): Cost {
  const unknown = (because: string): Cost => ({windowUsd: null, monthUsd: null, because})
  const {prices} = setting.catalog
  const moreGib = storage.allocatedGib - database.allocatedGib
  const type = storage.storageType
  const isOtherType = type !== database.storageType
  const rate = iopsPrice(type, setting)
  const todayGib = setting.catalog.price(`prices.${database.storageType}GibUsdPerMonth`, setting.region)?.value ?? null
  if (rate === null || todayGib === null) {
    return unknown(`the price of ${type} storage in ${setting.region} is not known here`)
  }
  if (moreGib > 0 || isOtherType) knownPrice(`prices.${type}GibUsdPerMonth`, setting)
  const {moreIops, moreMibPerS} = billedMore({storage, volume, isOtherType, setting})
  const mibPerSUsd = moreMibPerS === 0 ? 0 : knownPrice('prices.gp3MibPerSUsdPerMonth', setting)
  if (mibPerSUsd === null) {
    return unknown(`the price of throughput of gp3 storage in ${setting.region} is not known here`)
  }
  const moreGibUsd = storage.allocatedGib * rate.gib - database.allocatedGib * todayGib
  const monthUsd = zones * (moreGibUsd + moreIops * rate.iops + moreMibPerS * mibPerSUsd)
  return {
    windowUsd: (monthUsd * setting.windowHours) / prices.hoursPerMonth.value,
    monthUsd,
    ...(monthUsd > 0 ? {endsAt: moreGib > 0 ? null : isoOf(setting.windowEndS)} : {}),
    because:
      `(${gibText({database, storage, usd: rate.gib, todayUsd: todayGib})} + ${figure(moreIops)} IOPS × $${rate.iops}` +
      `${moreMibPerS > 0 ? ` + ${figure(moreMibPerS)} MiB/s × $${mibPerSUsd}` : ''}) × ${figure(zones)} ` +
      `${zones === 1 ? 'zone' : 'zones'} = ${dollars(monthUsd)} a month${moreGib > 0 ? '; storage stays, it cannot shrink' : ''}`,
  }
}

/** What is billed beyond the size, more than today; what a gp2 volume does is in the price of its size. */
function billedMore({
  storage,
  volume,
  isOtherType,
  setting,
}: {
  storage: StorageSetting
  volume: {iops: number; mibPerS: number}
  isOtherType: boolean
  setting: Setting
}): {moreIops: number; moreMibPerS: number} {
  const {gp3MinIops, gp3MinMibPerS} = setting.catalog.rdsStorage
  const isGp3 = storage.storageType === 'gp3'
  const more = (after: number, before: number, free: number) =>
    Math.max(0, after - free) - (isOtherType ? 0 : Math.max(0, before - free))
  return {
    moreIops: more(storage.iops, volume.iops, isGp3 ? gp3MinIops.value : 0),
    moreMibPerS: isGp3 ? more(storage.mibPerS, volume.mibPerS, gp3MinMibPerS.value) : 0,
  }
}

function gibText({
  database,
  storage,
  usd,
  todayUsd,
}: {
  database: Database
  storage: StorageSetting
  usd: number
  todayUsd: number
}): string {
  if (usd === todayUsd) return `${figure(storage.allocatedGib - database.allocatedGib)} GiB × $${usd}`
  return `${figure(storage.allocatedGib)} GiB × $${usd} − ${figure(database.allocatedGib)} GiB × $${todayUsd}`
}

/** What a GiB and one provisioned IOPS cost a month in one zone; null where one of them is not known. */
function iopsPrice(storageType: string, setting: Setting): {gib: number; iops: number} | null {
  const gib = setting.catalog.price(`prices.${storageType}GibUsdPerMonth`, setting.region)
  const iops = knownPrice(`prices.${storageType}IopsUsdPerMonth`, setting)
  return gib === undefined || iops === null ? null : {gib: gib.value, iops}
}
