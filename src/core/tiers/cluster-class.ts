import type {RdsClass} from '../../catalog/rds-classes.js'
import type {DatabaseCluster} from '../../documents/inventory.js'
import type {Rejection} from '../../documents/plan.js'
import {notOffered} from '../catalog/rds-offered.js'
import {counted, figure, percent} from '../figure.js'
import {type ClusterAsked, clusterMeasures} from './cluster-measures.js'
import {type ClusterNode, type ClusterShape, classNode} from './cluster-shape.js'
import {readerDemand, type SizingRates} from './reader-demand.js'
import type {Setting} from './tier-finding.js'

/** What one instance costs an hour, and the key of that price; null where nobody told us. */
export type InstancePrice = {usdPerHour: number; key: string}

export type ClusterClassChoice = {
  shape: ClusterShape
  price: InstancePrice | null
  todayPrice: InstancePrice | null
  rejected: Rejection[]
  because: string[]
  /** False when no class on offer is enough with as many readers as Aurora takes; `shape` is then today's. */
  isEnough: boolean
  /** What the largest class would make of it. */
  largest: ClusterShape
}

type Candidate = {
  node: ClusterNode
  price: InstancePrice | null
  readerCount: number
  broken: string | null
  because: string[]
}

/** Enough losers to see why the winner won. */
const mostRejections = 6

/**
 * The cheapest class and number of readers with which a provisioned Aurora cluster stays within every limit: today's
 * when it is enough.
 *
 * All instances get the class of the writer, since a failover makes any reader the writer. Left out: T classes, classes
 * with less memory than today's, classes that RDS said it does not sell for this engine version. Fewer readers than
 * today are never planned. Classes of unknown price stand behind those whose price is known, the smaller first.
 */
export function chooseClusterClass({
  cluster,
  maxConnections,
  rates,
  asked,
}: {
  cluster: DatabaseCluster
  maxConnections: number | undefined
  rates: SizingRates
  asked: ClusterAsked
}): ClusterClassChoice {
  const {today, setting} = asked
  const {catalog, region} = setting
  const zoneCount = Math.max(1, cluster.zones.length)
  const database = {...offerOf(cluster), isMultiAz: false}
  const priceOf = (name: string) => auroraPrice({name, cluster, setting})
  const candidateOf = (node: ClusterNode): Candidate => {
    const need = readerDemand({
      asked,
      writer: node,
      reader: today.reader.acu === null ? node : today.reader,
      presentCount: today.readerCount,
      zoneCount,
      rates,
    })
    const shape = {writer: node, reader: node, readerCount: need.readerCount}
    return {node, price: priceOf(node.text), ...need, broken: brokenBy({asked, shape, rates})}
  }
  const hardwareToday = catalog.rdsClass(today.writer.text)
  const offers = catalog
    .rdsClasses()
    .filter((one) => one.isAuroraSupported && !one.isBurstable && one.memoryGib >= today.writer.memoryGib)
    .filter(({name}) => notOffered({className: name, database, catalog, region}) === null)
  const nodes = offers.map((hardware) => classNode({cluster, maxConnections, setting, hardware}))
  const now = candidateOf(today.writer)
  const all = [now, ...nodes.filter(({text}) => text !== today.writer.text).map(candidateOf)].sort(inOrder)
  const won = isToday(now, today) && now.broken === null ? now : all.find(({broken}) => broken === null)
  const biggest = [...offers].sort(bySize).at(-1) ?? hardwareToday
  const largest =
    biggest === undefined ? today.writer : classNode({cluster, maxConnections, setting, hardware: biggest})
  const shapeOf = ({node, readerCount}: Candidate): ClusterShape => ({
    writer: node,
    reader: today.reader.acu === null ? node : today.reader,
    readerCount,
  })
  return {
    shape: won === undefined ? today : won === now && isToday(now, today) ? today : shapeOf(won),
    price: won?.price ?? null,
    todayPrice: priceOf(today.writer.text),
    rejected: won === undefined || won === now ? rejectedOf(all.slice(0, 1), now) : rejectedOf(all, won, now),
    because: won?.because ?? now.because,
    isEnough: won !== undefined,
    largest: {...today, writer: largest, reader: today.reader.acu === null ? largest : today.reader},
  }
}

const isToday = ({readerCount}: Candidate, today: ClusterShape) => readerCount === today.readerCount
const bySize = (a: RdsClass, b: RdsClass) => a.vcpuCount - b.vcpuCount || a.memoryGib - b.memoryGib

function inOrder(a: Candidate, b: Candidate): number {
  const costOf = ({price, readerCount}: Candidate) =>
    price === null ? Number.POSITIVE_INFINITY : price.usdPerHour * (1 + readerCount)
  const [left, right] = [costOf(a), costOf(b)]
  if (left !== right) return left < right ? -1 : 1
  return a.node.cpuCount - b.node.cpuCount || (a.node.text < b.node.text ? -1 : 1)
}

function rejectedOf(all: readonly Candidate[], won: Candidate, now?: Candidate): Rejection[] {
  const losers = all.slice(0, all.indexOf(won)).filter(({broken}) => broken !== null)
  const first = now !== undefined && !losers.includes(now) && now.broken !== null ? [now, ...losers] : losers
  const words = first.map(({node, readerCount, broken}) => ({
    candidate: readerCount === 0 ? node.text : `${node.text} with ${counted(readerCount, 'reader')}`,
    because: broken ?? '',
  }))
  return words.length <= mostRejections ? words : [...words.slice(0, 1), ...words.slice(-(mostRejections - 1))]
}

/** Which limit a shape breaks at the peak, in words; null where it breaks none. */
function brokenBy({
  asked,
  shape,
  rates,
}: {
  asked: ClusterAsked
  shape: ClusterShape
  rates: SizingRates
}): string | null {
  const {maxReaderCount} = asked.setting.catalog.auroraCapacity
  if (shape.readerCount > maxReaderCount.value) {
    return `${figure(shape.readerCount)} readers where Aurora takes ${figure(maxReaderCount.value)}`
  }
  const broken = clusterMeasures({...asked, shape}).find(({shareOf}) => shareOf(rates.peakRps) > 1 + 1e-9)
  return broken === undefined ? null : `${broken.name} at ${percent(broken.shareOf(rates.peakRps))} of its limit`
}

/** What an instance of a class costs an hour with the cluster's storage configuration. */
export function auroraPrice({
  name,
  cluster,
  setting,
}: {
  name: string
  cluster: DatabaseCluster
  setting: Setting
}): InstancePrice | null {
  const engine = cluster.engine === 'aurora-postgresql' ? 'postgres' : 'mysql'
  const key = `aurora.${name}.${engine}${cluster.storageType === 'aurora-iopt1' ? 'IoOptimized' : ''}UsdPerHour`
  const found = setting.catalog.price(key, setting.region)
  return found === undefined ? null : {usdPerHour: found.value, key}
}

/** A cluster in the terms in which RDS is asked what it sells. */
function offerOf({id, engine, engineVersion, status}: DatabaseCluster) {
  return {
    ...{id, engine, engineVersion, status, class: '', storageType: 'aurora', allocatedGib: 0},
    ...{provisionedIops: null, provisionedMibPerS: null, replicaOf: null, replicas: [], pendingChanges: []},
    ...{maintenanceWindow: null, backupWindow: null},
  }
}
