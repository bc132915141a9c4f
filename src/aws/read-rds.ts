import {paginateDescribeDBInstances, RDSClient} from '@aws-sdk/client-rds'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readInGroups, readPages} from './read-pages.js'

const namesPerCall = 100

/** Those of the named instances that exist: a filter answers with fewer where a plain id would be an error. */
export async function readDbInstances(clients: AwsClients, ids: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(ids, namesPerCall, (Values) =>
    describeInstances(clients, Values.join(', '), {Filters: [{Name: 'db-instance-id', Values}]}),
  )
}

/** Every instance of the region: what a mistyped name may have meant. */
export async function readAllDbInstances(clients: AwsClients): Promise<AwsObject[]> {
  return describeInstances(clients, undefined, {})
}

function describeInstances(
  clients: AwsClients,
  resource: string | undefined,
  input: {Filters?: {Name: string; Values: string[]}[]},
): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service: 'rds', operation: 'DescribeDBInstances', resource},
    paginateDescribeDBInstances({client: clients.of(RDSClient)}, input),
    (page) => page.DBInstances,
  )
}
