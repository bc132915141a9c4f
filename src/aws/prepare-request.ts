import type {AwsRequest} from '../documents/patch.js'
import type {SendOutcome} from '../documents/send-outcome.js'
import type {AwsObject} from '../documents/snapshot.js'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'
import {ownTag} from './live-databases.js'
import {readOwnReservations, reservationTag} from './own-reservation.js'
import {objectsOf, textOf} from './snapshot-fields.js'

type Refused = Extract<SendOutcome, {code: string}>

/**
 * The input of a call as it can be sent, or why it is not: a reservation that is known by its tag gets the id that AWS
 * gave it, and an instance is deleted only where it carries our tag and is a replica or a reader, so that a plan that
 * was written by hand deletes no database. Reads only.
 */
export async function prepareRequest(
  clients: AwsClients,
  {service, operation, input}: AwsRequest,
): Promise<{input: AwsObject} | Refused> {
  const prepare = preparations[`${service}:${operation}`]
  if (prepare === undefined) return {input}
  try {
    return await prepare(clients, input)
  } catch (error) {
    if (!(error instanceof PlanError)) throw error
    // A look before the call: nothing was sent.
    return {result: error.code === 'THROTTLED' ? 'throttled' : 'refused', code: error.code, message: error.message}
  }
}

const refused = (code: string, message: string): Refused => ({result: 'refused', code, message})

const preparations: Readonly<
  Record<string, (clients: AwsClients, input: AwsObject) => Promise<{input: AwsObject} | Refused>>
> = {
  'ec2:CancelCapacityReservation': async (clients, input) => {
    const tag = reservationTag(input)
    if (tag === '') return refused('NOT_OURS', 'a reservation is cancelled only by the tag that its plan gave it')
    const [found, ...others] = await readOwnReservations(clients, tag)
    if (found === undefined) return refused('RESOURCE_NOT_FOUND', `no reservation is tagged ${ownTag}=${tag}`)
    if (others.length > 0) {
      return refused('AMBIGUOUS', `${others.length + 1} reservations are tagged ${ownTag}=${tag}: cancel yours by hand`)
    }
    return {input: {...input, CapacityReservationId: textOf(found, 'CapacityReservationId')}}
  },
  'rds:DeleteDBInstance': async (clients, input) => {
    const id = textOf(input, 'DBInstanceIdentifier')
    const {readDbInstances} = await import('./read-rds.js')
    const [database] = await readDbInstances(clients, [id])
    if (database === undefined) return refused('RESOURCE_NOT_FOUND', `there is no instance ${id}`)
    const isTagged = objectsOf(database, 'TagList').some((tag) => textOf(tag, 'Key') === ownTag)
    const isSpare =
      textOf(database, 'ReadReplicaSourceDBInstanceIdentifier') !== '' || (await isReader(clients, database))
    if (isTagged && isSpare) return {input}
    return refused(
      'NOT_OURS',
      `${id} is not deleted: it is ${isSpare ? `not tagged ${ownTag}` : 'neither a replica nor a reader'}`,
    )
  },
}

/** Whether it is a member of a cluster that does not write. */
async function isReader(clients: AwsClients, database: AwsObject): Promise<boolean> {
  const cluster = textOf(database, 'DBClusterIdentifier')
  if (cluster === '') return false
  const {readDbClusters} = await import('./read-db-clusters.js')
  const [found] = await readDbClusters(clients, [cluster])
  const id = textOf(database, 'DBInstanceIdentifier')
  const member = objectsOf(found ?? {}, 'DBClusterMembers').find((one) => textOf(one, 'DBInstanceIdentifier') === id)
  return member?.['IsClusterWriter'] === false
}
