import type {AwsObject} from '../../src/documents/snapshot.js'
import {type Handler, names, pageOf} from './estate.js'

export const handleRds: Record<string, Handler> = {
  DescribeDBInstances: (input, {snapshot, pageSize}) => {
    const filters = (input['Filters'] ?? []) as AwsObject[]
    const ids = filters.find((filter) => filter['Name'] === 'db-instance-id')?.['Values']
    return pageOf({
      list: 'DBInstances',
      elements: snapshot.dbInstances.filter((database) => names(ids, database['DBInstanceIdentifier'])),
      token: input['Marker'],
      tokenName: 'Marker',
      size: pageSize,
    })
  },
}
