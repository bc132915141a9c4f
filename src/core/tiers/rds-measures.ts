import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {DatabaseLoad} from '../calibrate/database-load.js'
import {type LoadLine, valueAt} from '../calibrate/load-line.js'
import {figure, percent, span} from '../figure.js'
import {gp2BurstS} from '../laws/gp2-burst.js'
import {waitingLine} from '../laws/waiting-line.js'
import type {Setting} from './tier-finding.js'

/** A hardware and storage that the database could have. */
export type DatabaseShape = {class: RdsClass; iops: number; mibPerS: number}

/** One thing that can run out, as a share of its limit at a rate of requests at the load balancer. */
export type Measure = {
  name: 'CPU' | 'memory' | 'connections' | 'IOPS' | 'throughput' | 'disk queue'
  /** What the limit comes from: a class change helps the one, a storage change the other. */
  limitedBy: 'class' | 'volume' | 'either'
  limitText: string
  shareOf: (originRps: number) => number
  derivation: string[]
}

/** A queue without bound is shown as ten times its limit: more says nothing more. */
const mostShareRatio = 10

/** Connections that the callers hold open after the plan: units x pool, whatever the load. */
export type PoolDemand = {connectionCount: number; because: string}

/**
 * What a database of this shape has and what the load takes of it.
 *
 * CPU is spread over vCPUs as if one were worth the same in every class: families differ, and a new generation is
 * usually better. Memory says only that what is used now still fits. IOPS are the smaller of volume and class
 * baseline, since bursts last half an hour. The queue is that of one M/M/1 server at the volume's rate.
 */
export function measuresOf({
  database,
  shape,
  today,
  load,
  pools,
  setting,
}: {
  database: Database
  shape: DatabaseShape
  /** The class that the load was measured on. */
  today: RdsClass
  load: DatabaseLoad
  pools: PoolDemand
  setting: Setting
}): Measure[] {
  const measures: Measure[] = []
  const {judgement} = setting
  if (load.cpuRatio) {
    const limit = judgement('databaseCpuLimitRatio')
    const scale = today.vcpuCount / shape.class.vcpuCount
    measures.push(
      measureOf({
        name: 'CPU',
        limitedBy: 'class',
        line: load.cpuRatio,
        scale: scale / limit,
        limitText: `${figure(shape.class.vcpuCount)} vCPU at ${percent(limit)}`,
        format: (value) => percent(value, 2),
        note:
          scale === 1
            ? []
            : [`× ${figure(today.vcpuCount)} ÷ ${figure(shape.class.vcpuCount)} vCPU, taken as equally fast`],
      }),
    )
  }
  if (load.usedMemoryGib) measures.push(memoryMeasure({shape, today, line: load.usedMemoryGib, setting}))
  measures.push(...connectionMeasure({database, shape, line: load.connectionCount, pools, setting}))
  if (load.iops) measures.push(...diskMeasures({database, shape, load, line: load.iops, setting}))
  if (load.mibPerS) {
    const limit = Math.min(shape.mibPerS, shape.class.ebsBaselineMibPerS)
    measures.push(
      measureOf({
        name: 'throughput',
        limitedBy: shape.mibPerS <= shape.class.ebsBaselineMibPerS ? 'volume' : 'class',
        line: load.mibPerS,
        scale: 1 / (limit * judgement('throughputLimitRatio')),
        limitText: `${figure(limit)} MiB/s at ${percent(judgement('throughputLimitRatio'))}`,
        format: (value) => `${figure(value)} MiB/s`,
        note: [`${percent(judgement('throughputLimitRatio'))} of it is planned for`],
      }),
    )
  }
  return measures
}

function measureOf({
  name,
  limitedBy,
  line,
  scale,
  limitText,
  format,
  note,
}: Pick<Measure, 'name' | 'limitedBy' | 'limitText'> & {
  line: LoadLine
  scale: number
  format: (value: number) => string
  note: string[]
}): Measure {
  return {
    name,
    limitedBy,
    limitText,
    shareOf: (rps) => Math.max(0, valueAt(line, rps)) * scale,
    derivation: [
      `${name} = ${format(line.intercept)} + ${format(line.slope * 100)} per 100 req/s (${line.origin})`,
      ...note,
    ],
  }
}

function memoryMeasure({
  shape,
  today,
  line,
  setting,
}: {
  shape: DatabaseShape
  today: RdsClass
  line: LoadLine
  setting: Setting
}): Measure {
  const limit = setting.judgement('databaseMemoryLimitRatio')
  // The engine sizes its caches by the class, so what is used grows with what there is.
  const scale = shape.class.memoryGib / today.memoryGib
  return measureOf({
    name: 'memory',
    limitedBy: 'class',
    line,
    scale: (scale > 1 ? scale : 1) / (shape.class.memoryGib * limit),
    limitText: `${figure(shape.class.memoryGib)} GiB at ${percent(limit)}`,
    format: (value) => `${figure(value)} GiB`,
    note: [],
  })
}

function connectionMeasure({
  database,
  shape,
  line,
  pools,
  setting,
}: {
  database: Database
  shape: DatabaseShape
  line: LoadLine | null
  pools: PoolDemand
  setting: Setting
}): Measure[] {
  if (line === null && pools.connectionCount === 0) return []
  const engine = database.engine === 'postgres' || database.engine === 'mariadb' ? database.engine : 'mysql'
  const reserve = setting.judgement('mysqlMemoryReserveRatio')
  const most = Math.floor(shape.class.maxConnectionCount[engine] * (1 - reserve))
  const planned = setting.judgement('connectionLimitRatio')
  setting.cite(`rdsConnections.${engine}Bytes`)
  return [
    {
      name: 'connections',
      limitedBy: 'class',
      limitText: `${figure(most)} at ${percent(planned)}`,
      shareOf: (rps) => Math.max(pools.connectionCount, line === null ? 0 : valueAt(line, rps)) / (most * planned),
      derivation: [
        ...(line === null
          ? []
          : [`connections = ${figure(line.intercept)} + ${figure(line.slope * 100)} per 100 req/s (${line.origin})`]),
        ...(pools.connectionCount > 0
          ? [`pools after the plan: ${pools.because} = ${figure(pools.connectionCount)}; the larger counts`]
          : []),
        `max_connections about ${figure(most)}: the engine's default for the class less ${percent(reserve)} held back; a parameter group may say otherwise`,
      ],
    },
  ]
}

function diskMeasures({
  database,
  shape,
  load,
  line,
  setting,
}: {
  database: Database
  shape: DatabaseShape
  load: DatabaseLoad
  line: LoadLine
  setting: Setting
}): Measure[] {
  const limit = Math.min(shape.iops, shape.class.ebsBaselineIops)
  const limitedBy = shape.iops <= shape.class.ebsBaselineIops ? ('volume' as const) : ('class' as const)
  const share = setting.judgement('iopsLimitRatio')
  const allowed = (limit / 1000) * setting.judgement('diskQueuePerThousandIopsCount')
  const seen = [
    ...(load.queueCount === null ? [] : [`measured in the busiest tenth: ${figure(load.queueCount)} waiting`]),
    ...(load.ioTimeS === null ? [] : [`${figure(load.ioTimeS * 1000)} ms an I/O`]),
  ]
  return [
    measureOf({
      name: 'IOPS',
      limitedBy,
      line,
      scale: 1 / (limit * share),
      limitText: `${figure(limit)} at ${percent(share)}`,
      format: figure,
      note: [
        `${figure(limit)} = the smaller of volume ${figure(shape.iops)} and ${shape.class.name} baseline ${figure(shape.class.ebsBaselineIops)}`,
        ...burstNote(database, shape, setting),
      ],
    }),
    {
      name: 'disk queue',
      limitedBy,
      limitText: `${figure(allowed)} waiting`,
      shareOf: (rps) =>
        Math.min(
          mostShareRatio,
          waitingLine({utilizationRatio: Math.max(0, valueAt(line, rps)) / limit, serverCount: 1}) / allowed,
        ),
      derivation: [`waiting = ρ²/(1 − ρ) at ρ = IOPS ÷ ${figure(limit)} (M/M/1)`, `allowed: 1 per 1,000 IOPS`, ...seen],
    },
  ]
}

/** A gp2 volume bursts above what its size earns; that is said, and not counted on for a window of a day. */
function burstNote(database: Database, shape: DatabaseShape, setting: Setting): string[] {
  if (database.storageType !== 'gp2') return []
  const rules = setting.catalog.rdsStorage
  const volumeCount = database.allocatedGib >= rules.stripedFromGib.value ? rules.stripeCount.value : 1
  const demandIops = volumeCount * rules.gp2VolumeBurstIops.value
  const creditCount = volumeCount * rules.gp2VolumeCreditCount.value
  const burstS = gp2BurstS({creditCount, demandIops, baselineIops: shape.iops})
  setting.cite('rdsStorage.gp2VolumeCreditCount')
  return burstS === null
    ? []
    : [`gp2 holds ${figure(demandIops)} IOPS for ${span(burstS)} from a full bucket, which is not counted on`]
}
