import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure, type Handler} from './estate.js'

/** What waits for the maintenance window of a cluster unless it is to be applied at once. */
const waiting = ['DBClusterInstanceClass', 'AllocatedStorage', 'Iops', 'StorageType', 'EngineVersion']

/**
 * ModifyDBCluster. The range of Serverless v2 is in force at once, whatever the flag says.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-administration.html
 */
export const writeDbClusters: Record<string, Handler> = {
  ModifyDBCluster: (input, {snapshot}) => {
    const id = input['DBClusterIdentifier']
    const cluster = snapshot.dbClusters.find((one) => one['DBClusterIdentifier'] === id)
    if (!cluster) throw new FakeFailure('DBClusterNotFoundFault', `DBCluster ${id} not found.`, 404)
    if (cluster['Status'] !== undefined && cluster['Status'] !== 'available') {
      throw new FakeFailure('InvalidDBClusterStateFault', `DBCluster ${id} is ${cluster['Status']}.`)
    }
    checkRange(input['ServerlessV2ScalingConfiguration'] as AwsObject | undefined)
    if (Number(input['AllocatedStorage'] ?? Number.POSITIVE_INFINITY) < Number(cluster['AllocatedStorage'] ?? 0)) {
      throw new FakeFailure('InvalidParameterCombination', 'Storage cannot be reduced.')
    }
    if (input['ServerlessV2ScalingConfiguration'] !== undefined) {
      cluster['ServerlessV2ScalingConfiguration'] = input['ServerlessV2ScalingConfiguration']
    }
    const changed = waiting.filter((name) => input[name] !== undefined && input[name] !== cluster[name])
    const asked = Object.fromEntries(changed.map((name) => [name, input[name]]))
    const pending = {...(cluster['PendingModifiedValues'] as AwsObject | undefined), ...asked}
    const isNow = input['ApplyImmediately'] === true
    if (isNow) Object.assign(cluster, pending, {PendingModifiedValues: {}})
    else cluster['PendingModifiedValues'] = pending
    if (isNow && Object.keys(pending).length > 0) cluster['Status'] = 'modifying'
    return {DBCluster: cluster}
  },
}

function checkRange(range: AwsObject | undefined): void {
  if (range === undefined) return
  const [min, max] = [Number(range['MinCapacity']), Number(range['MaxCapacity'])]
  const isStepped = [min, max].every((acu) => acu >= 0 && acu <= 256 && Number.isInteger(acu * 2))
  if (isStepped && max >= 1 && min <= max) return
  throw new FakeFailure('InvalidParameterValue', `A range of ${min} to ${max} ACU is not valid.`)
}
