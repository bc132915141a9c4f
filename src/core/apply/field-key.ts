import type {AwsRequest} from '../../documents/patch.js'

/** Inputs by which AWS knows a resource; a call names it by one or more of them. */
const names = [
  'AutoScalingGroupName',
  'PolicyName',
  'ScheduledActionName',
  'ServiceNamespace',
  'ResourceId',
  'ScalableDimension',
  'DBInstanceIdentifier',
  'DBClusterIdentifier',
  'LoadBalancerArn',
  'CapacityReservationId',
  'ClientToken',
  'ServiceCode',
  'QuotaCode',
  'cluster',
  'service',
  'name',
] as const

/** Parts of a resource whose fields are called as the resource's own. */
const parts: Readonly<Record<string, string>> = {PutWarmPool: 'warm pool', DeleteWarmPool: 'warm pool'}

/**
 * One field of one resource as a key: `account/region`, service, what the request names, field. Requests of different
 * operations that change one field have one key. `place` is `account/region`; `resource` stands in where a request
 * names nothing, such as one that makes something new.
 */
export function fieldKey({
  place,
  request,
  resource,
  field,
}: {
  place: string
  request: AwsRequest
  resource: string
  field: string
}): string {
  const {service, operation, input} = request
  const named = names.flatMap((name) => (typeof input[name] === 'string' ? [`${name}=${input[name]}`] : []))
  const part = parts[operation]
  const whole = [place, service, ...(named.length === 0 ? [resource] : named), ...(part === undefined ? [] : [part])]
  return JSON.stringify([...whole, field])
}
