import type {QuantileRps} from '../../documents/units.js'
import {type ClusterAsked, clusterMeasures} from './cluster-measures.js'
import type {ClusterNode, ClusterShape} from './cluster-shape.js'
import {type ReaderNeed, readersNeeded} from './reader-count.js'
import {at, designRps, type Setting} from './tier-finding.js'

/** The most that any measure of a role is filled, in shares of its limit, at a rate at the load balancer. */
export function fullest(asked: ClusterAsked & {shape: ClusterShape}, role: 'writer' | 'reader', rps: number): number {
  const shares = clusterMeasures(asked).flatMap((measure) => (measure.role === role ? [measure.shareOf(rps)] : []))
  return Math.max(0, ...shares)
}

/** What adds up where one instance serves reads and writes; caches are shared. */
const additive = ['CPU', 'ACU', 'connections']

/**
 * The most that any limit of a single instance is filled that serves all reads and writes: with no reader left the
 * reader endpoint leads to the writer.
 */
export function fullestAlone(asked: ClusterAsked & {shape: ClusterShape}, rps: number): number {
  const measures = clusterMeasures({...asked, shape: {...asked.shape, readerCount: 1}})
  const shareOf = (name: string) => measures.find((measure) => measure.name === name)?.shareOf(rps) ?? 0
  return Math.max(...additive.map((name) => shareOf(name) + shareOf(`reader ${name}`)))
}

/** Rates at the load balancer that a cluster is sized for: the peak, and what must hold with a zone lost. */
export type SizingRates = {peakRps: number; lostRps: number}

export function sizingRates(origin: QuantileRps, setting: Setting): SizingRates {
  return {peakRps: designRps(origin, setting), lostRps: at(origin, setting.azLoss.quantile)}
}

/**
 * Readers of this kind that the reads need, at least those that are there; none where the cluster has none and reads
 * go to the writer. A share of one reader that is 2.3 needs three. Where one instance carries reads and writes alone, none
 * has to be left when a zone is lost.
 */
export function readerDemand({
  asked,
  writer,
  reader,
  presentCount,
  zoneCount,
  rates,
}: {
  asked: ClusterAsked
  writer: ClusterNode
  reader: ClusterNode
  presentCount: number
  zoneCount: number
  rates: SizingRates
}): ReaderNeed {
  if (presentCount === 0) return {readerCount: 0, because: []}
  const alone = {...asked, shape: {writer, reader, readerCount: 1}}
  const countAt = (rps: number) => Math.ceil(fullest(alone, 'reader', rps) - 1e-9)
  return readersNeeded({
    neededCount: countAt(rates.peakRps),
    neededLostCount: fullestAlone(alone, rates.lostRps) <= 1 ? 0 : countAt(rates.lostRps),
    zonesLost: asked.setting.azLoss.zoneCount,
    zoneCount,
    presentCount,
  })
}
