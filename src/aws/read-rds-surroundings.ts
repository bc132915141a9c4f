import {paginateDescribeDBParameters, paginateDescribePendingMaintenanceActions, RDSClient} from '@aws-sdk/client-rds'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readInGroups, readPages} from './read-pages.js'

/** Parameters that somebody set, such as max_connections; those of the engine's own are left out. */
export async function readChangedParameters(clients: AwsClients, groups: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(groups, 1, async ([DBParameterGroupName]) => {
    if (DBParameterGroupName === undefined) return []
    return readPages(
      clients,
      {service: 'rds', operation: 'DescribeDBParameters', resource: DBParameterGroupName},
      paginateDescribeDBParameters({client: clients.of(RDSClient)}, {DBParameterGroupName, Source: 'user'}),
      (page) => page.Parameters?.map((parameter) => ({DBParameterGroupName, ...parameter})),
    )
  })
}

/** Maintenance that AWS has announced for any database of the region: a restart in the sale's week is one. */
export async function readPendingMaintenance(clients: AwsClients): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service: 'rds', operation: 'DescribePendingMaintenanceActions'},
    paginateDescribePendingMaintenanceActions({client: clients.of(RDSClient)}, {MaxRecords: 100}),
    (page) => page.PendingMaintenanceActions,
  )
}
