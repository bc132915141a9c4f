import {rdsClass} from '../../catalog/rds-classes.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {Watched} from '../../documents/readiness-facts.js'
import type {Seen} from './tiers-of.js'

type TierOf<Kind extends TierConfig['kind']> = Extract<TierConfig, {kind: Kind}>
type Here = Pick<Seen, 'here'>

const nothing = {otherDimensions: [], targetGroups: [], maxCount: null, memoryGib: null, provisionedIops: null}

/** What alarms should watch of a tier: nothing of a dependency, whose metrics the config names itself. */
export function watchedOf({tier, config, here}: Seen): Watched[] {
  if (config.kind === 'dependency') return []
  if (config.kind === 'asg') return [{...nothing, tier, ...ofGroup(config, {here})}]
  if (config.kind === 'ecs') return [{...nothing, tier, ...ofService(config, {here})}]
  if (config.kind === 'rds') return [{...nothing, tier, ...ofInstance(config, {here})}]
  return [{...nothing, tier, ...ofCluster(config, {here})}]
}

type Own = Pick<Watched, 'kind' | 'resource' | 'dimensions'> & Partial<Watched>

function ofGroup({resource}: TierOf<'asg'>, {here}: Here): Own {
  const group = here.autoScalingGroups.find(({name}) => name === resource)
  return {
    kind: 'asg',
    resource,
    dimensions: {AutoScalingGroupName: resource},
    targetGroups: targetsOf(group?.targetGroups ?? [], here),
    maxCount: group === undefined ? null : Math.max(group.maxCount, group.live?.maxCount ?? 0),
  }
}

function ofService({resource}: TierOf<'ecs'>, {here}: Here): Own {
  const [ClusterName = '', ServiceName = ''] = resource.split('/')
  const service = here.ecsServices.find(({cluster, name}) => cluster === ClusterName && name === ServiceName)
  return {
    kind: 'ecs',
    resource,
    dimensions: {ClusterName, ServiceName},
    targetGroups: targetsOf(service?.targetGroups ?? [], here),
    maxCount: service === undefined ? null : Math.max(service.maxCount ?? 0, service.live?.maxCount ?? 0),
  }
}

function ofInstance({resource}: TierOf<'rds'>, {here}: Here): Own {
  const database = here.databases.find(({id}) => id === resource)
  return {
    kind: 'rds',
    resource,
    dimensions: {DBInstanceIdentifier: resource},
    memoryGib: memoryOf(database?.class),
    provisionedIops: database?.provisionedIops ?? null,
  }
}

/** Alarms may watch the cluster or its instances. */
function ofCluster({resource}: TierOf<'aurora' | 'rds-cluster'>, {here}: Here): Own {
  const members = here.databaseClusters?.find(({id}) => id === resource)?.members ?? []
  return {
    kind: 'aurora',
    resource,
    dimensions: {DBClusterIdentifier: resource},
    otherDimensions: members.map(({id}) => ({DBInstanceIdentifier: id})),
    memoryGib: memoryOf(members.find(({isWriter}) => isWriter)?.class),
  }
}

function memoryOf(name: string | null | undefined): number | null {
  return name == null ? null : (rdsClass(name)?.memoryGib ?? null)
}

function targetsOf(names: readonly string[], here: Seen['here']): Watched['targetGroups'] {
  return here.targetGroups
    .filter(({name}) => names.includes(name))
    .map(({dimension, loadBalancers}) => ({
      dimension,
      loadBalancers: here.loadBalancers.filter(({name}) => loadBalancers.includes(name)).map((one) => one.dimension),
    }))
}
