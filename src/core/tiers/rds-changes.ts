import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {Change, Cost, Limit} from '../../documents/plan.js'
import {knownPrice} from '../catalog/known-price.js'
import {dollars, figure, percent} from '../figure.js'
import {isoOf} from '../series/zone.js'
import type {ClassChoice} from './choose-class.js'
import type {StorageSetting} from './rds-storage-rules.js'
import {ratioAt, type Setting} from './tier-finding.js'

/** A database change wants a day to be undone in before the window opens. */
const graceS = 86_400

/** The change of class, in words, with its price, its downtime and the losers. */
export function classChange({
  tier,
  database,
  choice,
  today,
  limits,
  setting,
  patchId,
}: {
  tier: string
  database: Database
  choice: ClassChoice
  today: RdsClass
  limits: readonly Limit[]
  setting: Setting
  patchId: string
}): Change {
  const leadTimeS = setting.judgement('classChangeLeadTimeS')
  const broken = limits.filter((limit) => ratioAt(limit.now, setting.target) > 1)
  const first = firstOf(broken.length > 0 ? broken : limits)
  for (const price of [choice.price, choice.todayPrice]) if (price !== null) setting.cite(price.key, setting.region)
  setting.cite(`rds.${choice.class.name}.ebsBaselineIops`)
  return {
    id: `${tier}-class`,
    tier,
    resource: database.id,
    setting: 'instance class',
    from: today.name,
    to: choice.class.name,
    because:
      `At ${setting.target.toUpperCase()} ${first?.measure ?? 'its load'} is at ${percent(first ? ratioAt(first.now, setting.target) : 0)} ` +
      `of what ${today.name} is planned for; ${choice.class.name} is the cheapest class that stays within every limit.`,
    evidence: broken.flatMap((limit) => limit.derivation.slice(0, 1)),
    after: first?.after ?? null,
    cost: classCost({choice, today, setting}),
    leadTimeS,
    latestAt: new Date((setting.windowStartS - leadTimeS - graceS) * 1000).toISOString(),
    downtime: database.isMultiAz
      ? `a failover, up to ${figure(setting.judgement('failoverDowntimeS'))} s`
      : 'minutes without the database: it has no standby',
    route: 'manual',
    rejected: choice.rejected,
    patchIds: [patchId],
  }
}

/** The limit that is reached first as traffic rises: it is what a person would see break. */
function firstOf(limits: readonly Limit[]): Limit | undefined {
  const rate = (limit: Limit) => limit.breaksAtRps ?? Number.POSITIVE_INFINITY
  return [...limits].sort((a, b) => rate(a) - rate(b))[0]
}

function classCost({choice, today, setting}: {choice: ClassChoice; today: RdsClass; setting: Setting}): Cost {
  const {price, todayPrice, orderRegion} = choice
  if (price === null || todayPrice === null) {
    const unknown = [price === null ? choice.class.name : null, todayPrice === null ? today.name : null]
    const names = unknown.filter((name) => name !== null).join(' and of ')
    const order = orderRegion === setting.region ? '' : `; classes stand in the order of their prices in ${orderRegion}`
    return {
      windowUsd: null,
      monthUsd: null,
      because: `the price of ${names} in ${setting.region} is not known here${order}`,
    }
  }
  const more = price.usdPerHour - todayPrice.usdPerHour
  const {hoursPerMonth} = setting.catalog.prices
  return {
    windowUsd: more * setting.windowHours,
    monthUsd: more * hoursPerMonth.value,
    ...(more > 0 ? {endsAt: isoOf(setting.windowEndS)} : {}),
    because:
      `($${shownUsd(price.usdPerHour)} − $${shownUsd(todayPrice.usdPerHour)}) × ${figure(setting.windowHours)} h = ${dollars(more * setting.windowHours)} in the window; ` +
      `${dollars(more * hoursPerMonth.value)} for each month until it is changed back`,
  }
}

/** The change of storage, IOPS and throughput, with its monthly price and the rules that bind it. */
export function storageChange({
  tier,
  database,
  storage,
  volume,
  limits,
  setting,
  patchId,
}: {
  tier: string
  database: Database
  storage: StorageSetting
  volume: {iops: number; mibPerS: number}
  limits: readonly Limit[]
  setting: Setting
  patchId: string
}): Change {
  const leadTimeS = setting.judgement('storageChangeLeadTimeS')
  const disk = limits.filter((limit) => ['IOPS', 'throughput', 'disk queue'].includes(limit.measure))
  const first = firstOf(disk)
  const grows = storage.allocatedGib > database.allocatedGib
  return {
    id: `${tier}-storage`,
    tier,
    resource: database.id,
    setting: grows ? 'storage and IOPS' : 'IOPS',
    from: grows ? `${figure(database.allocatedGib)} GiB ${figure(volume.iops)} IOPS` : figure(volume.iops),
    to: grows ? `${figure(storage.allocatedGib)} GiB ${figure(storage.iops)} IOPS` : figure(storage.iops),
    because:
      `At ${setting.target.toUpperCase()} ${first?.measure ?? 'the disk'} is at ` +
      `${percent(first ? ratioAt(first.now, setting.target) : 0)} of what the volume is planned for.`,
    evidence: [
      ...disk.flatMap((limit) => limit.derivation.slice(0, 1)),
      ...(storage.isFullCopy ? ['crossing 400 GiB copies everything to four volumes: hours of higher latency'] : []),
      'after it no further storage change for six hours and until the optimization ends',
    ],
    after: first?.after ?? null,
    cost: storageCost({database, storage, volume, setting}),
    leadTimeS,
    latestAt: new Date((setting.windowStartS - leadTimeS - graceS) * 1000).toISOString(),
    downtime: storage.isFullCopy ? 'none, but slower for hours' : 'none; slower while the volume is optimized',
    route: 'manual',
    rejected: [],
    patchIds: [patchId],
  }
}

function storageCost({
  database,
  storage,
  volume,
  setting,
}: {
  database: Database
  storage: StorageSetting
  volume: {iops: number; mibPerS: number}
  setting: Setting
}): Cost {
  const unknown = (because: string): Cost => ({windowUsd: null, monthUsd: null, because})
  const {prices} = setting.catalog
  const zones = database.isMultiAz ? prices.multiAzRatio.value : 1
  const moreGib = storage.allocatedGib - database.allocatedGib
  const rate = iopsPrice(database.storageType, setting)
  if (rate === null) {
    return unknown(`the price of ${database.storageType} storage in ${setting.region} is not known here`)
  }
  if (moreGib > 0) knownPrice(`prices.${database.storageType}GibUsdPerMonth`, setting)
  const included = database.storageType === 'gp3' ? setting.catalog.rdsStorage.gp3MinIops.value : 0
  const billed = (iops: number) => Math.max(0, iops - included)
  const moreIops = billed(storage.iops) - billed(volume.iops)
  const includedMibPerS = setting.catalog.rdsStorage.gp3MinMibPerS.value
  const moreMibPerS =
    database.storageType === 'gp3'
      ? Math.max(0, storage.mibPerS - includedMibPerS) - Math.max(0, volume.mibPerS - includedMibPerS)
      : 0
  const mibPerSUsd = moreMibPerS === 0 ? 0 : knownPrice('prices.gp3MibPerSUsdPerMonth', setting)
  if (mibPerSUsd === null) {
    return unknown(`the price of throughput of gp3 storage in ${setting.region} is not known here`)
  }
  const monthUsd = zones * (moreGib * rate.gib + moreIops * rate.iops + moreMibPerS * mibPerSUsd)
  return {
    windowUsd: (monthUsd * setting.windowHours) / prices.hoursPerMonth.value,
    monthUsd,
    ...(monthUsd > 0 ? {endsAt: moreGib > 0 ? null : isoOf(setting.windowEndS)} : {}),
    because:
      `(${figure(moreGib)} GiB × $${rate.gib} + ${figure(moreIops)} IOPS × $${rate.iops}` +
      `${moreMibPerS > 0 ? ` + ${figure(moreMibPerS)} MiB/s × $${mibPerSUsd}` : ''}) × ${figure(zones)} ` +
      `${zones === 1 ? 'zone' : 'zones'} = ${dollars(monthUsd)} a month${moreGib > 0 ? '; storage stays, it cannot shrink' : ''}`,
  }
}

/** What a GiB and one provisioned IOPS cost a month in one zone; null where one of them is not known. */
function iopsPrice(storageType: string, setting: Setting): {gib: number; iops: number} | null {
  const gib = setting.catalog.price(`prices.${storageType}GibUsdPerMonth`, setting.region)
  const iops = knownPrice(`prices.${storageType}IopsUsdPerMonth`, setting)
  return gib === undefined || iops === null ? null : {gib: gib.value, iops}
}

/** A price without the dust that doubling it for two zones leaves behind. */
function shownUsd(usd: number): number {
  return Number(usd.toPrecision(10))
}
