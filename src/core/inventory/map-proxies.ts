import type {DatabaseProxy} from '../../documents/inventory.js'
import type {Snapshot} from '../../documents/snapshot.js'
import {type AwsElement, elementsOf, optionalNumberAt, optionalObjectAt, optionalTextAt, textAt} from './aws-field.js'
import {byName} from './by-name.js'

/** What a proxy may take of max_connections, and how long it lets callers wait, where nobody said otherwise. */
const defaults = {maxConnectionsPercent: 100, borrowTimeoutS: 120}

/**
 * The RDS Proxies of a snapshot with what they stand before. Throws SNAPSHOT_INVALID.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ConnectionPoolConfiguration.html
 */
export function mapProxies(snapshot: Snapshot): DatabaseProxy[] {
  const targets = elementsOf('dbProxyTargets', snapshot.dbProxyTargets)
  const groups = elementsOf('dbProxyTargetGroups', snapshot.dbProxyTargetGroups)
  return elementsOf('dbProxies', snapshot.dbProxies)
    .map((proxy) => {
      const name = textAt(proxy, 'DBProxyName')
      const isOurs = (element: AwsElement) => textAt(element, 'DBProxyName') === name
      const group = groups.find(isOurs)
      const pool = group === undefined ? null : optionalObjectAt(group, 'ConnectionPoolConfig')
      const percent = (pool && optionalNumberAt(pool, 'MaxConnectionsPercent')) ?? defaults.maxConnectionsPercent
      return {
        name,
        status: textAt(proxy, 'Status'),
        targets: targets.filter(isOurs).flatMap(targetOf).sort(byId),
        maxConnectionsRatio: percent / 100,
        borrowTimeoutS: (pool && optionalNumberAt(pool, 'ConnectionBorrowTimeout')) ?? defaults.borrowTimeoutS,
      }
    })
    .sort(byName)
}

/** A cluster is listed beside each of its instances, which bear its name: the cluster alone is the target. */
function targetOf(target: AwsElement): DatabaseProxy['targets'] {
  const id = optionalTextAt(target, 'RdsResourceId')
  const type = optionalTextAt(target, 'Type')
  if (id === null || (type !== 'TRACKED_CLUSTER' && optionalTextAt(target, 'TrackedClusterId') !== null)) return []
  return [{kind: type === 'TRACKED_CLUSTER' ? 'cluster' : 'instance', id}]
}

const byId = (a: {id: string}, b: {id: string}) => (a.id < b.id ? -1 : Number(a.id > b.id))
