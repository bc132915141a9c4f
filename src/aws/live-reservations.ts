import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {type Comparable, type Comparables, wholeOrNone} from './comparable.js'
import {reservationTag} from './own-reservation.js'
import {objectOf, textOf} from './snapshot-fields.js'

/** What a call to a load balancer's reservation changes, as it is now. */
export const liveBalancers: Comparables = {
  ModifyCapacityReservation: {
    source: (clients, input) => {
      const arn = textOf(input, 'LoadBalancerArn')
      return [
        `reservation of ${arn}`,
        async () => (await import('./read-capacity-reservations.js')).readCapacityReservations(clients, [arn]),
      ]
    },
    fields: (patch, [reservation]) => {
      const capacity = objectOf(reservation ?? {}, 'MinimumLoadBalancerCapacity')
      return wholeOrNone(patch, 'MinimumLoadBalancerCapacity', 'CapacityUnits' in capacity ? capacity : null)
    },
  },
}

/** The one reservation of instances that carries the tag of the call, whatever its id. */
const reservation: Comparable = {
  source: (clients, input) => {
    const tag = reservationTag(input)
    return [`reservation ${tag}`, async () => (await import('./own-reservation.js')).readOwnReservations(clients, tag)]
  },
  fields: (patch, [found]) => wholeOrNone(patch, 'CapacityReservation', found),
}

export const liveInstances: Comparables = {
  CreateCapacityReservation: reservation,
  CancelCapacityReservation: reservation,
}

const open = new Set(['PENDING', 'CASE_OPENED'])

/** A quota: what was asked for and is open, or what there is where that is as much already. */
export const liveQuotas: Comparables = {
  RequestServiceQuotaIncrease: {
    source: (clients, input) => [
      `quota ${textOf(input, 'ServiceCode')}/${textOf(input, 'QuotaCode')}`,
      () => readQuotaAndRequests(clients, input),
    ],
    fields: (patch, [quota, ...requests]) => {
      const wanted = Number(patch.request.input['DesiredValue'])
      if (Number(quota?.['Value']) >= wanted) return {DesiredValue: wanted}
      const asked = requests.find((request) => open.has(textOf(request, 'Status')))
      return {DesiredValue: asked?.['DesiredValue'] ?? null}
    },
  },
}

async function readQuotaAndRequests(clients: AwsClients, input: AwsObject): Promise<AwsObject[]> {
  const quota = {ServiceCode: textOf(input, 'ServiceCode'), QuotaCode: textOf(input, 'QuotaCode')}
  const {readQuotas} = await import('./read-quotas.js')
  const {readQuotaRequests} = await import('./read-quota-requests.js')
  return [...(await readQuotas(clients, [quota])), ...(await readQuotaRequests(clients, quota))]
}
