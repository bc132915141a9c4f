import {EC2Client, paginateDescribeCapacityReservations} from '@aws-sdk/client-ec2'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readPages} from './read-pages.js'
import {objectsOf, textOf} from './snapshot-fields.js'

const tagKey = 'ecom-plan'

/** States in which a reservation holds capacity or is about to. */
const standing = ['active', 'pending', 'assessing', 'scheduled', 'delayed']

/**
 * The value of the tag `ecom-plan` that a call is about: of a new reservation the one that it is given, of one to cancel
 * what stands behind `tag:ecom-plan=` in place of its id, which AWS gives only when it is made.
 */
export function reservationTag(input: AwsObject): string {
  const id = /^tag:ecom-plan=(.+)$/.exec(textOf(input, 'CapacityReservationId'))?.[1]
  if (id !== undefined) return id
  const tags = objectsOf(input, 'TagSpecifications').flatMap((one) => objectsOf(one, 'Tags'))
  const own = tags.find((tag) => textOf(tag, 'Key') === tagKey)
  return own === undefined ? '' : textOf(own, 'Value')
}

/** The reservations with that value of our tag that stand; one at most, but for what people have tagged alike. */
export async function readOwnReservations(clients: AwsClients, value: string): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service: 'ec2', operation: 'DescribeCapacityReservations', resource: value},
    paginateDescribeCapacityReservations(
      {client: clients.of(EC2Client)},
      {
        Filters: [
          {Name: `tag:${tagKey}`, Values: [value]},
          {Name: 'state', Values: standing},
        ],
      },
    ),
    (page) => page.CapacityReservations,
  )
}
