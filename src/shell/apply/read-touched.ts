import type {AwsClients} from '../../aws/clients.js'
import type {DatabaseFact, MaintenanceFact} from '../../core/apply/checks/apply-facts.js'
import type {Known} from '../../core/doctor/facts.js'
import {placesOf} from '../../core/inventory/place.js'
import type {Config} from '../../documents/config.js'
import type {Patch} from '../../documents/patch.js'
import {known} from '../known.js'
import type {Connection} from './connect.js'

/** The databases that patches modify, as AWS describes them, and when their storage was last modified. */
export async function readDatabases(
  connection: Connection,
  patches: readonly Patch[],
): Promise<Record<string, DatabaseFact>> {
  const {readTouchedDatabases, readStorageModifiedAt} = await import('../../aws/read-preflight.js')
  const facts: Record<string, DatabaseFact> = {}
  for (const [clients, own] of await byPlace(connection, patches)) {
    for (const [id, instance] of Object.entries(await readTouchedDatabases(clients, own))) {
      const isCluster = 'DBClusterMembers' in instance
      const storage = await known(() => readStorageModifiedAt(clients, id, isCluster ? 'db-cluster' : 'db-instance'))
      facts[id] =
        'value' in storage
          ? {instance, storageModifiedAt: storage.value}
          : {
              instance,
              storageModifiedAt: null,
              unread: 'skipped' in storage ? storage.skipped : storage.failure.message,
            }
    }
  }
  return facts
}

/** Tags of what patches change, by the patch's `resource`; those of databases are in what was read of them. */
export async function readTags(
  connection: Connection,
  patches: readonly Patch[],
  databases: Known<Readonly<Record<string, DatabaseFact>>>,
) {
  const {readTouchedTags} = await import('../../aws/read-preflight.js')
  const instances = 'value' in databases ? databases.value : {}
  const described = Object.fromEntries(Object.entries(instances).map(([id, {instance}]) => [id, instance]))
  const tags: Awaited<ReturnType<typeof readTouchedTags>> = {}
  for (const [clients, own] of await byPlace(connection, patches)) {
    Object.assign(tags, await readTouchedTags(clients, own, described))
  }
  return tags
}

/** Maintenance that AWS has announced for the databases of a config, wherever they lie. */
export async function readMaintenance(connection: Connection, config: Config): Promise<MaintenanceFact[]> {
  const {readMaintenanceOf} = await import('../../aws/read-preflight.js')
  const found: MaintenanceFact[] = []
  for (const {place, config: here} of placesOf(config)) {
    const names = Object.values(here.tiers).flatMap((tier) =>
      tier.kind === 'rds' || tier.kind === 'aurora' || tier.kind === 'rds-cluster'
        ? [{name: tier.resource, isCluster: tier.kind !== 'rds'}]
        : [],
    )
    if (names.length > 0) found.push(...(await readMaintenanceOf(await connection.of({place}), names)))
  }
  return found
}

async function byPlace(connection: Connection, patches: readonly Patch[]): Promise<Map<AwsClients, Patch[]>> {
  const groups = new Map<AwsClients, Patch[]>()
  for (const patch of patches) {
    const clients = await connection.of(patch)
    groups.set(clients, [...(groups.get(clients) ?? []), patch])
  }
  return groups
}
