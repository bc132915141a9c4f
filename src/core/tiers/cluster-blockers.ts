import type {DatabaseCluster} from '../../documents/inventory.js'
import type {Blocker} from '../../documents/plan.js'

/** What already waits at AWS for the maintenance window of a cluster. */
export function pendingBlockers(tier: string, {id, pendingChanges}: DatabaseCluster): Blocker[] {
  if (pendingChanges.length === 0) return []
  return [
    {
      severity: 'warn',
      code: 'CHANGES_PENDING',
      message: `${tier} has changes pending at AWS (${pendingChanges.join(', ')}), which any change with ApplyImmediately would flush too.`,
      next: `aws rds describe-db-clusters --db-cluster-identifier ${id} --query 'DBClusters[].PendingModifiedValues'`,
    },
  ]
}
