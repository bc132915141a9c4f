import type {AutoScalingGroup, EcsService, Inventory} from '../../documents/inventory.js'
import type {AwsRequest} from '../../documents/patch.js'
import type {ScheduledAction} from '../../documents/scaling-policy.js'
import {type Claim, restOf} from '../apply/claims.js'
import {fieldKey} from '../apply/field-key.js'
import {claimedActions, ownActions} from '../apply/own-actions.js'
import {restingMinimum} from '../apply/resting-minimum.js'
import {instantOf} from '../series/zone.js'
import {placeName} from './place.js'

type Known = {claims: readonly Claim[]; place: string; atS: number; latenessS: number}

/**
 * The estate as it would be without any action of ecom-plan: minima and maxima of groups and services at rest, what AWS
 * has now beside them (`live`) where that is another. A plan that is made while another event's is in force is sized
 * from the former, and its calls start from the latter.
 *
 * `claims` are what live patches hold; without them minima are still known from the names of our scheduled actions, and
 * maxima are taken as they are. `latenessS` is how late AWS may run a scheduled action. Times are those of the capture.
 */
export function restInventory({
  inventory,
  claims,
  latenessS,
}: {
  inventory: Inventory
  claims: readonly Claim[]
  latenessS: number
}): Inventory {
  const {elsewhere, ...here} = inventory
  const rest = <Place extends Omit<Inventory, 'elsewhere'>>(one: Place): Place => {
    const known = {claims, place: placeName(one), atS: instantOf(one.capturedAt), latenessS}
    return {
      ...one,
      autoScalingGroups: one.autoScalingGroups.map((group) => restGroup(group, known)),
      ecsServices: one.ecsServices.map((service) => restService(service, known)),
    }
  }
  return {...rest(here), ...(elsewhere === undefined ? {} : {elsewhere: elsewhere.map(rest)})}
}

function restGroup(group: AutoScalingGroup, known: Known): AutoScalingGroup {
  const {name, minCount, maxCount} = group
  const request: AwsRequest = {
    service: 'autoscaling',
    operation: 'UpdateAutoScalingGroup',
    input: {AutoScalingGroupName: name},
  }
  return atRest(group, {minCount, maxCount}, {request, resource: name, field: 'MaxSize'}, known)
}

function restService(service: EcsService, known: Known): EcsService {
  const {cluster, name, minCount, maxCount} = service
  if (minCount === null || maxCount === null) return service
  const request: AwsRequest = {
    service: 'application-autoscaling',
    operation: 'RegisterScalableTarget',
    input: {
      ServiceNamespace: 'ecs',
      ResourceId: `service/${cluster}/${name}`,
      ScalableDimension: 'ecs:service:DesiredCount',
    },
  }
  const maximum = {request, resource: `${cluster}/${name}`, field: 'MaxCapacity'}
  return atRest(service, {minCount, maxCount}, maximum, known)
}

function atRest<Scaled extends {scheduledActions: readonly ScheduledAction[]}>(
  scaled: Scaled,
  live: {minCount: number; maxCount: number},
  maximum: {request: AwsRequest; resource: string; field: string},
  {claims, place, atS, latenessS}: Known,
): Scaled {
  const key = fieldKey({place, ...maximum})
  const resting = restOf(claims.filter((claim) => claim.key === key))
  const maxCount = typeof resting === 'number' ? resting : live.maxCount
  const onIt = claims.filter((claim) => claim.place === place && claim.patch.resource === maximum.resource)
  const seen = ownActions(scaled.scheduledActions)
  const gone = claimedActions(onIt).filter(
    (action) => action.atS <= atS && !seen.some(({name}) => name === action.name),
  )
  const actions = [...gone, ...seen].sort((a, b) => a.atS - b.atS)
  const minCount = restingMinimum({actions, liveCount: live.minCount, atS, latenessS})
  return minCount === live.minCount && maxCount === live.maxCount ? scaled : {...scaled, minCount, maxCount, live}
}
