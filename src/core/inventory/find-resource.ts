import type {TierConfig} from '../../documents/config-tier.js'
import type {AutoScalingGroup, Database, DatabaseCluster, EcsService, Inventory} from '../../documents/inventory.js'
import {resourceNotFound} from '../../documents/resource-not-found.js'
import {PlanError} from '../../errors.js'
import {inventoryFor} from './place.js'

/** Who asks for a resource: a tier by its name in the config, or the config itself. */
type Asker = {tierName: string; inventory: Inventory}
type TierOf<K extends TierConfig['kind']> = Extract<TierConfig, {kind: K}>

/** The Auto Scaling group that a tier names. Throws what theOne throws, like all in this file. */
export function findAutoScalingGroup({
  tierName,
  tier,
  inventory: all,
}: Asker & {tier: TierOf<'asg'>}): AutoScalingGroup {
  const inventory = inventoryFor({tierName, tier, inventory: all})
  const asked = {asker: `tier ${tierName}`, kind: 'Auto Scaling group', name: tier.resource, inventory}
  return theOne({...asked, candidates: inventory.autoScalingGroups, nameOf: (group) => group.name})
}

/** The ECS service `cluster/service` that a tier names. */
export function findEcsService({tierName, tier, inventory: all}: Asker & {tier: TierOf<'ecs'>}): EcsService {
  const inventory = inventoryFor({tierName, tier, inventory: all})
  const nameOf = (service: EcsService) => `${service.cluster}/${service.name}`
  const asked = {asker: `tier ${tierName}`, kind: 'ECS service', name: tier.resource, inventory}
  return theOne({...asked, candidates: inventory.ecsServices, nameOf})
}

/** The RDS instance that a tier names. Throws KIND_WRONG too, where the name is that of a cluster. */
export function findDatabase({tierName, tier, inventory: all}: Asker & {tier: TierOf<'rds'>}): Database {
  const inventory = inventoryFor({tierName, tier, inventory: all})
  const cluster = inventory.databaseClusters?.find(({id}) => id === tier.resource)
  if (cluster !== undefined) throw wrongKind(tierName, tier.kind, cluster)
  const asked = {asker: `tier ${tierName}`, kind: 'RDS instance', name: tier.resource, inventory}
  return theOne({...asked, candidates: inventory.databases, nameOf: (database) => database.id})
}

/**
 * The cluster that a tier names. Throws KIND_WRONG too, where the cluster is of the other kind, or the name is that of
 * one of its instances.
 */
export function findCluster({
  tierName,
  tier,
  inventory: all,
}: Asker & {tier: TierOf<'aurora' | 'rds-cluster'>}): DatabaseCluster {
  const inventory = inventoryFor({tierName, tier, inventory: all})
  const clusters = inventory.databaseClusters ?? []
  const instance = inventory.databases.find(({id}) => id === tier.resource)
  if (instance !== undefined) throw instanceNamed(tierName, tier, instance)
  const asked = {asker: `tier ${tierName}`, kind: 'database cluster', name: tier.resource, inventory}
  const cluster = theOne({...asked, candidates: clusters, nameOf: ({id}) => id})
  if (tier.kind === tierKind(cluster)) return cluster
  throw wrongKind(tierName, tier.kind, cluster)
}

const tierKind = (cluster: DatabaseCluster) => (cluster.kind === 'aurora' ? 'aurora' : 'rds-cluster')

function wrongKind(tierName: string, named: string, cluster: DatabaseCluster): PlanError {
  const what = cluster.kind === 'aurora' ? 'an Aurora cluster' : 'a Multi-AZ DB cluster'
  return new PlanError('config', 'KIND_WRONG', `tier ${tierName} is of kind ${named}, and ${cluster.id} is ${what}`, {
    suggestions: [`write {kind: ${tierKind(cluster)}, resource: ${cluster.id}}`],
    place: {file: 'ecom-plan.yaml', field: `tiers.${tierName}.kind`},
  })
}

function instanceNamed(tierName: string, tier: TierOf<'aurora' | 'rds-cluster'>, instance: Database): PlanError {
  const {cluster} = instance
  const what = cluster === undefined ? 'an RDS instance and no cluster' : `an instance of the cluster ${cluster}`
  const entry =
    cluster === undefined ? `{kind: rds, resource: ${instance.id}}` : `{kind: ${tier.kind}, resource: ${cluster}}`
  return new PlanError('config', 'KIND_WRONG', `tier ${tierName} names ${instance.id}, which is ${what}`, {
    suggestions: [`write ${entry}`],
    place: {file: 'ecom-plan.yaml', field: `tiers.${tierName}.resource`},
  })
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
  const asked = {asker: `tier ${tierName}`, kind: 'target group', name, inventory}
  const group = theOne({...asked, candidates: inventory.targetGroups, nameOf: (candidate) => candidate.name})
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
  const asked = {asker, kind: 'load balancer', name, inventory}
  return theOne({...asked, candidates: inventory.loadBalancers, nameOf: (balancer) => balancer.name})
}

/** The candidate of that name. Throws RESOURCE_NOT_FOUND for none, and RESOURCE_TWICE for more than one. */
function theOne<T>({
  asker,
  kind,
  name,
  candidates,
  nameOf,
  inventory,
}: {
  asker: string
  kind: string
  name: string
  candidates: readonly T[]
  nameOf: (candidate: T) => string
  inventory: Inventory
}): T {
  const {account, region} = inventory
  const [found, second] = candidates.filter((candidate) => nameOf(candidate) === name)
  if (found === undefined) throw resourceNotFound({asker, kind, name, names: candidates.map(nameOf), account, region})
  if (second === undefined) return found
  const message = `${asker} names ${kind} ${name}, and the estate of account ${account} in ${region} has two of that name`
  throw new PlanError('data', 'RESOURCE_TWICE', message, {
    suggestions: ['leave one of them in the estate file', 'or read it live: inventory: {source: aws}'],
  })
}
