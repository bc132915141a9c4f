import type {ClusterTierConfig} from '../../documents/config-tier.js'
import {clusterLoad} from '../calibrate/cluster-load.js'
import {standbyLoad} from '../calibrate/standby-load.js'
import {auroraMetrics, standbyMetrics} from '../inventory/cluster-metrics.js'
import {findCluster} from '../inventory/find-resource.js'
import {inventoryFor} from '../inventory/place.js'
import {assessAurora} from '../tiers/aurora-cluster.js'
import {clusterShape} from '../tiers/cluster-shape.js'
import {assessStandby, standbyHardware} from '../tiers/standby-cluster.js'
import type {UnitUse} from '../tiers/tier-finding.js'
import {poolDemand} from './pool-demand.js'
import {proxiesBefore} from './proxies-before.js'
import {type Evidence, type Found, unmodelled} from './tier-evidence.js'

type Asked = {evidence: Evidence; tier: string; config: ClusterTierConfig; uses: readonly UnitUse[]}

/** Assesses an Aurora cluster of the config by what it was measured to take of each request at the load balancer. */
export function assessAuroraTier({evidence, tier, config, uses}: Asked): Found {
  const {inventory, metrics, originRequests, pastPeak, setting} = evidence
  const named = {tierName: tier, tier: config, inventory}
  const cluster = findCluster(named)
  if (originRequests === null) {
    return unmodelled(tier, 'no load balancer is named, so its load cannot be set against requests: add loadBalancer')
  }
  const shape = clusterShape({cluster, maxConnections: config.maxConnections, setting})
  if ('missing' in shape) return unmodelled(tier, shape.missing)
  const load = evidence.fitOnce(`load of ${tier}`, () =>
    clusterLoad({
      metrics,
      ids: auroraMetrics(named),
      originRequests,
      memoryGib: {writer: shape.writer.memoryGib, reader: shape.reader.memoryGib},
      acuRange: cluster.serverless,
      readerCount: shape.readerCount,
      pastPeak,
    }),
  )
  if (load.writer.cpuRatio === null && load.writer.acu === null) {
    return unmodelled(tier, `neither CPU nor capacity of the writer of ${cluster.id} was measured over half a day`)
  }
  const found = assessAurora({
    tier,
    cluster,
    load,
    pools: poolDemand({config: evidence.config, inventory, database: tier, uses, setting}),
    proxies: proxiesBefore(inventoryFor(named), 'cluster', cluster.id),
    maxConnections: config.maxConnections,
    setting,
  })
  return 'missing' in found ? unmodelled(tier, found.missing) : found
}

/** Assesses a Multi-AZ DB cluster of the config, each of its instances by its own metrics. */
export function assessStandbyTier({evidence, tier, config, uses}: Asked): Found {
  const {inventory, metrics, originRequests, setting} = evidence
  const named = {tierName: tier, tier: config, inventory}
  const cluster = findCluster(named)
  if (originRequests === null) {
    return unmodelled(tier, 'no load balancer is named, so its load cannot be set against requests: add loadBalancer')
  }
  const hardware = standbyHardware(cluster, setting)
  if ('missing' in hardware) return unmodelled(tier, hardware.missing)
  const {memoryGib} = hardware.today
  const load = evidence.fitOnce(`load of ${tier}`, () =>
    standbyLoad({metrics, ids: standbyMetrics(named), originRequests, memoryGib}),
  )
  if (load.writer.cpuRatio === null && load.writer.iops === null) {
    return unmodelled(tier, `neither CPU nor IOPS of the writer of ${cluster.id} was measured over half a day`)
  }
  const found = assessStandby({
    tier,
    cluster,
    load,
    pools: poolDemand({config: evidence.config, inventory, database: tier, uses, setting}),
    proxies: proxiesBefore(inventoryFor(named), 'cluster', cluster.id),
    maxConnections: config.maxConnections,
    setting,
  })
  return 'missing' in found ? unmodelled(tier, found.missing) : found
}
