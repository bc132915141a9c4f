import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  NoSuchResourceException,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {plain} from './plain.js'
import {ask, readInGroups} from './read-pages.js'

/** Running on-demand standard instances, and Fargate on-demand: both count vCPUs. */
const asked = [
  {ServiceCode: 'ec2', QuotaCode: 'L-1216C47A'},
  {ServiceCode: 'fargate', QuotaCode: 'L-3032A538'},
]

type Asked = {ServiceCode: string; QuotaCode: string}

/**
 * Quotas of the account, those of EC2's and Fargate's vCPUs when not told which; AWS's default where the account never
 * had its own.
 */
export async function readQuotas(clients: AwsClients, wanted: readonly Asked[] = asked): Promise<AwsObject[]> {
  return readInGroups(wanted, 1, async ([input]) => (input === undefined ? [] : [await readQuota(clients, input)]))
}

async function readQuota(clients: AwsClients, input: Asked): Promise<AwsObject> {
  const client = clients.of(ServiceQuotasClient)
  const doing = {service: 'servicequotas', resource: `quota ${input.ServiceCode}/${input.QuotaCode}`}
  const own = await ask(clients, {...doing, operation: 'GetServiceQuota'}, async () => {
    try {
      return (await client.send(new GetServiceQuotaCommand(input))).Quota
    } catch (error) {
      if (error instanceof NoSuchResourceException) return undefined
      throw error
    }
  })
  if (own) return plain(own)
  const general = await ask(clients, {...doing, operation: 'GetAWSDefaultServiceQuota'}, () =>
    client.send(new GetAWSDefaultServiceQuotaCommand(input)),
  )
  return plain(general.Quota ?? {})
}
