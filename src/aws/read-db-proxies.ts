import {
  paginateDescribeDBProxies,
  paginateDescribeDBProxyTargetGroups,
  paginateDescribeDBProxyTargets,
  RDSClient,
} from '@aws-sdk/client-rds'
import type {AwsObject, Snapshot} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readInGroups, readPages} from './read-pages.js'
import {textOf} from './snapshot-fields.js'

type Proxies = Pick<Snapshot, 'dbProxies' | 'dbProxyTargets' | 'dbProxyTargetGroups'>

export const noProxies: Proxies = {dbProxies: [], dbProxyTargets: [], dbProxyTargetGroups: []}

/** The proxies of the region that stand before one of these instances or clusters, with their targets and pools. */
export async function readDbProxies(clients: AwsClients, databases: ReadonlySet<string>): Promise<Proxies> {
  const all = await readPages(
    clients,
    {service: 'rds', operation: 'DescribeDBProxies'},
    paginateDescribeDBProxies({client: clients.of(RDSClient)}, {MaxRecords: 100}),
    (page) => page.DBProxies,
  )
  const targets = await ofEach(all, (DBProxyName) =>
    readPages(
      clients,
      {service: 'rds', operation: 'DescribeDBProxyTargets', resource: DBProxyName},
      paginateDescribeDBProxyTargets({client: clients.of(RDSClient)}, {DBProxyName}),
      // AWS does not say whose target it is.
      (page) => page.Targets?.map((target) => ({DBProxyName, ...target})),
    ),
  )
  const before = new Set(
    targets.filter((target) => databases.has(textOf(target, 'RdsResourceId'))).map((one) => textOf(one, 'DBProxyName')),
  )
  const isBefore = (element: AwsObject) => before.has(textOf(element, 'DBProxyName'))
  const proxies = all.filter(isBefore)
  return {
    dbProxies: proxies,
    dbProxyTargets: targets.filter(isBefore),
    dbProxyTargetGroups: await ofEach(proxies, (DBProxyName) =>
      readPages(
        clients,
        {service: 'rds', operation: 'DescribeDBProxyTargetGroups', resource: DBProxyName},
        paginateDescribeDBProxyTargetGroups({client: clients.of(RDSClient)}, {DBProxyName}),
        (page) => page.TargetGroups,
      ),
    ),
  }
}

function ofEach(proxies: readonly AwsObject[], read: (name: string) => Promise<AwsObject[]>): Promise<AwsObject[]> {
  const names = proxies.map((proxy) => textOf(proxy, 'DBProxyName'))
  return readInGroups(names, 1, async ([name]) => (name === undefined ? [] : read(name)))
}
