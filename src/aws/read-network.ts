import {
  EC2Client,
  paginateDescribeInstances,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readInGroups, readPages} from './read-pages.js'

/** A filter of EC2 takes 200 values. */
const namesPerCall = 200

/** Those of the security groups that exist, with the rules of what they admit. */
export async function readSecurityGroups(clients: AwsClients, ids: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(ids, namesPerCall, (Values) =>
    readPages(
      clients,
      {service: 'ec2', operation: 'DescribeSecurityGroups', resource: Values.join(', ')},
      paginateDescribeSecurityGroups({client: clients.of(EC2Client)}, {Filters: [{Name: 'group-id', Values}]}),
      (page) => page.SecurityGroups,
    ),
  )
}

/** Those of the instances that exist: a filter answers with fewer where an id of one just ended would be an error. */
export async function readInstances(clients: AwsClients, ids: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(ids, namesPerCall, (Values) =>
    readPages(
      clients,
      {service: 'ec2', operation: 'DescribeInstances', resource: `${Values.length} instances`},
      paginateDescribeInstances({client: clients.of(EC2Client)}, {Filters: [{Name: 'instance-id', Values}]}),
      (page) => page.Reservations?.flatMap(({Instances}) => Instances ?? []),
    ),
  )
}

/** Those of the subnets that exist, with the addresses that are free in each. */
export async function readSubnets(clients: AwsClients, ids: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(ids, namesPerCall, (Values) =>
    readPages(
      clients,
      {service: 'ec2', operation: 'DescribeSubnets', resource: Values.join(', ')},
      paginateDescribeSubnets({client: clients.of(EC2Client)}, {Filters: [{Name: 'subnet-id', Values}]}),
      (page) => page.Subnets,
    ),
  )
}
