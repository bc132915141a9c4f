import type {_InstanceType} from '@aws-sdk/client-ec2'
import {EC2Client, paginateDescribeInstanceTypes} from '@aws-sdk/client-ec2'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readInGroups, readPages} from './read-pages.js'

const namesPerCall = 100

/**
 * Every instance type that the Region offers whose name is one of these or matches one (`c7g.*`). A name that there is
 * nothing of is no error, unlike in readInstanceTypes.
 */
export async function findInstanceTypes(clients: AwsClients, patterns: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(patterns, namesPerCall, (Values) =>
    readPages(
      clients,
      {service: 'ec2', operation: 'DescribeInstanceTypes', resource: Values.join(', ')},
      paginateDescribeInstanceTypes(
        {client: clients.of(EC2Client), pageSize: 100},
        {Filters: [{Name: 'instance-type', Values}]},
      ),
      (page) => page.InstanceTypes,
    ),
  )
}

/** The named instance types: processors, memory, network interfaces. */
export async function readInstanceTypes(clients: AwsClients, names: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(names, namesPerCall, (group) =>
    readPages(
      clients,
      {service: 'ec2', operation: 'DescribeInstanceTypes', resource: group.join(', ')},
      // New types come faster than SDK releases; the API takes any name.
      paginateDescribeInstanceTypes({client: clients.of(EC2Client)}, {InstanceTypes: group as _InstanceType[]}),
      (page) => page.InstanceTypes,
    ),
  )
}
