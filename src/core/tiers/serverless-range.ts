import type {AcuRange, DatabaseCluster} from '../../documents/inventory.js'
import {valueAt} from '../calibrate/load-line.js'
import {figure, percent} from '../figure.js'
import {type ClusterAsked, clusterMeasures} from './cluster-measures.js'
import {acuNode, type ClusterNode, type ClusterShape} from './cluster-shape.js'
import {readersLeft} from './reader-count.js'
import {fullest, fullestAlone, readerDemand, type SizingRates} from './reader-demand.js'

export type RangeChoice = {
  shape: ClusterShape
  because: string[]
  /** False when the largest range is not enough with as many readers as Aurora takes. */
  isEnough: boolean
}

/**
 * The range of ACU, and the readers, with which the Serverless v2 instances of a cluster stay within every limit.
 *
 * The maximum is raised to what the peak needs of the fullest instance, in steps of half an ACU, before readers are
 * added: what is not used costs nothing. Connections hang on the maximum too. The minimum is raised for the window to a
 * share of what the median peak needs, since capacity grows faster the more there is; neither is ever lowered. What is
 * provisioned in the cluster stays as it is in `shape`.
 */
export function chooseRange({
  cluster,
  shape,
  maxConnections,
  rates,
  p50Rps,
  asked,
}: {
  cluster: DatabaseCluster
  shape: ClusterShape
  maxConnections: number | undefined
  rates: SizingRates
  /** The median peak at the load balancer. */
  p50Rps: number
  asked: ClusterAsked
}): RangeChoice {
  const {setting} = asked
  const {maxAcu: largest, acuStep, cappedMinAcu} = setting.catalog.auroraCapacity
  const now = cluster.serverless
  if (now === null) return {shape, because: [], isEnough: true}
  const zoneCount = Math.max(1, cluster.zones.length)
  const stepped = (acu: number) => Math.ceil(acu / acuStep.value - 1e-9) * acuStep.value
  const node = (acu: AcuRange) => acuNode({cluster, maxConnections, setting, acu})
  const withRange = (acu: AcuRange, readerCount: number): ClusterShape => ({
    writer: shape.writer.acu === null ? shape.writer : node(acu),
    reader: shape.reader.acu === null ? shape.reader : node(acu),
    readerCount,
  })
  const filled = fillOf({asked, shape, rates, zoneCount})
  const wantedMax = Math.max(now.maxAcu, filled <= 1 ? 0 : stepped(Math.max(1, now.maxAcu) * filled))
  const minAcu = Math.max(now.minAcu, Math.min(largest.value, stepped(headStart({asked, shape, p50Rps}))))
  const tried = [wantedMax, ...connectionSteps].filter((acu) => acu >= wantedMax && acu <= largest.value)
  const isCapped = cluster.engine === 'aurora-postgresql' && minAcu <= cappedMinAcu.value
  const ranges = tried.flatMap((maxAcu): AcuRange[] => [
    {minAcu: Math.min(minAcu, maxAcu), maxAcu},
    ...(isCapped ? [{minAcu: cappedMinAcu.value + acuStep.value, maxAcu}] : []),
  ])
  const fits = ranges.find((range) => isWithin({asked, shape: withRange(range, shape.readerCount), rates}))
  if (fits !== undefined) {
    return {
      shape: withRange(fits, shape.readerCount),
      because: wordsOf({range: fits, now, filled, asked}),
      isEnough: true,
    }
  }
  const widest = {minAcu: Math.min(minAcu, largest.value), maxAcu: Math.max(now.maxAcu, largest.value)}
  const wide = withRange(widest, shape.readerCount)
  const need = readerDemand({
    asked,
    writer: wide.writer,
    reader: wide.reader,
    presentCount: shape.readerCount,
    zoneCount,
    rates,
  })
  const grown = withRange(widest, need.readerCount)
  const isEnough =
    need.readerCount <= setting.catalog.auroraCapacity.maxReaderCount.value && isWithin({asked, shape: grown, rates})
  return {
    shape: isEnough ? grown : shape,
    because: [...wordsOf({range: widest, now, filled, asked}), ...need.because],
    isEnough,
  }
}

/** Maxima at which the default of max_connections grows. */
const connectionSteps = [8, 16, 32, 64, 128, 256]

/** By how much the fullest serverless instance is filled, the readers as many as are left when a zone is lost. */
function fillOf({
  asked,
  shape,
  rates,
  zoneCount,
}: {
  asked: ClusterAsked
  shape: ClusterShape
  rates: SizingRates
  zoneCount: number
}): number {
  const left = readersLeft({readerCount: shape.readerCount, zonesLost: asked.setting.azLoss.zoneCount, zoneCount})
  const shareOf = (role: 'writer' | 'reader', node: ClusterNode, readerCount: number, rps: number) =>
    node.acu === null ? 0 : fullest({...asked, shape: {...shape, readerCount}}, role, rps)
  return Math.max(
    capacityShare({asked, shape, rps: rates.peakRps, role: 'writer'}),
    shape.readerCount === 0 ? 0 : shareOf('reader', shape.reader, shape.readerCount, rates.peakRps),
    left === 0 || shape.reader.acu === null ? 0 : shareOf('reader', shape.reader, left, rates.lostRps),
    left === 0 && shape.readerCount > 0 && shape.reader.acu !== null
      ? fullestAlone({...asked, shape}, rates.lostRps)
      : 0,
  )
}

/** The writer's capacity alone: connections grow with the maximum in steps of their own. */
function capacityShare({
  asked,
  shape,
  rps,
  role,
}: {
  asked: ClusterAsked
  shape: ClusterShape
  rps: number
  role: 'writer' | 'reader'
}): number {
  if (shape.writer.acu === null) return 0
  const shares = clusterMeasures({...asked, shape}).flatMap((measure) =>
    measure.role === role && measure.name !== 'connections' ? [measure.shareOf(rps)] : [],
  )
  return Math.max(0, ...shares)
}

function isWithin({asked, shape, rates}: {asked: ClusterAsked; shape: ClusterShape; rates: SizingRates}): boolean {
  return clusterMeasures({...asked, shape}).every(({shareOf}) => shareOf(rates.peakRps) <= 1 + 1e-9)
}

/** ACU of one instance that the median peak needs, times the head start; 0 where nothing serverless was measured. */
function headStart({asked, shape, p50Rps}: {asked: ClusterAsked; shape: ClusterShape; p50Rps: number}): number {
  const {load, setting} = asked
  const writer = shape.writer.acu === null ? null : load.writer.acu
  const reader = shape.reader.acu === null || shape.readerCount === 0 ? null : (load.reader?.acu ?? null)
  const needs = [
    writer === null ? 0 : valueAt(writer, p50Rps),
    reader === null ? 0 : valueAt(reader, p50Rps) / shape.readerCount,
  ]
  return Math.max(0, ...needs) * setting.judgement('acuHeadStartRatio')
}

function wordsOf({
  range,
  now,
  filled,
  asked,
}: {
  range: AcuRange
  now: AcuRange
  filled: number
  asked: ClusterAsked
}): string[] {
  return [
    ...(range.maxAcu > now.maxAcu
      ? [`the fullest instance needs ${percent(filled)} of what ${figure(now.maxAcu)} ACU are planned for`]
      : []),
    ...(range.minAcu > now.minAcu
      ? [
          `a minimum of ${figure(range.minAcu)} ACU is ${percent(asked.setting.judgement('acuHeadStartRatio'))} of what the median peak needs: Aurora grows faster the more it has`,
        ]
      : []),
  ]
}
