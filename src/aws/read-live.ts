import type {AwsRequest, Fields} from '../documents/patch.js'
import type {AwsObject} from '../documents/snapshot.js'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'
import type {Comparable, Comparables, LivePatch} from './comparable.js'
import {liveDatabases} from './live-databases.js'
import {liveEcs} from './live-ecs.js'
import {liveGroups} from './live-groups.js'
import {liveBalancers, liveInstances, liveQuotas} from './live-reservations.js'
import {liveServiceScaling} from './live-service-scaling.js'

/** Per patch id, the live value of each field that the patch's `before` names. */
export type LiveFields = Record<string, Fields>

/**
 * What the fields that patches would change hold now; the other half of `patch.before`. An undo is read as a patch whose
 * call it is, with `before` and `after` the other way round.
 *
 * Reads only the resources that the patches name, each once, and changes nothing. A field without a value is null, and
 * so are a scheduled action, a policy, a pool, an instance or a reservation that does not exist and the limits of a
 * service that is not registered. Throws RESOURCE_NOT_FOUND when what is to be changed is gone, PATCH_UNKNOWN for a call
 * that cannot be compared.
 */
export async function readLive({
  clients,
  patches,
}: {
  clients: AwsClients
  patches: readonly LivePatch[]
}): Promise<LiveFields> {
  const compared = patches.map((patch) => ({patch, comparable: comparableOf(patch)}))
  const seen = new Map<string, Promise<AwsObject[]>>()
  const live: LiveFields = {}
  for (const {patch, comparable} of compared) {
    const [key, read] = comparable.source(clients, patch.request.input)
    const elements = seen.get(key) ?? read()
    seen.set(key, elements)
    live[patch.id] = comparable.fields(patch, await elements)
  }
  return live
}

const comparables: Readonly<Record<AwsRequest['service'], Comparables>> = {
  autoscaling: liveGroups,
  'application-autoscaling': liveServiceScaling,
  ec2: liveInstances,
  ecs: liveEcs,
  elasticloadbalancing: liveBalancers,
  rds: liveDatabases,
  servicequotas: liveQuotas,
}

function comparableOf({id, request: {service, operation}}: LivePatch): Comparable {
  const own = comparables[service]
  const comparable = Object.hasOwn(own, operation) ? own[operation] : undefined
  if (comparable !== undefined) return comparable
  throw new PlanError(
    'refused',
    'PATCH_UNKNOWN',
    `patch ${id} calls ${service}:${operation}, whose live state this version of ecom-plan cannot compare`,
    {suggestions: ['make the plan anew with this version of ecom-plan']},
  )
}
