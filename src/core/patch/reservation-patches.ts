import type {DraftPatch} from '../../documents/patch.js'

/**
 * The call that reserves LCUs at a load balancer that has none reserved, and the one that gives them up. They are
 * charged until then, used or not.
 *
 * `lcuCount` is 100 at least.
 *
 * @source https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyCapacityReservation.html
 */
export function lcuPatch({
  tier,
  balancer,
  lcuCount,
}: {
  tier: string
  balancer: {name: string; arn: string}
  lcuCount: number
}): DraftPatch {
  const call = (input: object) => ({
    service: 'elasticloadbalancing' as const,
    operation: 'ModifyCapacityReservation',
    input: {LoadBalancerArn: balancer.arn, ...input},
  })
  const MinimumLoadBalancerCapacity = {CapacityUnits: lcuCount}
  return {
    id: `${tier}-lcu`,
    tier,
    resource: balancer.name,
    summary: `LCU reservation none → ${lcuCount}`,
    route: 'automatic',
    request: call({MinimumLoadBalancerCapacity}),
    before: {MinimumLoadBalancerCapacity: null},
    after: {MinimumLoadBalancerCapacity},
    undo: call({ResetCapacityReservation: true}),
    ends: 'restore',
  }
}

/**
 * The call that reserves instances of a type in one zone, from when it is sent until the window's end, and the one that
 * cancels it. AWS gives its id only then, so it is known by a tag, which the undo names in place of the id. The token
 * makes the same call the same reservation, however often it is sent. It ends by itself at `endAt`, so that what nobody
 * restores is not billed for ever.
 *
 * `instanceCount` is for this zone; `platform` is AWS's InstancePlatform.
 *
 * @source https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCapacityReservation.html
 * @source https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
export function instancePatch({
  tier,
  resource,
  planId,
  instanceType,
  zone,
  instanceCount,
  endAt,
}: {
  tier: string
  resource: string
  planId: string
  instanceType: string
  zone: string
  instanceCount: number
  endAt: string
}): DraftPatch {
  const tag = `${planId}-${tier}-${zone}`
  const held = {InstanceType: instanceType, AvailabilityZone: zone, TotalInstanceCount: instanceCount}
  return {
    id: `${tier}-reservation-${zone}`,
    tier,
    resource,
    summary: `reserve ${instanceCount} ${instanceType} in ${zone}`,
    route: 'automatic',
    request: {
      service: 'ec2',
      operation: 'CreateCapacityReservation',
      input: {
        ClientToken: `ecom-plan-${tag}`.slice(0, 64),
        InstanceType: instanceType,
        InstancePlatform: 'Linux/UNIX',
        AvailabilityZone: zone,
        InstanceCount: instanceCount,
        InstanceMatchCriteria: 'open',
        EndDateType: 'limited',
        EndDate: endAt,
        TagSpecifications: [{ResourceType: 'capacity-reservation', Tags: [{Key: 'ecom-plan', Value: tag}]}],
      },
    },
    before: {CapacityReservation: null},
    after: {CapacityReservation: held},
    undo: {
      service: 'ec2',
      operation: 'CancelCapacityReservation',
      input: {CapacityReservationId: `tag:ecom-plan=${tag}`},
    },
    ends: 'restore',
  }
}

/**
 * The call that asks for a higher quota. It asks and grants nothing: AWS answers in its own time, and what it grants
 * stays, which costs nothing.
 *
 * @source https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestServiceQuotaIncrease.html
 */
export function quotaPatch({
  label,
  serviceCode,
  quotaCode,
  limitCount,
  toCount,
}: {
  /** What it counts, at the head of a sentence: `EC2 vCPU`. */
  label: string
  serviceCode: string
  quotaCode: string
  limitCount: number
  toCount: number
}): DraftPatch {
  return {
    id: `quota-${quotaCode}`,
    tier: 'quota',
    resource: quotaCode,
    summary: `${label} quota ${limitCount} → ${toCount}`,
    route: 'automatic',
    request: {
      service: 'servicequotas',
      operation: 'RequestServiceQuotaIncrease',
      input: {ServiceCode: serviceCode, QuotaCode: quotaCode, DesiredValue: toCount},
    },
    before: {DesiredValue: null},
    after: {DesiredValue: toCount},
    undo: {impossible: 'a granted quota stays; there is nothing to undo'},
    ends: 'never',
  }
}
