import type {Config} from '../../documents/config.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {Database, DatabaseCluster, Inventory} from '../../documents/inventory.js'
import type {DatabaseStanding, Deployment, Predictive, Spread} from '../../documents/readiness-facts.js'
import type {AwsObject, Snapshot} from '../../documents/snapshot.js'
import {placeName, placeOfTier} from '../inventory/place.js'
import {timeOf} from './alarms-of.js'

/** A tier of the config with the estate of its account and Region, in our words and in AWS's. */
export type Seen = {
  tier: string
  config: TierConfig
  here: Omit<Inventory, 'elsewhere'>
  raw: Omit<Snapshot, 'elsewhere'>
}

/** The tiers of a config where their estate was read. */
export function seenTiers(config: Config, inventory: Inventory, snapshot: Snapshot): Seen[] {
  const places = [inventory, ...(inventory.elsewhere ?? [])]
  const raws = [snapshot, ...(snapshot.elsewhere ?? [])]
  return Object.entries(config.tiers).flatMap(([tier, of]) => {
    const name = placeName(placeOfTier(config.aws, of))
    const here = places.find((one) => placeName(one) === name)
    const raw = raws.find((one) => placeName(one) === name)
    return here === undefined || raw === undefined ? [] : [{tier, config: of, here, raw}]
  })
}

/** Where the units of a group or service lie, and which types it may start. */
export function spreadOf({tier, config, here, raw}: Seen): Spread[] {
  if (config.kind === 'asg') {
    const group = here.autoScalingGroups.find(({name}) => name === config.resource)
    const own = raw.autoScalingGroups.find((one) => one['AutoScalingGroupName'] === config.resource)
    if (group === undefined) return []
    const units = unitsOf(group.zones, (own?.['Instances'] ?? []) as AwsObject[])
    const instanceTypes = group.types.map(({name}) => name)
    return [{tier, resource: group.name, kind: 'asg', zones: group.zones, units, instanceTypes}]
  }
  if (config.kind !== 'ecs') return []
  const service = here.ecsServices.find(({cluster, name}) => `${cluster}/${name}` === config.resource)
  if (service === undefined) return []
  const subnets = here.subnets.filter(({id}) => service.subnets.includes(id))
  const zones = subnets.length === 0 ? null : [...new Set(subnets.map(({zone}) => zone))].sort()
  return [{tier, resource: config.resource, kind: 'ecs', zones, units: null, instanceTypes: []}]
}

/** A zone of the group without an instance counts as one with none. */
function unitsOf(zones: readonly string[], instances: readonly AwsObject[]): Spread['units'] {
  if (instances.length === 0) return null
  return zones.map((zone) => ({zone, unitCount: instances.filter((one) => one['AvailabilityZone'] === zone).length}))
}

/** Whether a database survives the loss of its zone. */
export function databaseOf({tier, config, here}: Seen): DatabaseStanding[] {
  if (config.kind === 'rds') {
    const database = here.databases.find(({id}) => id === config.resource)
    return database === undefined ? [] : [ofInstance(tier, database)]
  }
  if (config.kind !== 'aurora' && config.kind !== 'rds-cluster') return []
  const cluster = here.databaseClusters?.find(({id}) => id === config.resource)
  return cluster === undefined ? [] : [ofCluster(tier, cluster)]
}

function ofInstance(tier: string, {id, isMultiAz, replicas, replicaOf, pendingChanges}: Database): DatabaseStanding {
  const isReplica = replicaOf !== null
  return {tier, resource: id, hasStandby: isMultiAz, replicaCount: replicas.length, isReplica, pendingChanges}
}

/** A Multi-AZ DB cluster has its standbys in other zones always; of Aurora a reader elsewhere takes over. */
function ofCluster(tier: string, {id, kind, members, pendingChanges}: DatabaseCluster): DatabaseStanding {
  const zones = new Set(members.flatMap(({zone}) => zone ?? []))
  const hasStandby = kind === 'multi-az' || zones.size > 1
  return {tier, resource: id, hasStandby, replicaCount: members.length - 1, isReplica: false, pendingChanges}
}

/** When the software of a tier last changed: the last deployment of a service, the launch template of a group. */
export function deploymentOf({tier, config, raw}: Seen): Deployment[] {
  if (config.kind === 'ecs') {
    const service = raw.services.find((one) => String(one['serviceArn']).endsWith(`/${config.resource}`))
    const deployments = (service?.['deployments'] ?? []) as AwsObject[]
    const at = timeOf(deployments.find((one) => one['status'] === 'PRIMARY') ?? {}, 'createdAt')
    return at === null ? [] : [{tier, at, because: `last deployment of ${config.resource}`}]
  }
  if (config.kind !== 'asg') return []
  const group = raw.autoScalingGroups.find((one) => one['AutoScalingGroupName'] === config.resource)
  const used = JSON.stringify(group ?? {})
  const times = raw.launchTemplates
    .filter((one) => typeof one['LaunchTemplateId'] === 'string' && used.includes(`"${one['LaunchTemplateId']}"`))
    .flatMap((one) => timeOf(one, 'CreateTime') ?? [])
  const at = times.sort().at(-1)
  return at === undefined ? [] : [{tier, at, because: 'its launch template'}]
}

/** Policies of predictive scaling that a tier has. */
export function predictiveOf({tier, config, raw}: Seen): Predictive[] {
  if (config.kind !== 'asg' && config.kind !== 'ecs') return []
  const own =
    config.kind === 'asg'
      ? raw.autoScalingPolicies.filter((one) => one['AutoScalingGroupName'] === config.resource)
      : raw.scalingPolicies.filter((one) => one['ResourceId'] === `service/${config.resource}`)
  return own
    .filter((one) => one['PolicyType'] === 'PredictiveScaling')
    .map((one) => {
      const settings = (one['PredictiveScalingConfiguration'] ??
        one['PredictiveScalingPolicyConfiguration'] ??
        {}) as AwsObject
      const mode = typeof settings['Mode'] === 'string' ? settings['Mode'] : null
      const raisesMaximum = mode !== 'ForecastOnly' && settings['MaxCapacityBreachBehavior'] === 'IncreaseMaxCapacity'
      return {tier, policy: String(one['PolicyName']), mode, raisesMaximum}
    })
}
