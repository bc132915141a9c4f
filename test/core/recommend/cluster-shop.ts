import {cpSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {clusterInstances, dbCluster, dbProxy} from '../../../fixtures/generate/estate-cluster.js'
import {asWire} from '../../../fixtures/generate/estate-names.js'
import {metricsSchema} from '../../../src/documents/metrics.js'
import type {MetricSeries, Window} from '../../../src/documents/series.js'
import type {SnapshotFile} from '../../../src/documents/snapshot.js'
import {readDocument} from '../../../src/files/read-document.js'
import {exampleFolder} from '../../example-run.js'

/** A straight line of the requests a second at the load balancer. */
export type Truth = {intercept: number; slope: number}
export type RoleTruth = {cpuPercent: Truth; connections: Truth; freeGib: Truth; acu?: Truth}

const specs = {
  carts: {
    id: 'seeds-carts',
    engine: 'aurora-postgresql' as const,
    engineVersion: '16.4',
    classes: ['db.r6g.large', 'db.r6g.large'],
    storageType: 'aurora',
    createdAt: '2025-01-20T09:40:00Z',
  },
  search: {
    id: 'seeds-search',
    engine: 'aurora-mysql' as const,
    engineVersion: '8.0.mysql_aurora.3.08.0',
    classes: ['db.serverless', 'db.serverless'],
    acu: {minAcu: 1, maxAcu: 8},
    storageType: 'aurora',
    createdAt: '2025-01-20T09:40:00Z',
  },
  ledger: {
    id: 'seeds-ledger',
    engine: 'mysql' as const,
    engineVersion: '8.0.40',
    classes: ['db.r6gd.large', 'db.r6gd.large', 'db.r6gd.large'],
    storageType: 'gp3',
    allocatedGib: 400,
    provisionedIops: 12_000,
    createdAt: '2025-01-20T09:40:00Z',
  },
}

/** The clusters in AWS's shapes, with a proxy before the carts. */
export function clusterLists() {
  const all = Object.values(specs)
  const proxy = dbProxy({name: 'seeds-proxy', cluster: specs.carts.id, maxConnectionsPercent: 60})
  return {
    dbClusters: all.map((spec) => asWire(dbCluster(spec))),
    dbInstances: all.flatMap((spec) => clusterInstances(spec)).map(asWire),
    dbProxies: [asWire(proxy.proxy)],
    dbProxyTargets: proxy.targets.map(asWire),
    dbProxyTargetGroups: [asWire(proxy.group)],
  }
}

export type ShopTruth = {
  carts: {writer: RoleTruth; reader: RoleTruth; ioPerS: Truth; storageGib: number}
  search: {writer: RoleTruth; reader: RoleTruth; ioPerS: Truth; storageGib: number}
  ledger: {writer: RoleTruth & {iops: Truth}; reader: RoleTruth & {iops: Truth}}
}

/** A copy of the quiet shop with three clusters whose load is a known function of its requests. */
export async function writeClusterShop(folder: string, truth: ShopTruth): Promise<void> {
  cpSync(exampleFolder('quiet-tuesday'), folder, {recursive: true})
  const estatePath = join(folder, 'estate.json')
  const estate = JSON.parse(readFileSync(estatePath, 'utf8')) as SnapshotFile
  const lists = clusterLists()
  const dbInstances = [...(estate.dbInstances ?? []), ...lists.dbInstances]
  writeFileSync(estatePath, JSON.stringify({...estate, ...lists, dbInstances}))
  const metricsPath = join(folder, 'metrics.json.gz')
  const metrics = await readDocument({path: metricsPath, schema: metricsSchema})
  const requests = metrics.series
    .find(({metricName, dimensions}) => metricName === 'RequestCount' && Object.keys(dimensions).length === 1)
    ?.windows.find(({periodS}) => periodS === 300)
  if (requests === undefined) throw new Error('the example has requests at the load balancer')
  const series = [
    ...auroraSeries(requests, specs.carts.id, truth.carts),
    ...auroraSeries(requests, specs.search.id, truth.search),
    ...ledgerSeries(requests, truth.ledger),
  ]
  writeFileSync(metricsPath, gzipSync(JSON.stringify({...metrics, series: [...metrics.series, ...series]})))
}

const gib = 2 ** 30
const lineAt = ({intercept, slope}: Truth, rps: number) => Math.max(0, intercept + slope * rps)

function drawn(
  requests: Window,
  metric: {metricName: string; stat: string; dimensions: Record<string, string>},
  valueAt: (rps: number) => number,
): MetricSeries {
  const values = requests.values.map((count, i) => {
    if (count === null) return null
    // One interval in twenty is wild: a robust fit must not follow it.
    const wild = i % 20 === 7 ? 1.4 : 1
    return Number((valueAt(count / 300) * wild).toPrecision(8))
  })
  return {namespace: 'AWS/RDS', ...metric, windows: [{...requests, values}]}
}

function auroraSeries(requests: Window, id: string, truth: ShopTruth['carts']): MetricSeries[] {
  const role = (Role: string, {cpuPercent, connections, freeGib, acu}: RoleTruth) => {
    const of = (metricName: string, valueAt: (rps: number) => number, stat = 'Average') =>
      drawn(requests, {metricName, stat, dimensions: {DBClusterIdentifier: id, Role}}, valueAt)
    return [
      of('CPUUtilization', (rps) => Math.min(100, lineAt(cpuPercent, rps))),
      of('DatabaseConnections', (rps) => lineAt(connections, rps)),
      of('FreeableMemory', (rps) => lineAt(freeGib, rps) * gib),
      ...(acu === undefined ? [] : [of('ServerlessDatabaseCapacity', (rps) => lineAt(acu, rps))]),
    ]
  }
  const volume = (metricName: string, valueAt: (rps: number) => number, stat: string) =>
    drawn(requests, {metricName, stat, dimensions: {DBClusterIdentifier: id}}, valueAt)
  return [
    ...role('WRITER', truth.writer),
    ...role('READER', truth.reader),
    volume('VolumeReadIOPs', (rps) => lineAt(truth.ioPerS, rps) * 300 * 0.75, 'Sum'),
    volume('VolumeWriteIOPs', (rps) => lineAt(truth.ioPerS, rps) * 300 * 0.25, 'Sum'),
    volume('VolumeBytesUsed', () => truth.storageGib * gib, 'Average'),
  ]
}

function ledgerSeries(requests: Window, truth: ShopTruth['ledger']): MetricSeries[] {
  return specs.ledger.classes.flatMap((_, i) => {
    const {cpuPercent, connections, freeGib, iops} = i === 0 ? truth.writer : truth.reader
    const of = (metricName: string, valueAt: (rps: number) => number) =>
      drawn(
        requests,
        {metricName, stat: 'Average', dimensions: {DBInstanceIdentifier: `${specs.ledger.id}-${i + 1}`}},
        valueAt,
      )
    return [
      of('CPUUtilization', (rps) => Math.min(100, lineAt(cpuPercent, rps))),
      of('DatabaseConnections', (rps) => lineAt(connections, rps)),
      of('FreeableMemory', (rps) => lineAt(freeGib, rps) * gib),
      of('ReadIOPS', (rps) => lineAt(iops, rps) * 0.75),
      of('WriteIOPS', (rps) => lineAt(iops, rps) * 0.25),
      of('ReadThroughput', (rps) => lineAt(iops, rps) * 0.75 * 16_384),
      of('WriteThroughput', (rps) => lineAt(iops, rps) * 0.25 * 16_384),
      of('ReadLatency', () => 0.001),
      of('WriteLatency', () => 0.001),
      of('DiskQueueDepth', () => 1),
    ]
  })
}
