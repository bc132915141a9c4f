import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts'
import type {AwsClients} from './clients.js'
import {ask} from './read-pages.js'

/** Who the credentials belong to. `expiresAt` is null for keys without an end, and `clockOffsetMs` AWS's clock less ours. */
export type Identity = {account: string; arn: string; expiresAt: string | null; clockOffsetMs: number}

/**
 * Who asks, without comparing it with anything. Needs no permission. The SDK takes AWS's time from the reply, and gives
 * it as an offset from four minutes on; below that the offset is 0. Throws what `explainFailure` makes of a failure.
 */
export async function readIdentity(clients: AwsClients): Promise<Identity> {
  const client = clients.of(STSClient)
  const doing = {service: 'sts', operation: 'GetCallerIdentity'}
  const {Account, Arn} = await ask(clients, doing, () => client.send(new GetCallerIdentityCommand({})))
  const {expiration} = await client.config.credentials()
  return {
    account: Account ?? '',
    arn: Arn ?? '',
    expiresAt: expiration?.toISOString() ?? null,
    clockOffsetMs: client.config.systemClockOffset,
  }
}
