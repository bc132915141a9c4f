import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {Blocker, Change, Rejection} from '../../documents/plan.js'
import type {ReadGrowth} from '../calibrate/database-state.js'
import {classPrice} from '../catalog/class-price.js'
import {counted, dollars, figure, percent} from '../figure.js'
import {isoOf} from '../series/zone.js'
import type {Measure} from './measure.js'
import type {Setting} from './tier-finding.js'

/** RDS replicas of one primary, by default (quota L-5BC124EF). */
const mostReplicaCount = 15
/** A database change wants a day to be undone in before the window opens. */
const graceS = 86_400

/** More replicas that would carry the peak if the shop spread its reads over them. */
export type ReplicaOption = {
  moreCount: number
  text: string
  because: string
  windowUsd: number | null
  monthUsd: number | null
}

/**
 * How many further read replicas of its own class would bring a database within its limits at the peak; null where none
 * is needed, where more than RDS allows would be, or where what writes alone take is too much: every replica carries all
 * writes.
 *
 * Reads are taken to be spread evenly over the instances that serve them: the replicas of a replica's primary, or a
 * primary with its new ones. Which part of the I/O is reads was measured; all CPU is taken to be for reads, which is the
 * kinder reading. Connections and memory are left alone.
 */
export function replicaOption({
  database,
  databases,
  hardware,
  measures,
  reads,
  targetRps,
  setting,
}: {
  database: Database
  databases: readonly Database[]
  hardware: RdsClass
  measures: readonly Measure[]
  reads: ReadGrowth | null
  targetRps: number
  setting: Setting
}): ReplicaOption | null {
  const short = measures.filter(({name, shareOf}) => carried.includes(name) && shareOf(targetRps) > 1)
  if (short.length === 0) return null
  const servingCount = servingOf(database, databases)
  const needs = short.map((measure) => {
    const readRatio = measure.name === 'CPU' ? 1 : readRatioOf(reads)
    return moreNeeded({shareRatio: measure.shareOf(targetRps), readRatio, servingCount})
  })
  const moreCount = Math.max(...needs)
  if (!(moreCount <= mostReplicaCount - database.replicas.length)) return null
  const worst = Math.max(...short.map(({shareOf}) => shareOf(targetRps)))
  return {
    moreCount,
    text: `${counted(moreCount, 'more read replica')} (${hardware.name})`,
    because:
      `only for reads that may be seconds old, and only if the shop sends ${percent(1 - 1 / worst)} of this load there: ` +
      `its code has to open a second connection for them${servingCount > 1 ? ` and spread them over ${figure(servingCount + moreCount)} replicas` : ''}`,
    ...costOf({database, hardware, moreCount, setting}),
  }
}

const carried: readonly Measure['name'][] = ['CPU', 'IOPS', 'throughput', 'disk queue']

function servingOf(database: Database, databases: readonly Database[]): number {
  const primary = databases.find(({id}) => id === database.replicaOf)
  return primary === undefined ? 1 : Math.max(1, primary.replicas.length)
}

/** Part of the I/O that is reads; half of it where it was not measured. */
function readRatioOf(reads: ReadGrowth | null): number {
  return reads === null ? 0.5 : reads.readIopsAtTo / (reads.readIopsAtTo + reads.writeIopsAtTo)
}

function moreNeeded({
  shareRatio,
  readRatio,
  servingCount,
}: {
  shareRatio: number
  readRatio: number
  servingCount: number
}): number {
  const room = 1 - shareRatio * (1 - readRatio)
  if (room <= 0) return Number.POSITIVE_INFINITY
  return Math.max(1, Math.ceil((shareRatio * readRatio * servingCount) / room - servingCount - 1e-9))
}

function costOf({
  database,
  hardware,
  moreCount,
  setting,
}: {
  database: Database
  hardware: RdsClass
  moreCount: number
  setting: Setting
}): Pick<ReplicaOption, 'windowUsd' | 'monthUsd'> {
  const {catalog, region} = setting
  const single = classPrice({candidate: hardware, database: {...database, isMultiAz: false}, catalog, region})
  const gib = catalog.price(`prices.${database.storageType}GibUsdPerMonth`, region)
  if (single === null || gib === undefined) return {windowUsd: null, monthUsd: null}
  setting.cite(single.key, region)
  const {value: hoursPerMonth} = catalog.prices.hoursPerMonth
  const monthUsd = moreCount * (single.usdPerHour * hoursPerMonth + database.allocatedGib * gib.value)
  return {windowUsd: (monthUsd * setting.windowHours) / hoursPerMonth, monthUsd}
}

/** The replicas as the loser to a larger class, which needs no change in the shop. */
export function replicaRejection(option: ReplicaOption): Rejection {
  const price = option.windowUsd === null ? '' : `; ${dollars(option.windowUsd)} in the window, provisioned IOPS apart`
  return {candidate: option.text, because: `${option.because}${price}`}
}

/** The replicas as a change for a person and the shop's developers, where no class carries the peak. */
export function replicaChange({
  tier,
  database,
  option,
  setting,
}: {
  tier: string
  database: Database
  option: ReplicaOption
  setting: Setting
}): Change {
  const leadTimeS = setting.judgement('replicaLeadTimeS')
  const existing = database.replicas.length
  return {
    id: `${tier}-replica`,
    tier,
    resource: database.replicaOf ?? database.id,
    setting: 'read replicas',
    from: figure(existing),
    to: figure(existing + option.moreCount),
    because: `No class on offer carries the ${setting.target.toUpperCase()} peak; ${option.text} would: ${option.because}.`,
    evidence: ['nothing in this plan counts on them: its limits stay as they are until the shop sends reads there'],
    after: null,
    cost: {
      windowUsd: option.windowUsd,
      monthUsd: option.monthUsd,
      ...(option.monthUsd === null ? {} : {endsAt: isoOf(setting.windowEndS)}),
      because:
        option.windowUsd === null || option.monthUsd === null
          ? `the price of ${option.text} in ${setting.region} is not known here`
          : `${option.text} with its storage in one zone: ${dollars(option.windowUsd)} in the window, ${dollars(option.monthUsd)} a month until deleted; provisioned IOPS apart`,
    },
    leadTimeS,
    latestAt: isoOf(setting.windowStartS - leadTimeS - graceS),
    downtime: database.isMultiAz
      ? 'none: the snapshot is taken from the standby'
      : 'a stall of I/O while the snapshot is taken',
    route: 'manual',
    rejected: [],
    patchIds: [],
  }
}

/**
 * What a replica risks: to fall behind when its writes, which are all those of its primary, come near what it can do, and
 * to be smaller than what it stands in for. Empty for a database that is none.
 */
export function replicaBlockers({
  tier,
  database,
  databases,
  hardware,
  limitIops,
  reads,
  targetRps,
  setting,
}: {
  tier: string
  database: Database
  databases: readonly Database[]
  hardware: RdsClass
  /** What volume and class hold for ever. */
  limitIops: number
  reads: ReadGrowth | null
  targetRps: number
  setting: Setting
}): Blocker[] {
  if (database.replicaOf === null) return []
  const primary = databases.find(({id}) => id === database.replicaOf)
  const above = primary === undefined ? undefined : setting.catalog.rdsClass(primary.class)
  const isSmaller =
    above !== undefined && (above.vcpuCount > hardware.vcpuCount || above.memoryGib > hardware.memoryGib)
  const planned = limitIops * setting.judgement('iopsLimitRatio')
  const writes = reads === null || reads.toRps <= 0 ? 0 : reads.writeIopsAtTo * (targetRps / reads.toRps)
  return [
    ...(isSmaller
      ? [
          {
            severity: 'warn' as const,
            code: 'REPLICA_SMALLER',
            message: `${tier}: ${database.id} (${hardware.name}) is smaller than its primary ${database.replicaOf} (${above.name}): it has to keep up with all its writes and cannot stand in for it.`,
            next: `give ${database.id} the class of its primary, or say who promotes what in an emergency`,
          },
        ]
      : []),
    ...(writes > planned
      ? [
          {
            severity: 'warn' as const,
            code: 'REPLICA_LAGS',
            message:
              `${tier}: the writes that ${database.id} has to repeat reach ${figure(writes)} IOPS at ${setting.target.toUpperCase()}, ` +
              `and ${figure(planned)} are planned for: it falls behind, and readers see old data (alarm: ReplicaLag over 60 s).`,
            next: 'give it the storage and class of its primary, or send its reads to the primary while it lags',
          },
        ]
      : []),
  ]
}
