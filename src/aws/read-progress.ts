import type {AwsClients} from './clients.js'
import type {LivePatch} from './comparable.js'
import {objectOf, textOf} from './snapshot-fields.js'

/**
 * How far AWS is with a change that it has accepted. `isUnderWay`: it is at it, or has it waiting, so that what the
 * fields hold now is not what they will. `status` is AWS's own word for the resource, null where it has none.
 */
export type Progress = {isUnderWay: boolean; status: string | null}

/** Words for a resource at rest. While storage is optimized the new size is in force, and the next change must wait. */
const atRest = new Set(['available', 'storage-optimization', 'stopped', 'active', 'UPDATE_COMPLETE', ''])

/**
 * Whether an accepted change is still under way: of a database by its status and by what waits in
 * PendingModifiedValues, of a capacity provider by its update's status. Changes of other services hold when they are
 * answered. Of an instance that is gone nothing is under way. Reads only.
 */
export async function readProgress({
  clients,
  patch: {request, after},
}: {
  clients: AwsClients
  patch: LivePatch
}): Promise<Progress> {
  const {service, operation, input} = request
  if (operation === 'UpdateCapacityProvider') {
    const {readCapacityProviders} = await import('./read-ecs.js')
    const [provider] = await readCapacityProviders(clients, [textOf(input, 'name')])
    const status = textOf(provider ?? {}, 'updateStatus')
    return {isUnderWay: status === 'UPDATE_IN_PROGRESS', status: status || null}
  }
  if (service !== 'rds') return {isUnderWay: false, status: null}
  const {found, status} =
    operation === 'ModifyDBCluster' ? await clusterNow(clients, input) : await instanceNow(clients, input)
  const pending = objectOf(found, 'PendingModifiedValues')
  const isWaiting = Object.keys(after).some((field) => pending[field] !== undefined && pending[field] === after[field])
  return {isUnderWay: isWaiting || !atRest.has(status), status: status || null}
}

async function instanceNow(clients: AwsClients, input: LivePatch['request']['input']) {
  const {readDbInstances} = await import('./read-rds.js')
  const [found = {}] = await readDbInstances(clients, [textOf(input, 'DBInstanceIdentifier')])
  return {found, status: textOf(found, 'DBInstanceStatus')}
}

async function clusterNow(clients: AwsClients, input: LivePatch['request']['input']) {
  const {readDbClusters} = await import('./read-db-clusters.js')
  const [found = {}] = await readDbClusters(clients, [textOf(input, 'DBClusterIdentifier')])
  return {found, status: textOf(found, 'Status')}
}
