import type {AwsRequest} from '../documents/patch.js'
import type {AwsClients} from './clients.js'
import {type Destination, refuseForeign} from './guard-endpoint.js'
import {writeService} from './write-commands.js'

type Stack = {add: (middleware: unknown, options: object) => void; remove: (name: string) => boolean}

/**
 * Where writes to these services would go, refused where `guardEndpoint` would refuse. Makes no call and needs no credentials, so that apply can
 * refuse before it has changed anything.
 */
export async function checkWriteEndpoints({
  clients,
  services,
}: {
  clients: AwsClients
  services: Iterable<AwsRequest['service']>
}): Promise<void> {
  for (const service of services) {
    const {client: clientClass, commands} = await writeService(service)
    const [command] = Object.values(commands)
    if (command === undefined) continue
    const client = clients.writer().of(clientClass)
    const {middlewareStack} = client as unknown as {middlewareStack: Stack}
    middlewareStack.add(stop, {step: 'build', priority: 'low', name: stopName})
    try {
      await client.send(new command({} as never) as never)
    } catch (error) {
      if (!(error instanceof Stopped)) throw error
      refuseForeign(error.destination, clients.endpointUrl)
    } finally {
      middlewareStack.remove(stopName)
    }
  }
}

/** Before a request is signed, let alone sent, it knows where it goes. */
const stop = () => (args: {request: Destination}) => Promise.reject(new Stopped(args.request))
const stopName = 'stopBeforeSending'

class Stopped extends Error {
  constructor(readonly destination: Destination) {
    super(stopName)
  }
}
