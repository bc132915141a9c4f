import {STSClient} from '@aws-sdk/client-sts'
import type {AwsClients} from './clients.js'
import {ask} from './read-pages.js'

/**
 * When the credentials end that calls are signed with, an ISO time; null for keys without an end. Makes no call to the
 * services, and one to take on a role where there is one. Throws what `explainFailure` makes of a failure.
 */
export async function credentialsEndAt(clients: AwsClients): Promise<string | null> {
  const {config} = clients.of(STSClient)
  const {expiration} = await ask(clients, {service: 'sts', operation: 'AssumeRole'}, () => config.credentials())
  return expiration?.toISOString() ?? null
}
