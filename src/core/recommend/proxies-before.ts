import type {DatabaseProxy, Inventory} from '../../documents/inventory.js'
import type {Blocker, Limit} from '../../documents/plan.js'

/** The proxies that stand before a database; those that are going away are not counted. */
export function proxiesBefore(
  {databaseProxies = []}: Inventory,
  kind: 'cluster' | 'instance',
  id: string,
): DatabaseProxy[] {
  return databaseProxies.filter(
    ({status, targets}) => status !== 'deleting' && targets.some((target) => target.kind === kind && target.id === id),
  )
}

/** That nobody could look for proxies before a database whose connections are held against a limit. */
export function unreadProxies({
  tier,
  inventory: {areProxiesUnread},
  limits,
}: {
  tier: string
  inventory: Inventory
  limits: readonly Limit[]
}): Blocker[] {
  if (areProxiesUnread !== true || !limits.some(({measure}) => measure === 'connections')) return []
  return [
    {
      severity: 'warn',
      code: 'PROXIES_UNREAD',
      message: `${tier}: RDS Proxies may not be read here, so its connections are counted as if none stood before it.`,
      next: 'allow rds:DescribeDBProxies, rds:DescribeDBProxyTargets and rds:DescribeDBProxyTargetGroups (see ecom-plan iam print), or set maxConnections to what the proxy may take',
    },
  ]
}
