import type {TierConfig} from '../../documents/config-tier.js'
import type {AutoScalingGroup, Database, EcsService, Inventory} from '../../documents/inventory.js'
import {resourceNotFound} from '../../documents/resource-not-found.js'

/** Who asks for a resource: a tier by its name in the config, or the config itself. */
type Asker = {tierName: string; inventory: Inventory}
type TierOf<K extends TierConfig['kind']> = Extract<TierConfig, {kind: K}>

/** The Auto Scaling group that a tier names. Throws RESOURCE_NOT_FOUND with the nearest names, like all in this file. */
export function findAutoScalingGroup({tierName, tier, inventory}: Asker & {tier: TierOf<'asg'>}): AutoScalingGroup {
  const found = inventory.autoScalingGroups.find((group) => group.name === tier.resource)
  const names = inventory.autoScalingGroups.map((group) => group.name)
  return (
    found ?? missing({asker: `tier ${tierName}`, kind: 'Auto Scaling group', name: tier.resource, names, inventory})
  )
}

/** The ECS service `cluster/service` that a tier names. */
export function findEcsService({tierName, tier, inventory}: Asker & {tier: TierOf<'ecs'>}): EcsService {
  const nameOf = (service: EcsService) => `${service.cluster}/${service.name}`
  const found = inventory.ecsServices.find((service) => nameOf(service) === tier.resource)
  const names = inventory.ecsServices.map(nameOf)
  return found ?? missing({asker: `tier ${tierName}`, kind: 'ECS service', name: tier.resource, names, inventory})
}

/** The RDS instance that a tier names. */
export function findDatabase({tierName, tier, inventory}: Asker & {tier: TierOf<'rds'>}): Database {
  const found = inventory.databases.find((database) => database.id === tier.resource)
  const names = inventory.databases.map((database) => database.id)
  return found ?? missing({asker: `tier ${tierName}`, kind: 'RDS instance', name: tier.resource, names, inventory})
}

/**
 * The target group that counts a tier's requests: the one that the config names, else the resource's only one. Null
 * when it cannot be told, or when no load balancer sends to it. `attached` are the resource's own target groups.
 */
export function findTargetGroup({
  tierName,
  wanted,
  attached,
  inventory,
}: Asker & {wanted: string | undefined; attached: readonly string[]}): {dimension: string; balancer: string} | null {
  const name = wanted ?? (attached.length === 1 ? attached[0] : undefined)
  if (name === undefined) return null
  const group = inventory.targetGroups.find((candidate) => candidate.name === name)
  const names = inventory.targetGroups.map((candidate) => candidate.name)
  if (!group) return missing({asker: `tier ${tierName}`, kind: 'target group', name, names, inventory})
  // AWS lets one load balancer at most send to a target group.
  const [balancer] = group.loadBalancers
  if (balancer === undefined) return null
  return {
    dimension: group.dimension,
    balancer: findLoadBalancer({name: balancer, asker: `target group ${name}`, inventory}).dimension,
  }
}

/** The load balancer of that name. `asker` says who names it: `loadBalancer` for the key of the config. */
export function findLoadBalancer({name, asker, inventory}: {name: string; asker: string; inventory: Inventory}) {
  const found = inventory.loadBalancers.find((balancer) => balancer.name === name)
  const names = inventory.loadBalancers.map((balancer) => balancer.name)
  return found ?? missing({asker, kind: 'load balancer', name, names, inventory})
}

function missing({
  inventory,
  ...asked
}: {
  asker: string
  kind: string
  name: string
  names: readonly string[]
  inventory: Inventory
}): never {
  throw resourceNotFound({...asked, account: inventory.account, region: inventory.region})
}
