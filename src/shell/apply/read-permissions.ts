import type {AwsClients} from '../../aws/clients.js'
import {iamActionOf} from '../../catalog/iam-actions.js'
import type {Known, TriedAction} from '../../core/doctor/facts.js'
import {placeName, placesOf} from '../../core/inventory/place.js'
import type {Config} from '../../documents/config.js'
import type {Patch} from '../../documents/patch.js'
import {tryWrites} from '../doctor-access.js'
import type {Connection} from './connect.js'

type Found = {config: Config; folder: string} | null
type Permissions = Known<readonly TriedAction[]>

/**
 * What IAM's simulation says of the calls that these patches are, in each place that they go to of who calls there. A
 * denial anywhere is told; else where one place could not be asked, why not.
 */
export async function readPermissions({
  connection,
  found,
  patches,
}: {
  connection: Connection
  found: Found
  patches: readonly Patch[]
}): Promise<Permissions> {
  if (found === null) return {skipped: 'no config here says on which resources the caller must be allowed to write'}
  const byClients = new Map<AwsClients, Patch[]>()
  for (const patch of patches) {
    const clients = await connection.of(patch)
    byClients.set(clients, [...(byClients.get(clients) ?? []), patch])
  }
  const all: Permissions[] = []
  for (const [clients, own] of byClients) all.push(await inPlace({connection, found, clients, patches: own}))
  const tried = all.flatMap((one) => ('value' in one ? one.value : []))
  const unasked = all.find((one) => !('value' in one))
  return unasked === undefined || tried.some(({isAllowed}) => isAllowed === false) ? {value: tried} : unasked
}

async function inPlace({
  connection,
  found: {config, folder},
  clients,
  patches,
}: {
  connection: Connection
  found: NonNullable<Found>
  clients: AwsClients
  patches: readonly Patch[]
}): Promise<Permissions> {
  const at = new Date().toISOString()
  const place = clients === connection.main ? undefined : patches[0]?.place
  const asked = {folder, purposes: ['apply' as const], clients, at}
  const names = new Set(patches.map(({request}) => iamActionOf(`${request.service}:${request.operation}`)?.name ?? ''))
  const ofPatches = (tried: Permissions, where: string | null): Permissions =>
    'value' in tried
      ? {value: tried.value.filter(({action}) => names.has(action)).map((one) => ({...one, where}))}
      : tried
  if (place === undefined) return ofPatches(await tryWrites({...asked, config}, connection.caller.arn), null)
  const where = placeName(place)
  const here = placesOf(config).find((one) => placeName(one.place) === where)
  if (here === undefined) return {skipped: `the config names nothing in ${where}, so that IAM is not asked there`}
  const {readCaller} = await import('../../aws/read-account.js')
  const {arn} = await readCaller({clients, expected: place.account})
  return ofPatches(await tryWrites({...asked, config: here.config}, arn), where)
}
