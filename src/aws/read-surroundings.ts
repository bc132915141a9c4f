import type {AwsObject, Snapshot, Surroundings} from '../documents/snapshot.js'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'
import {subnetsOf, templatesOf} from './read-placing.js'
import {objectOf, objectsOf, textOf} from './snapshot-fields.js'

/** What could not be read for want of a permission, and what is therefore absent. */
export type SurroundingsWarning = {code: string; message: string}

/**
 * What lies around the estate of a snapshot, for pull to keep: warm pools, launch templates and last activities of its
 * groups, subnets and free addresses, ECS clusters, database clusters, changed parameters, pending maintenance,
 * reserved load balancer capacity, and the distribution that the config names.
 *
 * A plan can do without each of these, so a denied permission is a warning and an empty list; every other failure is
 * thrown as `explainFailure` words it.
 */
export async function readSurroundings({
  clients,
  snapshot,
  distribution,
}: {
  clients: AwsClients
  snapshot: Snapshot
  /** Id of the distribution to keep, if any. */
  distribution: string | null
}): Promise<{surroundings: Surroundings; warnings: SurroundingsWarning[]}> {
  const warnings: SurroundingsWarning[] = []
  const optional = optionalRead(warnings)
  const groups = snapshot.autoScalingGroups
  const names = groups.map((group) => textOf(group, 'AutoScalingGroupName'))
  const around = groups.length > 0 ? await import('./read-group-surroundings.js') : null
  const databases = snapshot.dbInstances.length > 0 ? await import('./read-rds-surroundings.js') : null
  const balancing = snapshot.loadBalancers.length > 0 ? await import('./read-capacity-reservations.js') : null
  const clusters = unique(snapshot.services.map((service) => textOf(service, 'clusterArn')))
  const subnets = subnetsOf(snapshot)
  const pooled = groups
    .filter((group) => Object.keys(objectOf(group, 'WarmPoolConfiguration')).length > 0)
    .map((group) => textOf(group, 'AutoScalingGroupName'))
  const surroundings: Surroundings = {
    warmPools: around === null ? [] : await optional(() => around.readWarmPools(clients, pooled)),
    scalingActivities: around === null ? [] : await optional(() => around.readScalingActivities(clients, names)),
    launchTemplates:
      around === null ? [] : await optional(() => around.readLaunchTemplates(clients, templatesOf(groups))),
    containerInstances: snapshot.containerInstances,
    subnets:
      subnets.length === 0 || snapshot.subnets.length > 0
        ? snapshot.subnets
        : await optional(async () => (await import('./read-network.js')).readSubnets(clients, subnets)),
    clusters:
      clusters.length === 0
        ? []
        : await optional(async () => (await import('./read-ecs-estate.js')).readClusters(clients, clusters)),
    dbClusters: databases === null ? [] : await optional(() => readClustersOf(clients, snapshot)),
    dbParameters:
      databases === null
        ? []
        : await optional(() => databases.readChangedParameters(clients, parameterGroupsOf(snapshot))),
    pendingMaintenance: databases === null ? [] : await optional(() => databases.readPendingMaintenance(clients)),
    capacityReservations:
      balancing === null
        ? []
        : await optional(() => balancing.readCapacityReservations(clients, applicationBalancers(snapshot))),
    distributions: distribution === null ? [] : await optional(() => readDistribution(clients, distribution)),
  }
  return {surroundings, warnings}
}

function optionalRead(warnings: SurroundingsWarning[]) {
  return async (read: () => Promise<AwsObject[]>): Promise<AwsObject[]> => {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof PlanError) || error.code !== 'ACCESS_DENIED') throw error
      warnings.push({code: error.code, message: `${error.message}, so it is not kept; a plan can do without it`})
      return []
    }
  }
}

async function readClustersOf(clients: AwsClients, {dbInstances}: Snapshot): Promise<AwsObject[]> {
  const names = named(dbInstances, 'DBClusterIdentifier')
  return names.length === 0 ? [] : (await import('./read-db-clusters.js')).readDbClusters(clients, names)
}

async function readDistribution(clients: AwsClients, id: string): Promise<AwsObject[]> {
  const {readAllDistributions} = await import('./read-distributions.js')
  return (await readAllDistributions(clients)).filter((one) => textOf(one, 'Id') === id)
}

function parameterGroupsOf({dbInstances}: Snapshot): string[] {
  const groups = dbInstances.flatMap((database) => objectsOf(database, 'DBParameterGroups'))
  // A default group cannot be changed: nothing in it is the user's.
  return named(groups, 'DBParameterGroupName').filter((name) => !name.startsWith('default.'))
}

const applicationBalancers = ({loadBalancers}: Snapshot) =>
  named(
    loadBalancers.filter((one) => one['Type'] === 'application'),
    'LoadBalancerArn',
  )

const named = (list: readonly AwsObject[], field: string) => unique(list.map((one) => textOf(one, field)))
const unique = (names: readonly string[]) => [...new Set(names)].filter((name) => name !== '')
