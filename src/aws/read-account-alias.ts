import {IAMClient, ListAccountAliasesCommand} from '@aws-sdk/client-iam'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'
import {ask} from './read-pages.js'

/** IAM has one endpoint for all Regions of a partition. */
const iamRegion = 'us-east-1'

/**
 * The alias of the account, which people know it by; null where it has none or these credentials may not ask for it. An
 * account has one at most. Throws what `explainFailure` makes of any other failure.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html
 */
export async function readAccountAlias(clients: AwsClients): Promise<string | null> {
  try {
    const {AccountAliases} = await ask(clients, {service: 'iam', operation: 'ListAccountAliases'}, () =>
      clients.of(IAMClient, iamRegion).send(new ListAccountAliasesCommand({})),
    )
    return AccountAliases?.[0] ?? null
  } catch (error) {
    if (error instanceof PlanError && error.code === 'ACCESS_DENIED') return null
    throw error
  }
}
