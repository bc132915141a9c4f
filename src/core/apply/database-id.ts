import type {AwsRequest} from '../../documents/patch.js'

/** The instance or cluster that a call modifies; null for a call that modifies none. */
export function modifiedDatabase({service, operation, input}: AwsRequest): string | null {
  if (service !== 'rds') return null
  const id =
    operation === 'ModifyDBInstance'
      ? input['DBInstanceIdentifier']
      : operation === 'ModifyDBCluster'
        ? input['DBClusterIdentifier']
        : null
  return typeof id === 'string' ? id : null
}
