import type {Config} from '../documents/config.js'
import type {TierConfig} from '../documents/config-tier.js'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'

/** What scales the tiers of a config, each list the elements of one API's reply; resources that are gone are left out. */
export type ScalingState = {
  groups: AwsObject[]
  groupPolicies: AwsObject[]
  groupActions: AwsObject[]
  services: AwsObject[]
  targets: AwsObject[]
  targetPolicies: AwsObject[]
  targetActions: AwsObject[]
}

/**
 * Limits, policies and scheduled actions of the groups, services and readers of clusters that a config names, as AWS has
 * them now. Reads only those and changes nothing. Unlike a snapshot it leaves out what is gone: `status` says so.
 */
export async function readScalingState({
  clients,
  config,
}: {
  clients: AwsClients
  config: Config
}): Promise<ScalingState> {
  return {...(await ofGroups(clients, namesOf(config, 'asg'))), ...(await ofTargets(clients, config))}
}

async function ofGroups(
  clients: AwsClients,
  names: readonly string[],
): Promise<Pick<ScalingState, 'groups' | 'groupPolicies' | 'groupActions'>> {
  if (names.length === 0) return {groups: [], groupPolicies: [], groupActions: []}
  const {readAutoScalingGroups, readGroupScaling} = await import('./read-auto-scaling.js')
  const groups = await readAutoScalingGroups(clients, names)
  const found = groups.map((group) => String(group['AutoScalingGroupName']))
  const scaling = await readGroupScaling(clients, found)
  return {
    groups,
    groupPolicies: scaling.autoScalingPolicies,
    groupActions: scaling.autoScalingScheduledActions,
  }
}

async function ofTargets(
  clients: AwsClients,
  config: Config,
): Promise<Pick<ScalingState, 'services' | 'targets' | 'targetPolicies' | 'targetActions'>> {
  const state = {...noTargets}
  const names = namesOf(config, 'ecs')
  if (names.length > 0) {
    const {readServices} = await import('./read-ecs.js')
    const {readServiceScaling} = await import('./read-service-scaling.js')
    for (const cluster of new Set(names.map((name) => name.split('/')[0] ?? ''))) {
      const here = names.filter((name) => name.startsWith(`${cluster}/`))
      const found = await readServices(
        clients,
        cluster,
        here.map((name) => name.slice(cluster.length + 1)),
      )
      state.services = [...state.services, ...found]
    }
    const scaling = await readServiceScaling(
      clients,
      names.map((name) => `service/${name}`),
    )
    state.targets = scaling.scalableTargets
    state.targetPolicies = scaling.scalingPolicies
    state.targetActions = scaling.scheduledActions
  }
  const clusters = namesOf(config, 'aurora')
  if (clusters.length === 0) return state
  const {readReaderScaling} = await import('./read-db-clusters.js')
  const readers = await readReaderScaling(clients, clusters)
  state.targets = [...state.targets, ...readers.scalableTargets]
  state.targetPolicies = [...state.targetPolicies, ...readers.scalingPolicies]
  return state
}

const noTargets: Pick<ScalingState, 'services' | 'targets' | 'targetPolicies' | 'targetActions'> = {
  services: [],
  targets: [],
  targetPolicies: [],
  targetActions: [],
}

function namesOf({tiers}: Config, kind: Exclude<TierConfig['kind'], 'dependency'>): string[] {
  const names = Object.values(tiers).flatMap((tier) =>
    tier.kind !== 'dependency' && tier.kind === kind ? [tier.resource] : [],
  )
  return [...new Set(names)]
}
