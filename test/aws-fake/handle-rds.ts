import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure, type Handler, names, pageOf} from './estate.js'

export const handleRds: Record<string, Handler> = {
  DescribeDBInstances: (input, {snapshot, pageSize}) => {
    const filters = (input['Filters'] ?? []) as AwsObject[]
    const ids = filters.find((filter) => filter['Name'] === 'db-instance-id')?.['Values']
    const own = input['DBInstanceIdentifier']
    const elements = snapshot.dbInstances
      .filter((database) => names(ids, database['DBInstanceIdentifier']))
      .filter((database) => own === undefined || isNamed(database, String(own)))
    // A filter answers with fewer where a plain id is an error.
    if (own !== undefined && elements.length === 0) {
      throw new FakeFailure('DBInstanceNotFound', `DBInstance ${own} not found.`, 404)
    }
    return pageOf({
      list: 'DBInstances',
      elements,
      token: input['Marker'],
      tokenName: 'Marker',
      size: pageSize,
    })
  },
  DescribeDBClusters: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'DBClusters',
      elements: snapshot.dbClusters.filter((one) => names(filterOf(input), one['DBClusterIdentifier'])),
      token: input['Marker'],
      tokenName: 'Marker',
      size: pageSize,
    }),
  DescribeDBProxies: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'DBProxies',
      elements: snapshot.dbProxies,
      token: input['Marker'],
      tokenName: 'Marker',
      size: pageSize,
    }),
  DescribeDBProxyTargets: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'Targets',
      elements: ofProxy(input, snapshot.dbProxies, snapshot.dbProxyTargets).map(
        // AWS does not repeat whose target it is.
        ({DBProxyName: _, ...target}) => target,
      ),
      token: input['Marker'],
      tokenName: 'Marker',
      size: pageSize,
    }),
  DescribeDBProxyTargetGroups: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'TargetGroups',
      elements: ofProxy(input, snapshot.dbProxies, snapshot.dbProxyTargetGroups),
      token: input['Marker'],
      tokenName: 'Marker',
      size: pageSize,
    }),
  DescribeDBParameters: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'Parameters',
      elements: snapshot.dbParameters.filter(
        (one) =>
          one['DBParameterGroupName'] === input['DBParameterGroupName'] && names([input['Source']], one['Source']),
      ),
      token: input['Marker'],
      tokenName: 'Marker',
      size: pageSize,
    }),
  DescribeEvents: (input, {databaseEvents, now, pageSize}) => {
    const minutes = Number(input['Duration'] ?? 60)
    const fromMs = Date.parse(now) - minutes * 60_000
    return pageOf({
      list: 'Events',
      elements: databaseEvents.filter(
        (event) =>
          Date.parse(String(event['Date'])) >= fromMs && names([input['SourceIdentifier']], event['SourceIdentifier']),
      ),
      token: input['Marker'],
      tokenName: 'Marker',
      size: pageSize,
    })
  },
  DescribePendingMaintenanceActions: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'PendingMaintenanceActions',
      elements: snapshot.pendingMaintenance,
      token: input['Marker'],
      tokenName: 'Marker',
      size: pageSize,
    }),
  DescribeOrderableDBInstanceOptions: (input, {orderableOptions, pageSize}) =>
    pageOf({
      list: 'OrderableDBInstanceOptions',
      elements: orderableOptions.filter(
        (option) =>
          option['Engine'] === input['Engine'] &&
          (input['EngineVersion'] === undefined || option['EngineVersion'] === input['EngineVersion']),
      ),
      token: input['Marker'],
      tokenName: 'Marker',
      size: pageSize,
    }),
  DescribeValidDBInstanceModifications: (input, {validModifications}) => {
    const found = validModifications[String(input['DBInstanceIdentifier'])]
    if (found !== undefined) return {ValidDBInstanceModificationsMessage: found}
    throw new FakeFailure('DBInstanceNotFound', `DBInstance ${input['DBInstanceIdentifier']} not found.`, 404)
  },
}

/** An id is not case-sensitive. */
const isNamed = (database: AwsObject, id: string) =>
  String(database['DBInstanceIdentifier']).toLowerCase() === id.toLowerCase()

function ofProxy(input: AwsObject, proxies: readonly AwsObject[], elements: readonly AwsObject[]): AwsObject[] {
  const name = input['DBProxyName']
  if (!proxies.some((proxy) => proxy['DBProxyName'] === name)) {
    throw new FakeFailure('DBProxyNotFoundFault', `The proxy ${String(name)} was not found.`, 404)
  }
  return elements.filter((element) => element['DBProxyName'] === name)
}

const filterOf = (input: AwsObject) => ((input['Filters'] ?? []) as AwsObject[])[0]?.['Values']
