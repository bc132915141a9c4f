import type {_InstanceType} from '@aws-sdk/client-ec2'
import {EC2Client, paginateDescribeInstanceTypes} from '@aws-sdk/client-ec2'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readInGroups, readPages} from './read-pages.js'

const namesPerCall = 100

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
