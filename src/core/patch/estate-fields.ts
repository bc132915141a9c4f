import type {AutoScalingGroup, EcsService, Inventory, WarmPool} from '../../documents/inventory.js'
import type {Fields, Patch} from '../../documents/patch.js'
import type {ScalingPolicy} from '../../documents/scaling-policy.js'
import {placeName} from '../inventory/place.js'

/** AWS's words for what the instances of a warm pool wait as. */
export const poolStates: Readonly<Record<WarmPool['state'], string>> = {
  stopped: 'Stopped',
  running: 'Running',
  hibernated: 'Hibernated',
}

/** Fields that an inventory does not hold: whether AWS still has them as they were given, apply sees. */
export const unseenFields: ReadonlySet<string> = new Set(['MinimumLoadBalancerCapacity', 'monitoring'])

type Change = Pick<Patch, 'request' | 'after' | 'place'>
type Place = Omit<Inventory, 'elsewhere'>

/**
 * What the estate shows of the fields that a patch changes, in AWS's own spelling; null of what it does not have. A
 * field that no inventory holds (`unseenFields`) is left out.
 */
export function estateFields(patch: Change, inventory: Inventory): Fields {
  const wanted = placeName(patch.place ?? inventory)
  const here = [inventory, ...(inventory.elsewhere ?? [])].find((one) => placeName(one) === wanted)
  const shown: Fields = here === undefined ? {} : {...databaseFields(patch, here), ...scalingFields(patch, here)}
  const names = Object.keys(patch.after).filter((field) => !unseenFields.has(field))
  return Object.fromEntries(names.map((field) => [field, shown[field] ?? null]))
}

function databaseFields({request: {input}}: Change, here: Place): Fields {
  const id = input['DBInstanceIdentifier'] ?? input['DBClusterIdentifier']
  const database = here.databases.find((one) => one.id === id)
  const cluster = here.databaseClusters?.find((one) => one.id === id)
  const {minAcu, maxAcu} = cluster?.serverless ?? {}
  return {
    DBInstanceIdentifier: database?.id,
    DBInstanceClass: database?.class,
    DBClusterInstanceClass: cluster?.members.find(({isWriter}) => isWriter)?.class,
    StorageType: database?.storageType ?? cluster?.storageType,
    AllocatedStorage: database?.allocatedGib ?? cluster?.allocatedGib,
    Iops: database?.provisionedIops ?? cluster?.provisionedIops,
    StorageThroughput: database?.provisionedMibPerS ?? cluster?.provisionedMibPerS,
    ServerlessV2ScalingConfiguration: minAcu === undefined ? null : {MinCapacity: minAcu, MaxCapacity: maxAcu},
  }
}

function scalingFields({request: {service, input}}: Change, here: Place): Fields {
  if (service === 'autoscaling') {
    const group = here.autoScalingGroups.find(({name}) => name === input['AutoScalingGroupName'])
    return group === undefined ? {} : groupFields(group, input)
  }
  if (service === 'ecs') return providerFields(here, input)
  if (service !== 'application-autoscaling') return {}
  const resource = String(input['ResourceId'])
  const found = here.ecsServices.find(({cluster, name}) => resource === `service/${cluster}/${name}`)
  if (found !== undefined) return serviceFields(found, input)
  const readers = here.databaseClusters?.find(({id}) => resource === `cluster:${id}`)?.readerScaling
  return {MinCapacity: readers?.minCount, MaxCapacity: readers?.maxCount}
}

function groupFields({warmPool, warmupS, collectedMetrics = [], policies}: AutoScalingGroup, input: Fields) {
  const named = input['Metrics']
  return {
    WarmPoolConfiguration:
      warmPool === null ? null : {PoolState: poolStates[warmPool.state], MinSize: warmPool.minCount},
    DefaultInstanceWarmup: warmupS,
    // Of the metrics that a call names alone: the group may publish others beside them.
    EnabledMetrics: Array.isArray(named) ? named.filter((name) => collectedMetrics.includes(name)).sort() : null,
    TargetTrackingConfiguration: configurationOf(policies, input),
  }
}

function serviceFields({policies}: EcsService, input: Fields): Fields {
  return {TargetTrackingScalingPolicyConfiguration: configurationOf(policies, input)}
}

function configurationOf(policies: readonly ScalingPolicy[], input: Fields): Fields | null {
  return policies.find(({name}) => name === input['PolicyName'])?.configuration ?? null
}

function providerFields({capacityProviders}: Place, input: Fields): Fields {
  const provider = capacityProviders.find(({name}) => name === input['name'])
  if (provider === undefined) return {}
  return {
    managedScaling: {
      status: provider.isManaged ? 'ENABLED' : 'DISABLED',
      targetCapacity: Math.round(provider.targetCapacityRatio * 100),
      minimumScalingStepSize: provider.minimumStepCount,
      maximumScalingStepSize: provider.maximumStepCount,
      instanceWarmupPeriod: provider.warmupS,
    },
  }
}
