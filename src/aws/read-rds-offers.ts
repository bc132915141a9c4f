import {
  DescribeValidDBInstanceModificationsCommand,
  paginateDescribeOrderableDBInstanceOptions,
  RDSClient,
} from '@aws-sdk/client-rds'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {plain} from './plain.js'
import {ask, readPages} from './read-pages.js'

/** Every class, with each kind of storage, that RDS sells for one version of an engine in the run's Region. */
export async function readOrderableOptions({
  clients,
  engine,
  engineVersion,
}: {
  clients: AwsClients
  engine: string
  engineVersion: string
}): Promise<AwsObject[]> {
  return readPages(
    clients,
    {
      service: 'rds',
      operation: 'DescribeOrderableDBInstanceOptions',
      resource: `${engine} ${engineVersion}`,
    },
    paginateDescribeOrderableDBInstanceOptions(
      {client: clients.of(RDSClient), pageSize: 100},
      {Engine: engine, EngineVersion: engineVersion, Vpc: true},
    ),
    (page) => page.OrderableDBInstanceOptions,
  )
}

/** What the storage of one database may become. */
export async function readValidModifications(clients: AwsClients, database: string): Promise<AwsObject> {
  const doing = {service: 'rds', operation: 'DescribeValidDBInstanceModifications', resource: database}
  const reply = await ask(clients, doing, () =>
    clients.of(RDSClient).send(new DescribeValidDBInstanceModificationsCommand({DBInstanceIdentifier: database})),
  )
  return plain(reply.ValidDBInstanceModificationsMessage ?? {})
}
