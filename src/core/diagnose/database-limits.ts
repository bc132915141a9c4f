import type {Catalog} from '../../catalog/catalog.js'
import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import {storageLimits} from '../tiers/rds-storage-rules.js'

/** What a database can do at most. Null where the catalogue does not know it. */
export type DatabaseLimits = {
  class: RdsClass | null
  volumeIops: number | null
  volumeMibPerS: number | null
  /** What a gp2 volume reaches while it has credits; null for the others. */
  burstIops: number | null
  connectionCount: number | null
}

/**
 * The limits of a database as it is set up. `connectionCount` is what the snapshot says of max_connections; where it
 * says nothing, the engine's default for the class less what is held back of its memory (`reserveRatio`).
 */
export function databaseLimits({
  database,
  catalog,
  reserveRatio,
}: {
  database: Database
  catalog: Catalog
  reserveRatio: number
}): DatabaseLimits {
  const {engine, storageType, allocatedGib, provisionedIops, provisionedMibPerS} = database
  const hardware = catalog.rdsClass(database.class) ?? null
  const volume = storageLimits({engine, storageType, allocatedGib, provisionedIops, provisionedMibPerS, catalog})
  return {
    class: hardware,
    volumeIops: volume?.iops ?? null,
    volumeMibPerS: volume?.mibPerS ?? null,
    burstIops: volume === null ? null : burstIops(database, volume.iops, catalog),
    connectionCount: hardware === null ? null : connections(hardware, engine, reserveRatio),
  }
}

function burstIops({storageType, allocatedGib}: Database, baselineIops: number, {rdsStorage}: Catalog): number | null {
  if (storageType !== 'gp2') return null
  const volumeCount = allocatedGib >= rdsStorage.stripedFromGib.value ? rdsStorage.stripeCount.value : 1
  const reached = volumeCount * rdsStorage.gp2VolumeBurstIops.value
  const doesBurst = allocatedGib < volumeCount * rdsStorage.gp2VolumeBurstBelowGib.value
  return doesBurst && reached > baselineIops ? reached : null
}

function connections({maxConnectionCount}: RdsClass, engine: string, reserveRatio: number): number | null {
  if (engine !== 'mysql' && engine !== 'mariadb' && engine !== 'postgres') return null
  return Math.floor(maxConnectionCount[engine] * (1 - reserveRatio))
}
