import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts'
import {PlanError} from '../errors.js'
import {checkClock} from './check-clock.js'
import type {AwsClients} from './clients.js'
import {ask} from './read-pages.js'

/**
 * The id of the account that the credentials belong to. Needs no permission. Throws WRONG_ACCOUNT when it is not
 * `expected`, so that nothing is read from, let alone written to, another shop's account.
 */
export async function readAccount(asked: {clients: AwsClients; expected: string}): Promise<string> {
  return (await readCaller(asked)).account
}

/** Who the credentials belong to, as ARN and account id. Throws as readAccount does, and CLOCK_SKEWED. */
export async function readCaller({
  clients,
  expected,
}: {
  clients: AwsClients
  expected: string
}): Promise<{arn: string; account: string}> {
  const doing = {service: 'sts', operation: 'GetCallerIdentity'}
  const {Account: account, Arn: caller} = await ask(clients, doing, () =>
    clients.of(STSClient).send(new GetCallerIdentityCommand({})),
  )
  checkClock(clients)
  if (account === expected) return {account, arn: caller ?? ''}
  const profile = clients.profile === undefined ? '' : ` of profile ${clients.profile}`
  throw new PlanError(
    'aws',
    'WRONG_ACCOUNT',
    `the credentials${profile} belong to account ${account} (${caller}), and ecom-plan.yaml names ${expected}`,
    {
      suggestions: [
        `set aws.profile in ecom-plan.yaml, or AWS_PROFILE, to a profile of account ${expected}`,
        'aws sts get-caller-identity',
      ],
      place: {file: 'ecom-plan.yaml', field: 'aws.account'},
    },
  )
}
