import {catalog} from '../../../src/catalog/catalog.js'
import type {RdsClass} from '../../../src/catalog/rds-classes.js'
import type {DatabaseLoad} from '../../../src/core/calibrate/database-load.js'
import type {DatabaseState} from '../../../src/core/calibrate/database-state.js'
import type {LoadLine} from '../../../src/core/calibrate/load-line.js'
import {type AssessedDatabase, assessRds} from '../../../src/core/tiers/rds-instance.js'
import type {TierFinding} from '../../../src/core/tiers/tier-finding.js'
import type {Database} from '../../../src/documents/inventory.js'
import type {Limit} from '../../../src/documents/plan.js'
import {makeSetting} from './make-setting.js'

/** A PostgreSQL database with gp3 of 1,000 GiB and little to do. */
export const madeDatabase: Database = {
  id: 'db',
  class: 'db.m6g.4xlarge',
  engine: 'postgres',
  engineVersion: '16',
  status: 'available',
  isMultiAz: true,
  storageType: 'gp3',
  allocatedGib: 1000,
  provisionedIops: 12_000,
  provisionedMibPerS: 500,
  replicaOf: null,
  replicas: [],
  pendingChanges: [],
  maintenanceWindow: null,
  backupWindow: null,
}

export const madeLine = (slope: number, intercept = 0, over: Partial<LoadLine> = {}): LoadLine => ({
  slope,
  intercept,
  sampleCount: 500,
  seenRps: 500,
  seenValue: 1,
  origin: 'a line',
  ...over,
})

export const madeLoad: DatabaseLoad = {
  cpuRatio: madeLine(0.0002),
  iops: madeLine(0.3),
  mibPerS: madeLine(0.004),
  connectionCount: madeLine(0.02),
  usedMemoryGib: madeLine(0, 4),
  ioTimeS: 0.001,
  queueCount: 1,
}

export const quietState: DatabaseState = {
  balances: {ebsIoRatio: null, ebsByteRatio: null, gp2Ratio: null},
  reads: null,
  storage: null,
}

export const assessed = (over: Partial<AssessedDatabase> & {at?: Partial<Database>} = {}): TierFinding => {
  const {at = {}, database = madeDatabase, ...rest} = over
  return assessRds({
    tier: 'db',
    database: {...database, ...at},
    load: madeLoad,
    pools: {connectionCount: 0, because: ''},
    setting: makeSetting(),
    ...rest,
  })
}

export function limitOf(found: TierFinding, measure: string): Limit {
  const limit = found.limits.find((candidate) => candidate.measure === measure)
  if (limit === undefined) throw new Error(`no limit of ${measure}`)
  return limit
}

export function classNamed(name: string): RdsClass {
  const found = catalog.rdsClass(name)
  if (found === undefined) throw new Error(`no class ${name}`)
  return found
}
