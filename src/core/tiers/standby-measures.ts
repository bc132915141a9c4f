import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database, DatabaseCluster, DatabaseProxy} from '../../documents/inventory.js'
import {type DatabaseState, unknownState} from '../calibrate/database-state.js'
import {busierLoad, type StandbyLoad, togetherLoad} from '../calibrate/standby-load.js'
import type {DatabaseShape, Measure, NamedMeasure} from './measure.js'
import type {PoolDemand} from './rds-connections.js'
import {measuresOf} from './rds-measures.js'
import type {Setting} from './tier-finding.js'

export type StandbyAsked = {
  /** The cluster in the terms of one of its instances: see `asInstance`. */
  database: Database
  /** The class that the load was measured on. */
  today: RdsClass
  load: StandbyLoad
  pools: PoolDemand
  proxies: readonly DatabaseProxy[]
  givenMaxCount: number | null
  targetRps: number
  setting: Setting
}

/** What of a reader is held against its limits; memory and queue say no more than the writer's and IOPS do. */
const readerNames: readonly Measure['name'][] = ['CPU', 'connections', 'IOPS', 'throughput']

/** An instance of a Multi-AZ DB cluster: all have the same class and volumes of the same size; null where AWS did not say. */
export function asInstance(cluster: DatabaseCluster): Database | null {
  const writer = cluster.members.find(({isWriter}) => isWriter) ?? cluster.members[0]
  const className = writer?.class ?? null
  if (className === null || cluster.allocatedGib === null) return null
  return {
    id: cluster.id,
    class: className,
    engine: cluster.engine,
    engineVersion: cluster.engineVersion,
    status: cluster.status,
    isMultiAz: false,
    storageType: cluster.storageType,
    allocatedGib: cluster.allocatedGib,
    provisionedIops: cluster.provisionedIops,
    provisionedMibPerS: cluster.provisionedMibPerS,
    replicaOf: null,
    replicas: [],
    pendingChanges: [],
    maintenanceWindow: cluster.maintenanceWindow,
    backupWindow: cluster.backupWindow,
  }
}

/** The writer of this shape: all that an RDS instance is held against. */
export function writerMeasures({load, ...asked}: StandbyAsked, shape: DatabaseShape): Measure[] {
  return measuresOf({...asked, measured: asked.today, load: load.writer, state: load.state, workingSet: null, shape})
}

/** The busier of the readers, measure by measure. */
export function readerMeasures(asked: StandbyAsked, shape: DatabaseShape): NamedMeasure[] {
  const load = busierLoad(asked.load.readers, asked.targetRps)
  return named('reader', ofReader({...asked, shape, load, state: unknownState}))
}

/**
 * The one instance that reads are left with when zones are lost: a standby where one zone is, since the other, or the
 * place of a lost writer, is taken; with two lost the writer itself, which then carries all. Burst credits count as if
 * nothing of them was measured.
 */
export function lastMeasures(asked: StandbyAsked, shape: DatabaseShape): NamedMeasure[] {
  const {readers, writer} = asked.load
  const isAlone = asked.setting.azLoss.zoneCount > 1
  const load = togetherLoad(isAlone ? [writer, ...readers] : readers)
  return named(
    isAlone ? 'the last instance’s' : 'the last reader’s',
    ofReader({...asked, shape, load, state: unknownState}),
  )
}

function ofReader({
  load,
  ...asked
}: Omit<StandbyAsked, 'load' | 'pools' | 'proxies'> & {
  load: Parameters<typeof measuresOf>[0]['load']
  state: DatabaseState
  shape: DatabaseShape
}): Measure[] {
  const noPools = {pools: {connectionCount: 0, because: ''}, proxies: [], workingSet: null}
  return measuresOf({...asked, ...noPools, measured: asked.today, load}).filter(({name}) => readerNames.includes(name))
}

function named(whose: string, measures: readonly Measure[]): NamedMeasure[] {
  return measures.map((measure) => ({...measure, name: `${whose} ${measure.name}`}))
}
