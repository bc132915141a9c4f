import type {AwsObject, Snapshot} from '../../documents/snapshot.js'
import {
  type AwsElement,
  elementsOf,
  flagAt,
  objectsAt,
  optionalObjectAt,
  optionalTextAt,
  textAt,
  textsAt,
} from '../inventory/aws-field.js'
import {type LinkedUnit, linkedUnits} from './linked-units.js'

/** What the snapshot has no list for: rules of security groups, and one instance of each Auto Scaling group. */
export type Network = {
  /** ec2:DescribeSecurityGroups, those of databases and internal load balancers. */
  securityGroups: AwsObject[]
  /** ec2:DescribeInstances, the elements of Reservations[].Instances. */
  instances: AwsObject[]
}

export type LinkedBalancer = {
  name: string
  arn: string
  type: string
  isPublic: boolean
  dnsName: string
  vpc: string | null
  securityGroups: string[]
}

export type LinkedDistribution = {
  id: string
  isEnabled: boolean
  aliases: string[]
  /** Origin domains, in lower case, the one of the default behaviour first. */
  origins: string[]
}

export type LinkedDatabase = {
  id: string
  arn: string
  engine: string
  class: string
  cluster: string | null
  replicaOf: string | null
  vpc: string | null
  securityGroups: string[]
  endpoint: string | null
  tags: ReadonlyMap<string, string>
}

/** The estate reduced to what links one resource to another. Sorted by name. */
export type LinkedEstate = {
  balancers: LinkedBalancer[]
  distributions: LinkedDistribution[]
  units: LinkedUnit[]
  databases: LinkedDatabase[]
  /** Per security group, the groups that its inbound rules admit. */
  admitted: ReadonlyMap<string, ReadonlySet<string>>
}

/** Reads the links out of AWS's shapes. Throws SNAPSHOT_INVALID for a field that is not as AWS spells it. */
export function linkedEstate({snapshot, network}: {snapshot: Snapshot; network: Network}): LinkedEstate {
  return {
    balancers: elementsOf('loadBalancers', snapshot.loadBalancers)
      .map(balancerOf)
      .sort((a, b) => inOrder(a.name, b.name)),
    distributions: elementsOf('distributions', snapshot.distributions)
      .map(distributionOf)
      .sort((a, b) => inOrder(a.id, b.id)),
    units: linkedUnits({snapshot, instances: network.instances}).sort((a, b) => inOrder(a.resource, b.resource)),
    databases: elementsOf('dbInstances', snapshot.dbInstances)
      .map(databaseOf)
      .sort((a, b) => inOrder(a.id, b.id)),
    admitted: new Map(elementsOf('securityGroups', network.securityGroups).map(admittedBy)),
  }
}

const inOrder = (a: string, b: string) => (a < b ? -1 : Number(a > b))

function balancerOf(balancer: AwsElement): LinkedBalancer {
  return {
    name: textAt(balancer, 'LoadBalancerName'),
    arn: textAt(balancer, 'LoadBalancerArn'),
    type: optionalTextAt(balancer, 'Type') ?? 'application',
    isPublic: optionalTextAt(balancer, 'Scheme') !== 'internal',
    dnsName: (optionalTextAt(balancer, 'DNSName') ?? '').toLowerCase(),
    vpc: optionalTextAt(balancer, 'VpcId'),
    securityGroups: textsAt(balancer, 'SecurityGroups'),
  }
}

function distributionOf(distribution: AwsElement): LinkedDistribution {
  const aliases = optionalObjectAt(distribution, 'Aliases')
  const origins = optionalObjectAt(distribution, 'Origins')
  const behaviour = optionalObjectAt(distribution, 'DefaultCacheBehavior')
  const first = behaviour && optionalTextAt(behaviour, 'TargetOriginId')
  const isFirst = (origin: AwsElement) => Number(optionalTextAt(origin, 'Id') === first)
  return {
    id: textAt(distribution, 'Id'),
    isEnabled: flagAt(distribution, 'Enabled'),
    aliases: aliases ? textsAt(aliases, 'Items') : [],
    origins: (origins ? objectsAt(origins, 'Items') : [])
      .sort((a, b) => isFirst(b) - isFirst(a))
      .map((origin) =>
        textAt(origin, 'DomainName')
          .toLowerCase()
          .replace(/^dualstack\./, ''),
      ),
  }
}

function databaseOf(database: AwsElement): LinkedDatabase {
  const subnets = optionalObjectAt(database, 'DBSubnetGroup')
  const endpoint = optionalObjectAt(database, 'Endpoint')
  return {
    id: textAt(database, 'DBInstanceIdentifier'),
    arn: optionalTextAt(database, 'DBInstanceArn') ?? '',
    engine: optionalTextAt(database, 'Engine') ?? 'unknown engine',
    class: optionalTextAt(database, 'DBInstanceClass') ?? 'unknown class',
    cluster: optionalTextAt(database, 'DBClusterIdentifier'),
    replicaOf: optionalTextAt(database, 'ReadReplicaSourceDBInstanceIdentifier'),
    vpc: subnets && optionalTextAt(subnets, 'VpcId'),
    securityGroups: objectsAt(database, 'VpcSecurityGroups').map((group) => textAt(group, 'VpcSecurityGroupId')),
    endpoint: (endpoint && optionalTextAt(endpoint, 'Address'))?.toLowerCase() ?? null,
    tags: new Map(
      objectsAt(database, 'TagList').map((tag) => [textAt(tag, 'Key'), optionalTextAt(tag, 'Value') ?? '']),
    ),
  }
}

function admittedBy(group: AwsElement): [string, ReadonlySet<string>] {
  const pairs = objectsAt(group, 'IpPermissions').flatMap((rule) => objectsAt(rule, 'UserIdGroupPairs'))
  return [textAt(group, 'GroupId'), new Set(pairs.map((pair) => textAt(pair, 'GroupId')))]
}
