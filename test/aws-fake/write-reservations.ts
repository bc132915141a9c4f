import type {AwsObject} from '../../src/documents/snapshot.js'
import {type FakeEstate, FakeFailure, type Handler} from './estate.js'

const leastLcus = 100
const mostLcus = 15_000
const decreasesPerDay = 2
const lcuQuota = 'L-8A66D0E6'

/**
 * LCUs of load balancers: at least 100 and at most what the account's quota leaves, and lowered twice a day.
 *
 * @source https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyCapacityReservation.html
 * @source https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html
 * @source https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const writeElasticLoadBalancing: Record<string, Handler> = {
  ModifyCapacityReservation: (input, {snapshot}) => {
    const arn = input['LoadBalancerArn']
    if (!snapshot.loadBalancers.some((one) => one['LoadBalancerArn'] === arn)) {
      throw new FakeFailure('LoadBalancerNotFound', `'${arn}' not found`)
    }
    const wanted = (input['MinimumLoadBalancerCapacity'] as AwsObject | undefined)?.['CapacityUnits']
    const isReset = input['ResetCapacityReservation'] === true
    if (isReset === (wanted !== undefined)) {
      throw new FakeFailure('InvalidConfigurationRequest', 'Either a number of units or a reset, one of them.')
    }
    const known = snapshot.capacityReservations.find((one) => one['LoadBalancerArn'] === arn)
    const [units, before] = [Number(wanted ?? 0), unitsOf(known)]
    if (!isReset) checkUnits(units, snapshot.quotas)
    const left = Number(known?.['DecreaseRequestsRemaining'] ?? decreasesPerDay)
    if (!isReset && units < before && left === 0) {
      throw new FakeFailure('CapacityDecreaseRequestsLimitExceeded', 'No more decreases today.')
    }
    const kept = {
      LoadBalancerArn: arn,
      LastModifiedTime: '2026-11-20T12:00:00.000Z',
      DecreaseRequestsRemaining: !isReset && units < before ? left - 1 : left,
      ...(isReset ? {} : {MinimumLoadBalancerCapacity: {CapacityUnits: units}}),
      CapacityReservationState: isReset
        ? []
        : [{AvailabilityZone: 'us-east-1a', State: {Code: 'provisioned'}, EffectiveCapacityUnits: units}],
    }
    snapshot.capacityReservations = [...snapshot.capacityReservations.filter((one) => one !== known), kept]
    return kept
  },
}

const unitsOf = (reservation: AwsObject | undefined) =>
  Number((reservation?.['MinimumLoadBalancerCapacity'] as AwsObject | undefined)?.['CapacityUnits'] ?? 0)

/** The quota of a new account is none at all; an estate that does not say has as much as one load balancer takes. */
function checkUnits(units: number, quotas: readonly AwsObject[]): void {
  if (units < leastLcus || units > mostLcus) {
    throw new FakeFailure('InvalidConfigurationRequest', `From ${leastLcus} to ${mostLcus} units.`)
  }
  const quota = quotas.find(({QuotaCode}) => QuotaCode === lcuQuota)?.['Value']
  if (quota !== undefined && units > Number(quota)) {
    throw new FakeFailure('CapacityUnitsLimitExceeded', `More than the ${quota} units of the Region.`)
  }
}

/**
 * Reservations of instances. The same ClientToken with the same input is the same reservation, and with another an
 * error.
 *
 * @source https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCapacityReservation.html
 * @source https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
export const writeEc2: Record<string, Handler> = {
  CreateCapacityReservation: (input, estate) => {
    const {ClientToken, InstanceCount, InstanceType, EndDate, EndDateType} = input
    const known = estate.reservations.find((one) => ClientToken !== undefined && one['ClientToken'] === ClientToken)
    if (known !== undefined) {
      if (known['InstanceCount'] === InstanceCount && known['InstanceType'] === InstanceType) return seen(known)
      throw new FakeFailure('IdempotentParameterMismatch', 'The token was used with other parameters.')
    }
    if (!estate.snapshot.instanceTypes.some((type) => type['InstanceType'] === InstanceType)) {
      throw new FakeFailure('InvalidParameterValue', `Invalid value '${InstanceType}' for InstanceType.`)
    }
    if (Number(InstanceCount) < 1) throw new FakeFailure('InvalidParameterValue', 'InstanceCount must be 1 or more.')
    if ((EndDateType === 'limited') !== (EndDate !== undefined)) {
      throw new FakeFailure('InvalidParameterCombination', 'EndDate and EndDateType limited go together.')
    }
    if (EndDate !== undefined && new Date(EndDate as string).getTime() <= Date.parse(estate.now)) {
      throw new FakeFailure('InvalidParameterValue', 'EndDate is in the past.')
    }
    const {TagSpecifications, ...given} = input
    const Tags = ((TagSpecifications ?? []) as AwsObject[]).flatMap((one) => (one['Tags'] ?? []) as AwsObject[])
    const id = `cr-${String(estate.reservations.length + 1).padStart(17, '0')}`
    const made = {...given, CapacityReservationId: id, State: 'active', TotalInstanceCount: InstanceCount, Tags}
    estate.reservations.push(made)
    return seen(made)
  },
  CancelCapacityReservation: (input, {reservations}) => {
    const id = String(input['CapacityReservationId'])
    if (!/^cr-[0-9a-f]+$/.test(id)) throw new FakeFailure('InvalidCapacityReservationId.Malformed', `Invalid id: ${id}`)
    const found = reservations.find((one) => one['CapacityReservationId'] === id)
    if (found === undefined) throw new FakeFailure('InvalidCapacityReservationId.NotFound', `${id} does not exist.`)
    if (found['State'] === 'cancelled') throw new FakeFailure('InvalidCapacityReservationState', `${id} is cancelled.`)
    found['State'] = 'cancelled'
    return {Return: true}
  },
}

/** AWS does not repeat the token. */
const seen = ({ClientToken: _, ...CapacityReservation}: AwsObject): AwsObject => ({CapacityReservation})

/** Reservations by state and tag, as filters name them. */
export function reservationsOf(filters: readonly AwsObject[], {reservations}: FakeEstate): AwsObject[] {
  return reservations
    .filter((one) => filters.every(({Name, Values}) => (Values as unknown[]).includes(fieldOf(one, String(Name)))))
    .map(({ClientToken: _, ...one}) => one)
}

function fieldOf(reservation: AwsObject, name: string): unknown {
  if (name === 'state') return reservation['State']
  const key = /^tag:(.+)$/.exec(name)?.[1]
  return ((reservation['Tags'] ?? []) as AwsObject[]).find(({Key}) => Key === key)?.['Value']
}
