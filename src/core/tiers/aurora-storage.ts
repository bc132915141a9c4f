import type {DatabaseCluster} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {Change, Cost} from '../../documents/plan.js'
import type {ClusterLoad} from '../calibrate/cluster-load.js'
import {valueAt} from '../calibrate/load-line.js'
import {knownPrice} from '../catalog/known-price.js'
import {dollars, figure, percent} from '../figure.js'
import {auroraStorageCost, type StorageCost} from '../laws/aurora-storage-cost.js'
import {storageTypePatch} from '../patch/cluster-patches.js'
import {instantOf} from '../series/zone.js'
import {auroraPrice} from './cluster-class.js'
import type {ClusterNode, ClusterShape} from './cluster-shape.js'
import type {Setting} from './tier-finding.js'

const optimized = 'aurora-iopt1'
const standard = 'aurora'

type Compared = {standard: StorageCost; optimized: StorageCost; ioShareRatio: number}

/**
 * Compares Standard with I/O-Optimized for a month in which the window lies; null where I/O, storage or a price is not
 * known. I/O is the mean of the days that were measured, and in the window what the line says of the median path;
 * Serverless v2 is priced at the capacity that the mean of its line has.
 */
export function compareStorage({
  cluster,
  shape,
  load,
  setting,
}: {
  cluster: DatabaseCluster
  shape: ClusterShape
  load: ClusterLoad
  setting: Setting
}): Compared | null {
  const {meanBilledIops, billedIops, storageGib} = load
  if (meanBilledIops === null || storageGib === null) return null
  const monthHours = setting.catalog.prices.hoursPerMonth.value
  const windowIo = setting.path.reduce(
    (sum, {p50Rps}) =>
      sum + (billedIops === null ? meanBilledIops : Math.max(0, valueAt(billedIops, p50Rps * setting.originRatio))),
    0,
  )
  const restHours = Math.max(0, monthHours - setting.windowHours)
  const ioPerMonthCount = windowIo * setting.stepS + meanBilledIops * restHours * 3600
  const costOf = (storageType: string): StorageCost | null => {
    const name = storageType === optimized ? 'IoOptimized' : 'Standard'
    const computeUsdPerHour = computeUsd({cluster: {...cluster, storageType}, shape, load, setting})
    const gibMonthUsd = knownPrice(`prices.aurora${name}GibUsdPerMonth`, setting)
    const millionIoUsd = storageType === optimized ? 0 : knownPrice('prices.auroraStandardUsdPerMillionIo', setting)
    if (computeUsdPerHour === null || gibMonthUsd === null || millionIoUsd === null) return null
    return auroraStorageCost({computeUsdPerHour, storageGib, ioPerMonthCount, gibMonthUsd, millionIoUsd, monthHours})
  }
  const [plain, included] = [costOf(standard), costOf(optimized)]
  if (plain === null || included === null) return null
  return {standard: plain, optimized: included, ioShareRatio: plain.ioUsd / plain.totalUsd}
}

/** What all instances cost an hour on the cluster's storage configuration; null where a price is not known. */
function computeUsd({
  cluster,
  shape,
  load,
  setting,
}: {
  cluster: DatabaseCluster
  shape: ClusterShape
  load: ClusterLoad
  setting: Setting
}): number | null {
  const acuKey = `prices.aurora${cluster.storageType === optimized ? 'IoOptimized' : 'Standard'}AcuUsdPerHour`
  const nodeUsd = (node: ClusterNode, acu: number | null): number | null => {
    if (node.acu === null) {
      const price = auroraPrice({name: node.text, cluster, setting})
      if (price !== null) setting.cite(price.key, setting.region)
      return price === null ? null : price.usdPerHour
    }
    const usd = knownPrice(acuKey, setting)
    return usd === null ? null : usd * Math.max(node.acu.minAcu, acu ?? node.acu.minAcu)
  }
  const {writer, reader} = load
  const meanAcu = (line: typeof writer.acu, count: number) =>
    line === null || count === 0 ? null : valueAt(line, line.seenRps / 2) / count
  const ofWriter = nodeUsd(shape.writer, meanAcu(writer.acu, 1))
  const ofReader = nodeUsd(shape.reader, meanAcu(reader?.acu ?? null, shape.readerCount))
  return ofWriter === null || ofReader === null ? null : ofWriter + ofReader * shape.readerCount
}

/**
 * The change to I/O-Optimized where a month of it costs less than a month of Standard, as the cluster will be after the
 * plan. No capacity hangs on it. Nothing where the cluster is on it already, where AWS does not let it go there before
 * the window, or where the saving is not known. The way back to Standard is never proposed: after the event is soon enough.
 */
export function storageTypeChange({
  tier,
  cluster,
  compared,
  setting,
}: {
  tier: string
  cluster: DatabaseCluster
  compared: Compared | null
  setting: Setting
}): {change: Change; patch: DraftPatch} | null {
  if (compared === null || cluster.storageType !== standard) return null
  const savedUsd = compared.standard.totalUsd - compared.optimized.totalUsd
  const isBarred = cluster.storageSwitchableAt !== null && instantOf(cluster.storageSwitchableAt) > setting.windowStartS
  if (savedUsd <= 0 || isBarred) return null
  setting.cite('auroraCapacity.ioShareRatio')
  setting.cite('auroraCapacity.storageSwitchS')
  const patch = storageTypePatch({tier, cluster, to: optimized})
  const rule = setting.catalog.auroraCapacity.ioShareRatio.value
  return {
    patch,
    change: {
      id: patch.id,
      tier,
      resource: cluster.id,
      setting: 'storage configuration',
      from: 'Aurora Standard',
      to: 'Aurora I/O-Optimized',
      because:
        `I/O is ${percent(compared.ioShareRatio)} of what the cluster costs in the month of the event; AWS says that ` +
        `I/O-Optimized is worth it from ${percent(rule)} on.`,
      evidence: [
        costWords('Standard', compared.standard),
        costWords('I/O-Optimized', compared.optimized),
        'a cluster goes to I/O-Optimized once in 30 days, and back at any time',
      ],
      after: null,
      cost: costOf(compared, setting),
      leadTimeS: 0,
      latestAt: null,
      downtime: patch.consent === 'downtime' ? 'instances with a local disk restart' : 'none',
      route: patch.route,
      rejected: [],
      patchIds: [patch.id],
    },
  }
}

const costWords = (name: string, {computeUsd: compute, storageUsd, ioUsd, totalUsd}: StorageCost) =>
  `${name}: instances ${dollars(compute)} + storage ${dollars(storageUsd)} + I/O ${dollars(ioUsd)} = ${dollars(totalUsd)} a month`

function costOf({standard: plain, optimized: included}: Compared, setting: Setting): Cost {
  const monthUsd = included.totalUsd - plain.totalUsd
  const share = setting.windowHours / setting.catalog.prices.hoursPerMonth.value
  return {
    windowUsd: monthUsd * share,
    monthUsd,
    because:
      `${dollars(included.totalUsd)} − ${dollars(plain.totalUsd)} = ${dollars(monthUsd)} in the month of the event; ` +
      `${figure(setting.windowHours)} h of it lie in the window`,
  }
}
