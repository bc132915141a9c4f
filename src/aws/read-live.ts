import type {Patch} from '../documents/patch.js'
import type {AwsObject} from '../documents/snapshot.js'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'
import {objectOf, textOf} from './snapshot-fields.js'

/** Per patch id, the live value of each field that the patch's `before` names. */
export type LiveFields = Record<string, Record<string, unknown>>

/**
 * What the fields that patches would change hold now; the other half of `patch.before`.
 *
 * Reads only the resources that the patches name, each once, and changes nothing. A field without a value is null, and
 * so are a scheduled action that does not exist and the limits of a service that is not registered. Of an existing
 * scheduled action the fields that `before` lists are given, or all that say what it does when `before` knows of none.
 * Throws RESOURCE_NOT_FOUND when a group or database is gone, PATCH_UNKNOWN for a call that cannot be compared.
 */
export async function readLive({
  clients,
  patches,
}: {
  clients: AwsClients
  patches: readonly Patch[]
}): Promise<LiveFields> {
  const seen = new Map<string, Promise<AwsObject[]>>()
  const live: LiveFields = {}
  for (const patch of patches) {
    const {service, operation} = patch.request
    const comparable = comparables[`${service}:${operation}`]
    if (!comparable) throw unknownPatch(patch)
    const [key, read] = comparable.source(clients, patch.request.input)
    const elements = seen.get(key) ?? read()
    seen.set(key, elements)
    live[patch.id] = comparable.fields(patch, await elements)
  }
  return live
}

type Comparable = {
  /** Where the live values are read, with a key that is the same for the same read. */
  source: (clients: AwsClients, input: AwsObject) => [key: string, read: () => Promise<AwsObject[]>]
  fields: (patch: Patch, elements: AwsObject[]) => Record<string, unknown>
}

const comparables: Record<string, Comparable> = {
  'autoscaling:UpdateAutoScalingGroup': {
    source: (clients, input) => {
      const name = textOf(input, 'AutoScalingGroupName')
      return [
        `group ${name}`,
        async () => (await import('./read-auto-scaling.js')).readAutoScalingGroups(clients, [name]),
      ]
    },
    fields: (patch, [group]) => pick(patch.before, group ?? missing(patch)),
  },
  'autoscaling:PutScheduledUpdateGroupAction': {
    source: (clients, input) => {
      const name = textOf(input, 'AutoScalingGroupName')
      return [
        `actions of group ${name}`,
        async () => (await import('./read-auto-scaling.js')).readGroupScheduledActions(clients, name),
      ]
    },
    fields: (patch, actions) =>
      actionOf(patch, actions, [
        'StartTime',
        'EndTime',
        'Recurrence',
        'TimeZone',
        'MinSize',
        'MaxSize',
        'DesiredCapacity',
      ]),
  },
  'application-autoscaling:RegisterScalableTarget': {
    source: (clients, input) => {
      const resource = textOf(input, 'ResourceId')
      return [
        `target ${resource}`,
        async () =>
          input['ServiceNamespace'] === 'rds'
            ? (await import('./read-db-clusters.js')).readReaderTargets(clients, [resource])
            : (await import('./read-service-scaling.js')).readScalableTargets(clients, [resource]),
      ]
    },
    fields: (patch, [target]) => pick(patch.before, target ?? {}),
  },
  'application-autoscaling:PutScheduledAction': {
    source: (clients, input) => {
      const resource = textOf(input, 'ResourceId')
      return [
        `actions of ${resource}`,
        async () => (await import('./read-service-scaling.js')).readServiceScheduledActions(clients, resource),
      ]
    },
    fields: (patch, actions) =>
      actionOf(patch, actions, ['Schedule', 'Timezone', 'StartTime', 'EndTime', 'ScalableTargetAction']),
  },
  'rds:ModifyDBInstance': {
    source: (clients, input) => {
      const id = textOf(input, 'DBInstanceIdentifier')
      return [`database ${id}`, async () => (await import('./read-rds.js')).readDbInstances(clients, [id])]
    },
    fields: (patch, [database]) => pick(patch.before, database ?? missing(patch)),
  },
  'rds:ModifyDBCluster': {
    source: (clients, input) => {
      const id = textOf(input, 'DBClusterIdentifier')
      return [`cluster ${id}`, async () => (await import('./read-db-clusters.js')).readDbClusters(clients, [id])]
    },
    fields: (patch, [cluster]) => pick(patch.before, cluster ?? missing(patch)),
  },
  // An instance that is yet to be: the name has to be free.
  'rds:CreateDBInstance': {
    source: (clients, input) => {
      const id = textOf(input, 'DBInstanceIdentifier')
      return [`database ${id}`, async () => (await import('./read-rds.js')).readDbInstances(clients, [id])]
    },
    fields: (patch, [database]) => pick(patch.before, database ?? {}),
  },
}

function actionOf(patch: Patch, actions: AwsObject[], content: string[]): {ScheduledAction: AwsObject | null} {
  const name = textOf(patch.request.input, 'ScheduledActionName')
  const action = actions.find((candidate) => textOf(candidate, 'ScheduledActionName') === name)
  if (!action) return {ScheduledAction: null}
  const before = objectOf(patch.before, 'ScheduledAction')
  const present = Object.fromEntries(content.filter((field) => field in action).map((field) => [field, action[field]]))
  return {ScheduledAction: Object.keys(before).length > 0 ? pick(before, action) : present}
}

function pick(before: AwsObject, live: AwsObject): AwsObject {
  return Object.fromEntries(Object.keys(before).map((field) => [field, live[field] ?? null]))
}

function missing(patch: Patch): never {
  throw new PlanError(
    'aws',
    'RESOURCE_NOT_FOUND',
    `patch ${patch.id} changes ${patch.resource}, which no longer exists`,
    {suggestions: ['make a new plan from the estate as it is now']},
  )
}

function unknownPatch(patch: Patch): PlanError {
  const {service, operation} = patch.request
  return new PlanError(
    'refused',
    'PATCH_UNKNOWN',
    `patch ${patch.id} calls ${service}:${operation}, whose live state this version of ecom-plan cannot compare`,
    {suggestions: ['make the plan anew with this version of ecom-plan']},
  )
}
